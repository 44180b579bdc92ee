"""The read model of measuring: rows in, frozen lines out, every figure from the pure domain.

Pages, PDFs, the dashboard and the exports all take their figures from here, so that there is one number. The number
of queries does not depend on the number of indicators.
"""

import datetime
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import chain

from django.utils import timezone

from indicators.domain.accumulation import Accumulated
from indicators.domain.achievement import Achievement, untold
from indicators.domain.classification import Summary, average, classify, summarise, target_status
from indicators.domain.expectations import quarters_behind
from indicators.domain.kinds import Reading, TargetStatus, Value, ValueState
from indicators.domain.measurement import Result, quarter_result, year_result
from indicators.domain.numbers import format_percent
from indicators.domain.periods import roman
from indicators.domain.policy import Band
from indicators.domain.policy import Policy as PolicyValue
from indicators.domain.reasons import Reason
from indicators.enums import Polarity, ReportStatus
from indicators.models import Indicator, Policy, QuarterReport, Realisation, Target
from indicators.opened import opened_quarters
from indicators.querysets import IndicatorQuerySet

HANDED_IN = frozenset({ReportStatus.SUBMITTED, ReportStatus.VERIFIED})
"""Reports whose figures may be seen by others; a draft is nobody else's business."""

EVERY_STATUS = frozenset(ReportStatus)

TONES = {"good": "success", "fair": "warning", "poor": "warning", "bad": "danger"}
"""How a band of the scale is coloured on screen."""

REPORT_TONES = {
    None: "danger",
    ReportStatus.DRAFT: "warning",
    ReportStatus.RETURNED: "warning",
    ReportStatus.SUBMITTED: "info",
    ReportStatus.VERIFIED: "plain",
}
"""How the state of a report is coloured on screen."""

PROGRESS = [ReportStatus.DRAFT, ReportStatus.RETURNED, ReportStatus.SUBMITTED, ReportStatus.VERIFIED]


@dataclass(frozen=True, slots=True)
class Line:
    """One indicator measured for a year, or for a quarter to date."""

    indicator: Indicator
    year: int
    quarter: int | None
    result: Result
    policy: PolicyValue
    readings: Mapping[int, Reading]
    quarter_targets: Mapping[int, Value]
    report_status: str | None
    """The least advanced of the reports that the figure should rest on; None when one of them was never begun."""

    owed: tuple[int, ...] = ()
    """Of the quarters that a yearly figure should rest on, those that nobody has reported."""

    @property
    def percent(self) -> Decimal | None:
        """Achievement in percent as computed, unrounded; None when it cannot be told."""
        return self.result.achievement.percent

    @property
    def shown_percent(self) -> Decimal | None:
        """Achievement in percent as the policy shows it (floor, cap), unrounded."""
        return self.result.achievement.shown(self.policy)

    @property
    def band(self) -> Band | None:
        """The category of the year's scale; None when the achievement cannot be told."""
        return classify(self.shown_percent, self.policy.scale)

    @property
    def category(self) -> str:
        """The category's name, empty when the achievement cannot be told."""
        return self.band.label if self.band else ""

    @property
    def tone(self) -> str:
        """The category's colour; neutral when the achievement cannot be told: missing is never green."""
        return TONES.get(self.band.tone, "neutral") if self.band else "neutral"

    @property
    def target_status(self) -> TargetStatus | None:
        """Exceeded, met or below; None when the achievement cannot be told."""
        return target_status(self.percent, self.policy.met_tolerance)

    @property
    def unit(self) -> str:
        """The unit behind a figure; empty for grades, which need none."""
        graded = self.indicator.polarity in (Polarity.PREDICATE, Polarity.YES_NO)
        return "" if graded else self.indicator.unit_of_measure

    @property
    def target(self) -> Value | None:
        """The target that the figure is held against."""
        return self.result.target

    @property
    def realised(self) -> Accumulated:
        """The accumulated realisation."""
        return self.result.realised

    @property
    def is_verified(self) -> bool:
        """Whether every report behind the figure was verified."""
        return self.report_status == ReportStatus.VERIFIED

    @property
    def verified_achievement(self) -> Achievement:
        """The achievement that counts: untold as long as the reports behind it are not verified."""
        return self.result.achievement if self.is_verified else untold(Reason.NOT_REPORTED, self.target)

    @property
    def is_measured(self) -> bool:
        """Whether the quarter asks for a figure; an annual indicator asks for none before the fourth."""
        return self.result.achievement.reason is not Reason.NOT_MEASURED_THIS_QUARTER

    @property
    def report_label(self) -> str:
        """State of the report behind the figure, in words."""
        if self.report_status:
            return ReportStatus(self.report_status).label
        if self.owed and self.realised.quarters:
            return f"Belum lapor TW {', '.join(map(roman, self.owed))}"
        return "Belum lapor" if self.is_measured else "Tidak diukur"

    @property
    def report_tone(self) -> str:
        """Colour of the report's state; what is not measured asks for nothing."""
        return REPORT_TONES[self.report_status] if self.is_measured else "neutral"

    @property
    def note(self) -> str:
        """Why the achievement cannot be told, or what a reader must know of it; empty when there is nothing to say."""
        reason = self.result.achievement.reason
        if reason:
            return reason.sentence
        notes = self.result.notes
        if self.percent != self.shown_percent:
            notes = (*notes, f"Hasil rumus {format_percent(self.percent)} dibatasi kebijakan")
        return "; ".join(notes)


