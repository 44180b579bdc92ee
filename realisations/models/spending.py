"""What was spent of a budget line in a quarter."""

from django.db import models
from django.db.models import Q

from indicators.models import BudgetLine
from indicators.models.budget import MONEY
from realisations.models.guards import verified_amount_triggers


class BudgetRealisation(models.Model):
    """What was spent of a budget line in one quarter (not cumulative)."""

    line = models.ForeignKey(BudgetLine, on_delete=models.CASCADE, related_name="realisations", verbose_name="anggaran")
    quarter = models.PositiveSmallIntegerField("triwulan")
    amount = models.DecimalField("realisasi", **MONEY)

    class Meta:
        verbose_name = "realisasi anggaran"
        verbose_name_plural = "realisasi anggaran"
        ordering = ["line", "quarter"]
        constraints = [
            models.UniqueConstraint(fields=["line", "quarter"], name="budget_realisation_once"),
            models.CheckConstraint(condition=Q(quarter__in=[1, 2, 3, 4]), name="budget_realisation_quarter_exists"),
        ]
        triggers = verified_amount_triggers()

    def __str__(self) -> str:
        return f"Realisasi anggaran TW {self.quarter}"
