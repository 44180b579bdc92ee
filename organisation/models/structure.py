"""The tree of work units and the tree of positions, each valid from a day to a day, and what they were before."""

import datetime

from django.contrib.postgres.fields import RangeBoundary, RangeOperators
from django.db import models

from organisation.enums import APPARATUS_KINDS, OPD_KINDS, PositionKind, WorkUnitKind
from organisation.models.constraints import (
    PeriodsApart,
    acyclic_trigger,
    choices_constraint,
    held_within_trigger,
)
from organisation.models.people import DateRange
from organisation.querysets import FormerQuerySet, PositionQuerySet, WorkUnitQuerySet

ENDS_AFTER_START = "Hari terakhir berlaku tidak boleh sebelum hari pertama."


def _ends_after_start(name: str) -> models.CheckConstraint:
    """A validity holds at least one day; an empty bound is open."""
    return models.CheckConstraint(
        condition=models.Q(valid_from=None)
        | models.Q(valid_until=None)
        | models.Q(valid_until__gte=models.F("valid_from")),
        name=name,
        violation_error_message=ENDS_AFTER_START,
    )


class Dated(models.Model):
    """Something of the structure that is valid from a day to a day, both included; an empty bound is open.

    The row itself says what is valid today; what was valid before stands in its `former` rows.
    """

    valid_from = models.DateField(
        "berlaku sejak", null=True, blank=True, help_text="Hari pertama; kosong berarti sejak awal."
    )
    valid_until = models.DateField(
        "berlaku sampai", null=True, blank=True, help_text="Hari terakhir; kosong berarti masih berlaku."
    )

    class Meta:
        abstract = True

    def exists_on(self, day: datetime.date) -> bool:
        """Whether it is valid on the day."""
        begun = self.valid_from is None or self.valid_from <= day
        return begun and (self.valid_until is None or self.valid_until >= day)


