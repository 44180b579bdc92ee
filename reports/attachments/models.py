"""Attachments as they were issued."""

import pgtrigger
from django.db import models
from django.db.models import Q

from indicators.enums import Attachment, Paper
from organisation.models.constraints import choices_constraint
from reports.issued_files import IssuedFile


class IssuedAttachment(IssuedFile):
    """An attachment that was issued with an agreement, under the agreement's number; never changed or removed."""

    document = models.ForeignKey(
        "reports.IssuedDocument", on_delete=models.PROTECT, related_name="attachments", verbose_name="dokumen PK"
    )
    kind = models.CharField("jenis", max_length=20, choices=Attachment)

    class Meta:
        verbose_name = "lampiran terbit"
        verbose_name_plural = "lampiran terbit"
        ordering = ["document", "id"]
        constraints = [
            models.UniqueConstraint(fields=["document", "kind"], name="issued_attachment_once"),
            choices_constraint("kind", Attachment, "issued_attachment_kind_known"),
            choices_constraint("paper", Paper, "issued_attachment_paper_known"),
            models.CheckConstraint(condition=Q(sha256__regex=r"^[0-9a-f]{64}$"), name="issued_attachment_has_sha256"),
        ]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    @property
    def number(self) -> str:
        """The number of the agreement that it belongs to."""
        return self.document.number

    @property
    def slug(self) -> str:
        """Its kind in addresses."""
        return Attachment(self.kind).slug
