"""Employees and the positions they hold."""

import datetime

from django.contrib.postgres.fields import DateRangeField, RangeBoundary, RangeOperators
from django.core.validators import RegexValidator
from django.db import models

from organisation.enums import AssignmentKind
from organisation.models.constraints import PeriodsApart, choices_constraint, held_within_trigger
from organisation.querysets import AssignmentQuerySet, EmployeeQuerySet

EIGHTEEN_DIGITS = RegexValidator(r"^\d{18}$", "NIP terdiri atas 18 angka.")


class Employee(models.Model):
    """A person in office. `employee_number` (NIP) is text; elected heads have none."""

    employee_number = models.CharField(
        "NIP", max_length=18, unique=True, null=True, blank=True, validators=[EIGHTEEN_DIGITS]
    )
    name = models.CharField("nama", max_length=150)
    title_prefix = models.CharField("gelar depan", max_length=40, blank=True)
    title_suffix = models.CharField("gelar belakang", max_length=80, blank=True)
    rank_code = models.CharField("golongan", max_length=10, blank=True)
    email = models.EmailField("surel", blank=True)
    phone = models.CharField("telepon", max_length=30, blank=True)

    objects = EmployeeQuerySet.as_manager()

    class Meta:
        verbose_name = "pegawai"
        verbose_name_plural = "pegawai"
        ordering = ["name", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(employee_number__isnull=True) | models.Q(employee_number__regex=r"^\d{18}$"),
                name="employee_number_eighteen_digits",
            ),
            models.CheckConstraint(condition=~models.Q(name=""), name="employee_name_not_empty"),
        ]

    def __str__(self) -> str:
        return self.full_name

    @property
    def full_name(self) -> str:
        """Name with its titles, as it is printed."""
        name = f"{self.title_prefix} {self.name}".strip()
        return f"{name}, {self.title_suffix}" if self.title_suffix else name


class DateRange(models.Func):
    """`daterange(start, end, '[]')`: both days belong to the assignment; an open end has no bound."""

    function = "DATERANGE"
    output_field = DateRangeField()


def period_of_days() -> DateRange:
    """The days from `start` to `end` of a row, both included."""
    return DateRange("start", "end", RangeBoundary(inclusive_lower=True, inclusive_upper=True))


class Assignment(models.Model):
    """One person in one position for a time, definitive or acting (Plt/Plh/Pj)."""

    employee = models.ForeignKey(Employee, on_delete=models.PROTECT, related_name="assignments", verbose_name="pegawai")
    position = models.ForeignKey(
        "organisation.Position", on_delete=models.PROTECT, related_name="assignments", verbose_name="jabatan"
    )
    kind = models.CharField("status", max_length=20, choices=AssignmentKind, default=AssignmentKind.DEFINITIVE)
    start = models.DateField("mulai")
    end = models.DateField("selesai", null=True, blank=True, help_text="Hari terakhir; kosong berarti masih menjabat.")

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        verbose_name = "penugasan"
        verbose_name_plural = "penugasan"
        ordering = ["-start", "-id"]
        constraints = [
            choices_constraint("kind", AssignmentKind, "assignment_kind_known"),
            models.CheckConstraint(
                condition=models.Q(end__isnull=True) | models.Q(end__gte=models.F("start")),
                name="assignment_ends_after_start",
                violation_error_message="Tanggal selesai tidak boleh sebelum tanggal mulai.",
            ),
            PeriodsApart(
                name="assignment_one_definitive_holder",
                expressions=[("position", RangeOperators.EQUAL), (period_of_days(), RangeOperators.OVERLAPS)],
                condition=models.Q(kind=AssignmentKind.DEFINITIVE),
                violation_error_message="Jabatan ini sudah mempunyai pejabat definitif pada masa itu. Akhiri dahulu "
                "penugasan sebelumnya atau pilih tanggal lain.",
            ),
            PeriodsApart(
                name="assignment_one_acting_holder",
                expressions=[("position", RangeOperators.EQUAL), (period_of_days(), RangeOperators.OVERLAPS)],
                condition=~models.Q(kind=AssignmentKind.DEFINITIVE),
                violation_error_message="Jabatan ini sudah mempunyai Plt./Plh./Pj. pada masa itu. Akhiri dahulu "
                "penugasan sebelumnya atau pilih tanggal lain.",
            ),
            PeriodsApart(
                name="assignment_one_definitive_post",
                expressions=[("employee", RangeOperators.EQUAL), (period_of_days(), RangeOperators.OVERLAPS)],
                condition=models.Q(kind=AssignmentKind.DEFINITIVE),
                violation_error_message="Pegawai ini sudah memegang jabatan definitif lain pada masa itu. Akhiri "
                "dahulu penugasan itu, atau pilih status Plt./Plh.",
            ),
        ]
        triggers = [held_within_trigger("held", ["position_id", "start", '"end"'], "assignment_within_position")]

    def __str__(self) -> str:
        return f"{self.employee} – {self.held_title}"

    def contains(self, day: datetime.date) -> bool:
        """Whether this is in force on the day."""
        return self.start <= day and (self.end is None or self.end >= day)

    @property
    def acting_mark(self) -> str:
        """`Plt.`, `Plh.` or `Pj.`; empty for a definitive holder."""
        return "" if self.kind == AssignmentKind.DEFINITIVE else str(self.get_kind_display())

    @property
    def held_title(self) -> str:
        """The position's title as its holder bears it: `Plt. Kepala Dinas Kesehatan`."""
        return f"{self.acting_mark} {self.position.title}".strip()
