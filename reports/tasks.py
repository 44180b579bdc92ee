"""Background work of the printed things; beat's schedule stands in the settings."""

from celery import shared_task
from django.conf import settings

from reports.printing import press, results
from reports.scans import reading
from reports.scans.actions import discard_old_scans


@shared_task(soft_time_limit=540, time_limit=600)
def print_waiting() -> None:
    """Print the items that wait in print jobs; joining a thousand files may take longer than other tasks."""
    press.work()


@shared_task(soft_time_limit=540, time_limit=600)
def read_scans() -> None:
    """Look into the scans that were uploaded."""
    reading.read_waiting()


@shared_task(soft_time_limit=540, time_limit=600)
def tidy() -> None:
    """Throw away what is kept only for a while: results of print jobs, scans that nobody confirmed."""
    results.remove_old(older_than=settings.PRINT_RESULTS_KEPT)
    discard_old_scans(older_than=settings.UNCONFIRMED_SCANS_KEPT)
