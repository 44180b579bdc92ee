"""Choices of documents."""

from django.db.models import TextChoices


class Paper(TextChoices):
    F4 = "f4", "F4 (215 × 330 mm)"
    A4 = "a4", "A4 (210 × 297 mm)"


class SignatureMethod(TextChoices):
    WET_INK = "wet_ink", "Tanda tangan basah"
    LOCAL_CERTIFICATE = "local_certificate", "Sertifikat elektronik"
    KEPT_KEY = "kept_key", "Sertifikat elektronik (kunci di server instansi)"
    BSRE = "bsre", "Tanda tangan elektronik BSrE"


class RevisionOrigin(TextChoices):
    """What made a new file of an issued document."""

    SIGNATURE = "signature", "Tanda tangan elektronik"
    SCAN = "scan", "Hasil pindai dokumen bertanda tangan basah"


class SubmissionStatus(TextChoices):
    """What became of a document that was sent to BSrE to be signed."""

    SENT = "sent", "Dikirim"
    DOUBTFUL = "doubtful", "Ragu"
    SIGNED = "signed", "Ditandatangani"
    REFUSED = "refused", "Tidak ditandatangani"


class ScanState(TextChoices):
    """What is known of a scan that nobody has confirmed yet."""

    WAITING = "waiting", "Sedang dibaca"
    MATCHED = "matched", "Cocok"
    UNREAD = "unread", "QR tidak terbaca"
    REFUSED = "refused", "Ditolak"


class PrintKind(TextChoices):
    """What a job gives at its end. Joining a file that was signed electronically would break its signature."""

    MERGED = "merged", "Satu PDF siap cetak"
    ARCHIVE = "archive", "ZIP berisi berkas satuan"


class PrintJobStatus(TextChoices):
    RUNNING = "running", "Berjalan"
    FINISHED = "finished", "Selesai"
    FAILED = "failed", "Gagal"
    CANCELLED = "cancelled", "Dihentikan"


class PrintItemState(TextChoices):
    """Life of one document in a job; a claim that a dead worker left behind becomes ready again."""

    READY = "ready", "Menunggu"
    CLAIMED = "claimed", "Sedang dicetak"
    DONE = "done", "Tercetak"
    FAILED = "failed", "Gagal"


OPEN_STATES = frozenset({PrintItemState.READY, PrintItemState.CLAIMED})
