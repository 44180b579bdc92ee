"""Objectives and the indicators that measure them; both belong to a position and live for years."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from indicators.domain.spec import IndicatorSpec
from indicators.enums import Aggregation, CascadeKind, Frequency, Month, Polarity, RollUp
from indicators.models.guards import VERSION_CONSTRAINTS, measure_trigger, parents_trigger, versions_trigger
from indicators.querysets import IndicatorQuerySet, ObjectiveQuerySet
from organisation.models.constraints import acyclic_trigger, choices_constraint

WEIGHT_SENSIBLE = Q(weight__isnull=True) | Q(weight__gt=0, weight__lte=100)


class Objective(models.Model):
    """What an office has to reach (sasaran)."""

    code = models.CharField("kode", max_length=60, unique=True)
    statement = models.TextField("uraian")
    position = models.ForeignKey(
        "organisation.Position", on_delete=models.PROTECT, related_name="objectives", verbose_name="jabatan"
    )
    supports = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="supported_by",
        verbose_name="sasaran atasan",
    )
    goal = models.ForeignKey(
        "indicators.Goal", on_delete=models.PROTECT, null=True, blank=True, related_name="objectives",
        verbose_name="tujuan",
    )  # fmt: skip
    mission = models.CharField("misi", max_length=300, blank=True)
    order = models.PositiveIntegerField("urutan", default=0)
    weight = models.DecimalField(
        "bobot", max_digits=5, decimal_places=2, null=True, blank=True,
        help_text="Bobot sasaran dalam jabatannya; semua sasaran jabatan itu berjumlah 100.",
    )  # fmt: skip

    objects = ObjectiveQuerySet.as_manager()

    class Meta:
        verbose_name = "sasaran"
        verbose_name_plural = "sasaran"
        ordering = ["order", "code"]
        constraints = [
            models.CheckConstraint(condition=~Q(code=""), name="objective_code_not_empty"),
            models.CheckConstraint(condition=WEIGHT_SENSIBLE, name="objective_weight_sensible"),
        ]
        triggers = [acyclic_trigger("indicators_objective", "supports_id", "objective_acyclic")]

    def __str__(self) -> str:
        return self.statement


class Indicator(models.Model):
    """A measure of an objective, with its reference sheet."""

    code = models.CharField("kode", max_length=60, unique=True)
    objective = models.ForeignKey(
        Objective, on_delete=models.PROTECT, related_name="indicators", verbose_name="sasaran"
    )
    statement = models.TextField("uraian")
    unit_of_measure = models.CharField("satuan", max_length=60)
    polarity = models.CharField("arah", max_length=12, choices=Polarity.choices)
    aggregation = models.CharField("akumulasi", max_length=10, choices=Aggregation.choices)
    is_key = models.BooleanField("indikator kinerja utama (IKU)", default=False)
    supports = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="supported_by",
        verbose_name="indikator atasan",
    )
    also_supports = models.ManyToManyField(
        "self", through="CrossCutting", through_fields=("supporter", "supported"), symmetrical=False, blank=True,
        related_name="also_supported_by", verbose_name="ikut mendukung",
    )  # fmt: skip
    operational_definition = models.TextField("definisi operasional", blank=True)
    formula_text = models.TextField("formula", blank=True)
    data_source = models.CharField("sumber data", max_length=300, blank=True)
    person_in_charge = models.CharField("penanggung jawab", max_length=200, blank=True)
    collection_frequency = models.CharField("frekuensi", max_length=10, choices=Frequency, blank=True)
    collection_medium = models.CharField("media", max_length=200, blank=True)
    baseline = models.CharField(
        "kondisi awal", max_length=120, blank=True, help_text="Angka dan tahunnya, misalnya 72,5 (2025)."
    )
    evidence_type = models.CharField("jenis bukti", max_length=200, blank=True)
    rationale = models.TextField("alasan pemilihan", blank=True)
    numerator_definition = models.TextField("definisi pembilang", blank=True)
    denominator_definition = models.TextField("definisi penyebut", blank=True)
    decimals = models.PositiveSmallIntegerField("angka di belakang koma", null=True, blank=True)
    data_producer = models.CharField("produsen data", max_length=200, blank=True)
    national_benchmark = models.CharField("pembanding nasional", max_length=200, blank=True)
    release_month = models.PositiveSmallIntegerField("bulan rilis data luar", choices=Month, null=True, blank=True)
    cascade_kind = models.CharField("cara menurunkan", max_length=10, choices=CascadeKind, blank=True)
    roll_up = models.CharField("dihitung dari", max_length=4, choices=RollUp.choices, blank=True)
    predicate_scale = ArrayField(
        models.CharField(max_length=30), verbose_name="skala predikat", default=list, blank=True,
        help_text="Dari yang terendah ke yang tertinggi.",
    )  # fmt: skip
    order = models.PositiveIntegerField("urutan", default=0)
    weight = models.DecimalField(
        "bobot", max_digits=5, decimal_places=2, null=True, blank=True,
        help_text="Bobot indikator dalam sasarannya; semua indikator sasaran itu berjumlah 100.",
    )  # fmt: skip
    replaces = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="replaced_by",
        verbose_name="menggantikan versi",
    )  # fmt: skip
    first_year = models.PositiveSmallIntegerField("diukur mulai tahun", null=True, blank=True)
    last_year = models.PositiveSmallIntegerField("diukur sampai tahun", null=True, blank=True)

    objects = IndicatorQuerySet.as_manager()

    class Meta:
        verbose_name = "indikator"
        verbose_name_plural = "indikator"
        ordering = ["order", "code"]
        constraints = [
            choices_constraint("polarity", Polarity, "indicator_polarity_known"),
            choices_constraint("aggregation", Aggregation, "indicator_aggregation_known"),
            models.CheckConstraint(
                condition=Q(collection_frequency="") | Q(collection_frequency__in=Frequency.values),
                name="indicator_frequency_known",
            ),
            models.CheckConstraint(
                condition=Q(cascade_kind="") | Q(cascade_kind__in=CascadeKind.values),
                name="indicator_cascade_kind_known",
            ),
            models.CheckConstraint(
                condition=~Q(polarity=Polarity.PREDICATE) | Q(predicate_scale__len__gte=2),
                name="indicator_predicate_has_scale",
                violation_error_message="Indikator predikat memerlukan skala dengan sedikitnya dua predikat.",
            ),
            models.CheckConstraint(
                condition=Q(roll_up="")
                | Q(roll_up__in=RollUp.values) & ~Q(polarity__in=[Polarity.PREDICATE.value, Polarity.YES_NO.value]),
                name="indicator_roll_up_of_figures",
                violation_error_message="Predikat dan jawaban ya/tidak tidak dapat dihitung dari indikator lain.",
            ),
            models.CheckConstraint(
                condition=~Q(
                    aggregation=Aggregation.POOLED.value,
                    polarity__in=[Polarity.PREDICATE.value, Polarity.YES_NO.value],
                ),
                name="indicator_pooled_is_a_figure",
                violation_error_message="Predikat dan jawaban ya/tidak tidak mempunyai pembilang dan penyebut.",
            ),
            models.CheckConstraint(condition=~Q(code=""), name="indicator_code_not_empty"),
            *VERSION_CONSTRAINTS,
            models.CheckConstraint(
                condition=Q(decimals__isnull=True) | Q(decimals__lte=6), name="indicator_decimals_can_be_kept"
            ),
            models.CheckConstraint(condition=WEIGHT_SENSIBLE, name="indicator_weight_sensible"),
            models.CheckConstraint(
                condition=Q(release_month__isnull=True) | Q(release_month__in=Month.values),
                name="indicator_release_month_exists",
            ),
        ]
        triggers = [
            parents_trigger("indicator_acyclic", "id", "supports_id"),
            measure_trigger("indicator_measure_fixed"),
            versions_trigger("indicator_versions_in_turn"),
        ]

    def __str__(self) -> str:
        return self.statement

    @property
    def spec(self) -> IndicatorSpec:
        """What the pure functions need to know of this indicator."""
        return IndicatorSpec.of(self.polarity, self.aggregation, tuple(self.predicate_scale), unit=self.unit_of_measure)

    def is_measured_in(self, year: int) -> bool:
        """Whether this version of the indicator is the one that is measured in the year."""
        return (self.first_year or year) <= year <= (self.last_year or year)


class CrossCutting(models.Model):
    """An indicator that supports (pendukung) one more than its parent.

    The parent, in whose line it counts (penanggung jawab), is `Indicator.supports` and never a row here.
    """

    supporter = models.ForeignKey(
        Indicator, on_delete=models.CASCADE, related_name="crosscutting", verbose_name="indikator pendukung"
    )
    supported = models.ForeignKey(
        Indicator, on_delete=models.PROTECT, related_name="crosscutting_below", verbose_name="indikator yang didukung"
    )

    class Meta:
        verbose_name = "dukungan lintas indikator"
        verbose_name_plural = "dukungan lintas indikator"
        constraints = [
            models.UniqueConstraint(fields=["supporter", "supported"], name="crosscutting_once"),
            models.CheckConstraint(condition=~Q(supporter=F("supported")), name="crosscutting_not_itself"),
        ]
        triggers = [parents_trigger("crosscutting_acyclic", "supporter_id", "supporter_id", "supported_id")]

    def __str__(self) -> str:
        return f"{self.supporter} mendukung {self.supported}"
