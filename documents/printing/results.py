"""Results of print jobs are kept for a while; the job stays listed, and its file can be made again."""

import logging
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from documents.enums import PrintJobStatus
from documents.models import PrintJob

logger = logging.getLogger(__name__)


def remove_old(*, older_than: timedelta) -> int:
    """Remove the files of jobs that finished so long ago; give their number.

    The row is locked until the file is gone, so that nobody makes it again meanwhile; after a power failure between
    the two, the next night finds the row as it was.
    """
    finished = PrintJob.objects.filter(status=PrintJobStatus.FINISHED, file_removed_at=None)
    old = finished.filter(finished_at__lt=timezone.now() - older_than)
    return sum(_remove(pk) for pk in old.values_list("pk", flat=True))


def _remove(pk: int) -> bool:
    with transaction.atomic():
        rows = PrintJob.objects.select_for_update(skip_locked=True).filter(status=PrintJobStatus.FINISHED)
        job = rows.filter(pk=pk, file_removed_at=None).first()
        if job is None:
            return False
        job.file_removed_at = timezone.now()
        job.save(update_fields=["file_removed_at"])
        job.file.storage.delete(job.file.name)
    logger.info("Removed the result of print job %s", pk)
    return True
