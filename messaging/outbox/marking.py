"""Noting that a message was passed on by hand."""

from django.db import transaction

from messaging.enums import Channel, DeliveryState
from messaging.models import Delivery, Notification
from messaging.outbox import actions as outbox
from organisation.models import User


def can_be_passed_on(message: Notification) -> bool:
    """Whether a person may still note that the message was passed on by hand: no worker has it on WhatsApp."""
    way = next((way for way in message.deliveries.all() if way.channel == Channel.WHATSAPP), None)
    return way is None or way.waits_for_hand


@transaction.atomic
def mark_passed_on(message: Notification, *, by: User) -> Delivery:
    """Note that `by` passed the message on by hand, by WhatsApp or by word of mouth.

    Raises ValidationError when a worker has it, or it has arrived by WhatsApp already.
    """
    Notification.objects.select_for_update().get(pk=message.pk)
    way, _ = Delivery.objects.get_or_create(
        message=message, channel=Channel.WHATSAPP, defaults={"state": DeliveryState.BY_HAND}
    )
    outbox.mark_passed_on(way, by=by)
    return way
