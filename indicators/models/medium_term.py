"""The plans of several years: the government's (RPJMD) and those of its units (Renstra), with missions and goals.

A Renstra is the medium-term plan of a unit (UU 25/2004 art. 1 no. 7), so both are rows of one table.
"""

import pgtrigger
from django.contrib.postgres.fields import IntegerRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value

from indicators.enums import PlanKind
from indicators.querysets import MediumTermPlanQuerySet, PlanPartQuerySet
from organisation.models.constraints import PeriodsApart, choices_constraint

EARLIEST, LATEST = 2000, 2100
LONGEST_PLAN = 6
"""Years of the longest plan: five, and the year of transition that the tables of a Renstra end with."""


def _years() -> Func:
    return Func(F("first_year"), F("last_year"), Value("[]"), function="int4range", output_field=IntegerRangeField())


def _guard(name: str, table_columns: tuple[str, ...], wrong: str, sentence: str) -> pgtrigger.Trigger:
    """Refuse a row of which the SQL condition `wrong` holds."""
    return pgtrigger.Trigger(
        name=name,
        when=pgtrigger.After,
        operation=pgtrigger.Insert | pgtrigger.UpdateOf(*table_columns),
        func=f"""
            IF {wrong} THEN
                RAISE EXCEPTION '{sentence}' USING ERRCODE = 'check_violation';
            END IF;
            RETURN NULL;
        """,
    )


class MediumTermPlan(models.Model):
    """A plan of several years; `unit` and `parent` (the RPJMD that it serves) are those of a Renstra only."""

    code = models.CharField("kode", max_length=60, unique=True)
    kind = models.CharField("jenis", max_length=12, choices=PlanKind)
    title = models.CharField("nama", max_length=200)
    unit = models.ForeignKey(
        "organisation.WorkUnit", on_delete=models.PROTECT, null=True, blank=True, related_name="medium_term_plans",
        verbose_name="unit kerja",
    )  # fmt: skip
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="unit_plans",
        verbose_name="RPJMD yang didukung",
    )  # fmt: skip
    first_year = models.PositiveSmallIntegerField("tahun pertama")
    last_year = models.PositiveSmallIntegerField("tahun terakhir")
    vision = models.TextField("visi", max_length=1000, blank=True)
    legal_basis = models.CharField("dasar hukum", max_length=300, blank=True)

    objects = MediumTermPlanQuerySet.as_manager()

    class Meta:
        verbose_name = "rencana jangka menengah"
        verbose_name_plural = "rencana jangka menengah"
        ordering = ["kind", "-first_year", "unit__protocol_order", "code"]
        constraints = [
            choices_constraint("kind", PlanKind, "plan_kind_known"),
            models.CheckConstraint(condition=~Q(code="") & ~Q(title=""), name="plan_has_code_and_title"),
            models.CheckConstraint(
                condition=Q(kind=PlanKind.GOVERNMENT, unit__isnull=True, parent__isnull=True)
                | Q(kind=PlanKind.UNIT, unit__isnull=False, parent__isnull=False),
                name="plan_of_government_xor_unit",
                violation_error_message="Renstra memerlukan unit kerja dan RPJMD yang didukungnya; RPJMD tidak "
                "mempunyai keduanya.",
            ),
            models.CheckConstraint(
                condition=Q(first_year__gte=EARLIEST, last_year__lte=LATEST, last_year__gte=F("first_year"))
                & Q(last_year__lt=F("first_year") + LONGEST_PLAN),
                name="plan_years_in_order",
                violation_error_message=f"Tahun terakhir tidak boleh sebelum tahun pertama, dan rencana paling lama "
                f"{LONGEST_PLAN} tahun.",
            ),
            PeriodsApart(
                name="plan_one_of_the_government_at_a_time",
                expressions=[(_years(), RangeOperators.OVERLAPS)],
                condition=Q(kind=PlanKind.GOVERNMENT),
                violation_error_message="Sudah ada RPJMD yang memuat sebagian tahun ini. Ubah tahunnya, atau ubah "
                "RPJMD yang sudah ada.",
            ),
            PeriodsApart(
                name="plan_one_of_a_unit_at_a_time",
                expressions=[("unit", RangeOperators.EQUAL), (_years(), RangeOperators.OVERLAPS)],
                condition=Q(kind=PlanKind.UNIT),
                violation_error_message="Unit kerja ini sudah mempunyai Renstra yang memuat sebagian tahun ini. Ubah "
                "tahunnya, atau ubah Renstra yang sudah ada.",
            ),
        ]
        triggers = [
            _guard(
                "plan_serves_an_rpjmd",
                ("kind", "parent_id"),
                "(TG_OP = 'UPDATE' AND NEW.kind <> OLD.kind) OR (NEW.parent_id IS NOT NULL AND NOT EXISTS (SELECT 1 "
                "FROM indicators_mediumtermplan p WHERE p.id = NEW.parent_id AND p.kind = 'government'))",
                "a plan keeps its kind and serves a plan of the government",
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def years(self) -> tuple[int, ...]:
        """Its years, first to last."""
        return tuple(range(self.first_year, self.last_year + 1))

    @property
    def span(self) -> str:
        """`2025–2029`."""
        return f"{self.first_year}–{self.last_year}"

    @property
    def is_of_government(self) -> bool:
        """Whether it is the RPJMD, with missions; a Renstra has goals only."""
        return self.kind == PlanKind.GOVERNMENT


class Mission(models.Model):
    """One of the ways to the vision of an RPJMD (misi)."""

    plan = models.ForeignKey(MediumTermPlan, on_delete=models.PROTECT, related_name="missions", verbose_name="rencana")
    number = models.PositiveSmallIntegerField("nomor")
    statement = models.CharField("uraian", max_length=300)

    objects = PlanPartQuerySet.as_manager()

    class Meta:
        verbose_name = "misi"
        verbose_name_plural = "misi"
        ordering = ["plan", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "number"], name="mission_number_once",
                violation_error_message="Nomor misi ini sudah dipakai pada rencana yang sama. Pakai nomor lain.",
            ),
            models.CheckConstraint(
                condition=Q(number__gte=1) & ~Q(statement=""), name="mission_has_number_and_statement",
                violation_error_message="Misi memerlukan nomor mulai dari 1 dan uraian.",
            ),
        ]  # fmt: skip
        triggers = [
            _guard(
                "mission_of_an_rpjmd",
                ("plan_id",),
                "NOT EXISTS (SELECT 1 FROM indicators_mediumtermplan p WHERE p.id = NEW.plan_id AND "
                "p.kind = 'government')",
                "only a plan of the government has missions",
            )
        ]

    def __str__(self) -> str:
        return f"Misi {self.number}: {self.statement}"


