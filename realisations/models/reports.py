"""Quarterly reports: the thing that is submitted, verified, returned."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from indicators.domain.kinds import Figure, Grade, QuarterReading
from indicators.enums import ValueState
from organisation.models.constraints import choices_constraint
from realisations.enums import ReportStatus
from realisations.models.guards import accepted_trigger, verified_report_triggers, verified_row_triggers
from realisations.querysets import QuarterReportQuerySet, RealisationQuerySet

FIGURE = {"max_digits": 20, "decimal_places": 6, "null": True, "blank": True}
NARRATIVE = {"max_length": 4000, "blank": True}
"""Longest narrative: one unbroken 50,000-character word takes a PDF engine half a minute."""


class QuarterReport(models.Model):
    """The report of one position for one period; no row means nobody has begun."""

    position = models.ForeignKey(
        "organisation.Position", on_delete=models.PROTECT, related_name="quarter_reports", verbose_name="jabatan"
    )
    period = models.ForeignKey(
        "indicators.Period", on_delete=models.PROTECT, related_name="reports", verbose_name="jadwal"
    )
    status = models.CharField("status", max_length=12, choices=ReportStatus, default=ReportStatus.DRAFT)
    version = models.PositiveIntegerField("versi", default=0)
    submitted_at = models.DateTimeField("dikirim pada", null=True, blank=True)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    verified_at = models.DateTimeField("diverifikasi pada", null=True, blank=True)
    verified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    remark = models.TextField("catatan verifikator", max_length=2000, blank=True)

    STEPS: ClassVar = {
        ReportStatus.DRAFT: frozenset({ReportStatus.SUBMITTED}),
        ReportStatus.RETURNED: frozenset({ReportStatus.SUBMITTED}),
        ReportStatus.SUBMITTED: frozenset({ReportStatus.RETURNED, ReportStatus.VERIFIED}),
        ReportStatus.VERIFIED: frozenset({ReportStatus.RETURNED}),
    }

    objects = QuarterReportQuerySet.as_manager()

    class Meta:
        verbose_name = "laporan triwulan"
        verbose_name_plural = "laporan triwulan"
        ordering = ["-period__year", "-period__quarter", "position__protocol_order", "position__code"]
        constraints = [
            models.UniqueConstraint(fields=["position", "period"], name="quarter_report_once"),
            choices_constraint("status", ReportStatus, "quarter_report_status_known"),
            models.CheckConstraint(
                condition=Q(submitted_at__isnull=True, submitted_by__isnull=True)
                | Q(submitted_at__isnull=False, submitted_by__isnull=False),
                name="quarter_report_submitted_pair",
            ),
            models.CheckConstraint(
                condition=(Q(status=ReportStatus.VERIFIED) & Q(verified_at__isnull=False))
                | (~Q(status=ReportStatus.VERIFIED) & Q(verified_at__isnull=True, verified_by__isnull=True)),
                name="quarter_report_verified_has_time",
            ),
        ]
        triggers = verified_report_triggers()

    def __str__(self) -> str:
        return f"Laporan {self.period} – {self.position}"

    @property
    def is_editable(self) -> bool:
        """Whether its state lets figures be typed; who and when are questions for the rules."""
        return self.status in {ReportStatus.DRAFT, ReportStatus.RETURNED}

    @property
    def is_draft(self) -> bool:
        """Whether it was never sent; a draft is nobody else's business."""
        return self.status == ReportStatus.DRAFT

    @property
    def is_waiting(self) -> bool:
        """Whether it was sent and waits for the verifier."""
        return self.status == ReportStatus.SUBMITTED

    @property
    def is_verified(self) -> bool:
        """Whether the verifier accepted it."""
        return self.status == ReportStatus.VERIFIED

    @property
    def is_handed_in(self) -> bool:
        """Whether its figures count for others: it was sent, and not given back."""
        return self.status in {ReportStatus.SUBMITTED, ReportStatus.VERIFIED}

    @property
    def is_returned(self) -> bool:
        """Whether the verifier gave it back to be corrected."""
        return self.status == ReportStatus.RETURNED


