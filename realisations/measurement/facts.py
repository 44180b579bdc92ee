"""The read model of measuring: rows in, frozen lines out, every figure from the pure domain.

Pages, PDFs, the dashboard and the exports all take their figures from here, so that there is one number. The number
of queries does not depend on the number of indicators.
"""

import datetime
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from itertools import chain

from django.utils import timezone

from indicators.calendar.facts import begun_quarters
from indicators.domain.achievement import Achievement
from indicators.domain.classification import Summary, average, summarise
from indicators.domain.expectations import quarters_behind
from indicators.domain.kinds import Averaging, QuarterReading, Value, ValueState
from indicators.domain.measurement import Result, quarter_result, year_result
from indicators.domain.policy import Policy as PolicyValue
from indicators.domain.spec import LAST_QUARTER
from indicators.domain.weights import ObjectiveFigures, weighted_average
from indicators.models import Indicator, Target
from indicators.policies.facts import policy_of
from indicators.querysets import IndicatorQuerySet
from realisations.enums import ReportStatus
from realisations.measurement.lines import MeasuredIndicator
from realisations.models import QuarterReport, Realisation

HANDED_IN = frozenset({ReportStatus.SUBMITTED, ReportStatus.VERIFIED})
"""Reports whose figures may be seen by others; a draft is nobody else's business."""

EVERY_STATUS = frozenset(ReportStatus)

PROGRESS = [ReportStatus.DRAFT, ReportStatus.RETURNED, ReportStatus.SUBMITTED, ReportStatus.VERIFIED]


def indicator_lines(
    indicators: IndicatorQuerySet,
    *,
    year: int,
    quarter: int | None = None,
    statuses: Collection[str] = HANDED_IN,
    today: datetime.date | None = None,
) -> list[MeasuredIndicator]:
    """Measure these indicators for `year`, or for `quarter` of it to date, in the order of the government's protocol.

    Only indicators with a target or a realisation in the year appear. Realisations of reports in another state than
    `statuses` count as not reported. `today` (by default the day of the government's clock) says which quarters the
    figure of a year should rest on by now: those that were opened.
    """
    measured = indicators.planned_or_reported_in(year).select_related("objective__position__unit").in_order()
    begun = _begun_in(year, today or timezone.localdate()) if quarter is None else frozenset()
    return _lines(list(measured), year, quarter, statuses, begun)


def report_lines(report: QuarterReport, statuses: Collection[str] | None = None) -> list[MeasuredIndicator]:
    """Measure every indicator of one report for its quarter to date, as its own pages tell it to its authors.

    Others are told the figures of reports in these `statuses`.
    """
    indicators = Indicator.objects.of_positions([report.position_id])
    period = report.period
    return indicator_lines(indicators, year=period.year, quarter=period.quarter, statuses=statuses or seen_in(report))


def seen_in(report: QuarterReport) -> frozenset[str]:
    """The reports whose figures a page of this one adds up.

    Once it was handed in, those that everybody else is told of; before that also what is still being typed in other
    quarters: its pages are those of its authors.
    """
    return HANDED_IN if report.is_handed_in else EVERY_STATUS


def summary_of(lines: Iterable[MeasuredIndicator], policy: PolicyValue) -> Summary:
    """Counts and average of the verified lines, by the policy's averaging rule; the others count as not told.

    Indicators that the quarter does not measure are not counted at all.
    """
    listed = [line for line in lines if line.is_measured]
    groups: dict[int, list[Achievement]] = defaultdict(list)
    for line in listed:
        groups[line.indicator.objective_id].append(line.verified_achievement)
    summary = summarise(chain.from_iterable(groups.values()), policy)
    if policy.averaging is Averaging.WEIGHTED:
        return replace(summary, average=weighted_average(objective_figures(listed, policy)))
    return replace(summary, average=average(groups.values(), policy))


def objective_figures(lines: Iterable[MeasuredIndicator], policy: PolicyValue) -> list[ObjectiveFigures]:
    """What enters an average by weight: per objective the verified percentages, capped by the policy."""
    groups: dict[int, list[MeasuredIndicator]] = defaultdict(list)
    for line in lines:
        groups[line.indicator.objective_id].append(line)
    return [
        ObjectiveFigures(
            members[0].indicator.objective.statement,
            members[0].indicator.objective.position_id,
            members[0].indicator.objective.weight,
            tuple((line.indicator.weight, line.verified_achievement.for_average(policy)) for line in members),
        )
        for members in groups.values()
    ]


def _begun_in(year: int, today: datetime.date) -> frozenset[int]:
    return frozenset(number for _, number in begun_quarters([year], today=today))


