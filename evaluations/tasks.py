"""Background work of the evaluation; beat's schedule stands in the settings."""

from celery import shared_task
from django.utils import timezone

from evaluations import actions


@shared_task
def queue_reminders() -> None:
    """Remind today of reports, verdicts, agreements and follow-ups that are not done."""
    actions.queue_reminders(today=timezone.localdate())


@shared_task
def withdraw_done() -> None:
    """Hold back reminders that wait while what they ask for has been done."""
    actions.withdraw_done(today=timezone.localdate())
