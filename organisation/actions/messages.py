"""Messages to people."""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from audit import trail
from organisation import outbox
from organisation.enums import Channel, DeliveryState, MessageKind
from organisation.models import Delivery, MessageSettings, Notification, User
from organisation.querysets import NotificationQuerySet


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


@transaction.atomic
def save_message_settings(user: User, *, by: User, **chosen: object) -> MessageSettings:
    """Keep how `user` wants to be told: kinds by channel, and quiet hours (both times, or none)."""
    saved, _ = MessageSettings.objects.update_or_create(user=user, defaults=chosen)
    trail.record(user, "message_settings.saved", by=by, data={"detail": saved.in_words})
    return saved


def can_be_told(message: Notification) -> bool:
    """Whether a person may still note that the message was passed on by hand: no worker has it on WhatsApp."""
    way = next((way for way in message.deliveries.all() if way.channel == Channel.WHATSAPP), None)
    return way is None or way.waits_for_hand


@transaction.atomic
def mark_told(message: Notification, *, by: User) -> Delivery:
    """Note that `by` passed the message on by hand, by WhatsApp or by word of mouth.

    Raises ValidationError when a worker has it, or it has arrived by WhatsApp already.
    """
    Notification.objects.select_for_update().get(pk=message.pk)
    way, _ = Delivery.objects.get_or_create(
        message=message, channel=Channel.WHATSAPP, defaults={"state": DeliveryState.BY_HAND}
    )
    outbox.mark_told(way, by=by)
    return way


def mark_read(messages: NotificationQuerySet) -> int:
    """Mark those of the messages that are unread as read now; give their number."""
    return messages.unread().update(read_at=timezone.now())
