"""What the person who began a print job is told when it ends."""

from django.utils import timezone

from documents.enums import PrintItemState
from documents.models import PrintJob
from messaging.inbox.actions import notify


def tell_end(job: PrintJob) -> None:
    """Write one message for this end of the job; call it in the transaction of the end. A job may end again later."""
    subject = "Cetak massal selesai" if job.is_finished else "Cetak massal gagal"
    notify(
        [job.created_by],
        occasion=f"print_job/{job.pk}/ended/{timezone.now():%Y%m%d%H%M%S%f}",
        subject=f"{subject}: {job.words}"[:200],
        body=_body(job),
        path=job.get_absolute_url(),
    )


def _body(job: PrintJob) -> str:
    if not job.is_finished:
        return f"{job.problem} Buka halaman cetakan untuk mengulanginya."
    failed = job.items.filter(state=PrintItemState.FAILED).count()
    if failed:
        what = f"tetapi {failed} {job.noun} gagal dicetak"
        return f"Berkas hasilnya siap diunduh, {what}. Buka halaman cetakan untuk melihatnya."
    return "Berkas hasilnya siap diunduh."
