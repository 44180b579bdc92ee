"""Documents that were issued: rendered once, stored, hashed, never changed."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from indicators.enums import Paper
from organisation.models.constraints import choices_constraint
from reports.attachments.models import IssuedAttachment
from reports.enums import DocumentKind, RevisionOrigin
from reports.issued_files import IssuedFile
from reports.printing.models import PrintItem, PrintJob, ReservedNumber
from reports.querysets import IssuedDocumentQuerySet
from reports.scans.models import UploadedScan
from reports.signing.models import Submission
from reports.texts.models import TextVersion

__all__ = [
    "DocumentRevision",
    "IssuedAttachment",
    "IssuedDocument",
    "NumberRegister",
    "PrintItem",
    "PrintJob",
    "ReservedNumber",
    "Submission",
    "TextVersion",
    "UploadedScan",
]


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


class IssuedDocument(IssuedFile):
    """The printed agreement itself, with the number that its attachments share."""

    kind = models.CharField("jenis", max_length=20, choices=DocumentKind)
    agreement = models.OneToOneField(
        "agreements.Agreement", on_delete=models.PROTECT, related_name="document", verbose_name="PK"
    )
    year = models.PositiveSmallIntegerField("tahun")
    sequence = models.PositiveIntegerField("nomor urut")
    number = models.CharField("nomor", max_length=120)

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


class DocumentRevision(models.Model):
    """A later file of an issued document: signed electronically, or scanned after it was signed on paper.

    Every file stays as it was stored; the newest is printed, and all of them are known on the public page.
    """

    document = models.ForeignKey(
        IssuedDocument, on_delete=models.PROTECT, related_name="revisions", verbose_name="dokumen"
    )
    number = models.PositiveSmallIntegerField("nomor revisi")
    origin = models.CharField("asal", max_length=10, choices=RevisionOrigin)
    signature = models.OneToOneField(
        "agreements.Signature",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="revision",
        verbose_name="tanda tangan",
    )
    file = models.FileField("berkas", upload_to="issued/")
    sha256 = models.CharField("SHA-256", max_length=64)
    created_at = models.DateTimeField("disimpan pada", auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="disimpan oleh"
    )

    class Meta:
        verbose_name = "revisi dokumen"
        verbose_name_plural = "revisi dokumen"
        ordering = ["document", "number"]
        constraints = [
            models.UniqueConstraint(fields=["document", "number"], name="document_revision_once"),
            choices_constraint("origin", RevisionOrigin, "document_revision_origin_known"),
            models.CheckConstraint(condition=Q(sha256__regex=r"^[0-9a-f]{64}$"), name="document_revision_has_sha256"),
            models.CheckConstraint(
                condition=Q(origin=RevisionOrigin.SIGNATURE, signature__isnull=False)
                | Q(origin=RevisionOrigin.SCAN, signature__isnull=True),
                name="document_revision_signature_or_scan",
            ),
        ]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.document}, revisi {self.number}"
