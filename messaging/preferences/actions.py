"""Messages to people."""

from django.db import transaction

from audit import trail
from audit.facts import field_values
from messaging.models import MessageSettings
from organisation.models import User

SETTINGS = ("email_kinds", "whatsapp_kinds", "quiet_from", "quiet_until")


@transaction.atomic
def save_message_settings(user: User, *, by: User, **chosen: object) -> MessageSettings:
    """Keep how `user` wants to be told: kinds by channel, and quiet hours (both times, or none)."""
    saved, _ = MessageSettings.objects.update_or_create(user=user, defaults=chosen)
    trail.record(user, "message_settings.saved", by=by, data={"settings": field_values(saved, SETTINGS)})
    return saved
