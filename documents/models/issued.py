"""Documents that were issued: rendered once, stored, hashed, never changed."""

from typing import Any

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.functional import cached_property

from documents.enums import Paper, RevisionOrigin
from documents.kinds import AttachmentKind, DocumentKind, kind_named
from documents.models.constraints import SHA256, name_constraint
from documents.querysets import IssuedDocumentQuerySet
from organisation.models.constraints import choices_constraint


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


class IssuedDocument(IssuedFile):
    """The printed document itself, with the number that its attachments share.

    It belongs to one row of another floor, by `kind` and `subject_id`; whatever is to be known of that row, its
    registered kind answers.
    """

    kind = models.CharField("jenis", max_length=20)
    subject_id = models.PositiveBigIntegerField("kunci pokok dokumen")
    year = models.PositiveSmallIntegerField("tahun")
    sequence = models.PositiveIntegerField("nomor urut")
    number = models.CharField("nomor", max_length=120)

    objects = IssuedDocumentQuerySet.as_manager()

    class Meta:
        verbose_name = "dokumen terbit"
        verbose_name_plural = "dokumen terbit"
        ordering = ["-issued_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "subject_id"], name="issued_document_once"),
            models.UniqueConstraint(fields=["kind", "year", "sequence"], name="issued_document_number_once"),
            name_constraint("kind", "issued_document_kind_is_name"),
            choices_constraint("paper", Paper, "issued_document_paper_known"),
            models.CheckConstraint(condition=Q(sha256__regex=SHA256), name="issued_document_has_sha256"),
        ]

    @property
    def registered_kind(self) -> DocumentKind:
        """What its floor says about documents of this kind."""
        return kind_named(self.kind)

    @cached_property
    def subject(self) -> Any:
        """The row that it belongs to; `issuing.facts.attach_subjects` fetches those of many documents at once."""
        return self.registered_kind.subjects().get(pk=self.subject_id)

    @property
    def called(self) -> str:
        """The document as its paper calls it: `PK Kepala Dinas Kesehatan nomor 12`."""
        return self.registered_kind.named(self.subject, self.number)


class IssuedAttachment(IssuedFile):
    """An attachment that was issued with a document, under the document's number; never changed or removed."""

    document = models.ForeignKey(
        IssuedDocument, on_delete=models.PROTECT, related_name="attachments", verbose_name="dokumen"
    )
    kind = models.CharField("jenis", max_length=20)

    class Meta:
        verbose_name = "lampiran terbit"
        verbose_name_plural = "lampiran terbit"
        ordering = ["document", "id"]
        constraints = [
            models.UniqueConstraint(fields=["document", "kind"], name="issued_attachment_once"),
            name_constraint("kind", "issued_attachment_kind_is_name"),
            choices_constraint("paper", Paper, "issued_attachment_paper_known"),
            models.CheckConstraint(condition=Q(sha256__regex=SHA256), name="issued_attachment_has_sha256"),
        ]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    @property
    def registered_kind(self) -> AttachmentKind:
        """What its floor says about attachments of this kind; select the document."""
        known = self.document.registered_kind.drawing.attachments
        return next(kind for kind in known if kind.name == self.kind)

    @property
    def label(self) -> str:
        """What it is: `Rencana Aksi`."""
        return self.registered_kind.label

    @property
    def slug(self) -> str:
        """Its kind in addresses."""
        return self.registered_kind.slug

    @property
    def number(self) -> str:
        """The number of the document that it belongs to."""
        return self.document.number


class DocumentRevision(models.Model):
    """A later file of an issued document: signed electronically, or scanned after it was signed on paper.

    Every file stays as it was stored; the newest is printed, and all of them are known on the public page. A signed
    one names the party that signed, and its certificate by the fingerprint; each party signs once.
    """

    document = models.ForeignKey(
        IssuedDocument, on_delete=models.PROTECT, related_name="revisions", verbose_name="dokumen"
    )
    number = models.PositiveSmallIntegerField("nomor revisi")
    origin = models.CharField("asal", max_length=10, choices=RevisionOrigin)
    party = models.CharField("pihak", max_length=20, blank=True)
    certificate_fingerprint = models.CharField("sidik sertifikat (SHA-256)", max_length=64, blank=True)
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
            models.UniqueConstraint(
                fields=["document", "party"], condition=~Q(party=""), name="document_revision_party_signs_once"
            ),
            choices_constraint("origin", RevisionOrigin, "document_revision_origin_known"),
            models.CheckConstraint(condition=Q(sha256__regex=SHA256), name="document_revision_has_sha256"),
            models.CheckConstraint(
                condition=Q(origin=RevisionOrigin.SIGNATURE, certificate_fingerprint__regex=SHA256) & ~Q(party="")
                | Q(origin=RevisionOrigin.SCAN, party="", certificate_fingerprint=""),
                name="document_revision_signature_or_scan",
            ),
        ]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.document}, revisi {self.number}"