def _lines(
    indicators: list[Indicator],
    year: int,
    quarter: int | None,
    statuses: Collection[str],
    begun: frozenset[int],
) -> list[MeasuredIndicator]:
    ids = [indicator.pk for indicator in indicators]
    policy = policy_of(year)
    targets = {
        t.indicator_id: t for t in Target.objects.filter(indicator__in=ids, year=year).prefetch_related("quarters")
    }
    readings, states = _readings(ids, year, statuses)
    return [
        line_of(
            indicator,
            targets.get(indicator.pk),
            readings[indicator.pk],
            states[indicator.pk],
            year=year,
            quarter=quarter,
            policy=policy,
            begun=begun,
        )
        for indicator in indicators
    ]


def _readings(
    ids: list[int], year: int, statuses: Collection[str]
) -> tuple[dict[int, dict[int, QuarterReading]], dict[int, dict[int, str]]]:
    """Per indicator: the readings by quarter that may be seen, and the state of each quarter's report."""
    readings: dict[int, dict[int, QuarterReading]] = defaultdict(dict)
    states: dict[int, dict[int, str]] = defaultdict(dict)
    rows = Realisation.objects.filter(indicator__in=ids, report__period__year=year).select_related("report__period")
    for row in rows:
        quarter, status = row.report.period.quarter, row.report.status
        states[row.indicator_id][quarter] = status
        if status in statuses:
            readings[row.indicator_id][quarter] = row.reading
    return readings, states


def line_of(
    indicator: Indicator,
    target: Target | None,
    readings: dict[int, QuarterReading],
    states: dict[int, str],
    *,
    year: int,
    quarter: int | None,
    policy: PolicyValue,
    begun: Collection[int],
) -> MeasuredIndicator:
    """Measure one indicator from its rows, all loaded: `readings` and `states` (of the reports) by quarter.

    `begun` are the quarters of the year whose reporting has begun; they matter for the figure of a whole year.
    """
    annual = target.value if target else None
    quarter_targets = {row.quarter: row.value for row in target.quarters.all()} if target else {}
    values = (indicator, annual, quarter_targets, readings, states)
    ends_with = target.ends_with if target else LAST_QUARTER
    return measure(*values, year=year, quarter=quarter, policy=policy, begun=begun, last_quarter=ends_with)


def measure(
    indicator: Indicator,
    annual: Value | None,
    quarter_targets: dict[int, Value],
    readings: dict[int, QuarterReading],
    states: dict[int, str],
    *,
    year: int,
    quarter: int | None,
    policy: PolicyValue,
    begun: Collection[int],
    last_quarter: int = LAST_QUARTER,
) -> MeasuredIndicator:
    """Measure one indicator from the values of its targets; otherwise like `line_of()`.

    `last_quarter` is the one with which the promise of the year ends.
    """
    spec = replace(indicator.spec, last_quarter=last_quarter)
    values = {"quarter_targets": quarter_targets, "readings": readings, "policy": policy}
    if quarter is None:
        result = year_result(spec, target=annual, begun=begun, **values)
        entered = result.realised.quarters
        due = quarters_behind(spec, quarter_targets=quarter_targets, begun=begun, entered=entered)
    else:
        result = quarter_result(spec, quarter=quarter, target_year=annual, **values)
        due = ()
    status, owed = _standing(quarter, due, result, readings, states)
    verified = tuple(
        number
        for number, state in sorted(states.items())
        if state == ReportStatus.VERIFIED
        and number <= (quarter or LAST_QUARTER)
        and not _is_silent(readings.get(number))
    )
    about = (result, policy, readings, quarter_targets, status, owed, last_quarter, verified)
    return MeasuredIndicator(indicator, year, quarter, *about)


def _standing(
    quarter: int | None,
    due: Iterable[int],
    result: Result,
    readings: Mapping[int, QuarterReading],
    states: Mapping[int, str],
) -> tuple[str | None, tuple[int, ...]]:
    """The least advanced of the reports behind the figure, and the quarters of which there is none."""
    own = due if quarter is None else (quarter, *result.realised.quarters)
    behind = sorted({*own, *result.missing})
    found = {number: states.get(number) for number in behind if not _is_silent(readings.get(number))}
    unsaid = tuple(number for number in behind if found.get(number) is None)
    owed = unsaid if quarter is None else tuple(number for number in unsaid if number in result.missing)
    return None if owed else _least_advanced(found.values()), owed


def _is_silent(reading: QuarterReading | None) -> bool:
    """Whether a report that may be read says nothing of the indicator, although there is a row for it."""
    return reading is not None and reading.state is ValueState.NOT_REPORTED


def _least_advanced(statuses: Iterable[str | None]) -> str | None:
    found = list(statuses)
    return None if None in found else min(filter(None, found), key=PROGRESS.index, default=None)
