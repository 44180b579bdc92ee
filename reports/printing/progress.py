"""How far a print job is, for its page."""

from dataclasses import dataclass

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.formats import date_format

from reports.printing.enums import PrintItemState, PrintJobStatus
from reports.printing.models import PrintItem, PrintJob

SHOWN_FAILURES = 100

TONES = {
    PrintJobStatus.RUNNING: "info",
    PrintJobStatus.FINISHED: "success",
    PrintJobStatus.FAILED: "danger",
    PrintJobStatus.CANCELLED: "plain",
}


@dataclass(frozen=True, slots=True)
class Progress:
    """Counts, what is printed right now, and what failed with the reason."""

    total: int
    done: int
    failed: int
    current: tuple[str, ...]
    failures: tuple[PrintItem, ...]
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
    """Read the items in three queries, whatever their number."""
    counts = job.items.aggregate(
        total=Count("pk"),
        done=Count("pk", filter=Q(state=PrintItemState.DONE)),
        failed=Count("pk", filter=Q(state=PrintItemState.FAILED)),
    )
    items = job.items.select_related("agreement__position").order_by("order")
    claimed = items.filter(state=PrintItemState.CLAIMED)
    current = tuple(item.agreement.position.title for item in claimed)
    failures = tuple(items.filter(state=PrintItemState.FAILED)[:SHOWN_FAILURES])
    return Progress(current=current, failures=failures, sentence=_sentence(job, counts, current), **counts)


def tone_of(job: PrintJob) -> str:
    """The tone of the tag that tells the job's status."""
    return TONES[PrintJobStatus(job.status)]


def _sentence(job: PrintJob, counts: dict[str, int], current: tuple[str, ...]) -> str:
    settled = counts["done"] + counts["failed"]
    if current:
        return f"Sedang mencetak: {'; '.join(current)}."
    if job.is_running and settled == counts["total"]:
        return "Semua PK sudah dikerjakan. Berkas hasil sedang disusun."
    if job.is_running:
        return "Menunggu giliran. Pencetakan dimulai beberapa detik lagi."
    if job.is_cancelled:
        return f"Dihentikan setelah {settled} dari {counts['total']} PK. PK yang sudah terbit tetap terbit."
    if job.problem:
        return job.problem
    if not job.has_file:
        removed = date_format(timezone.localtime(job.file_removed_at), "j F Y")
        return f"Selesai. Berkas hasilnya dihapus pada {removed} karena sudah lama; berkas itu dapat dibuat ulang."
    if counts["failed"]:
        return f"Selesai, tetapi {counts['failed']} PK gagal dicetak dan tidak ada di dalam berkas hasil."
    return "Selesai. Semua PK ada di dalam berkas hasil."
