"""Choices of what was reached; the values are those of the pure domain."""

from django.db.models import TextChoices


class ReportStatus(TextChoices):
    DRAFT = "draft", "Draf"
    SUBMITTED = "submitted", "Dikirim"
    RETURNED = "returned", "Dikembalikan"
    VERIFIED = "verified", "Terverifikasi"


EDITABLE = [ReportStatus.DRAFT, ReportStatus.RETURNED]
"""States in which a report is in the hands of those who fill it in."""


class EntryRoute(TextChoices):
    """By which way figures come into a report; the label is what the history of a figure says."""

    PAGE = "page", "Formulir isian"
    BOX = "box", "Lewat tabel isian, per sel"
    WORKBOOK = "workbook", "Impor buku kerja"
    PASTE = "paste", "Lewat tempelan dari Excel"
    ROLL_UP = "roll_up", "Dihitung dari indikator di bawahnya"
    PASTE_UNDONE = "paste_undone", "Tempelan dari Excel diurungkan"


class EvidenceKind(TextChoices):
    FILE = "file", "Berkas"
    LINK = "link", "Tautan luar"


class EvidenceFormat(TextChoices):
    """What a file of evidence is by its content; the value is its ending."""

    PDF = "pdf", "PDF"
    JPEG = "jpg", "JPG"
    PNG = "png", "PNG"
    WEBP = "webp", "WebP"
    DOCX = "docx", "DOCX"
    XLSX = "xlsx", "XLSX"
    ODS = "ods", "ODS"

    @property
    def media_type(self) -> str:
        """What is told to the browser that receives it."""
        office = "application/vnd.openxmlformats-officedocument"
        return {
            "pdf": "application/pdf",
            "jpg": "image/jpeg",
            "png": "image/png",
            "webp": "image/webp",
            "docx": f"{office}.wordprocessingml.document",
            "xlsx": f"{office}.spreadsheetml.sheet",
            "ods": "application/vnd.oasis.opendocument.spreadsheet",
        }[self.value]


class ScanResult(TextChoices):
    """What the antivirus said of a file; a file with a virus is never kept."""

    OFF = "off", "Tidak dipindai"
    CLEAN = "clean", "Bersih"
    UNSCANNED = "unscanned", "Belum dipindai: pemindai tidak dapat dihubungi"
