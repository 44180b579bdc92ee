"""Targets of a year and of its quarters: a figure, a range, or a predicate."""

from dataclasses import replace
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from indicators.domain.kinds import Figure, Grade, Range, Value
from indicators.domain.spec import LAST_QUARTER, IndicatorSpec
from indicators.models.guards import target_trigger
from indicators.querysets import QuarterTargetQuerySet, TargetQuerySet

if TYPE_CHECKING:
    from indicators.models.plans import Indicator

FIGURE = {"max_digits": 20, "decimal_places": 6, "null": True, "blank": True}


class TargetValue(models.Model):
    """The columns that hold a target; exactly one form is filled."""

    figure = models.DecimalField("angka", **FIGURE)
    lower = models.DecimalField("batas bawah", **FIGURE)
    upper = models.DecimalField("batas atas", **FIGURE)
    grade = models.CharField("predikat", max_length=30, blank=True)

    class Meta:
        abstract = True

    ONE_FORM = (
        Q(figure__isnull=False, lower__isnull=True, upper__isnull=True, grade="")
        | Q(figure__isnull=True, lower__isnull=False, upper__gte=models.F("lower"), grade="")
        | (Q(figure__isnull=True, lower__isnull=True, upper__isnull=True) & ~Q(grade=""))
    )

    @property
    def value(self) -> Value:
        """The target as the domain's value."""
        if self.figure is not None:
            return Figure(self.figure)
        return Range(self.lower, self.upper) if self.grade == "" else Grade(self.grade)

    @staticmethod
    def columns(value: Value) -> dict:
        """The columns that store `value`."""
        empty = {"figure": None, "lower": None, "upper": None, "grade": ""}
        match value:
            case Figure(value=figure):
                return empty | {"figure": figure}
            case Range(lower=lower, upper=upper):
                return empty | {"lower": lower, "upper": upper}
            case Grade(label=label):
                return empty | {"grade": label}
        raise TypeError(value)


class Target(TargetValue):
    """What an indicator has to reach in a year."""

    indicator = models.ForeignKey(
        "indicators.Indicator", on_delete=models.PROTECT, related_name="targets", verbose_name="indikator"
    )
    year = models.PositiveSmallIntegerField("tahun")
    last_quarter = models.PositiveSmallIntegerField(
        "diperjanjikan sampai triwulan", null=True, blank=True,
        help_text="Kosong berarti sampai akhir tahun. Diisi bila PK Perubahan mengeluarkan indikatornya; 0 berarti "
        "dikeluarkan sebelum ada triwulan yang terverifikasi.",
    )  # fmt: skip

    objects = TargetQuerySet.as_manager()

    class Meta:
        verbose_name = "target"
        verbose_name_plural = "target"
        ordering = ["indicator", "year"]
        constraints = [
            models.UniqueConstraint(fields=["indicator", "year"], name="target_once_a_year"),
            models.CheckConstraint(condition=TargetValue.ONE_FORM, name="target_has_one_form"),
            models.CheckConstraint(
                condition=Q(last_quarter__isnull=True) | Q(last_quarter__in=[0, 1, 2, 3]),
                name="target_ends_within_its_year",
            ),
        ]
        triggers = [target_trigger("target_in_years_of_its_indicator")]

    def __str__(self) -> str:
        return f"Target {self.year}"

    @property
    def ends_with(self) -> int:
        """The quarter (0 to 4) with which the promise of the year ends."""
        return LAST_QUARTER if self.last_quarter is None else self.last_quarter

    def spec_of(self, indicator: "Indicator") -> IndicatorSpec:
        """How its indicator, which the caller has loaded, is read in this year."""
        return replace(indicator.spec, last_quarter=self.ends_with)


class QuarterTarget(TargetValue):
    """What is to be reached in one quarter; a missing row means the quarter is not measured."""

    target = models.ForeignKey(Target, on_delete=models.CASCADE, related_name="quarters", verbose_name="target")
    quarter = models.PositiveSmallIntegerField("triwulan")

    objects = QuarterTargetQuerySet.as_manager()

    class Meta:
        verbose_name = "target triwulan"
        verbose_name_plural = "target triwulan"
        ordering = ["target", "quarter"]
        constraints = [
            models.UniqueConstraint(fields=["target", "quarter"], name="quarter_target_once"),
            models.CheckConstraint(condition=TargetValue.ONE_FORM, name="quarter_target_has_one_form"),
            models.CheckConstraint(condition=Q(quarter__in=[1, 2, 3, 4]), name="quarter_target_quarter_exists"),
        ]

    def __str__(self) -> str:
        return f"Target TW {self.quarter}"
