"""Messages to people."""

from collections.abc import Iterable

from organisation import outbox
from organisation.models import Notification, User


def notify(recipients: Iterable[User], *, occasion: str, subject: str, body: str, path: str = "") -> int:
    """Write one message per recipient into inbox and outbox; give the number of new ones.

    Call it inside the transaction of what the message tells of. `occasion` names the event once and for all
    (`report/41/returned/7`): a recipient never gets two messages for the same occasion. `path` is a page of Amanah.
    """
    return outbox.post(
        Notification(recipient=user, occasion=occasion, subject=subject, body=body, path=path) for user in recipients
    )
