"""Choices of the performance agreement."""

from django.db.models import TextChoices

from agreements.domain import signing

Side = signing.Side


class AgreementStatus(TextChoices):
    DRAFT = "draft", "Draf"
    SUBMITTED = "submitted", "Diajukan"
    RETURNED = "returned", "Dikembalikan"
    APPROVED = "approved", "Disepakati"
    PARTLY_SIGNED = "partly_signed", "Ditandatangani sebagian"
    IN_FORCE = "in_force", "Berlaku"
    SUPERSEDED = "superseded", "Diubah"
    CANCELLED = "cancelled", "Dibatalkan"


class RevisionReason(TextChoices):
    """PermenPAN-RB 53/2014, Lampiran I: when an agreement may be revised."""

    TRANSFER = "transfer", "Pergantian atau mutasi pejabat"
    STRATEGY = "strategy", "Perubahan strategi (program, kegiatan, anggaran)"
    PRIORITY = "priority", "Perubahan prioritas atau asumsi"


class Attendance(TextChoices):
    """Whether an invited official came to the ceremony."""

    UNKNOWN = "unknown", "Belum dicatat"
    PRESENT = "present", "Hadir"
    ABSENT = "absent", "Tidak hadir"


class Gap(TextChoices):
    """What a position lacks before or during the season; the values stand in addresses."""

    NOT_SUBMITTED = "pengajuan", "Belum diajukan"
    HOLDER = "pejabat", "Tanpa pejabat"
    USER = "pengguna", "Tanpa pengguna"
    SUPERIOR = "atasan", "Tanpa atasan"
    BUDGET = "anggaran", "Tanpa anggaran"
    DEVIATION = "renstra", "Menyimpang dari Renstra/RPJMD"


class PrintOrder(TextChoices):
    """In which order agreements are printed in bulk, and get numbers where they have none."""

    PROTOCOL = "protokol", "Tata urutan protokol"
    UNIT = "unit", "Perangkat daerah, lalu jabatan"
    NAME = "nama", "Nama Pihak Pertama"
    NUMBER = "nomor", "Nomor PK"


class BulkAction(TextChoices):
    """What can be done with many positions at once; the values stand in addresses, the labels on buttons."""

    DRAFT = "susun", "Susun draf"
    COPY = "salin", "Salin dari tahun lalu"
    APPROVE = "setujui", "Setujui"
    ISSUE = "terbitkan", "Terbitkan dan cetak"
    REMIND = "ingatkan", "Ingatkan"
