"""The audit trail: one row for everything that happened, never changed afterwards."""

import pgtrigger
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models.functions import Now


class Event(models.Model):
    """One thing that happened to one object.

    Actor and target are plain values, not foreign keys: the trail never blocks a deletion and keeps its
    meaning when the object is gone.
    """

    at = models.DateTimeField("waktu", db_default=Now(), editable=False)
    actor_id = models.BigIntegerField("id pelaku", null=True, editable=False)
    actor_label = models.CharField("pelaku", max_length=200, editable=False)
    verb = models.CharField("kejadian", max_length=60, editable=False)
    target_type = models.CharField("jenis objek", max_length=80, editable=False)
    target_id = models.CharField("id objek", max_length=40, editable=False)
    target_label = models.CharField("objek", max_length=300, editable=False)
    data = models.JSONField("data", default=dict, encoder=DjangoJSONEncoder, editable=False)

    class Meta:
        verbose_name = "kejadian"
        verbose_name_plural = "jejak audit"
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["target_type", "target_id", "-at"], name="event_by_target")]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.verb} {self.target_label}"
