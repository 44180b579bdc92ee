"""Background work of the organisation; beat's schedule stands in the settings."""

from celery import shared_task

from messaging.outbox import actions as outbox


@shared_task
def deliver_notifications() -> None:
    """Send the messages that wait in the outbox."""
    outbox.deliver()
