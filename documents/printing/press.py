"""The workers' side of printing in bulk: claim an item, issue its document, mark it; at the end, write the file.

PostgreSQL holds the truth. Each step is a transaction of its own, and each may be cut off by a power failure: an item
whose worker died returns when its lease is over, issuing again gives the document of the first time, and the file at
the end has one name and appears by an atomic rename. `claimed_at` is the token of a claim, as in the outbox.
"""

import logging
import time
from collections import Counter
from datetime import timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, F, OuterRef
from django.db.models.functions import Now
from django.utils import timezone

from audit.trail import advance
from documents.drawing.pdf import RenderError
from documents.enums import PrintItemState, PrintJobStatus
from documents.issuing.actions import issue_attachments, issue_document, missing_attachments
from documents.issuing.numbering import give_number_back, reserve_number
from documents.kinds import Subject
from documents.models import PrintItem, PrintJob
from documents.printing.binding import bind
from documents.printing.messages import tell_end

logger = logging.getLogger(__name__)

ROUND = timedelta(seconds=10)
"""How long one round begins new items; beat starts the next one, and other work gets its turn in between."""

MOST_ATTEMPTS = 3
"""An item whose worker died this often is not given to another one."""

DEADLY = "Pencetakan {noun} ini terhenti tiga kali. Minta Diskominfo memeriksa catatan proses pekerja, lalu ulangi."
UNEXPECTED = "Terjadi kesalahan yang tidak terduga. Minta Diskominfo memeriksa catatan proses pekerja, lalu ulangi."


def work(*, within: timedelta = ROUND) -> Counter[str]:
    """Print what is ready until nothing is left or the time is over; count the items by the state they came to."""
    release_stale()
    outcome: Counter[str] = Counter()
    end = time.monotonic() + within.total_seconds()
    while time.monotonic() < end and (item := claim()):
        outcome.update(filter(None, [_print(item)]))
    finish_jobs()
    return outcome


@transaction.atomic(durable=True)
def claim() -> PrintItem | None:
    """Take the next item and a number for it; jobs take turns, and two workers never take the same item."""
    ready = PrintItem.objects.filter(state=PrintItemState.READY, job__status=PrintJobStatus.RUNNING)
    in_turn = ready.order_by("order", "job_id").values_list("pk", flat=True)
    pk = in_turn.select_for_update(skip_locked=True, of=("self",)).first()
    if pk is None:
        return None
    PrintItem.objects.filter(pk=pk).update(state=PrintItemState.CLAIMED, claimed_at=Now(), attempts=F("attempts") + 1)
    item = PrintItem.objects.select_related("job__created_by").get(pk=pk)
    reserve_number(item.job.registered_kind, _subject_of(item))
    return item


def release_stale() -> None:
    """Give the items of dead workers back, with their numbers; one that killed several is given up."""
    stale = PrintItem.objects.filter(state=PrintItemState.CLAIMED, claimed_at__lt=Now() - settings.PRINT_LEASE)
    for item in stale.select_related("job"):
        if item.attempts >= MOST_ATTEMPTS:
            _fail(item, DEADLY.format(noun=item.job.noun))
        else:
            _settle(item, PrintItemState.READY)


def finish_jobs() -> None:
    """Write the file of every running job that has nothing left to print."""
    unfinished = PrintItem.objects.unfinished().filter(job=OuterRef("pk"))
    running = PrintJob.objects.filter(status=PrintJobStatus.RUNNING).exclude(Exists(unfinished))
    for pk in running.order_by("pk").values_list("pk", flat=True):
        _finish(pk)


@transaction.atomic(durable=True)
def _finish(pk: int) -> None:
    """One worker writes; another one that comes meanwhile passes by."""
    running = PrintJob.objects.filter(pk=pk, status=PrintJobStatus.RUNNING)
    job = running.select_for_update(skip_locked=True).first()
    if job is None or job.items.unfinished().exists():
        return
    try:
        bound = bind(job)
    except RenderError as error:
        _give_up(job, str(error)[:300])
        return
    except ValidationError as refusal:
        _give_up(job, " ".join(refusal.messages)[:300])
        return
    except Exception:
        logger.exception("The file of print job %s could not be written", pk)
        _give_up(job, UNEXPECTED)
        return
    finished = {"file": bound.name, "sha256": bound.sha256, "finished_at": timezone.now(), "problem": ""}
    facts = {"kind": job.kind, "documents": bound.documents, "sha256": bound.sha256}
    advance(job, PrintJobStatus.FINISHED, by=None, verb="print_job.finished", data=facts, **finished)
    tell_end(job)


def _give_up(job: PrintJob, problem: str) -> None:
    advance(job, PrintJobStatus.FAILED, by=None, verb="print_job.failed", problem=problem)
    tell_end(job)


def _print(item: PrintItem) -> PrintItemState | None:
    """Issue one claimed document; give the state it came to, None when the claim was lost."""
    try:
        document = issue_document(item.job.registered_kind, _subject_of(item), by=item.job.created_by)
        if item.job.with_attachments and missing_attachments(document):
            issue_attachments(document, by=item.job.created_by)
    except ValidationError as refusal:
        return _fail(item, " ".join(refusal.messages))
    except RenderError as error:
        return _fail(item, str(error))
    except Exception:
        logger.exception("Document of item %s could not be printed", item.pk)
        return _fail(item, UNEXPECTED)
    return _settle(item, PrintItemState.DONE)


def _fail(item: PrintItem, problem: str) -> PrintItemState | None:
    return _settle(item, PrintItemState.FAILED, problem=problem[:500])


@transaction.atomic
def _settle(item: PrintItem, state: PrintItemState, **fields: object) -> PrintItemState | None:
    """Write how the attempt ended, unless the claim was lost; a number that was not used goes back."""
    own = PrintItem.objects.filter(pk=item.pk, state=PrintItemState.CLAIMED, claimed_at=item.claimed_at)
    if not own.update(state=state, **fields):
        return None
    if state != PrintItemState.DONE:
        give_number_back(item.job.registered_kind, _subject_of(item))
    return state


def _subject_of(item: PrintItem) -> Subject:
    """What the item prints; select the job."""
    return item.job.registered_kind.subjects().get(pk=item.subject_id)
