"""How far indicators have come towards the end of their medium-term plan (LKjIP chapter III A.3, form E.81).

Held against the plan's targets, never the agreed ones. Which plan: that of the objective's goal; else the Renstra of
the position's unit, or of the nearest unit above; else the RPJMD. The number of queries does not depend on the number
of indicators.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from indicators.domain.accumulation import QUARTERS, accumulated
from indicators.domain.achievement import Achievement, achieve, unknown
from indicators.domain.expectations import outstanding
from indicators.domain.gaps import gap_of
from indicators.domain.kinds import Figure, Grade, QuarterReading, Value, ValueState
from indicators.domain.periods import roman
from indicators.domain.policy import Policy as PolicyValue
from indicators.domain.reasons import NoFigure
from indicators.domain.spec import IndicatorSpec
from indicators.domain.years import plan_end, plan_reached
from indicators.models import Goal, Indicator, MediumTermPlan, PlanTarget, Target
from organisation.enums import NATIONAL_OFFICE_KINDS
from organisation.scope import units_above
from realisations.measurement.lines import MeasuredIndicator
from realisations.models import Realisation


@dataclass(frozen=True, slots=True)
class YearReached:
    """What the quarters of one year come to so far."""

    value: Value
    outstanding: tuple[int, ...] = ()
    """The quarters that the year's figure still waits for; as long as there are any it is not that of the year."""

    @property
    def lack(self) -> str:
        """`belum termasuk TW III, IV`; empty when the year is complete."""
        return f"belum termasuk TW {', '.join(map(roman, self.outstanding))}" if self.outstanding else ""


@dataclass(frozen=True, slots=True)
class PlanProgress:
    """One indicator beside the end of its plan."""

    plan: MediumTermPlan
    end: Value | None
    """The target at the plan's end; None when the plan does not tell it."""

    reached: Value | None
    """What was reached since the plan began, as far as that can be told."""

    achievement: Achievement
    policy: PolicyValue
    lack: str = ""
    """What the year's own figure lacks, in words; empty when it is complete."""

    @property
    def shown_percent(self) -> Decimal | None:
        """How much of the way is done, in percent as the year's policy shows it; None when it cannot be told."""
        return self.achievement.shown(self.policy)


def progress_of(lines: Sequence[MeasuredIndicator]) -> dict[int, PlanProgress]:
    """Per indicator with targets in its plan: the progress by the end of the lines, which are all of one year."""
    if not lines:
        return {}
    year = lines[0].year
    targets = plan_targets([line.indicator.pk for line in lines])
    planned = [line for line in lines if line.indicator.pk in targets]
    plans = plans_behind([line.indicator for line in planned], year)
    past = reached_before([line.indicator for line in planned], year)
    return {
        line.indicator.pk: _progress_of(line, plans[line.indicator.pk], targets[line.indicator.pk], past)
        for line in planned
        if line.indicator.pk in plans and set(plans[line.indicator.pk].years) & set(targets[line.indicator.pk])
    }


def _progress_of(
    line: MeasuredIndicator, plan: MediumTermPlan, targets: Mapping[int, Value], past: Mapping[int, Mapping[int, Value]]
) -> PlanProgress:
    indicator = line.indicator
    through = line.quarter or QUARTERS[-1]
    now = _reached(line.spec, line.readings, line.quarter_targets, through)
    realised = {**past.get(indicator.pk, {}), **({line.year: now.value} if now else {})}
    found = progress(indicator, plan, targets, realised, year=line.year, policy=line.policy)
    if found.reached is not None and _has_hole(line):
        found = replace(found, achievement=unknown(NoFigure.MISSING_QUARTER, found.end))
    return replace(found, lack=now.lack if now and found.reached else "")


def _has_hole(line: MeasuredIndicator) -> bool:
    """Whether a quarter is missing among those that should be known: of a whole year up to the newest answered one.

    Then what was reached is part of what it should be, and its percentage that of a part.
    """
    answered = (quarter for quarter, reading in line.readings.items() if reading.state is not ValueState.NOT_REPORTED)
    through = line.quarter or max(answered, default=0)
    realised = accumulated(line.spec, line.readings, through=through)
    gap = gap_of(line.spec, realised, line.quarter_targets, line.readings, QUARTERS[:through])
    return gap is not None


def progress(
    indicator: Indicator,
    plan: MediumTermPlan,
    targets: Mapping[int, Value],
    realised: Mapping[int, Value],
    *,
    year: int,
    policy: PolicyValue,
) -> PlanProgress:
    """The progress of one indicator by the end of `year`, from its targets and realisations by year."""
    spec, unit = indicator.spec, indicator.unit_of_measure
    first, last = plan.first_year, plan.last_year
    end = plan_end(spec.aggregation, unit, first_year=first, last_year=last, targets=targets)
    reached = plan_reached(spec.aggregation, unit, first_year=first, year=year, realised=realised)
    if end is None:
        achieved = unknown(NoFigure.NO_TARGET, None)
    elif not isinstance(reached, Figure | Grade):
        achieved = unknown(NoFigure.NOT_REPORTED, end)
    else:
        achieved = achieve(polarity=spec.polarity, target=end, realised=reached, policy=policy, scale=spec.scale)
    return PlanProgress(plan, end, reached, achieved, policy)