class Realisation(models.Model):
    """What was reached of one indicator in one quarter, with its story."""

    report = models.ForeignKey(
        QuarterReport, on_delete=models.CASCADE, related_name="realisations", verbose_name="laporan"
    )
    indicator = models.ForeignKey(
        "indicators.Indicator", on_delete=models.PROTECT, related_name="realisations", verbose_name="indikator"
    )
    state = models.CharField("keadaan", max_length=15, choices=ValueState.choices, default=ValueState.NOT_REPORTED)
    figure = models.DecimalField("realisasi", **FIGURE)
    grade = models.CharField("predikat", max_length=30, blank=True)
    numerator = models.DecimalField("pembilang", **FIGURE)
    denominator = models.DecimalField("penyebut", **FIGURE)
    is_provisional = models.BooleanField("angka sementara", default=False)
    supporting_factors = models.TextField("faktor pendorong", **NARRATIVE)
    inhibiting_factors = models.TextField("faktor penghambat", **NARRATIVE)
    follow_up = models.TextField("tindak lanjut", **NARRATIVE)
    follow_up_due = models.DateField("batas tindak lanjut", null=True, blank=True)
    follow_up_done_at = models.DateTimeField("tindak lanjut selesai pada", null=True, blank=True)
    follow_up_done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    note = models.TextField("keterangan", **NARRATIVE)
    return_remark = models.TextField("catatan pengembalian", max_length=2000, blank=True)
    accepted_at = models.DateTimeField("diterima pada", null=True, blank=True)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = RealisationQuerySet.as_manager()

    class Meta:
        verbose_name = "realisasi"
        verbose_name_plural = "realisasi"
        ordering = ["report", "indicator__order", "indicator__code"]
        constraints = [
            models.UniqueConstraint(fields=["report", "indicator"], name="realisation_once"),
            choices_constraint("state", ValueState, "realisation_state_known"),
            models.CheckConstraint(
                condition=(
                    Q(state=ValueState.REPORTED)
                    & (Q(figure__isnull=False, grade="") | (Q(figure__isnull=True) & ~Q(grade="")))
                )
                | (~Q(state=ValueState.REPORTED) & Q(figure__isnull=True, grade="")),
                name="realisation_value_with_its_state",
            ),
            models.CheckConstraint(
                condition=Q(denominator__isnull=True) | ~Q(denominator=0), name="realisation_denominator_not_zero",
                violation_error_message="Penyebut tidak boleh 0.",
            ),
            models.CheckConstraint(
                condition=Q(accepted_at__isnull=True, accepted_by__isnull=True)
                | Q(accepted_at__isnull=False, accepted_by__isnull=False),
                name="realisation_accepted_pair",
            ),
            models.CheckConstraint(
                condition=Q(follow_up_done_at__isnull=True, follow_up_done_by__isnull=True)
                | Q(follow_up_done_at__isnull=False, follow_up_done_by__isnull=False, follow_up_due__isnull=False),
                name="realisation_follow_up_done_pair",
            ),
        ]  # fmt: skip
        triggers = [accepted_trigger("accepted_mark_falls"), *verified_row_triggers()]

    def __str__(self) -> str:
        return f"Realisasi {self.indicator_id}"

    @property
    def is_accepted(self) -> bool:
        """Whether the verifier accepted the row; it has not changed since, and stays until it is opened."""
        return self.accepted_at is not None

    @property
    def reading(self) -> QuarterReading:
        """This quarter's realisation as the domain's value."""
        has_parts = self.value is not None and None not in (self.numerator, self.denominator)
        parts = (self.numerator, self.denominator) if has_parts else None
        return QuarterReading(ValueState(self.state), self.value, self.is_provisional, self.note, parts)

    @property
    def value(self) -> Figure | Grade | None:
        """The reported value, or None in the three other states."""
        if self.state != ValueState.REPORTED:
            return None
        return Figure(self.figure) if self.figure is not None else Grade(self.grade)
