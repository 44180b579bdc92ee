"""What the trail keeps of changed targets, whichever road they came by."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from audit.facts import FieldChange, Json, canonical, changes_between, key_of, to_data
from audit.trail import record_many
from indicators.domain.kinds import Value
from indicators.domain.values import value_to_json
from indicators.models import Indicator, QuarterTarget, Target

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


def target_facts(values: Values) -> dict[str, Json]:
    """Targets as facts by quarter, to notice what changed meanwhile: equal for equal targets."""
    return {str(quarter): canonical_value(value) for quarter, value in sorted(values.items()) if value is not None}


def canonical_value(value: Value | None) -> Json:
    """A target as a fact holds it."""
    return None if value is None else canonical(value_to_json(value))


def record_targets(changes: Iterable[TargetChange], *, by: "User | None", via: str) -> None:
    """Write one event on each indicator whose targets differ. At most one query and one statement a thousand."""
    differing = [(change, facts) for change in changes if (facts := target_changes(change))]
    indicators = Indicator.objects.in_bulk({change.indicator_id for change, _ in differing})
    events = [
        (
            indicators[change.indicator_id],
            {"year": change.year, "via": via, "changes": to_data(facts), "detail": change.detail},
        )
        for change, facts in differing
    ]
    record_many(events, "target.changed", by=by)


def target_changes(change: TargetChange) -> list[FieldChange]:
    """One fact for the year and for each quarter whose target differs; the row is known by indicator and time."""
    return [
        fact
        for quarter in sorted({*change.before, *change.after})
        for fact in changes_between(
            Target if quarter == YEARLY else QuarterTarget,
            {"value": canonical_value(change.before.get(quarter))},
            {"value": canonical_value(change.after.get(quarter))},
            key=key_of(change.indicator_id, change.year, *([quarter] if quarter else [])),
        )
    ]
