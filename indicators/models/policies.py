"""The government's choices for a year: a row, never a setting or an `if`."""

from collections.abc import Iterable

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models

from documents.enums import Paper
from indicators.domain import policy as domain
from indicators.domain.kinds import Averaging as AveragingRule
from indicators.domain.kinds import MinimizeFormula as MinimizeRule
from indicators.domain.kinds import ZeroTarget as ZeroTargetRule
from indicators.domain.number_format import number_format_objection
from indicators.domain.numbers import format_number
from indicators.enums import (
    Attachment,
    Averaging,
    DueMove,
    EvidenceRule,
    MinimizeFormula,
    SigningOrder,
    WorkingWeek,
    ZeroTarget,
)
from organisation.models.constraints import choices_constraint


def validate_number_format(text: str) -> None:
    """Refuse what cannot be printed as the number of a document."""
    objection = number_format_objection(text)
    if objection:
        raise ValidationError(objection, code="number_format")


class Policy(models.Model):
    """How one year is measured, scaled, averaged, due and printed."""

    year = models.PositiveSmallIntegerField("tahun", unique=True)
    minimize_formula = models.CharField(
        "rumus indikator turun", max_length=1, choices=MinimizeFormula.choices, default=MinimizeFormula.A
    )
    cap_display = models.DecimalField(
        "batas atas capaian yang ditampilkan", max_digits=8, decimal_places=2, null=True, blank=True,
        help_text="Kosong berarti tanpa batas.",
    )  # fmt: skip
    cap_in_average = models.DecimalField(
        "batas atas capaian dalam rata-rata", max_digits=8, decimal_places=2, null=True, blank=True,
        help_text="Kosong berarti tanpa batas.",
    )  # fmt: skip
    averaging = models.CharField(
        "cara merata-rata", max_length=20, choices=Averaging.choices, default=Averaging.INDICATORS
    )
    zero_target = models.CharField(
        "target 0 yang dilampaui", max_length=10, choices=ZeroTarget.choices, default=ZeroTarget.LAID_DOWN,
        help_text="Untuk indikator yang makin tinggi makin baik, bila targetnya 0 dan realisasinya di atas 0.",
    )  # fmt: skip
    scale_name = models.CharField("nama skala", max_length=80, default="Permendagri 86/2017")
    due_day = models.PositiveSmallIntegerField(
        "tanggal batas lapor", default=10, validators=[MinValueValidator(1)],
        help_text="Tanggal pada bulan setelah triwulan berakhir.",
    )  # fmt: skip
    working_week = models.CharField(
        "hari kerja dalam seminggu", max_length=4, choices=WorkingWeek.choices, default=WorkingWeek.FIVE
    )
    due_move = models.CharField(
        "bila batas lapor jatuh pada hari libur", max_length=8, choices=DueMove.choices, default=DueMove.STAYS,
        help_text="Berlaku untuk jadwal yang batas lapornya belum lewat, dan mengikuti daftar hari libur.",
    )  # fmt: skip
    paper = models.CharField("kertas", max_length=2, choices=Paper, default=Paper.F4)
    agreement_number_format = models.CharField(
        "format nomor PK", max_length=80, default="800/{nomor}/PK/{tahun}",
        help_text="Gunakan {nomor}, {tahun}, {bulan} (angka Romawi), dan {unit} (kode perangkat daerah).",
        validators=[validate_number_format],
    )  # fmt: skip

    budget_document_on = models.DateField(
        "tanggal penetapan DPA", null=True, blank=True,
        help_text="PK disusun paling lambat satu bulan setelah DPA ditetapkan.",
    )  # fmt: skip
    signing_order = models.CharField(
        "urutan tanda tangan", max_length=20, choices=SigningOrder.choices, default=SigningOrder.FIRST_THEN_SECOND
    )
    archival_pdf = models.BooleanField(
        "terbitkan sebagai PDF/A-3b",
        default=False,
        help_text="Bentuk arsip jangka panjang; berkas sedikit lebih besar.",
    )
    with_zero_budget = models.BooleanField(
        "cetak program berpagu nol pada PK", default=False,
        help_text="Bila tidak dipilih, program tanpa anggaran tidak tercetak pada lampiran PK.",
    )  # fmt: skip
    attachments = ArrayField(
        models.CharField(max_length=20, choices=Attachment), verbose_name="lampiran PK", default=list, blank=True,
        help_text="Diterbitkan bersama setiap PK tahun ini.",
    )  # fmt: skip

    evidence_rule = models.CharField(
        "bukti dukung sebelum dikirim", max_length=4, choices=EvidenceRule, default=EvidenceRule.NONE
    )

    class Meta:
        verbose_name = "kebijakan pengukuran"
        verbose_name_plural = "kebijakan pengukuran"
        ordering = ["-year"]
        constraints = [
            choices_constraint("minimize_formula", MinimizeFormula, "policy_minimize_formula_known"),
            choices_constraint("averaging", Averaging, "policy_averaging_known"),
            choices_constraint("zero_target", ZeroTarget, "policy_zero_target_known"),
            choices_constraint("paper", Paper, "policy_paper_known"),
            choices_constraint("evidence_rule", EvidenceRule, "policy_evidence_rule_known"),
            choices_constraint("signing_order", SigningOrder, "policy_signing_order_known"),
            choices_constraint("working_week", WorkingWeek, "policy_working_week_known"),
            choices_constraint("due_move", DueMove, "policy_due_move_known"),
            models.CheckConstraint(
                condition=models.Q(due_day__gte=1, due_day__lte=28),
                name="policy_due_day_in_every_month",
                violation_error_message="Tanggal batas lapor harus antara 1 dan 28.",
            ),
            models.CheckConstraint(
                condition=models.Q(attachments__contained_by=Attachment.values), name="policy_attachments_known"
            ),
            models.CheckConstraint(
                condition=models.Q(agreement_number_format__contains="{nomor}"), name="policy_number_format_has_number"
            ),
        ]

    def __str__(self) -> str:
        return f"Kebijakan {self.year}"

    def as_domain(self, bands: "Iterable[ScaleBand] | None" = None) -> domain.Policy:
        """The frozen value that the pure functions take.

        Reads the bands (prefetch `bands` for lists), unless they are given.
        """
        bands = tuple(
            domain.Band(above=band.lower, label=band.label, tone=band.tone, inclusive=band.inclusive)
            for band in (self.bands.all() if bands is None else bands)
        )
        return domain.Policy(
            minimize_formula=MinimizeRule(self.minimize_formula),
            cap_display=self.cap_display,
            cap_in_average=self.cap_in_average,
            averaging=AveragingRule(self.averaging),
            zero_target=ZeroTargetRule(self.zero_target),
            scale=domain.Scale(name=self.scale_name, bands=bands) if bands else domain.PERMENDAGRI_86,
        )


class ScaleBand(models.Model):
    """One band of the year's scale; a band without a lower bound is the lowest."""

    policy = models.ForeignKey(Policy, on_delete=models.CASCADE, related_name="bands", verbose_name="kebijakan")
    lower = models.DecimalField("batas bawah", max_digits=8, decimal_places=2, null=True, blank=True)
    inclusive = models.BooleanField("batas bawah termasuk", default=False)
    label = models.CharField("kategori", max_length=40)
    tone = models.CharField("nada warna", max_length=10)

    class Meta:
        verbose_name = "pita skala"
        verbose_name_plural = "pita skala"
        ordering = ["policy", models.F("lower").desc(nulls_last=True)]
        constraints = [
            models.UniqueConstraint(fields=["policy", "lower"], name="scale_band_bound_unique", nulls_distinct=False)
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def reach(self) -> str:
        """From where on the band holds, in words: `di atas 75%`; the lowest band takes the rest."""
        if self.lower is None:
            return "selebihnya"
        return f"{'mulai' if self.inclusive else 'di atas'} {format_number(self.lower)}%"
