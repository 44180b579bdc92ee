"""Background work of the reminders, in the government's zone; beat's schedule stands in the settings."""

from celery import shared_task
from django.utils import timezone

from duties.reminders import actions
from duties.reminders.domain import is_time_to_remind
from duties.reminders.facts import is_queued


@shared_task
def queue_reminders() -> None:
    """Remind once a day of reports, verdicts, agreements and follow-ups that are not done, at the first ring by day."""
    now = timezone.localtime()
    if is_time_to_remind(now.time()) and not is_queued(now.date()):
        actions.queue_reminders(today=now.date())


@shared_task
def refresh_waiting() -> None:
    """Let reminders that wait say what is owed now, and hold back those of which all is done."""
    actions.refresh_waiting(today=timezone.localdate())
