"""How the owner of an account is reached outside of the application: a list that the app of messages fills.

`messaging` stands above and knows its channels, so it cannot be imported here. Its `AppConfig.ready()` adds the
functions of `messaging.outbox.account_safety`, and nothing else adds to the list.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Protocol

from organisation.models import PasswordLink, User


class Tell(Protocol):
    """Writes one message about an account for each recipient, on every channel, whatever they have chosen."""

    def __call__(
        self,
        recipients: Iterable[User],
        *,
        occasion: str,
        subject: str,
        body: str,
        path: str,
        link: PasswordLink | None,
    ) -> int: ...


@dataclass(frozen=True, slots=True)
class Reach:
    """What the app of messages can do for an account."""

    ways_to: Callable[[User], list[str]]
    """The names of the channels on which a worker reaches this person; nobody else reads what goes there."""

    tell: Tell
    """`link` is the link whose secret goes along: only to the recipient's own channels, never into the application."""


REACHES: list[Reach] = []


def ways_to(owner: User) -> list[str]:
    """The owner's own channels, by name."""
    return [way for reach in REACHES for way in reach.ways_to(owner)]


def tell(
    recipients: Iterable[User],
    *,
    occasion: str,
    subject: str,
    body: str,
    path: str = "",
    link: PasswordLink | None = None,
) -> None:
    """Tell people on every channel; with `link` the message carries the secret."""
    people = list(recipients)
    for reach in REACHES:
        reach.tell(people, occasion=occasion, subject=subject, body=body, path=path, link=link)
