"""What every issued document has in common: one file, its fingerprint, and the token of its public page."""

from django.conf import settings
from django.db import models

from indicators.enums import Paper


class IssuedFile(models.Model):
    """A printed document as it left the house. Its public page is found by the unguessable token."""

    title = models.CharField("judul", max_length=300)
    paper = models.CharField("kertas", max_length=2, choices=Paper)
    file = models.FileField("berkas", upload_to="issued/")
    sha256 = models.CharField("SHA-256", max_length=64)
    token = models.CharField("kode verifikasi", max_length=64, unique=True)
    issued_at = models.DateTimeField("diterbitkan pada", auto_now_add=True)
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="diterbitkan oleh"
    )

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.title
