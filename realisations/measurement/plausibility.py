"""Odd values of a report: its rows brought to the pure questions of `indicators.domain.plausibility`."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from decimal import Decimal

from indicators.domain.kinds import Aggregation, Value
from indicators.domain.plausibility import FigureQuestion, questions_about
from indicators.enums import ValueState
from indicators.models import Indicator, Target
from indicators.policies.facts import policy_of
from realisations.enums import ReportStatus
from realisations.measurement.facts import line_of
from realisations.measurement.lines import MeasuredIndicator
from realisations.models import QuarterReport, Realisation

YEARS = 3
"""How far back the usual band reaches: figures of another decade are not what is usual today."""

Quarter = tuple[int, int]
"""Year and number."""

Questions = tuple[FigureQuestion, ...]


def odd_values(
    report: QuarterReport, planned: Iterable[tuple[Indicator, Target]]
) -> dict[int, tuple[FigureQuestion, ...]]:
    """The questions that the figures of `report` (with its period loaded) raise, by indicator id.

    `planned` are the indicators with their targets of the year, quarters loaded. Three queries, however many there
    are. The band is made of verified reports only; what stands in this report is asked about as it is stored.
    """
    pairs = list(planned)
    reported = reported_of([indicator.pk for indicator, _ in pairs], report.period.year)
    policy = policy_of(report.period.year)
    found: dict[int, tuple[FigureQuestion, ...]] = {}
    for indicator, target in pairs:
        rows, quarter = reported[indicator.pk], report.period.quarter
        row = rows.get((report.period.year, quarter))
        if not _is_asked_about(row, indicator, quarter):
            continue
        of_year = {number: one for (year, number), one in rows.items() if year == report.period.year}
        readings = {number: one.reading for number, one in of_year.items()}
        line = line_of(
            indicator, target, readings, {}, year=report.period.year, quarter=quarter, policy=policy, begun=()
        )
        found[indicator.pk] = questions(report, indicator, rows, line)
    return found


def questions(
    report: QuarterReport, indicator: Indicator, rows: dict[Quarter, Realisation], line: MeasuredIndicator
) -> Questions:
    """What is asked about one indicator: `rows` are its realisations (with their reports) of the year and of those
    before, `line` measures it for the quarter of the report. No query.
    """
    row = rows.get((report.period.year, report.period.quarter))
    if row is None or not _is_asked_about(row, indicator, report.period.quarter):
        return ()
    return questions_about(
        indicator.spec,
        row.reading,
        percent=line.percent,
        previous=_previous(indicator, rows, report),
        earlier=_earlier(indicator, rows, report),
        planned=_planned(report.period.quarter, line.quarter_targets),
    )


def _is_asked_about(row: Realisation | None, indicator: Indicator, quarter: int) -> bool:
    is_early = indicator.aggregation == Aggregation.ANNUAL and quarter < 4
    return row is not None and row.figure is not None and not is_early


def reported_of(indicators: list[int], year: int) -> dict[int, dict[Quarter, Realisation]]:
    """By indicator and quarter: the reported figures of the year and of those before, without their stories."""
    rows = Realisation.objects.filter(
        indicator__in=indicators, report__period__year__range=(year - YEARS, year)
    ).select_related("report__period")
    reported: dict[int, dict[Quarter, Realisation]] = defaultdict(dict)
    for row in rows.defer("supporting_factors", "inhibiting_factors", "follow_up", "return_remark"):
        reported[row.indicator_id][row.report.period.year, row.report.period.quarter] = row
    return reported


def _previous(indicator: Indicator, rows: dict[Quarter, Realisation], report: QuarterReport) -> Decimal | None:
    """The figure of the quarter before; of the same quarter a year ago for what appears once a year."""
    period = report.period
    before = period.as_quarter.previous
    quarter = (period.year - 1, 4) if indicator.aggregation == Aggregation.ANNUAL else (before.year, before.number)
    row = rows.get(quarter)
    return row.figure if row is not None and row.state == ValueState.REPORTED else None


def _earlier(indicator: Indicator, rows: dict[Quarter, Realisation], report: QuarterReport) -> list[Decimal]:
    now = (report.period.year, report.period.quarter)
    is_annual = indicator.aggregation == Aggregation.ANNUAL
    return [
        row.figure
        for when, row in rows.items()
        if when < now
        and row.figure is not None
        and row.report.status == ReportStatus.VERIFIED
        and not (is_annual and when[1] != 4)
    ]


def _planned(quarter: int, targets: Mapping[int, Value]) -> tuple[Value | None, Value | None]:
    """The targets of the quarter before and of this one; the first quarter has none before it in the year."""
    return targets.get(quarter - 1), targets.get(quarter)
