"""Choices of issued documents."""

from django.db.models import TextChoices


class DocumentKind(TextChoices):
    AGREEMENT = "agreement", "Perjanjian Kinerja"


class RevisionOrigin(TextChoices):
    """What made a new file of an issued document."""

    SIGNATURE = "signature", "Tanda tangan elektronik"
    SCAN = "scan", "Pemindaian dokumen bertanda tangan basah"
