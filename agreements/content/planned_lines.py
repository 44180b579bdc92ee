"""The lines that the plans of a year propose for an agreement: agreed targets, and those of RPJMD or Renstra."""

from collections.abc import Collection, Iterable
from dataclasses import replace

from agreements.domain.plan import PlannedLine
from indicators.models import PlanTarget, Target
from organisation.models import Position

IN_ORDER = (
    "indicator__objective__order",
    "indicator__objective__code",
    "indicator__order",
    "indicator__code",
)


def lines_of_targets(position: Position, year: int) -> list[PlannedLine]:
    """The indicators of the position that have a target in the plan of the year, in their order."""
    return [_line_of_target(row) for row in _targets(position, year)]


def lines_of_all_plans(position: Position, year: int) -> list[PlannedLine]:
    """Those, and own lines of what only RPJMD or Renstra set for the year, in the order of the catalogue."""
    targets = list(_targets(position, year))
    rows = [*targets, *_medium_term(position, year, [row.indicator_id for row in targets])]
    return [_line_of_target(row) if isinstance(row, Target) else _line(row) for row in sorted(rows, key=_place)]


def lines_of_medium_term(position: Position, year: int, *, besides: Collection[int]) -> list[PlannedLine]:
    """Own lines of the indicators that RPJMD or Renstra want something of in the year, but those in `besides`.

    Quarters are not set there, so the lines have none.
    """
    return [_line(row) for row in _medium_term(position, year, besides)]


def _targets(position: Position, year: int) -> Iterable[Target]:
    targets = Target.objects.filter(indicator__objective__position=position, year=year)
    return targets.select_related("indicator__objective").prefetch_related("quarters").order_by(*IN_ORDER)


def _medium_term(position: Position, year: int, besides: Collection[int]) -> list[PlanTarget]:
    targets = PlanTarget.objects.targets().filter(indicator__objective__position=position, year=year)
    rows = targets.exclude(indicator__in=besides).select_related("indicator__objective").order_by(*IN_ORDER)
    return [row for row in rows if row.indicator.is_measured_in(year)]


def _place(row: Target | PlanTarget) -> tuple[int, str, int, str]:
    indicator = row.indicator
    return indicator.objective.order, indicator.objective.code, indicator.order, indicator.code


def _line_of_target(target: Target) -> PlannedLine:
    quarters = tuple((quarter.quarter, quarter.value) for quarter in target.quarters.all())
    return replace(_line(target), quarters=quarters, is_own=False)


def _line(row: Target | PlanTarget) -> PlannedLine:
    """The line in the words that the catalogue has today."""
    indicator = row.indicator
    return PlannedLine(
        indicator_id=indicator.pk,
        objective_code=indicator.objective.code,
        objective_statement=indicator.objective.statement,
        indicator_statement=indicator.statement,
        unit_of_measure=indicator.unit_of_measure,
        value=row.value,
        decimals=indicator.decimals,
        is_own=True,
    )
