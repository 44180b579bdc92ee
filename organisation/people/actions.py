"""Employees and who holds which position."""

import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.formats import date_format

from audit import trail
from audit.facts import changes_between, field_values, to_data
from organisation.enums import AssignmentKind
from organisation.models import Assignment, Employee, Position, User
from organisation.people import rows

ONE_DAY = datetime.timedelta(days=1)
FACTS = ("employee", "position", "kind", "start", "end")
"""What the trail keeps of an assignment that begins."""


@transaction.atomic
def create_employee(*, by: User, **fields: Any) -> Employee:
    """Add an employee; ValidationError when the NIP belongs to somebody else."""
    return rows.create(Employee(**fields), "employee.created", by)


@transaction.atomic
def update_employee(employee: Employee, *, by: User, **fields: Any) -> Employee:
    """Change an employee's particulars."""
    return rows.update(employee, fields, "employee.updated", by)


@transaction.atomic
def assign(
    *,
    employee: Employee,
    position: Position,
    kind: str,
    start: datetime.date,
    end: datetime.date | None = None,
    by: User,
) -> Assignment:
    """Put an employee into a position from `start` to `end` (inclusive; None is open).

    A position has at most one definitive and one acting holder on a day, an employee at most one definitive post
    (acting posts beside it are allowed: two posts, two agreements). ValidationError names both who collide.
    """
    posts = Position.objects.select_related("unit").select_for_update(of=("self",))
    refuse_outside(posts.get(pk=position.pk), start, end)
    Employee.objects.select_for_update().get(pk=employee.pk)
    assignment = Assignment(employee=employee, position=position, kind=kind, start=start, end=end)
    _refuse_overlap(assignment)
    return rows.create(assignment, "assignment.started", by, facts=FACTS)


@transaction.atomic
def end_assignment(assignment: Assignment, *, end: datetime.date, by: User) -> Assignment:
    """Let an assignment end with the day `end`; ValidationError when that is before its first day or collides."""
    locked = Assignment.objects.select_related("employee", "position__unit").select_for_update(of=("self",))
    ended = locked.get(pk=assignment.pk)
    if end < ended.start:
        raise ValidationError(
            {
                "end": f"Hari terakhir tidak boleh sebelum hari pertama, {_day(ended.start)}. "
                "Pilih tanggal yang sama atau sesudahnya."
            }
        )
    _refuse_late_end(ended.position, end)
    before, ended.end = field_values(ended, ["end"]), end
    _refuse_overlap(ended)
    ended.save(update_fields=["end"])
    changes = changes_between(ended, before, field_values(ended, ["end"]), label=str(ended))
    trail.record(ended, "assignment.ended", by=by, data={"changes": to_data(changes)})
    return ended


@transaction.atomic
def replace_holder(
    old: Assignment, *, employee: Employee, kind: str, start: datetime.date, end: datetime.date | None = None, by: User
) -> Assignment:
    """Let `old` end on the day before `start` and put `employee` into its position; both or neither."""
    if start <= old.start:
        raise ValidationError(
            {
                "start": f"{old.employee} baru mulai menjabat {_day(old.start)}; penggantinya paling cepat mulai "
                f"{_day(old.start + ONE_DAY)}."
            }
        )
    if old.end is None or old.end >= start:
        end_assignment(old, end=start - ONE_DAY, by=by)
    return assign(employee=employee, position=old.position, kind=kind, start=start, end=end, by=by)


def refuse_outside(position: Position, start: datetime.date, end: datetime.date | None) -> None:
    """ValidationError, at the day that is wrong, for days on which there is no such position (with its unit).

    What the database would refuse without a sentence; None as the last day is open.
    """
    last = last_day_of(position)
    if position.valid_from and start < position.valid_from:
        sentence = f"{position} baru ada sejak {_day(position.valid_from)}. Pilih hari itu atau sesudahnya."
        raise ValidationError({"start": sentence})
    if last and start > last:
        sentence = f"{position} hanya berlaku sampai {_day(last)}."
        raise ValidationError({"start": f"{sentence} Tugaskan pada jabatan penggantinya, atau pilih tanggal lain."})
    _refuse_late_end(position, end)


def _refuse_late_end(position: Position, end: datetime.date | None) -> None:
    last = last_day_of(position)
    if last and (end is None or end > last):
        sentence = f"{position} hanya berlaku sampai {_day(last)}."
        raise ValidationError({"end": f"{sentence} Isi hari terakhir menjabat paling lambat hari itu."})


def last_day_of(position: Position) -> datetime.date | None:
    """The last day on which the position, and the unit in which it stands, are there; None is open."""
    return min((day for day in (position.valid_until, position.unit.valid_until) if day), default=None)


def _refuse_overlap(assignment: Assignment) -> None:
    """ValidationError naming who is already there; what the exclusion constraints would refuse without names."""
    others = Assignment.objects.exclude(pk=assignment.pk).select_related("employee", "position")
    others = others.filter(models.Q(end__isnull=True) | models.Q(end__gte=assignment.start))
    if assignment.end is not None:
        others = others.filter(start__lte=assignment.end)
    definitive = models.Q(kind=AssignmentKind.DEFINITIVE)
    is_definitive = assignment.kind == AssignmentKind.DEFINITIVE
    rival = others.filter(definitive if is_definitive else ~definitive, position=assignment.position).first()
    if rival is not None:
        raise ValidationError(
            f"{assignment.employee} tidak dapat menjadi {assignment.held_title} {span_of(assignment)}, karena "
            f"{rival.employee} adalah {rival.held_title} {span_of(rival)}. Akhiri dahulu penugasan {rival.employee}, "
            "atau pilih tanggal lain.",
            code="overlap",
        )
    second = others.filter(definitive, employee=assignment.employee).first() if is_definitive else None
    if second is not None:
        raise ValidationError(
            f"{assignment.employee} tidak dapat menjadi {assignment.held_title} {span_of(assignment)}, karena masih "
            f"menjabat definitif sebagai {second.held_title} {span_of(second)}. Akhiri dahulu penugasan itu, atau "
            "pilih status Plt. atau Plh.",
            code="overlap",
        )


def span_of(assignment: Assignment) -> str:
    """From when to when: `mulai 1 Januari 2026 sampai 31 Maret 2026`."""
    begins = f"mulai {_day(assignment.start)}"
    return f"{begins} sampai {_day(assignment.end)}" if assignment.end else begins


def _day(day: datetime.date) -> str:
    return date_format(day, "j F Y")