class Goal(models.Model):
    """What a plan wants to be true at its end (tujuan): below a mission of the RPJMD, or of a Renstra by itself."""

    code = models.CharField("kode", max_length=60, unique=True)
    plan = models.ForeignKey(MediumTermPlan, on_delete=models.PROTECT, related_name="goals", verbose_name="rencana")
    mission = models.ForeignKey(
        Mission, on_delete=models.PROTECT, null=True, blank=True, related_name="goals", verbose_name="misi"
    )
    statement = models.TextField("uraian", max_length=1000)
    indicators = models.ManyToManyField(
        "indicators.Indicator", blank=True, related_name="goals", verbose_name="indikator tujuan"
    )
    order = models.PositiveIntegerField("urutan", default=0)

    objects = PlanPartQuerySet.as_manager()

    class Meta:
        verbose_name = "tujuan"
        verbose_name_plural = "tujuan"
        ordering = ["order", "code"]
        constraints = [
            models.CheckConstraint(condition=~Q(code="") & ~Q(statement=""), name="goal_has_code_and_statement")
        ]
        triggers = [
            _guard(
                "goal_of_its_plan",
                ("plan_id", "mission_id"),
                """NOT EXISTS (
                    SELECT 1 FROM indicators_mediumtermplan p LEFT JOIN indicators_mission m ON m.id = NEW.mission_id
                    WHERE p.id = NEW.plan_id AND (
                        (p.kind = 'government' AND m.plan_id = p.id)
                        OR (p.kind = 'unit' AND NEW.mission_id IS NULL)
                    )
                )""",
                "a goal stands below a mission of its RPJMD, or in a Renstra without one",
            )
        ]

    def __str__(self) -> str:
        return self.statement
