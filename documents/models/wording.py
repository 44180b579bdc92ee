"""The wording of documents, version by version."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from documents.models.constraints import name_constraint
from documents.wordings import wording_named


class TextVersion(models.Model):
    """How a document reads since somebody saved it so; the newest is printed, none is ever changed or removed.

    `parts` holds the text of each part of the catalogue by its name. Version 0, the statutory wording, is no row.
    """

    kind = models.CharField("naskah", max_length=30)
    number = models.PositiveIntegerField("versi")
    parts = models.JSONField("isi")
    reason = models.CharField("alasan", max_length=300)
    created_at = models.DateTimeField("disimpan pada", db_default=Now(), editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="disimpan oleh"
    )

    class Meta:
        verbose_name = "versi naskah"
        verbose_name_plural = "versi naskah"
        ordering = ["kind", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "number"], name="text_version_once"),
            name_constraint("kind", "text_version_kind_is_name"),
            models.CheckConstraint(condition=Q(number__gte=1), name="text_version_counts_from_one"),
            models.CheckConstraint(condition=~Q(reason=""), name="text_version_has_reason"),
        ]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{wording_named(self.kind).label}, versi {self.number}"
