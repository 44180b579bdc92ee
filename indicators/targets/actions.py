"""What the trail keeps of changed targets, whichever road they came by."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from audit.trail import record_many
from indicators.domain.kinds import Value
from indicators.domain.numbers import format_value
from indicators.domain.periods import roman
from indicators.models import Indicator, Target

if TYPE_CHECKING:
    from organisation.models import User


YEARLY = 0
"""Stands beside the quarters 1 to 4 for the target of the whole year."""

Values = Mapping[int, Value | None]
"""Targets by quarter; YEARLY is the year's."""

WORKBOOK, AGREEMENT, PLAN = "workbook", "agreement", "plan"
"""The roads by which targets come in."""


@dataclass(frozen=True, slots=True)
class TargetChange:
    """The targets of one indicator and year before and after; `detail` says why, as far as it is known."""

    indicator_id: int
    year: int
    before: Values
    after: Values
    detail: str = ""


def target_values(indicator_id: int, year: int) -> dict[int, Value]:
    """The targets as they stand; empty without any. Two queries."""
    target = Target.objects.filter(indicator=indicator_id, year=year).prefetch_related("quarters").first()
    return values_of(target) if target else {}


def values_of(target: Target) -> dict[int, Value]:
    """The targets of a row whose quarters are loaded."""
    return {YEARLY: target.value} | {row.quarter: row.value for row in target.quarters.all()}


def told_targets(values: Values) -> dict[str, str]:
    """Targets as text, to notice what changed meanwhile: equal for equal targets."""
    return {str(quarter): _words(value) for quarter, value in sorted(values.items()) if value is not None}


def record_targets(changes: Iterable[TargetChange], *, by: "User | None", via: str) -> None:
    """Write one event on each indicator whose targets differ. At most one query and one statement a thousand."""
    told = [(change, rows) for change in changes if (rows := _differences(change))]
    indicators = Indicator.objects.in_bulk({change.indicator_id for change, _ in told})
    events = [
        (indicators[change.indicator_id], {"year": change.year, "via": via, "changes": rows, "detail": change.detail})
        for change, rows in told
    ]
    record_many(events, "target.changed", by=by)


def _differences(change: TargetChange) -> list[dict[str, Any]]:
    return [
        {
            "field": f"Target {change.year}" if quarter == YEARLY else f"Target TW {roman(quarter)} {change.year}",
            "quarter": quarter,
            "from": _words(change.before.get(quarter)),
            "to": _words(change.after.get(quarter)),
        }
        for quarter in sorted({*change.before, *change.after})
        if change.before.get(quarter) != change.after.get(quarter)
    ]


def _words(value: Value | None) -> str:
    return "" if value is None else format_value(value, 6)
