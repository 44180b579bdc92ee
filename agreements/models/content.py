"""The annex of an agreement: its own copies of indicators, quarter targets, actions and money."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from agreements.models.agreement import Agreement
from indicators.models.budget import MONEY
from indicators.models.targets import TargetValue


class AgreementLine(TargetValue):
    """One indicator of the agreement: its own copy of wording and target.

    `is_own` marks what was written in the draft and does not follow the plan; it becomes the plan when it is agreed.
    """

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="lines", verbose_name="PK")
    indicator = models.ForeignKey(
        "indicators.Indicator", on_delete=models.PROTECT, related_name="agreement_lines", verbose_name="indikator"
    )
    order = models.PositiveIntegerField("urutan")
    objective_code = models.CharField("kode sasaran", max_length=60)
    objective_statement = models.TextField("sasaran")
    indicator_statement = models.TextField("indikator")
    unit_of_measure = models.CharField("satuan", max_length=60)
    is_own = models.BooleanField("disusun pada PK", default=False)
    return_remark = models.TextField("catatan pengembalian", max_length=2000, blank=True)
    weaker_reason = models.TextField(
        "alasan target lebih lemah", max_length=2000, blank=True,
        help_text="Mengapa target lebih lemah daripada Renstra/RPJMD atau realisasi tahun lalu.",
    )  # fmt: skip
    weaker_about = models.CharField("yang dijelaskan alasan itu", max_length=200, blank=True, editable=False)
    """See `TargetAmbition.subject`; empty for a reason that was written before this was kept."""

    class Meta:
        verbose_name = "baris PK"
        verbose_name_plural = "baris PK"
        ordering = ["agreement", "order"]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "indicator"], name="agreement_line_once"),
            models.CheckConstraint(condition=TargetValue.ONE_FORM, name="agreement_line_has_one_form"),
        ]

    def __str__(self) -> str:
        return self.indicator_statement

    @property
    def decimals(self) -> int | None:
        """With how many decimals its figures are shown; None where nobody chose."""
        return self.indicator.decimals


class LineQuarterTarget(TargetValue):
    """What a line promises for one quarter; a missing row means the quarter is not measured."""

    line = models.ForeignKey(AgreementLine, on_delete=models.CASCADE, related_name="quarters", verbose_name="baris PK")
    quarter = models.PositiveSmallIntegerField("triwulan")

    class Meta:
        verbose_name = "target triwulan PK"
        verbose_name_plural = "target triwulan PK"
        ordering = ["line", "quarter"]
        constraints = [
            models.UniqueConstraint(fields=["line", "quarter"], name="line_quarter_once"),
            models.CheckConstraint(condition=TargetValue.ONE_FORM, name="line_quarter_has_one_form"),
            models.CheckConstraint(condition=Q(quarter__in=[1, 2, 3, 4]), name="line_quarter_exists"),
        ]

    def __str__(self) -> str:
        return f"Target TW {self.quarter}"


class ActionStep(models.Model):
    """One action of the rencana aksi: what is done for an indicator, by whom, in which quarters."""

    line = models.ForeignKey(AgreementLine, on_delete=models.CASCADE, related_name="steps", verbose_name="baris PK")
    order = models.PositiveIntegerField("urutan")
    statement = models.TextField("aksi", max_length=1000)
    person_in_charge = models.CharField("penanggung jawab", max_length=200, blank=True)
    quarters = ArrayField(models.PositiveSmallIntegerField(), verbose_name="triwulan pelaksanaan", default=list)

    class Meta:
        verbose_name = "langkah rencana aksi"
        verbose_name_plural = "langkah rencana aksi"
        ordering = ["line", "order"]
        constraints = [
            models.UniqueConstraint(fields=["line", "order"], name="action_step_order_once"),
            models.CheckConstraint(condition=~Q(statement=""), name="action_step_has_statement"),
            models.CheckConstraint(condition=Q(quarters__contained_by=[1, 2, 3, 4]), name="action_step_quarters_exist"),
        ]

    def __str__(self) -> str:
        return self.statement


class AgreementBudgetLine(models.Model):
    """One programme of the agreement's annex: its own copy of name and amount."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="budget_lines", verbose_name="PK")
    order = models.PositiveIntegerField("urutan")
    objective_code = models.CharField("kode sasaran yang didukung", max_length=60, blank=True)
    program_code = models.CharField("kode", max_length=20)
    program_name = models.CharField("program/kegiatan", max_length=300)
    amount = models.DecimalField("anggaran", **MONEY)
    funding_source = models.CharField("sumber dana", max_length=60)

    class Meta:
        verbose_name = "anggaran PK"
        verbose_name_plural = "anggaran PK"
        ordering = ["agreement", "order"]
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "program_code", "funding_source"], name="agreement_budget_line_once"
            ),
            models.CheckConstraint(condition=Q(amount__gte=0), name="agreement_budget_not_negative"),
        ]

    def __str__(self) -> str:
        return self.program_name
