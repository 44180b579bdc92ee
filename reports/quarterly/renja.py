"""Form E.81 (evaluation of the work plan of an agency, Permendagri 86/2017): its facts, figures not yet worded.

Columns 6, 7, 14 and 15 speak of the years of the plan. They are computed from the targets and realisations that are
stored; where there are none the columns stay empty and a footnote says so.
"""

import datetime
from collections import defaultdict
from collections.abc import Mapping
from decimal import Decimal

from django.core.exceptions import ValidationError

from indicators.domain.absorption import absorption
from indicators.domain.accumulation import accumulate
from indicators.domain.achievement import achieve
from indicators.domain.classification import classify
from indicators.domain.kinds import Figure, Grade, Reading, Value
from indicators.domain.measurement import year_result
from indicators.domain.policy import Policy
from indicators.domain.years import adds_over_years, over_years
from indicators.measurement import HANDED_IN, Line, indicator_lines, policy_of, summary_of
from indicators.models import Indicator, QuarterReport, Realisation, Target
from indicators.worksheets import is_asked
from reports.quarterly.money import added, money_of
from reports.quarterly.remarks import remarks_of
from reports.quarterly.renja_form import Facts, Pair, QuarterCells, RenjaForm, RenjaRow
from reports.quarterly.renja_notes import empty_quarters, footnotes
from reports.quarterly.renja_rows import Place, places_of
from reports.quarterly.shared import QUARTERS, Head, head_of, missing_word, require_handed_in


def renja_form(report: QuarterReport, *, on: datetime.date) -> RenjaForm:
    """Form E.81 of a position up to the report's quarter; figures of reports that were not handed in stay out.

    The number of queries does not depend on the number of rows. Raises ValidationError for a report that was not
    sent, and when there is neither indicator nor budget.
    """
    require_handed_in(report)
    head = head_of(report, on=on)
    indicators = Indicator.objects.of_positions([report.position_id])
    lines = indicator_lines(indicators, year=head.year)
    facts = _facts(report, head, lines)
    places = places_of(lines, facts.money.names(head.year))
    if not places:
        raise ValidationError(f"Belum ada indikator atau anggaran tahun {head.year} untuk {report.position}.")
    policy = facts.policy
    summary = summary_of(indicator_lines(indicators, year=head.year, quarter=head.quarter), policy)
    average = None if summary.average is None else policy.shown(summary.average)
    band = classify(average, policy.scale)
    rows = tuple(_row(place, facts) for place in places)
    return RenjaForm(
        head=head,
        rows=rows,
        sum_row=_row(Place("", "Jumlah", None, has_money=True), facts),
        average=average,
        category=band.label if band else "",
        verified=f"{summary.told} dari {summary.total} indikator yang diukur dapat dinilai dan terverifikasi",
        remarks=remarks_of(report),
        footnotes=footnotes(facts, rows),
    )


def _facts(report: QuarterReport, head: Head, lines: list[Line]) -> Facts:
    reports = QuarterReport.objects.of_positions([report.position_id]).filter(status__in=HANDED_IN)
    handed_in = reports.values_list("period__year", "period__quarter")
    money = money_of(report.position_id, handed_in)
    ids = [line.indicator.pk for line in lines]
    targets: dict[int, dict[int, Value]] = defaultdict(dict)
    for target in Target.objects.filter(indicator__in=ids):
        targets[target.indicator_id][target.year] = target.value
    years = {year for known in targets.values() for year in known} | {head.year}
    return Facts(
        head=head,
        policy=policy_of(head.year),
        targets=targets,
        past=_past(lines, head.year),
        years=tuple(sorted(years)),
        money=money,
    )


def _past(lines: list[Line], year: int) -> dict[int, dict[int, Value]]:
    """Per indicator and earlier year: the quarters that were handed in, accumulated as the indicator says."""
    specs = {line.indicator.pk: line.indicator.spec for line in lines}
    readings: dict[int, dict[int, dict[int, Reading]]] = defaultdict(lambda: defaultdict(dict))
    rows = Realisation.objects.handed_in().filter(indicator__in=specs, report__period__year__lt=year)
    for row in rows.select_related("report__period"):
        period = row.report.period
        readings[row.indicator_id][period.year][period.quarter] = row.reading
    past: dict[int, dict[int, Value]] = defaultdict(dict)
    for indicator, by_year in readings.items():
        spec = specs[indicator]
        for earlier, quarters in by_year.items():
            value = accumulate(spec.aggregation, quarters, scale=spec.ranks).value
            if value is not None:
                past[indicator][earlier] = value
    return past


# --- One row ---------------------------------------------------------------------------------------------------------


