"""Form E.81 (evaluation of the work plan of an agency, Permendagri 86/2017): its facts, figures not yet worded.

Columns 6, 7, 14 and 15 speak of the years of the plan. Where the plan of the indicator is stored they are held against
its targets, as `realisations.measurement.progress` does; otherwise they are computed from the agreed targets and the
realisations that are stored. Where there are none the columns stay empty and a footnote says so.
"""

import datetime
from collections import defaultdict
from decimal import Decimal

from django.core.exceptions import ValidationError

from indicators.domain.absorption import absorption
from indicators.domain.accumulation import accumulated
from indicators.domain.achievement import achieve
from indicators.domain.expectations import is_asked
from indicators.domain.kinds import Figure, Grade, Value
from indicators.domain.measurement import Result, year_result
from indicators.domain.policy import Policy
from indicators.domain.reasons import NoFigure
from indicators.models import Indicator, MediumTermPlan, Target
from indicators.policies.facts import policy_of
from organisation.querysets import PositionQuerySet
from realisations.measurement.facts import indicator_lines
from realisations.measurement.lines import MeasuredIndicator
from realisations.measurement.progress import plan_targets, plans_behind, reached_before
from realisations.measurement.summaries import summed_up
from realisations.models import QuarterReport
from reports.e81.form import Facts, Pair, QuarterCells, RenjaForm, RenjaRow
from reports.e81.lineage import lineage_of, vision_in
from reports.e81.notes import empty_quarters, footnotes, unreported_money
from reports.e81.rows import RowPlace, places_of
from reports.e81.years import before_this_year, end_of_plan, with_past
from reports.quarterly.facts import QUARTERS, Head, head_of, missing_word, require_handed_in
from reports.quarterly.money import money_of
from reports.quarterly.remarks import remarks_of
from reports.quarterly.scope import DocumentScope, scope_of


def require_office(report: QuarterReport) -> None:
    """Raise ValidationError unless the report was sent and is that of an OPD's head."""
    require_handed_in(report)
    if not report.position.leads_office:
        raise ValidationError(
            "Formulir E.81 dibuat per perangkat daerah, dari laporan kepalanya. "
            f"Untuk {report.position}, unduh Laporan Capaian."
        )


def renja_form(report: QuarterReport, *, on: datetime.date, visible: PositionQuerySet) -> RenjaForm:
    """Form E.81 of an OPD up to the quarter of its head's report, of the positions that are `visible`.

    Figures of reports that were not handed in stay out. The number of queries does not depend on the number of rows or
    positions. Raises ValidationError for a report that was not sent, for one of a position that leads no OPD, and
    when there is neither indicator nor budget.
    """
    require_office(report)
    scope, period = scope_of(report, visible), report.period
    indicators = Indicator.objects.of_positions(scope.positions)
    lines = indicator_lines(indicators, year=period.year)
    scope.tell(lines)
    head = head_of(report, scope.head, on=on, others=scope.note_on_others(lines, period.year, period.quarter))
    facts = _facts(scope, head, lines)
    places = places_of(lines, facts.money.names(head.year))
    if not places:
        raise ValidationError(f"Belum ada indikator atau anggaran tahun {head.year} untuk {report.position}.")
    to_date = indicator_lines(indicators, year=head.year, quarter=head.quarter)
    overall = summed_up(scope.owner, to_date, year=head.year, quarter=head.quarter, policy=facts.policy)
    rows = tuple(_row(place, facts) for place in places)
    return RenjaForm(
        head=head,
        rows=rows,
        sum_row=_row(RowPlace("", "Jumlah", None, has_money=True), facts),
        overall=overall,
        remarks=remarks_of(report, scope),
        footnotes=footnotes(facts, rows),
        vision=vision_in(head.year),
    )


def _facts(scope: DocumentScope, head: Head, lines: list[MeasuredIndicator]) -> Facts:
    ids = [line.indicator.pk for line in lines]
    targets: dict[int, dict[int, Value]] = defaultdict(dict)
    for target in Target.objects.filter(indicator__in=ids):
        targets[target.indicator_id][target.year] = target.value
    plans, wanted = _plans(lines, head.year)
    years = {year for plan in plans.values() for year in plan.years}
    years |= {year for known in targets.values() for year in known} | {head.year} if not plans else set()
    return Facts(
        head=head,
        policy=policy_of(head.year),
        targets=targets,
        past=reached_before([line.indicator for line in lines], head.year),
        years=tuple(sorted(years)),
        money=money_of(scope, head.year, head.quarter),
        scope=scope,
        plans=plans,
        plan_targets=wanted,
        lineage=lineage_of(line.indicator.objective_id for line in lines),
    )


