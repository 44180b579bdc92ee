"""Background work of prepared documents; beat's schedule stands in the settings."""

from celery import shared_task
from django.conf import settings

from documents.preparing import drawing


# Less than the lease of a claim (PRINT_LEASE): what a worker is still drawing is never given to another one.
@shared_task(soft_time_limit=150, time_limit=170)
def prepare_waiting() -> None:
    """Draw the documents that somebody waits for."""
    drawing.work()


@shared_task
def remove_old_prepared() -> None:
    """Throw away what was fetched or forgotten."""
    drawing.remove_old(older_than=settings.PREPARED_KEPT)
