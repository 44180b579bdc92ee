"""The worker's side of scans: look into each uploaded file once, and write what it is.

The row stays locked while its file is looked at, so two workers never read the same one, and one whose worker dies is
read again by the next.
"""

import hashlib
import logging
import secrets
import time
from collections import Counter
from datetime import timedelta
from functools import partial

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction

from documents.enums import ScanState
from documents.models import UploadedScan
from documents.scans.codes import document_on, refuse_unscannable
from documents.scans.keeping import UNREADABLE, Taken, take

logger = logging.getLogger(__name__)

ROUND = timedelta(seconds=10)
"""How long one round begins new files; beat starts the next one."""


def read_waiting(*, within: timedelta = ROUND) -> Counter[str]:
    """Look into what waits until nothing is left or the time is over; count the scans by the state they came to."""
    outcome: Counter[str] = Counter()
    end = time.monotonic() + within.total_seconds()
    while time.monotonic() < end and (state := _read_next()):
        outcome[state] += 1
    return outcome


@transaction.atomic
def _read_next() -> str | None:
    waiting = UploadedScan.objects.filter(state=ScanState.WAITING).order_by("pk")
    scan = waiting.select_for_update(skip_locked=True).first()
    if scan is None:
        return None
    raw = scan.file.name
    try:
        _look_into(scan)
    except ValidationError as refusal:
        _refuse(scan, " ".join(refusal.messages))
    except OSError:
        logger.exception("Uploaded scan %s could not be read", scan.pk)
        _refuse(scan, UNREADABLE)
    scan.save()
    transaction.on_commit(partial(scan.file.storage.delete, raw))
    return scan.state


def _look_into(scan: UploadedScan) -> None:
    with scan.file.open("rb") as file:
        taken = take([file.read()])
    scan.document = document_on(taken.codes)
    if scan.document:
        refuse_unscannable(scan.document)
    scan.state = ScanState.MATCHED if scan.document else ScanState.UNREAD
    _fill(scan, taken)


def _fill(scan: UploadedScan, taken: Taken) -> None:
    """What was made of the file takes its place; nothing of the upload itself is shown or served."""
    scan.pages, scan.preview = taken.pages, taken.preview
    scan.sha256 = hashlib.sha256(taken.content).hexdigest()
    scan.file.save(f"{secrets.token_hex(16)}.pdf", ContentFile(taken.content), save=False)


def _refuse(scan: UploadedScan, problem: str) -> None:
    scan.state, scan.document, scan.problem, scan.file = ScanState.REFUSED, None, problem[:500], ""
