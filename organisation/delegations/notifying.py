"""How people are told of delegations: a list that the app of messages fills.

`messaging` stands beside this app and knows its people, so it cannot be imported here. Its `AppConfig.ready()` adds
`messaging.inbox.actions.notify`, and nothing else adds to the list.
"""

from collections.abc import Iterable
from typing import Protocol

from organisation.models import User


class Notify(Protocol):
    """Writes one message for each recipient, in the transaction of what it tells of."""

    def __call__(self, recipients: Iterable[User], *, occasion: str, subject: str, body: str, path: str) -> int: ...


NOTIFIERS: list[Notify] = []


def notify(recipients: Iterable[User], *, occasion: str, subject: str, body: str, path: str) -> None:
    """Give the message to everybody who writes messages; see `messaging.inbox.actions.notify`."""
    people = list(recipients)
    for write in NOTIFIERS:
        write(people, occasion=occasion, subject=subject, body=body, path=path)
