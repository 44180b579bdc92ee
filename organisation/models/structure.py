"""The tree of work units and the tree of positions."""

from django.db import models

from organisation.enums import APPARATUS_KINDS, OPD_KINDS, PositionKind, WorkUnitKind
from organisation.models.constraints import acyclic_trigger, choices_constraint
from organisation.querysets import PositionQuerySet, WorkUnitQuerySet


class WorkUnit(models.Model):
    """A part of the government: an OPD, or a bidang, bagian, seksi, UPTD, RSUD below one."""

    code = models.CharField("kode", max_length=40, unique=True)
    name = models.CharField("nama", max_length=200)
    kind = models.CharField("jenis", max_length=30, choices=WorkUnitKind)
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="children", verbose_name="unit induk"
    )
    protocol_order = models.PositiveIntegerField("urutan protokol", default=0)

    objects = WorkUnitQuerySet.as_manager()

    class Meta:
        verbose_name = "unit kerja"
        verbose_name_plural = "unit kerja"
        ordering = ["protocol_order", "code"]
        constraints = [
            choices_constraint("kind", WorkUnitKind, "work_unit_kind_known"),
            models.CheckConstraint(condition=~models.Q(code=""), name="work_unit_code_not_empty"),
        ]
        triggers = [acyclic_trigger("organisation_workunit", "parent_id", "work_unit_acyclic")]

    def __str__(self) -> str:
        return self.name

    @property
    def is_apparatus(self) -> bool:
        """Whether this unit is a perangkat daerah (OPD)."""
        return self.kind in APPARATUS_KINDS


class Position(models.Model):
    """An office in the structure: it lives for years, its holders come and go.

    The counterpart of its agreement is the holder of `reports_to`, never derived from the echelon.
    """

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
        ]
        triggers = [acyclic_trigger("organisation_position", "reports_to_id", "position_acyclic")]

    def __str__(self) -> str:
        return self.title

    @property
    def leads_office(self) -> bool:
        """Whether it answers for a whole OPD."""
        return self.kind in OPD_KINDS
