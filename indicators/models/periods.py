"""Reporting periods are rows: when a quarter opens, is due, and closes."""

import datetime

from django.db import models
from django.db.models import F, Q

from indicators.domain.periods import Quarter
from indicators.querysets import PeriodQuerySet


class Period(models.Model):
    """The time in which a quarter is reported. All days are inclusive; up to `grace` nobody is called late."""

    year = models.PositiveSmallIntegerField("tahun")
    quarter = models.PositiveSmallIntegerField("triwulan")
    opens = models.DateField("dibuka")
    due = models.DateField("batas lapor")
    due_before_move = models.DateField(
        "batas lapor semula",
        null=True,
        blank=True,
        help_text="Tanggal yang ditetapkan, bila jatuh pada hari libur sehingga batas lapor dipindah.",
    )
    grace = models.DateField(
        "masa tenggang",
        null=True,
        blank=True,
        help_text="Sampai tanggal ini laporan belum disebut terlambat. Kosongkan bila tidak ada.",
    )
    closes = models.DateField("ditutup")

    objects = PeriodQuerySet.as_manager()

    class Meta:
        verbose_name = "jadwal pelaporan"
        verbose_name_plural = "jadwal pelaporan"
        ordering = ["-year", "-quarter"]
        constraints = [
            models.UniqueConstraint(fields=["year", "quarter"], name="period_once"),
            models.CheckConstraint(condition=Q(quarter__in=[1, 2, 3, 4]), name="period_quarter_exists"),
            models.CheckConstraint(
                condition=Q(opens__lt=F("due"), due__lte=F("closes")),
                name="period_dates_in_order",
                violation_error_message="Tanggal buka, batas lapor, dan tutup harus berurutan.",
            ),
            models.CheckConstraint(
                condition=Q(due_before_move__isnull=True) | ~Q(due_before_move=F("due")), name="period_due_was_moved"
            ),
            models.CheckConstraint(
                condition=Q(opens__year__gte=F("year"), closes__year__lte=F("year") + 1),
                name="period_dates_near_its_year",
                violation_error_message="Jadwal dibuka paling awal pada tahun itu, dan ditutup paling akhir tahun "
                "sesudahnya.",
            ),
            models.CheckConstraint(
                condition=Q(grace__isnull=True) | Q(grace__gte=F("due"), grace__lte=F("closes")),
                name="period_grace_between_due_and_closes",
                violation_error_message="Masa tenggang harus antara batas lapor dan tanggal ditutup.",
            ),
        ]

    def __str__(self) -> str:
        return self.as_quarter.label

    @property
    def as_quarter(self) -> Quarter:
        """The quarter as the domain's value."""
        return Quarter(self.year, self.quarter)


class PeriodExtension(models.Model):
    """A later closing day for one unit, with its reason."""

    period = models.ForeignKey(Period, on_delete=models.CASCADE, related_name="extensions", verbose_name="jadwal")
    unit = models.ForeignKey(
        "organisation.WorkUnit", on_delete=models.PROTECT, related_name="extensions", verbose_name="unit kerja"
    )
    until = models.DateField("sampai")
    reason = models.CharField("alasan", max_length=300)
    ended_on = models.DateField("diakhiri pada", null=True, blank=True)
    end_reason = models.CharField("alasan diakhiri", max_length=300, blank=True)

    class Meta:
        verbose_name = "perpanjangan waktu"
        verbose_name_plural = "perpanjangan waktu"
        ordering = ["period", "unit"]
        constraints = [
            models.UniqueConstraint(fields=["period", "unit"], name="period_extension_once"),
            models.CheckConstraint(condition=~Q(reason=""), name="period_extension_has_reason"),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True, end_reason="") | (Q(ended_on__isnull=False) & ~Q(end_reason="")),
                name="period_extension_ended_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit}: {self.period} sampai {self.until}"

    def is_running(self, today: datetime.date) -> bool:
        """Whether it still gives time: neither ended nor over."""
        return self.ended_on is None and today <= self.until
