"""The budget of a position and year in the plan, as Bappeda keeps it."""

import datetime
import hashlib
from collections.abc import Iterable, Sequence
from decimal import Decimal

from django.db import transaction

from audit.editing import ConflictError
from audit.facts import FieldChange, to_data
from audit.trail import record
from indicators.bindings import refuse_agreed_year
from indicators.budgets.ceilings import changed_ceilings, keep_ceilings
from indicators.budgets.changes import budget_change
from indicators.budgets.contradictions import refuse_contradictions
from indicators.budgets.facts import own_budget_of
from indicators.calendar.actions import ensure_year
from indicators.domain.planned_budget import PlannedBudgetLine
from indicators.models import BudgetLine, Program
from organisation.models import Position, User
from organisation.structure.actions import lock_position

CHANGED = "position.budget_changed"


@transaction.atomic
def set_planned_budget(
    position: Position, year: int, *, by: User, lines: Sequence[PlannedBudgetLine], seen: str, on: datetime.date
) -> list[FieldChange]:
    """Make `lines` the budget of the position's year; give the differences, none when nothing changed.

    What was spent stays, and quarters that ended before the day `on` keep their ceilings. Raises ConflictError when
    the budget is no longer the one that was `seen` (see `fingerprint`); ValidationError when an agreement binds the
    year, and for lines that contradict the catalogue, each other or what was spent, or that count the same money
    twice.
    """
    position = lock_position(position.pk)
    refuse_agreed_year(position.pk, year)
    before = own_budget_of(position, year)
    if fingerprint(before) != seen:
        raise ConflictError("Anggaran ini sudah diubah orang lain sejak halaman dibuka.")
    refuse_contradictions(position.pk, year, lines)
    changes = _changes(position, year, before, lines)
    if changes:
        ensure_year(year, by=by)
        _write(position, year, lines, on=on)
        record(position, CHANGED, by=by, data={"year": year, "changes": to_data(changes)})
    return changes


def _changes(
    position: Position, year: int, before: Iterable[PlannedBudgetLine], after: Iterable[PlannedBudgetLine]
) -> list[FieldChange]:
    old, new = ({(line.program_code, line.funding_source): line for line in lines} for lines in (before, after))
    amounts = ((line, old.get(place), new.get(place)) for place, line in (old | new).items())
    return [
        budget_change(position.pk, year, line.program_code, line.program_name, line.funding_source, was, now)
        for line, *sides in amounts
        for was, now in [[None if side is None else side.amount for side in sides]]
        if was != now
    ]


def fingerprint(lines: Iterable[PlannedBudgetLine]) -> str:
    """What a budget says, in short: equal for equal budgets, whatever the order of their lines."""
    written = sorted(f"{line.program_code}|{line.funding_source}|{line.amount.normalize():f}" for line in lines)
    return hashlib.sha256("\n".join(written).encode()).hexdigest()


def _write(position: Position, year: int, lines: Sequence[PlannedBudgetLine], *, on: datetime.date) -> None:
    own = BudgetLine.objects.of_year(year).of_positions([position.pk])
    before = dict(own.values_list("pk", "amount"))
    programs = {program.code: program for program in Program.objects.filter(code__in=[x.program_code for x in lines])}
    kept = []
    for line in lines:
        stored, _ = BudgetLine.objects.update_or_create(
            position=position,
            year=year,
            program=programs[line.program_code],
            funding_source=line.funding_source,
            defaults={"amount": Decimal(line.amount)},
        )
        kept.append(stored.pk)
    BudgetLine.objects.filter(position=position, year=year).exclude(pk__in=kept).delete()
    keep_ceilings(changed_ceilings(before, own.all()), on=on)
