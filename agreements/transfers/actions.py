"""Taking over what a position promised that is no more: for the rest of the year it becomes its successor's plan."""

import datetime
from collections.abc import Iterable
from copy import copy
from typing import TypeVar

from django.core.exceptions import ValidationError
from django.db import transaction

from agreements.drafting.actions import draft_agreement, refresh_draft
from agreements.models import Agreement, AgreementLine
from agreements.reading.transfers import TAKEN_OVER, successor_of, was_taken_over
from audit.facts import changes_between, to_data
from audit.trail import record
from indicators.domain.kinds import Figure, Value
from indicators.domain.periods import Quarter
from indicators.enums import Aggregation
from indicators.models import Indicator, Objective, QuarterTarget, Target
from organisation.models import Position, User
from organisation.structure.actions import lock_position

LONGEST_CODE = 60
M = TypeVar("M", Objective, Indicator)


@transaction.atomic
def take_over(agreement: Agreement, *, by: User, today: datetime.date) -> Agreement:
    """Copy objectives, indicators and targets of a PK whose position is no more to its successor, and draft its PK.

    Quarters from the first day of the successor on keep their targets; a sum is asked for these quarters alone. What
    was promised and reached before stays with the old position. Several PK may go into one draft. Raises
    ValidationError without a successor in office, a second time, and when the successor's PK is on its way already.
    """
    lock_position(agreement.position_id)
    successor = successor_of(agreement, today)
    if successor is None:
        raise ValidationError("Jabatan penggantinya belum ada atau belum ada pejabatnya. Tugaskan dahulu pejabatnya.")
    if was_taken_over(agreement):
        raise ValidationError("PK ini sudah dialihkan. Buka PK jabatan penggantinya.")
    position = lock_position(successor.pk)
    first = Quarter.of(position.valid_from or today)
    lines = agreement.lines.prefetch_related("quarters").select_related("indicator__objective")
    new = [_copied(line, position, first) for line in lines]
    data = {"successor": position.pk, "changes": to_data(_changes(agreement, position))}
    record(agreement, TAKEN_OVER, by=by, data=data)
    for indicator in new:
        record(indicator, "indicator.created", by=by, data={})
    return _drafted(position, agreement.year, by=by, today=today)


def _drafted(position: Position, year: int, *, by: User, today: datetime.date) -> Agreement:
    """The successor's draft, new or with what was added."""
    known = Agreement.objects.not_cancelled().filter(position=position, year=year).newest_first().first()
    if known is None:
        return draft_agreement(position, year, by=by, today=today)
    refresh_draft(known, by=by, today=today)
    return known


def _copied(line: AgreementLine, position: Position, first: Quarter) -> Indicator:
    """The indicator of a line for the successor, with its target for the rest of the year."""
    objective = _copy(line.indicator.objective, position, statement=line.objective_statement, position_id=position.pk)
    indicator = _copy(
        line.indicator,
        position,
        objective_id=objective.pk,
        statement=line.indicator_statement,
        unit_of_measure=line.unit_of_measure,
        replaces_id=None,
    )
    quarters = {row.quarter: row.value for row in line.quarters.all() if row.quarter >= first.number}
    value = _of_the_rest(line, quarters.values())
    target = Target.objects.create(indicator=indicator, year=first.year, **Target.columns(value))
    for quarter, part in quarters.items():
        QuarterTarget.objects.create(target=target, quarter=quarter, **QuarterTarget.columns(part))
    return indicator


def _copy(row: M, position: Position, **changed: object) -> M:
    """The row for the successor; the same row again when it was copied before."""
    code = f"{row.code}-{position.code}"[:LONGEST_CODE]
    known = type(row).objects.filter(code=code).first()
    if known is not None:
        return known
    new = copy(row)
    new.pk, new.code, new._state.adding = None, code, True
    for name, value in changed.items():
        setattr(new, name, value)
    new.save()
    return new


def _of_the_rest(line: AgreementLine, quarters: Iterable[Value]) -> Value:
    """The target of the rest of the year: of a sum what its quarters ask, else that of the year."""
    figures = [value.value for value in quarters if isinstance(value, Figure)]
    if line.indicator.aggregation == Aggregation.SUM and figures:
        return Figure(sum(figures[1:], figures[0]))
    return line.value


def _changes(agreement: Agreement, position: Position) -> list:
    return changes_between(agreement, {"position": agreement.position_id}, {"position": position.pk})
