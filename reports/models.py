"""Documents that were issued: rendered once, stored, hashed, never changed."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from indicators.enums import Paper
from organisation.models.constraints import choices_constraint
from reports.enums import DocumentKind
from reports.querysets import IssuedDocumentQuerySet


class NumberRegister(models.Model):
    """The last number given per kind and year; locked while a number is taken, so none repeats and none is skipped."""

    kind = models.CharField("jenis", max_length=20, choices=DocumentKind)
    year = models.PositiveSmallIntegerField("tahun")
    last = models.PositiveIntegerField("nomor terakhir", default=0)

    class Meta:
        verbose_name = "register nomor"
        verbose_name_plural = "register nomor"
        constraints = [
            models.UniqueConstraint(fields=["kind", "year"], name="number_register_once"),
            choices_constraint("kind", DocumentKind, "number_register_kind_known"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.year}: {self.last}"


class IssuedDocument(models.Model):
    """A printed document as it left the house. Its public page is found by the unguessable token."""

    kind = models.CharField("jenis", max_length=20, choices=DocumentKind)
    agreement = models.OneToOneField(
        "agreements.Agreement", on_delete=models.PROTECT, related_name="document", verbose_name="PK"
    )
    year = models.PositiveSmallIntegerField("tahun")
    sequence = models.PositiveIntegerField("nomor urut")
    number = models.CharField("nomor", max_length=120)
    title = models.CharField("judul", max_length=300)
    paper = models.CharField("kertas", max_length=2, choices=Paper)
    file = models.FileField("berkas", upload_to="issued/")
    sha256 = models.CharField("SHA-256", max_length=64)
    token = models.CharField("kode verifikasi", max_length=64, unique=True)
    issued_at = models.DateTimeField("diterbitkan pada", auto_now_add=True)
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="diterbitkan oleh"
    )

    objects = IssuedDocumentQuerySet.as_manager()

    class Meta:
        verbose_name = "dokumen terbit"
        verbose_name_plural = "dokumen terbit"
        ordering = ["-issued_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "year", "sequence"], name="issued_document_number_once"),
            choices_constraint("kind", DocumentKind, "issued_document_kind_known"),
            choices_constraint("paper", Paper, "issued_document_paper_known"),
            models.CheckConstraint(condition=Q(sha256__regex=r"^[0-9a-f]{64}$"), name="issued_document_has_sha256"),
        ]

    def __str__(self) -> str:
        return self.title