class WorkUnit(Dated):
    """A part of the government: an OPD, or a bidang, bagian, seksi, UPTD, RSUD below one."""

    VERSIONED = ("name", "kind", "parent")
    """What changes by the day; the code never changes its meaning, and the order is that of lists."""

    code = models.CharField("kode", max_length=40, unique=True)
    name = models.CharField("nama", max_length=200)
    kind = models.CharField("jenis", max_length=30, choices=WorkUnitKind)
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="children", verbose_name="unit induk"
    )
    protocol_order = models.PositiveIntegerField("urutan protokol", default=0)
    letterhead = models.TextField(
        "kop surat", max_length=500, blank=True,
        help_text="Alamat, telepon, surel; satu baris satu keterangan. Tercetak di atas dokumen perangkat daerah ini.",
    )  # fmt: skip
    replaces = models.ManyToManyField(
        "self", symmetrical=False, related_name="replaced_by", blank=True, verbose_name="menggantikan"
    )

    objects = WorkUnitQuerySet.as_manager()

    class Meta:
        verbose_name = "unit kerja"
        verbose_name_plural = "unit kerja"
        ordering = ["protocol_order", "code"]
        constraints = [
            choices_constraint("kind", WorkUnitKind, "work_unit_kind_known"),
            models.CheckConstraint(condition=~models.Q(code=""), name="work_unit_code_not_empty"),
            _ends_after_start("work_unit_ends_after_start"),
        ]
        triggers = [
            acyclic_trigger("organisation_workunit", "parent_id", "work_unit_acyclic"),
            held_within_trigger("office", ["valid_until"], "work_unit_outlives_holders"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_apparatus(self) -> bool:
        """Whether this unit is a perangkat daerah (OPD)."""
        return self.kind in APPARATUS_KINDS


class Position(Dated):
    """An office in the structure: it lives for years, its holders come and go.

    The counterpart of its agreement is the holder of `reports_to`, never derived from the echelon.
    """

    VERSIONED = ("title", "kind", "echelon", "unit", "reports_to")
    """What changes by the day."""

    code = models.CharField("kode", max_length=60, unique=True)
    title = models.CharField("nama jabatan", max_length=200)
    unit = models.ForeignKey(WorkUnit, on_delete=models.PROTECT, related_name="positions", verbose_name="unit kerja")
    kind = models.CharField("jenis", max_length=30, choices=PositionKind)
    echelon = models.CharField("eselon", max_length=10, blank=True)
    reports_to = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="subordinates",
        verbose_name="atasan langsung",
    )
    protocol_order = models.PositiveIntegerField("urutan protokol", default=0)
    replaces = models.ManyToManyField(
        "self", symmetrical=False, related_name="replaced_by", blank=True, verbose_name="menggantikan"
    )

    objects = PositionQuerySet.as_manager()

    class Meta:
        verbose_name = "jabatan"
        verbose_name_plural = "jabatan"
        ordering = ["protocol_order", "code"]
        constraints = [
            choices_constraint("kind", PositionKind, "position_kind_known"),
            models.CheckConstraint(condition=~models.Q(code=""), name="position_code_not_empty"),
            models.CheckConstraint(
                condition=models.Q(reports_to__isnull=True) | ~models.Q(reports_to=models.F("id")),
                name="position_not_own_superior",
                violation_error_message="Jabatan tidak dapat menjadi atasan dirinya sendiri.",
            ),
            _ends_after_start("position_ends_after_start"),
        ]
        triggers = [
            acyclic_trigger("organisation_position", "reports_to_id", "position_acyclic"),
            held_within_trigger("post", ["valid_from", "valid_until", "unit_id"], "position_outlives_holders"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def leads_office(self) -> bool:
        """Whether it answers for a whole OPD."""
        return self.kind in OPD_KINDS


class Former(models.Model):
    """What a row of the structure said from `since` (empty: from its beginning) to `until`, both included."""

    since = models.DateField("sejak", null=True, blank=True)
    until = models.DateField("sampai")
    decree = models.CharField("dasar perubahan", max_length=120, blank=True)
    """The decree by which it ended, as it is cited: `Perda 3/2026`."""

    objects = FormerQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["-until"]


def _former_days(subject: str, name: str) -> list[models.BaseConstraint]:
    days = DateRange("since", "until", RangeBoundary(inclusive_lower=True, inclusive_upper=True))
    return [
        models.CheckConstraint(
            condition=models.Q(since=None) | models.Q(until__gte=models.F("since")), name=f"{name}_ends_after_start"
        ),
        PeriodsApart(
            name=f"{name}_one_at_a_time",
            expressions=[(subject, RangeOperators.EQUAL), (days, RangeOperators.OVERLAPS)],
        ),
    ]


class FormerUnit(Former):
    """A work unit as it was."""

    unit = models.ForeignKey(WorkUnit, on_delete=models.CASCADE, related_name="former", verbose_name="unit kerja")
    name = models.CharField("nama", max_length=200)
    kind = models.CharField("jenis", max_length=30, choices=WorkUnitKind)
    parent = models.ForeignKey(
        WorkUnit, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="unit induk"
    )

    class Meta(Former.Meta):
        verbose_name = "unit kerja sebelumnya"
        verbose_name_plural = "unit kerja sebelumnya"
        constraints = [
            choices_constraint("kind", WorkUnitKind, "former_unit_kind_known"),
            *_former_days("unit", "former_unit"),
        ]

    def __str__(self) -> str:
        return self.name


class FormerPosition(Former):
    """A position as it was."""

    position = models.ForeignKey(Position, on_delete=models.CASCADE, related_name="former", verbose_name="jabatan")
    title = models.CharField("nama jabatan", max_length=200)
    kind = models.CharField("jenis", max_length=30, choices=PositionKind)
    echelon = models.CharField("eselon", max_length=10, blank=True)
    unit = models.ForeignKey(WorkUnit, on_delete=models.PROTECT, related_name="+", verbose_name="unit kerja")
    reports_to = models.ForeignKey(
        Position, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="atasan langsung"
    )

    class Meta(Former.Meta):
        verbose_name = "jabatan sebelumnya"
        verbose_name_plural = "jabatan sebelumnya"
        constraints = [
            choices_constraint("kind", PositionKind, "former_position_kind_known"),
            *_former_days("position", "former_position"),
        ]

    def __str__(self) -> str:
        return self.title
