"""Messages about the safety of an account: on every channel at once, whatever their recipient has chosen.

The secret of a password link leaves by the recipient's own channels only, and is made as it leaves: neither the bell
nor the list of what was sent nor the text to be copied holds it.
"""

from collections.abc import Iterable

from messaging.channels import ROUTES
from messaging.enums import Channel, DeliveryState
from messaging.models import Notification
from messaging.outbox import actions as outbox
from organisation.models import PasswordLink, User


def ways_to(owner: User) -> list[str]:
    """The names of the channels on which a worker reaches this person without anybody in between."""
    return [Channel(name).label for name, route in ROUTES.items() if route.first_state(owner) == DeliveryState.READY]


def tell(
    recipients: Iterable[User], *, occasion: str, subject: str, body: str, path: str, link: PasswordLink | None
) -> int:
    """Write one message for each recipient; with `link` its secret goes along."""
    said = {"occasion": occasion, "subject": subject, "body": body, "path": path}
    return outbox.post(
        Notification(recipient=user, is_for_safety=True, password_link=link, **said) for user in recipients
    )
