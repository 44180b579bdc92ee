"""Background work of the evaluation; beat's schedule stands in the settings."""

from celery import shared_task
from django.utils import timezone

from evaluations import actions


@shared_task
def queue_reminders() -> None:
    """Remind today of quarterly reports that are not sent."""
    actions.queue_reminders(today=timezone.localdate())
