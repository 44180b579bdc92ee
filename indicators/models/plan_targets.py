"""What the plans of several years set for an indicator, year by year.

Never the agreed target: `Target` is what a holder promised for a year, and only that one is measured against. The two
differ in reality (the national plan said stunting 18 for 2022, the agreement 21).
"""

from django.db import models
from django.db.models import Q

from indicators.enums import PlanFigureKind
from indicators.models.medium_term import EARLIEST, LATEST
from indicators.models.targets import TargetValue
from indicators.querysets import PlanTargetQuerySet
from organisation.models.constraints import choices_constraint


class PlanTarget(TargetValue):
    """The target of one indicator for one year of its plan, or the value in the year that the plan set out from."""

    indicator = models.ForeignKey(
        "indicators.Indicator", on_delete=models.PROTECT, related_name="plan_targets", verbose_name="indikator"
    )
    year = models.PositiveSmallIntegerField("tahun")
    kind = models.CharField("jenis", max_length=8, choices=PlanFigureKind, default=PlanFigureKind.TARGET)

    objects = PlanTargetQuerySet.as_manager()

    class Meta:
        verbose_name = "target rencana"
        verbose_name_plural = "target rencana"
        ordering = ["indicator", "year", "kind"]
        constraints = [
            models.UniqueConstraint(fields=["indicator", "year", "kind"], name="plan_target_once_a_year"),
            models.CheckConstraint(condition=TargetValue.ONE_FORM, name="plan_target_has_one_form"),
            models.CheckConstraint(condition=Q(year__gte=EARLIEST, year__lte=LATEST), name="plan_target_year_sensible"),
            choices_constraint("kind", PlanFigureKind, "plan_target_kind_known"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} rencana {self.year}"
