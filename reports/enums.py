"""Choices of issued documents."""

from django.db.models import TextChoices


class DocumentKind(TextChoices):
    AGREEMENT = "agreement", "Perjanjian Kinerja"


class RevisionOrigin(TextChoices):
    """What made a new file of an issued document."""

    SIGNATURE = "signature", "Tanda tangan elektronik"
    SCAN = "scan", "Pemindaian dokumen bertanda tangan basah"


class SubmissionStatus(TextChoices):
    """What became of a document that was sent to BSrE to be signed."""

    SENT = "sent", "Dikirim"
    DOUBTFUL = "doubtful", "Ragu"
    SIGNED = "signed", "Ditandatangani"
    REFUSED = "refused", "Tidak ditandatangani"
