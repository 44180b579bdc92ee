"""When beat wakes the workers. Rows in PostgreSQL hold what is to be done; a wake-up that is lost costs time only."""

from datetime import timedelta
from typing import Any

from celery.schedules import crontab

SCHEDULE: dict[str, dict[str, Any]] = {
    "deliver-notifications": {
        "task": "messaging.outbox.tasks.deliver_notifications",
        "schedule": timedelta(seconds=20),
        # A delivery that waited longer than its interval is not wanted any more: the next one does the same work.
        "options": {"expires": 20},
    },
    "print-waiting": {
        "task": "documents.printing.tasks.print_waiting",
        "schedule": timedelta(seconds=3),
        "options": {"expires": 3},
    },
    "prepare-waiting": {
        "task": "documents.preparing.tasks.prepare_waiting",
        "schedule": timedelta(seconds=2),
        "options": {"expires": 2},
    },
    "read-scans": {
        "task": "documents.scans.tasks.read_scans",
        "schedule": timedelta(seconds=3),
        "options": {"expires": 3},
    },
    "remove-old-results": {
        "task": "documents.printing.tasks.remove_old_results",
        "schedule": crontab(hour="2", minute="30"),
    },
    "remove-old-prepared": {
        "task": "documents.preparing.tasks.remove_old_prepared",
        "schedule": crontab(minute="20"),
    },
    "discard-unconfirmed-scans": {
        "task": "documents.scans.tasks.discard_unconfirmed",
        "schedule": crontab(hour="2", minute="30"),
    },
    "queue-reminders": {
        "task": "duties.reminders.tasks.queue_reminders",
        # Again and again, so that a server that is down at the hour of reminding costs nobody the day's reminder.
        "schedule": crontab(minute="*/15"),
        "options": {"expires": 900},
    },
    "refresh-waiting-reminders": {
        "task": "duties.reminders.tasks.refresh_waiting",
        "schedule": crontab(minute="*/5"),
        "options": {"expires": 300},
    },
}
