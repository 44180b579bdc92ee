"""Messages to people."""

from collections.abc import Iterable

from django.utils import timezone

from messaging.enums import MessageKind
from messaging.models import Notification
from messaging.outbox import actions as outbox
from messaging.querysets import NotificationQuerySet
from organisation.models import User


def notify(
    recipients: Iterable[User],
    *,
    occasion: str,
    subject: str,
    body: str,
    path: str = "",
    kind: MessageKind = MessageKind.OTHER,
) -> int:
    """Write one message per recipient into inbox and outbox; give the number of new ones.

    Call it inside the transaction of what the message tells of. `occasion` names the event once and for all
    (`report/41/returned/7`): a recipient never gets two messages for the same occasion. `path` is a page of Amanah;
    `kind` decides by which channels the recipient wants to hear of it.
    """
    return outbox.post(
        Notification(recipient=user, occasion=occasion, kinds=[kind], subject=subject, body=body, path=path)
        for user in recipients
    )


def mark_read(messages: NotificationQuerySet) -> int:
    """Mark those of the messages that are unread as read now; give their number."""
    return messages.unread().update(read_at=timezone.now())
