"""Messages to people."""

from collections.abc import Iterable

from django.utils import timezone

from organisation import outbox
from organisation.models import Notification, User
from organisation.querysets import NotificationQuerySet


def notify(recipients: Iterable[User], *, occasion: str, subject: str, body: str, path: str = "") -> int:
    """Write one message per recipient into inbox and outbox; give the number of new ones.

    Call it inside the transaction of what the message tells of. `occasion` names the event once and for all
    (`report/41/returned/7`): a recipient never gets two messages for the same occasion. `path` is a page of Amanah.
    """
    return outbox.post(
        Notification(recipient=user, occasion=occasion, subject=subject, body=body, path=path) for user in recipients
    )


def mark_read(messages: NotificationQuerySet) -> int:
    """Mark those of the messages that are unread as read now; give their number."""
    return messages.unread().update(read_at=timezone.now())
