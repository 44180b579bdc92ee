"""Background work of scans; beat's schedule stands in the settings."""

from celery import shared_task
from django.conf import settings

from documents.scans import reading
from documents.scans.actions import discard_old_scans


@shared_task(soft_time_limit=540, time_limit=600)
def read_scans() -> None:
    """Look into the scans that were uploaded."""
    reading.read_waiting()


@shared_task(soft_time_limit=540, time_limit=600)
def discard_unconfirmed() -> None:
    """Throw away the scans that nobody confirmed for a while."""
    discard_old_scans(older_than=settings.UNCONFIRMED_SCANS_KEPT)
