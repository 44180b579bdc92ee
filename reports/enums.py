"""Choices of issued documents."""

from django.db.models import TextChoices
from django.utils.text import slugify


class DocumentKind(TextChoices):
    AGREEMENT = "agreement", "Perjanjian Kinerja"


class TextKind(TextChoices):
    """A document whose sentences a government may word itself."""

    AGREEMENT = "agreement", "Lembar pernyataan PK"
    AGREEMENT_ALONE = "agreement_alone", "Lembar pernyataan PK kepala daerah"
    INTEGRITY_PACT = "integrity_pact", "Pakta Integritas"
    INTEGRITY_PACT_ALONE = "integrity_pact_alone", "Pakta Integritas kepala daerah"
    ACTION_PLAN = "action_plan", "Rencana Aksi"
    REFERENCE_SHEETS = "reference_sheets", "Lembar referensi indikator"

    @property
    def slug(self) -> str:
        """Its name in addresses."""
        return slugify(self.label)


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
