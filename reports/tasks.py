"""Background work of the printed things; beat's schedule stands in the settings."""

from celery import shared_task

from reports.printing import press


@shared_task(soft_time_limit=540, time_limit=600)
def print_waiting() -> None:
    """Print the items that wait in print jobs; joining a thousand files may take longer than other tasks."""
    press.work()
