"""Background work of printing in bulk; beat's schedule stands in the settings."""

from celery import shared_task
from django.conf import settings

from documents.printing import press, results


@shared_task(soft_time_limit=540, time_limit=600)
def print_waiting() -> None:
    """Print the items that wait in print jobs; joining a thousand files may take longer than other tasks."""
    press.work()


@shared_task(soft_time_limit=540, time_limit=600)
def remove_old_results() -> None:
    """Throw away the results of print jobs that were kept for a while."""
    results.remove_old(older_than=settings.PRINT_RESULTS_KEPT)
