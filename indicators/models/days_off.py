"""Days off that a government adds to the national calendar, and days of it that are worked there."""

from django.db import models
from django.db.models import Q
from django.utils.formats import date_format

from indicators.enums import DayKind
from organisation.models.constraints import choices_constraint


class DayOff(models.Model):
    """What the government itself says of one day, in place of what the national calendar says."""

    day = models.DateField("tanggal", unique=True)
    name = models.CharField("nama", max_length=100)
    kind = models.CharField("jenis", max_length=10, choices=DayKind)
    basis = models.CharField(
        "dasar", max_length=200, blank=True, help_text="Nomor surat atau keputusan, misalnya SE Bupati 003/12/2027."
    )

    class Meta:
        verbose_name = "hari libur"
        verbose_name_plural = "hari libur"
        ordering = ["day"]
        constraints = [
            choices_constraint("kind", DayKind, "day_off_kind_known"),
            models.CheckConstraint(condition=~Q(name=""), name="day_off_has_name"),
        ]

    def __str__(self) -> str:
        return f"{date_format(self.day, 'j F Y')}: {self.name}"