def policy_of(year: int) -> PolicyValue:
    """The government's choices for the year; the national defaults when none were made."""
    policy = Policy.objects.prefetch_related("bands").filter(year=year).first()
    return policy.as_domain() if policy else PolicyValue()


def indicator_lines(
    indicators: IndicatorQuerySet,
    *,
    year: int,
    quarter: int | None = None,
    statuses: Collection[str] = HANDED_IN,
    today: datetime.date | None = None,
) -> list[Line]:
    """Measure these indicators for `year`, or for `quarter` of it to date, in the order of the government's protocol.

    Only indicators with a target or a realisation in the year appear. Realisations of reports in another state than
    `statuses` count as not reported. `today` (by default the day of the government's clock) says which quarters the
    figure of a year should rest on by now: those that were opened.
    """
    measured = indicators.planned_or_reported_in(year).select_related("objective__position__unit").in_order()
    opened = _opened_in(year, today or timezone.localdate()) if quarter is None else frozenset()
    return _lines(list(measured), year, quarter, statuses, opened)


def report_lines(report: QuarterReport) -> list[Line]:
    """Measure every indicator of one report for its quarter to date, whatever the state of the reports."""
    indicators = Indicator.objects.of_positions([report.position_id])
    period = report.period
    return indicator_lines(indicators, year=period.year, quarter=period.quarter, statuses=EVERY_STATUS)


def summary_of(lines: Iterable[Line], policy: PolicyValue) -> Summary:
    """Counts and average of the verified lines, by the policy's averaging rule; the others count as not told.

    Indicators that the quarter does not measure are not counted at all.
    """
    groups: dict[int, list[Achievement]] = defaultdict(list)
    for line in lines:
        if line.is_measured:
            groups[line.indicator.objective_id].append(line.verified_achievement)
    summary = summarise(chain.from_iterable(groups.values()), policy)
    return replace(summary, average=average(groups.values(), policy))


def _opened_in(year: int, today: datetime.date) -> frozenset[int]:
    return frozenset(number for _, number in opened_quarters([year], today=today))


def _lines(
    indicators: list[Indicator],
    year: int,
    quarter: int | None,
    statuses: Collection[str],
    opened: frozenset[int],
) -> list[Line]:
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
            opened=opened,
        )
        for indicator in indicators
    ]


def _readings(
    ids: list[int], year: int, statuses: Collection[str]
) -> tuple[dict[int, dict[int, Reading]], dict[int, dict[int, str]]]:
    """Per indicator: the readings by quarter that may be seen, and the state of each quarter's report."""
    readings: dict[int, dict[int, Reading]] = defaultdict(dict)
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
    readings: dict[int, Reading],
    states: dict[int, str],
    *,
    year: int,
    quarter: int | None,
    policy: PolicyValue,
    opened: Collection[int],
) -> Line:
    """Measure one indicator from its rows, all loaded: `readings` and `states` (of the reports) by quarter.

    `opened` are the quarters of the year whose reporting has begun; they matter for the figure of a whole year.
    """
    annual = target.value if target else None
    quarter_targets = {row.quarter: row.value for row in target.quarters.all()} if target else {}
    if quarter is None:
        result = year_result(indicator.spec, target=annual, readings=readings, policy=policy)
        behind = quarters_behind(
            indicator.spec, quarter_targets=quarter_targets, opened=opened, entered=result.realised.quarters
        )
        found = {number: states.get(number) for number in behind if not _is_silent(readings.get(number))}
        owed = tuple(number for number in behind if found.get(number) is None)
    else:
        result = quarter_result(
            indicator.spec,
            quarter=quarter,
            target_year=annual,
            quarter_targets=quarter_targets,
            readings=readings,
            policy=policy,
        )
        found, owed = {quarter: states.get(quarter)}, ()
    status = None if owed else _least_advanced(found.values())
    return Line(indicator, year, quarter, result, policy, readings, quarter_targets, status, owed)


def _is_silent(reading: Reading | None) -> bool:
    """Whether a report that may be read says nothing of the indicator, although there is a row for it."""
    return reading is not None and reading.state is ValueState.NOT_REPORTED


def _least_advanced(statuses: Iterable[str | None]) -> str | None:
    found = list(statuses)
    return None if None in found else min(filter(None, found), key=PROGRESS.index, default=None)
