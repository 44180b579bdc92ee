"""The columns of form E.81 that speak of several years: 6 (end of the plan), 7 (before this year) and 14 (to date).

An indicator whose plan is stored follows that plan, as `realisations.measurement.progress` does; the others follow the
years of which an agreed target or a realisation is stored.
"""

from collections.abc import Mapping
from decimal import Decimal

from indicators.domain.kinds import Figure, Value
from indicators.domain.years import adds_over_years, over_years, plan_end, plan_reached
from realisations.measurement.lines import MeasuredIndicator
from reports.e81.form import Facts, Pair
from reports.e81.rows import RowPlace
from reports.quarterly.money import added


def end_of_plan(place: RowPlace, facts: Facts) -> Pair:
    """Column 6: the end of the plan, or what the stored years come to; unknown while only this year is stored.

    The rupiah are told only when every one of these years has a budget: part of a plan's money is not its money.
    """
    if len(facts.years) < 2:
        return Pair()
    complete = place.has_money and facts.money.years >= set(facts.years)
    return Pair(_wanted(place.line, facts), facts.money.budget(place.code, facts.years) if complete else None)


def before_this_year(place: RowPlace, facts: Facts) -> Pair:
    """Column 7: what the years before this one came to; a year that is not whole makes a sum unknown."""
    return Pair(_reached_before(place.line, facts), _spent_before(place, facts))


def with_past(place: RowPlace, facts: Facts, before: Pair, this_year: Pair) -> Pair:
    """Column 14: 7 + 13 for what adds up over the years; for a level, the newest figure that is known.

    In the first year of a stored plan there is nothing before, so column 14 is column 13.
    """
    amount = this_year.amount if facts.begins else added(before.amount, this_year.amount)
    return Pair(_reached(place.line, facts, before.performance, this_year.performance), amount)


def _wanted(line: MeasuredIndicator | None, facts: Facts) -> Value | None:
    if line is None:
        return None
    plan = facts.plans.get(line.indicator.pk)
    if plan is None:
        return _of_years(line, facts.targets.get(line.indicator.pk, {}))
    return plan_end(
        line.indicator.spec.aggregation,
        line.indicator.unit_of_measure,
        first_year=plan.first_year,
        last_year=plan.last_year,
        targets=facts.plan_targets[line.indicator.pk],
    )


def _reached_before(line: MeasuredIndicator | None, facts: Facts) -> Value | None:
    if line is None:
        return None
    key, adds = line.indicator.pk, _adds(line)
    past, plan = facts.past.get(key, {}), facts.plans.get(key)
    if plan is None:
        needed = {year for year in facts.targets.get(key, {}) if year < facts.head.year}
    else:
        needed = {year for year in plan.years if year < facts.head.year}
        past = {year: value for year, value in past.items() if year in needed}
    return None if adds and needed - set(past) else _of_years(line, past)


def _reached(
    line: MeasuredIndicator | None, facts: Facts, before: Value | None, this_year: Value | None
) -> Value | None:
    if line is None or this_year is None:
        return None
    plan = facts.plans.get(line.indicator.pk)
    if plan is not None:
        past = facts.past.get(line.indicator.pk, {})
        return plan_reached(
            line.indicator.spec.aggregation,
            line.indicator.unit_of_measure,
            first_year=plan.first_year,
            year=facts.head.year,
            realised={**past, facts.head.year: this_year},
        )
    if not _adds(line):
        return this_year
    if not isinstance(before, Figure) or not isinstance(this_year, Figure):
        return None
    return Figure(before.value + this_year.value)


def _spent_before(place: RowPlace, facts: Facts) -> Decimal | None:
    money, years = facts.money, facts.years_before
    if not place.has_money or not money.years >= set(years):
        return None
    with_budget = [year for year in years if money.budget(place.code, [year]) is not None]
    return added(*(money.spent_in_full(place.code, year) for year in with_budget)) if with_budget else None


def _of_years(line: MeasuredIndicator, values: Mapping[int, Value]) -> Value | None:
    spec = line.indicator.spec
    return over_years(spec.aggregation, line.indicator.unit_of_measure, values)


def _adds(line: MeasuredIndicator) -> bool:
    return adds_over_years(line.indicator.spec.aggregation, line.indicator.unit_of_measure)
