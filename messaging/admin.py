"""The administrator may look messages up."""

from django.contrib import admin

from messaging.models import Delivery, MessageSettings, Notification
from organisation.admin import ReadOnlyAdmin


@admin.register(Notification)
class NotificationAdmin(ReadOnlyAdmin):
    """Inboxes."""

    list_display = ["created_at", "recipient", "subject"]
    list_select_related = ["recipient__employee"]


@admin.register(Delivery)
class DeliveryAdmin(ReadOnlyAdmin):
    """Outbox."""

    list_display = ["created_at", "message", "channel", "state", "sent_at"]
    list_select_related = ["message"]
    list_filter = ["channel", "state"]


@admin.register(MessageSettings)
class MessageSettingsAdmin(ReadOnlyAdmin):
    """How people want to be told."""

    list_display = ["user", "quiet_from", "quiet_until"]
    list_select_related = ["user__employee"]
