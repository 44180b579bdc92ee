"""How far a print job is, for its page."""

from dataclasses import dataclass

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.formats import date_format

from documents.enums import PrintItemState, PrintJobStatus
from documents.kinds import DocumentKind, Subject
from documents.models import PrintJob

SHOWN_FAILURES = 100

TONES = {
    PrintJobStatus.RUNNING: "info",
    PrintJobStatus.FINISHED: "success",
    PrintJobStatus.FAILED: "danger",
    PrintJobStatus.CANCELLED: "plain",
}


@dataclass(frozen=True, slots=True)
class Failure:
    """Whose document failed, where its subject is found, and the reason."""

    owner: str
    url: str
    problem: str


@dataclass(frozen=True, slots=True)
class Progress:
    """Counts, whose document is printed right now, and what failed with the reason."""

    total: int
    done: int
    failed: int
    current: tuple[str, ...]
    failures: tuple[Failure, ...]
    sentence: str

    @property
    def settled(self) -> int:
        """How many need no worker any more."""
        return self.done + self.failed

    @property
    def more_failures(self) -> int:
        """How many failures are not listed."""
        return self.failed - len(self.failures)


def progress_of(job: PrintJob) -> Progress:
    """Read the items in four queries, whatever their number."""
    counts = job.items.aggregate(
        total=Count("pk"),
        done=Count("pk", filter=Q(state=PrintItemState.DONE)),
        failed=Count("pk", filter=Q(state=PrintItemState.FAILED)),
    )
    items = job.items.order_by("order")
    claimed = list(items.filter(state=PrintItemState.CLAIMED))
    failed = list(items.filter(state=PrintItemState.FAILED)[:SHOWN_FAILURES])
    kind = job.registered_kind
    subjects = kind.subjects().in_bulk([item.subject_id for item in (*claimed, *failed)])
    current = tuple(kind.owner(subjects[item.subject_id]) for item in claimed)
    failures = tuple(_failure(kind, subjects[item.subject_id], item.problem) for item in failed)
    return Progress(current=current, failures=failures, sentence=_sentence(job, counts, current), **counts)


def _failure(kind: DocumentKind, subject: Subject, problem: str) -> Failure:
    return Failure(kind.owner(subject), subject.get_absolute_url(), problem)


def tone_of(job: PrintJob) -> str:
    """The tone of the tag that tells the job's status."""
    return TONES[PrintJobStatus(job.status)]


def _sentence(job: PrintJob, counts: dict[str, int], current: tuple[str, ...]) -> str:
    settled = counts["done"] + counts["failed"]
    if current:
        return f"Sedang mencetak: {'; '.join(current)}."
    if job.is_running and settled == counts["total"]:
        return f"Semua {job.noun} sudah dikerjakan. Berkas hasil sedang disusun."
    if job.is_running:
        return "Menunggu giliran. Pencetakan dimulai beberapa detik lagi."
    if job.is_cancelled:
        ended = f"Dihentikan setelah {settled} dari {counts['total']} {job.noun}."
        return f"{ended} {job.noun} yang sudah terbit tetap terbit."
    if job.problem:
        return job.problem
    if not job.has_file:
        removed = date_format(timezone.localtime(job.file_removed_at), "j F Y")
        return f"Selesai. Berkas hasilnya dihapus pada {removed} karena sudah lama; berkas itu dapat dibuat ulang."
    if counts["failed"]:
        return f"Selesai, tetapi {counts['failed']} {job.noun} gagal dicetak dan tidak ada di dalam berkas hasil."
    return f"Selesai. Semua {job.noun} ada di dalam berkas hasil."
