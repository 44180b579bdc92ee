"""The workers' side: claim a document, draw it in the name of who asked, keep its file for a day.

Each step is a transaction of its own, and each may be cut off: a document whose worker died returns when its lease is
over. `claimed_at` is the token of a claim, as in print jobs.
"""

import logging
import time
from datetime import timedelta

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import F
from django.db.models.functions import Now
from django.http import Http404
from django.utils import timezone

from documents.drawing.pdf import RenderError
from documents.enums import PrintItemState
from documents.models import PreparedDocument
from documents.preparing.papers import paper_of, scope_of

logger = logging.getLogger(__name__)

ROUND = timedelta(seconds=10)
"""How long one round begins new documents; beat starts the next one."""

MOST_ATTEMPTS = 3
"""A document whose worker died this often is not given to another one."""

DEADLY = "Penyiapan dokumen ini terhenti tiga kali. Minta Diskominfo memeriksa catatan proses pekerja, lalu ulangi."
UNEXPECTED = "Terjadi kesalahan yang tidak terduga. Minta Diskominfo memeriksa catatan proses pekerja, lalu ulangi."
FORBIDDEN = "Dokumen ini tidak lagi dapat Anda buka: hak atau datanya berubah sejak Anda memintanya."


def work(*, within: timedelta = ROUND) -> int:
    """Draw what waits until nothing is left or the time is over; give the number of files that were made."""
    release_stale()
    made, end = 0, time.monotonic() + within.total_seconds()
    while time.monotonic() < end and (document := claim()):
        made += _draw(document)
    return made


@transaction.atomic(durable=True)
def claim() -> PreparedDocument | None:
    """Take the next document; two workers never take the same."""
    ready = PreparedDocument.objects.filter(state=PrintItemState.READY).order_by("pk")
    pk = ready.values_list("pk", flat=True).select_for_update(skip_locked=True).first()
    if pk is None:
        return None
    claimed = {"state": PrintItemState.CLAIMED, "claimed_at": Now(), "attempts": F("attempts") + 1}
    PreparedDocument.objects.filter(pk=pk).update(**claimed)
    return PreparedDocument.objects.select_related("requested_by__employee").get(pk=pk)


def release_stale() -> None:
    """Give the documents of dead workers back; one that killed several is given up."""
    claimed = PreparedDocument.objects.filter(state=PrintItemState.CLAIMED)
    for document in claimed.filter(claimed_at__lt=Now() - settings.PRINT_LEASE):
        if document.attempts >= MOST_ATTEMPTS:
            _fail(document, DEADLY)
        else:
            _settle(document, state=PrintItemState.READY)


def remove_old(*, older_than: timedelta) -> int:
    """Throw away what was asked for so long ago, with its file; give the number."""
    old = PreparedDocument.objects.filter(requested_at__lt=timezone.now() - older_than)
    return sum(_remove(pk) for pk in old.values_list("pk", flat=True))


@transaction.atomic
def _remove(pk: int) -> bool:
    document = PreparedDocument.objects.select_for_update(skip_locked=True).filter(pk=pk).first()
    if document is None:
        return False
    names = {document.file.name, *(_file_of(document, attempt + 1) for attempt in range(document.attempts))}
    for name in names - {""}:
        default_storage.delete(name)
    document.delete()
    return True


def _file_of(document: PreparedDocument, attempt: int) -> str:
    """Where an attempt keeps its file: a worker may die between writing it and saying so, and leave it behind."""
    return f"prepared/{document.token.hex}-{attempt}.pdf"


def _draw(document: PreparedDocument) -> bool:
    """Make one file; whether it was made."""
    try:
        if not document.requested_by.is_active:
            raise PermissionDenied
        content = paper_of(document, document.requested_by).draw()
        name = default_storage.save(_file_of(document, document.attempts), ContentFile(content))
    except (Http404, PermissionDenied):
        return _fail(document, FORBIDDEN)
    except ValidationError as refusal:
        return _fail(document, " ".join(refusal.messages))
    except RenderError as error:
        return _fail(document, str(error))
    except Exception:
        logger.exception("Document %s could not be prepared", document.pk)
        return _fail(document, UNEXPECTED)
    # The very object that was asked while drawing: its authority was read once.
    done = {"state": PrintItemState.DONE, "drawn_for": scope_of(document.requested_by)}
    if not _settle(document, **done, file=name, finished_at=Now()):
        default_storage.delete(name)
        return False
    return True


def _fail(document: PreparedDocument, problem: str) -> bool:
    _settle(document, state=PrintItemState.FAILED, problem=problem[:500])
    return False


def _settle(document: PreparedDocument, **fields: object) -> bool:
    """Write how the attempt ended; False when the claim was lost meanwhile."""
    own = PreparedDocument.objects.filter(pk=document.pk, state=PrintItemState.CLAIMED, claimed_at=document.claimed_at)
    return bool(own.update(**fields))
