"""Beginning, stopping and continuing print jobs. Rows only: the workers find them by themselves."""

import datetime
import uuid
from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from audit.trail import advance, record
from documents.enums import PrintItemState, PrintJobStatus
from documents.issuing.actions import date_subjects
from documents.kinds import DocumentKind, Subject
from documents.models import PrintItem, PrintJob
from organisation.models import User

MOST_ITEMS = 1000
"""More than this in one file is no use to a printer, and a worker joins them in memory."""


@transaction.atomic
def create_print_job(
    document_kind: DocumentKind,
    subjects: Sequence[Subject],
    *,
    kind: str,
    year: int,
    words: str,
    token: uuid.UUID,
    by: User,
    is_double_sided: bool = False,
    with_attachments: bool = False,
) -> PrintJob:
    """Write the job with one item for each subject, in this order; the same token gives the job of the first time.

    Printing gives numbers, so each must be in the scope of `by`; to read one is not enough.
    Raises `ValidationError` without subjects, with too many or one beyond the scope, and for somebody else's token.
    """
    _refuse_choice(document_kind, subjects, by)
    columns = {
        "document_kind": document_kind.name,
        "kind": kind,
        "year": year,
        "words": words,
        "is_double_sided": is_double_sided,
        "with_attachments": with_attachments,
        "created_by": by,
    }
    job, is_new = PrintJob.objects.get_or_create(token=token, defaults=columns)
    if job.created_by_id != by.pk:
        raise ValidationError("Formulir ini bukan milik Anda. Buka halaman Cetak massal dan ulangi.", code="token")
    if is_new:
        PrintItem.objects.bulk_create(
            PrintItem(job=job, subject_id=subject.pk, order=order) for order, subject in enumerate(subjects, start=1)
        )
        record(job, "print_job.created", by=by, data={"kind": document_kind.name, "documents": len(subjects)})
    return job


@transaction.atomic
def create_dated_print_job(
    document_kind: DocumentKind, subjects: Sequence[Subject], *, day: datetime.date | None, by: User, **columns: Any
) -> PrintJob:
    """Like `create_print_job`, with the day that stands on the papers which get their number now; None for dots."""
    date_subjects(document_kind, subjects, day, by=by)
    return create_print_job(document_kind, subjects, by=by, **columns)


def _refuse_choice(kind: DocumentKind, subjects: Sequence[Subject], by: User) -> None:
    noun = kind.noun
    if not subjects or kind.bulk is None:
        raise ValidationError(
            f"Tidak ada {noun} yang dipilih. Pilih sedikitnya satu {noun} untuk dicetak.", code="nothing"
        )
    if len(subjects) > MOST_ITEMS:
        raise ValidationError(
            f"Sekali cetak paling banyak {MOST_ITEMS} {noun}. Persempit pilihan menurut unit kerja atau jenjang.",
            code="too_many",
        )
    wanted = {subject.pk for subject in subjects}
    if kind.bulk.in_scope_of(by).filter(pk__in=wanted).count() < len(wanted):
        raise ValidationError(
            f"Pilihan ini memuat {noun} di luar unit kerja Anda. Muat ulang halaman Cetak massal, lalu pilih kembali.",
            code="beyond_scope",
        )


def cancel_print_job(job: PrintJob, *, by: User) -> None:
    """Take no further item; what a worker has in its hands is finished. What was issued stays issued.

    Raises `ValidationError` when the job is no longer running.
    """
    advance(job, PrintJobStatus.CANCELLED, by=by, verb="print_job.cancelled", cancelled_at=timezone.now())


@transaction.atomic
def retry_print_job(job: PrintJob, *, by: User) -> None:
    """Go on with a job that was stopped, print again what failed, and make a file again that was tidied away.

    Raises `ValidationError` while it is running, and when it finished without failures and has its file.
    """
    job = PrintJob.objects.select_for_update().get(pk=job.pk)
    failed = job.items.filter(state=PrintItemState.FAILED)
    if job.has_file and not failed.exists():
        raise ValidationError(
            f"Semua {job.noun} pada cetakan ini sudah tercetak; tidak ada yang perlu diulang.", code="nothing"
        )
    begun: dict[str, Any] = {"cancelled_at": None, "file_removed_at": None, "problem": ""}
    advance(job, PrintJobStatus.RUNNING, by=by, verb="print_job.retried", **begun)
    failed.update(state=PrintItemState.READY, claimed_at=None, attempts=0, problem="")
