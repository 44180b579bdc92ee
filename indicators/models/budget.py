"""The catalogue of programmes and the money of a position's year."""

from django.db import models
from django.db.models import Q

from indicators.enums import ProgramLevel
from indicators.querysets import BudgetLineQuerySet, ProgramQuerySet

PROGRAM_CODE = r"^[0-9X]\.[0-9X]{2}\.\d{2}(\.\d\.\d{2}(\.\d{4}|\.\d{2})?)?$"
"""Program 1.02.02, kegiatan 1.02.02.2.01, sub kegiatan 1.02.02.2.01.0001 (before 2023: .01)."""

MONEY = {"max_digits": 18, "decimal_places": 2}


class Program(models.Model):
    """One entry of the nomenclature: programme, activity or sub-activity, told apart by the form of its code."""

    code = models.CharField("kode", max_length=20, unique=True)
    name = models.CharField("nama", max_length=300)
    level = models.PositiveSmallIntegerField("tingkat", choices=ProgramLevel)
    decree = models.CharField("keputusan", max_length=80, blank=True, help_text="Kepmendagri yang memuat kode ini.")

    objects = ProgramQuerySet.as_manager()

    class Meta:
        verbose_name = "program"
        verbose_name_plural = "program"
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(code__regex=PROGRAM_CODE),
                name="program_code_form",
                violation_error_message="Kode ditulis seperti 1.02.02, 1.02.02.2.01, atau 1.02.02.2.01.0001.",
            ),
            models.CheckConstraint(condition=Q(level__in=ProgramLevel.values), name="program_level_known"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"

    @staticmethod
    def level_of(code: str) -> ProgramLevel:
        """The level that a code's number of segments tells (3, 5 or 6)."""
        return {3: ProgramLevel.PROGRAM, 5: ProgramLevel.ACTIVITY, 6: ProgramLevel.SUB_ACTIVITY}[len(code.split("."))]


class BudgetLine(models.Model):
    """The budget of one programme for one position and year, from one source of funds."""

    position = models.ForeignKey(
        "organisation.Position", on_delete=models.PROTECT, related_name="budget_lines", verbose_name="jabatan"
    )
    year = models.PositiveSmallIntegerField("tahun")
    program = models.ForeignKey(
        Program, on_delete=models.PROTECT, related_name="budget_lines", verbose_name="program/kegiatan"
    )
    amount = models.DecimalField("pagu", **MONEY)
    funding_source = models.CharField("sumber dana", max_length=60)

    objects = BudgetLineQuerySet.as_manager()

    class Meta:
        verbose_name = "anggaran"
        verbose_name_plural = "anggaran"
        ordering = ["position", "year", "program__code", "funding_source"]
        constraints = [
            models.UniqueConstraint(
                fields=["position", "year", "program", "funding_source"], name="budget_line_once_a_source"
            ),
            models.CheckConstraint(
                condition=Q(amount__gte=0),
                name="budget_amount_not_negative",
                violation_error_message="Pagu tidak boleh negatif.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.program} {self.year}"


class EarlierCeiling(models.Model):
    """The ceiling of a budget line in a quarter that was over when the ceiling changed; other quarters have its own."""

    line = models.ForeignKey(
        BudgetLine, on_delete=models.CASCADE, related_name="earlier_ceilings", verbose_name="anggaran"
    )
    quarter = models.PositiveSmallIntegerField("triwulan")
    amount = models.DecimalField("pagu triwulan itu", **MONEY)

    class Meta:
        verbose_name = "pagu sebelum perubahan"
        verbose_name_plural = "pagu sebelum perubahan"
        ordering = ["line", "quarter"]
        constraints = [
            models.UniqueConstraint(fields=["line", "quarter"], name="earlier_ceiling_once"),
            models.CheckConstraint(condition=Q(quarter__in=[1, 2, 3, 4]), name="earlier_ceiling_quarter_exists"),
            models.CheckConstraint(condition=Q(amount__gte=0), name="earlier_ceiling_not_negative"),
        ]

    def __str__(self) -> str:
        return f"Pagu TW {self.quarter}"