def _plans(lines: list[MeasuredIndicator], year: int) -> tuple[dict[int, MediumTermPlan], dict[int, dict[int, Value]]]:
    """Per indicator whose plan is stored and sets targets: that plan, and its targets by year."""
    wanted = plan_targets([line.indicator.pk for line in lines])
    behind = plans_behind([line.indicator for line in lines if line.indicator.pk in wanted], year)
    plans = {key: plan for key, plan in behind.items() if set(plan.years) & set(wanted[key])}
    return plans, {key: wanted[key] for key in plans}


# --- One row ---------------------------------------------------------------------------------------------------------
def _row(place: RowPlace, facts: Facts) -> RenjaRow:
    line, year = place.line, facts.head.year
    cells = tuple(_quarter(place, quarter, facts) for quarter in QUARTERS)
    end, before = end_of_plan(place, facts), before_this_year(place, facts)
    value = accumulated(line.spec, line.readings, through=max(facts.shown)).value if line else None
    spent = facts.money.spent(place.code, year, facts.shown) if place.has_money else None
    total = Pair(value, spent)
    to_date = with_past(place, facts, before, total)
    is_told = line is not None and end.performance is not None and to_date.performance is not None
    untold = _untold(line, facts) if line and is_told else ""
    reached = None if untold else to_date.performance
    return RenjaRow(
        objective=line.indicator.objective.statement if line else "",
        place=place,
        plan_end=end,
        before=before,
        this_year=Pair(
            _agreed(line, facts) if line else None, facts.money.budget(place.code, [year]) if place.has_money else None
        ),
        quarters=cells,
        total=total,
        to_date=to_date,
        percent=_percent(line, end.performance, reached, facts.policy),
        percent_amount=absorption(end.amount, to_date.amount) if end.amount is not None else None,
        responsible=_responsible(line.indicator, facts) if line else "",
        note=" ".join(filter(None, (empty_quarters(cells, facts), untold, unreported_money(place, facts)))),
        lineage=facts.lineage.get(line.indicator.objective_id, ()) if line else (),
    )


def _responsible(indicator: Indicator, facts: Facts) -> str:
    """Column 16: who is named for the indicator, else the position below the head that reports it."""
    position = indicator.objective.position
    return indicator.person_in_charge or ("" if position.pk == facts.scope.head.pk else position.title)


def _quarter(place: RowPlace, quarter: int, facts: Facts) -> QuarterCells:
    if quarter not in facts.shown:
        return QuarterCells()
    amount = facts.money.spent(place.code, facts.head.year, [quarter]) if place.has_money else None
    line = place.line
    if line is None:
        return QuarterCells(amount=amount)
    reading = line.readings.get(quarter)
    word = missing_word(reading, asked=is_asked(line.spec, quarter, line.quarter_targets))
    if word or reading is None:
        return QuarterCells(amount=amount, word=word)
    achieved = _year_to(line, quarter, facts).achievement
    reason = achieved.reason.sentence if achieved.reason else ""
    shown = achieved.shown(facts.policy)
    return QuarterCells(reading.value, shown, amount, reason=reason, is_provisional=reading.provisional)


def _year_to(line: MeasuredIndicator, quarter: int, facts: Facts) -> Result:
    """The quarters up to this one against the target of the year; untold over a gap among them."""
    through = QUARTERS[:quarter]
    return year_result(
        line.spec,
        target=_agreed(line, facts),
        quarter_targets=line.quarter_targets,
        readings={number: reading for number, reading in line.readings.items() if number in through},
        policy=facts.policy,
        begun=through,
    )


def _untold(line: MeasuredIndicator, facts: Facts) -> str:
    """Why column 15 cannot be told although column 13 has a figure: a quarter behind it is not known, or ceased."""
    result = _year_to(line, max(facts.shown), facts)
    is_open = result.achievement.reason in (NoFigure.MISSING_QUARTER, NoFigure.WAITING, NoFigure.NOT_APPLICABLE)
    return f"Kolom 15 belum dapat dihitung: {result.untold}" if is_open and result.untold else ""


def _agreed(line: MeasuredIndicator, facts: Facts) -> Value | None:
    """The target of the year as it was agreed."""
    return facts.targets.get(line.indicator.pk, {}).get(facts.head.year)


def _percent(
    line: MeasuredIndicator | None, target: Value | None, realised: Value | None, policy: Policy
) -> Decimal | None:
    """Column 15: column 14 against column 6, by the indicator's formula."""
    if line is None or target is None or not isinstance(realised, Figure | Grade):
        return None
    spec = line.spec
    result = achieve(polarity=spec.polarity, target=target, realised=realised, policy=policy, scale=spec.scale)
    return result.shown(policy)
