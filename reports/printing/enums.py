"""Choices of printing in bulk."""

from django.db.models import TextChoices


class PrintKind(TextChoices):
    """What a job gives at its end. Joining a file that was signed electronically would break its signature."""

    MERGED = "merged", "Satu PDF siap cetak"
    ARCHIVE = "archive", "ZIP berisi berkas satuan"


class PrintOrder(TextChoices):
    """In which order a job prints, and gives numbers to what has none."""

    PROTOCOL = "protokol", "Tata urutan protokol"
    UNIT = "unit", "Perangkat daerah, lalu jabatan"
    NAME = "nama", "Nama Pihak Pertama"
    NUMBER = "nomor", "Nomor PK"


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