def _row(place: Place, facts: Facts) -> RenjaRow:
    line, year = place.line, facts.head.year
    cells = tuple(_quarter(place, quarter, facts) for quarter in QUARTERS)
    plan_end, before = _plan_end(place, facts), _before(place, facts)
    realised = _readings_to_date(line, facts) if line else {}
    spec = line.indicator.spec if line else None
    value = accumulate(spec.aggregation, realised, scale=spec.ranks).value if spec else None
    spent = facts.money.spent(place.code, year, facts.shown) if place.has_money else None
    total = Pair(value, spent)
    to_date = Pair(_with_past(line, before.performance, value), added(before.amount, spent))
    return RenjaRow(
        objective=line.indicator.objective.statement if line else "",
        place=place,
        plan_end=plan_end,
        before=before,
        this_year=Pair(
            line.target if line else None, facts.money.budget(place.code, [year]) if place.has_money else None
        ),
        quarters=cells,
        total=total,
        to_date=to_date,
        percent=_percent(line, plan_end.performance, to_date.performance, facts.policy),
        percent_amount=absorption(plan_end.amount, to_date.amount) if plan_end.amount is not None else None,
        responsible=line.indicator.person_in_charge if line else "",
        note=empty_quarters(cells, facts),
    )


def _quarter(place: Place, quarter: int, facts: Facts) -> QuarterCells:
    if quarter not in facts.shown:
        return QuarterCells()
    amount = facts.money.spent(place.code, facts.head.year, [quarter]) if place.has_money else None
    line = place.line
    if line is None:
        return QuarterCells(amount=amount)
    spec = line.indicator.spec
    reading = line.readings.get(quarter)
    word = missing_word(reading, asked=is_asked(spec, quarter, line.quarter_targets))
    if word or reading is None:
        return QuarterCells(amount=amount, word=word)
    to_date = {number: found for number, found in line.readings.items() if number <= quarter}
    result = year_result(spec, target=line.target, readings=to_date, policy=facts.policy)
    achieved = result.achievement
    reason = achieved.reason.sentence if achieved.reason else ""
    return QuarterCells(reading.value, achieved.shown(facts.policy), amount, reason=reason)


def _readings_to_date(line: Line, facts: Facts) -> dict[int, Reading]:
    return {quarter: reading for quarter, reading in line.readings.items() if quarter in facts.shown}


def _plan_end(place: Place, facts: Facts) -> Pair:
    """Column 6: what the stored years of the plan come to; unknown while only this year is stored.

    The rupiah are told only when every one of these years has a budget: part of a plan's money is not its money.
    """
    if len(facts.years) < 2:
        return Pair()
    line = place.line
    target = _of_years(line, facts.targets.get(line.indicator.pk, {})) if line else None
    complete = place.has_money and facts.money.years >= set(facts.years)
    return Pair(target, facts.money.budget(place.code, facts.years) if complete else None)


def _before(place: Place, facts: Facts) -> Pair:
    """Column 7: what the years before this one came to; a year without its figure makes a sum unknown."""
    return Pair(_reached_before(place.line, facts), _spent_before(place, facts))


def _reached_before(line: Line | None, facts: Facts) -> Value | None:
    if line is None:
        return None
    past = facts.past.get(line.indicator.pk, {})
    planned = {year for year in facts.targets.get(line.indicator.pk, {}) if year < facts.head.year}
    if adds_over_years(line.indicator.spec.aggregation, line.indicator.unit_of_measure) and planned - set(past):
        return None
    return _of_years(line, past)


def _spent_before(place: Place, facts: Facts) -> Decimal | None:
    money, years = facts.money, facts.years_before
    if not place.has_money or not money.years >= set(years):
        return None
    with_budget = [year for year in years if money.budget(place.code, [year]) is not None]
    return added(*(money.spent(place.code, year, QUARTERS) for year in with_budget)) if with_budget else None


def _of_years(line: Line, values: Mapping[int, Value]) -> Value | None:
    spec = line.indicator.spec
    return over_years(spec.aggregation, line.indicator.unit_of_measure, values)


def _with_past(line: Line | None, before: Value | None, this_year: Value | None) -> Value | None:
    """Column 14: 7 + 13 for what adds up over the years; for a level, the newest figure that is known."""
    if line is None or this_year is None:
        return None
    if not adds_over_years(line.indicator.spec.aggregation, line.indicator.unit_of_measure):
        return this_year
    if not isinstance(before, Figure) or not isinstance(this_year, Figure):
        return None
    return Figure(before.value + this_year.value)


def _percent(line: Line | None, target: Value | None, realised: Value | None, policy: Policy) -> Decimal | None:
    """Column 15: column 14 against column 6, by the indicator's formula."""
    if line is None or target is None or not isinstance(realised, Figure | Grade):
        return None
    spec = line.indicator.spec
    result = achieve(polarity=spec.polarity, target=target, realised=realised, policy=policy, scale=spec.scale)
    return result.shown(policy)