def plan_targets(indicators: Collection[int]) -> dict[int, dict[int, Value]]:
    """Per indicator (by key): the targets of its plans by year; indicators without any are missing. One query."""
    found: dict[int, dict[int, Value]] = defaultdict(dict)
    for row in PlanTarget.objects.targets().filter(indicator__in=indicators):
        found[row.indicator_id][row.year] = row.value
    return dict(found)


def plans_behind(indicators: Sequence[Indicator], year: int) -> dict[int, MediumTermPlan]:
    """Per indicator (by key): the plan that it belongs to in this year, if there is one.

    The objectives and their positions are loaded. Three queries.
    """
    plans = {plan.pk: plan for plan in MediumTermPlan.objects.covering(year)} if indicators else {}
    goals = {indicator.objective.goal_id for indicator in indicators} - {None}
    plan_of_goal = dict(Goal.objects.filter(pk__in=goals, plan__in=plans).values_list("pk", "plan_id"))
    units = {indicator.objective.position.unit_id for indicator in indicators}
    of_unit = _renstra_of_units(units, plans.values())
    government = next((plan for plan in plans.values() if plan.is_of_government), None)
    behind = {}
    for indicator in indicators:
        objective = indicator.objective
        of_goal = plans.get(plan_of_goal.get(objective.goal_id, 0))
        elected = objective.position.kind in NATIONAL_OFFICE_KINDS
        plan = of_goal or (None if elected else of_unit.get(objective.position.unit_id)) or government
        if plan:
            behind[indicator.pk] = plan
    return behind


def reached_before(indicators: Iterable[Indicator], year: int) -> dict[int, dict[int, Value]]:
    """Per indicator and earlier year: its figure, of years alone that wait for no quarter. Three queries.

    Part of a year is not the year (decision 0015): whoever adds years up would count a missing quarter as zero.
    """
    return {
        indicator: {earlier: found.value for earlier, found in by_year.items() if not found.outstanding}
        for indicator, by_year in reached_by_year(indicators, year).items()
    }


def reached_by_year(indicators: Iterable[Indicator], before: int) -> dict[int, dict[int, YearReached]]:
    """Per indicator and year before `before`: the quarters handed in, accumulated as the indicator says.

    Years of which nothing can be told are missing; one that a PK Perubahan ended early asks for no later quarter. Three
    queries.
    """
    listed = {indicator.pk: indicator for indicator in indicators}
    readings: dict[tuple[int, int], dict[int, QuarterReading]] = defaultdict(dict)
    rows = Realisation.objects.handed_in().filter(indicator__in=listed, report__period__year__lt=before)
    for row in rows.select_related("report__period"):
        period = row.report.period
        readings[row.indicator_id, period.year][period.quarter] = row.reading
    targets = _targets(listed, before)
    past: dict[int, dict[int, YearReached]] = defaultdict(dict)
    for (indicator, year), quarters in readings.items():
        target = targets.get((indicator, year))
        spec = target.spec_of(listed[indicator]) if target else listed[indicator].spec
        asked = {row.quarter: row.value for row in target.quarters.all()} if target else {}
        found = _reached(spec, quarters, asked)
        if found is not None:
            past[indicator][year] = found
    return dict(past)


def _targets(indicators: Collection[int], before: int) -> dict[tuple[int, int], Target]:
    """By indicator and year, quarters loaded."""
    rows = Target.objects.filter(indicator__in=indicators, year__lt=before).prefetch_related("quarters")
    return {(row.indicator_id, row.year): row for row in rows}


def _reached(
    spec: IndicatorSpec, readings: Mapping[int, QuarterReading], quarter_targets: Mapping[int, Value], through: int = 4
) -> YearReached | None:
    """`through` is the last quarter that was looked at; where an end position does not apply in it, there is none."""
    realised = accumulated(spec, readings, through=through)
    gap = gap_of(spec, realised, quarter_targets, readings, QUARTERS[:through])
    if realised.value is None or (gap and gap.reason is NoFigure.NOT_APPLICABLE):
        return None
    missing = {*realised.missing, *QUARTERS[through:]}
    waiting = outstanding(spec, quarter_targets=quarter_targets, entered=realised.quarters, missing=missing)
    return YearReached(realised.value, waiting)


def _renstra_of_units(units: Collection[int], plans: Iterable[MediumTermPlan]) -> dict[int, MediumTermPlan]:
    """Per unit: its own Renstra, else that of the nearest unit above."""
    of_owner = {plan.unit_id: plan for plan in plans if plan.unit_id}
    above = units_above({*units, *of_owner}) if of_owner else {}
    found = {}
    for unit in units if of_owner else ():
        owners = [owner for owner in above[unit] if owner in of_owner]
        if owners:
            found[unit] = of_owner[max(owners, key=lambda owner: len(above[owner]))]
    return found
