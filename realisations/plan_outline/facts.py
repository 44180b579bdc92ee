"""A medium-term plan as it is read: vision, missions, goals, objectives, indicators, targets and realisations by year.

Realisations stand beside the targets of positions in the reader's scope, from reports that were handed in. The number
of queries does not depend on how much the plan holds.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from indicators.domain.kinds import Value
from indicators.enums import PlanFigureKind, Polarity
from indicators.medium_term.facts import indicators_of, objectives_of
from indicators.models import Goal, Indicator, MediumTermPlan, Mission, Objective, PlanTarget
from organisation.models import User
from realisations.measurement.progress import YearReached, reached_by_year


@dataclass(frozen=True, slots=True)
class YearCell:
    """One year of an indicator: what the plan wants, and what was reached if that may be told."""

    year: int
    target: Value | None
    realised: YearReached | None


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """One indicator of a plan."""

    indicator: Indicator
    is_seen: bool
    """Whether the reader may open the indicator's own page."""

    baseline: Value | None
    baseline_year: int | None
    cells: tuple[YearCell, ...]

    @property
    def unit(self) -> str:
        """The unit behind a figure; empty for grades, which need none."""
        graded = self.indicator.polarity in (Polarity.PREDICATE, Polarity.YES_NO)
        return "" if graded else self.indicator.unit_of_measure


@dataclass(slots=True)
class ObjectiveNode:
    """One objective with its indicators."""

    objective: Objective
    rows: list[IndicatorRow] = field(default_factory=list)


@dataclass(slots=True)
class GoalNode:
    """One goal with the indicators that measure it itself, and the objectives below it."""

    goal: Goal
    rows: list[IndicatorRow] = field(default_factory=list)
    objectives: list[ObjectiveNode] = field(default_factory=list)


@dataclass(slots=True)
class Section:
    """The goals of one mission; a Renstra has one section without a mission."""

    mission: Mission | None
    goals: list[GoalNode] = field(default_factory=list)
    loose: list[ObjectiveNode] = field(default_factory=list)
    """Objectives that name this mission and no goal."""


@dataclass(frozen=True, slots=True)
class Outline:
    """The whole plan; `loose` are objectives of its owners that no goal or mission holds."""

    plan: MediumTermPlan
    sections: tuple[Section, ...]
    loose: tuple[ObjectiveNode, ...]

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing below the vision yet."""
        return not (self.loose or any(part.mission or part.goals for part in self.sections))


def outline_of(plan: MediumTermPlan, reader: User) -> Outline:
    """The plan (its unit and parent loaded) laid out for this reader. Nine queries at most."""
    indicators = indicators_of(plan)
    rows = _rows(plan, indicators, reader)
    goals = list(Goal.objects.filter(plan=plan).select_related("mission").prefetch_related("indicators"))
    nodes = {goal.pk: GoalNode(goal, [rows[one.pk] for one in goal.indicators.all()]) for goal in goals}
    missions = list(Mission.objects.filter(plan=plan)) if plan.is_of_government else []
    sections = [Section(mission) for mission in missions] or [Section(None)]
    by_mission = {section.mission.pk if section.mission else None: section for section in sections}
    for goal in goals:
        by_mission[goal.mission_id].goals.append(nodes[goal.pk])
    named = {section.mission.statement: section for section in sections if section.mission}
    loose: list[ObjectiveNode] = []
    for node in _objective_nodes(plan, indicators, rows):
        if node.objective.goal_id in nodes:
            nodes[node.objective.goal_id].objectives.append(node)
        elif node.objective.mission in named:
            named[node.objective.mission].loose.append(node)
        else:
            loose.append(node)
    return Outline(plan, tuple(sections), tuple(loose))


def _objective_nodes(
    plan: MediumTermPlan, indicators: Iterable[Indicator], rows: Mapping[int, IndicatorRow]
) -> list[ObjectiveNode]:
    chosen = objectives_of(plan).select_related("position__unit").order_by("order", "code")
    nodes = {objective.pk: ObjectiveNode(objective) for objective in chosen}
    for indicator in indicators:
        if indicator.objective_id in nodes:
            nodes[indicator.objective_id].rows.append(rows[indicator.pk])
    return list(nodes.values())


def _rows(plan: MediumTermPlan, indicators: list[Indicator], reader: User) -> dict[int, IndicatorRow]:
    seen = {one.pk for one in indicators if reader.authority.sees_position(one.objective.position_id)}
    realised = reached_by_year([one for one in indicators if one.pk in seen], plan.last_year + 1)
    targets: dict[int, dict[int, Value]] = defaultdict(dict)
    baselines: dict[int, tuple[int, Value]] = {}
    for row in PlanTarget.objects.filter(indicator__in=indicators).order_by("year"):
        if row.kind == PlanFigureKind.TARGET:
            targets[row.indicator_id][row.year] = row.value
        elif row.year <= plan.first_year:
            baselines[row.indicator_id] = (row.year, row.value)
    rows = {}
    for one in indicators:
        year, value = baselines.get(one.pk, (None, None))
        reached = realised.get(one.pk, {})
        cells = tuple(YearCell(year, targets[one.pk].get(year), reached.get(year)) for year in plan.years)
        rows[one.pk] = IndicatorRow(one, one.pk in seen, value, year, cells)
    return rows
