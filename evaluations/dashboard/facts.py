"""The read model of the dashboard: who has reported, what was achieved, what is not known."""

import datetime
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from indicators.domain.classification import Summary, classify
from indicators.domain.periods import days_late, roman
from indicators.domain.policy import Band
from indicators.domain.policy import Policy as PolicyValue
from indicators.domain.working import average_working
from indicators.models import Indicator, Period
from indicators.policies.facts import TONES, policy_of
from organisation.enums import SENIOR_KINDS, UNIT_HEAD_KINDS, PositionKind
from organisation.models import Position, User
from realisations.calendar.facts import Window, windows_of
from realisations.enums import ReportStatus
from realisations.measurement.facts import HANDED_IN, indicator_lines, summary_of
from realisations.measurement.lines import REPORT_TONES, MeasuredIndicator
from realisations.models import QuarterReport


@dataclass(frozen=True, slots=True)
class QuarterState:
    """Where one position's report for one quarter stands."""

    quarter: int
    report_id: int | None
    status: str | None
    is_open: bool
    days_late: int

    @property
    def roman(self) -> str:
        """The quarter's number as written in documents."""
        return roman(self.quarter)

    @property
    def has_documents(self) -> bool:
        """Whether the report was sent, so that its documents can be made."""
        return self.status in HANDED_IN

    @property
    def label(self) -> str:
        """The state in words; lateness is counted on top."""
        if self.status is not None:
            return ReportStatus(self.status).label
        return "Belum lapor" if self.is_open else "Belum dibuka"

    @property
    def tone(self) -> str:
        """Colour of the state; a quarter that has not been opened asks for nothing."""
        return REPORT_TONES[self.status] if self.is_open or self.status else "neutral"

    @property
    def is_owed(self) -> bool:
        """Whether somebody still has to send this report."""
        return self.is_open and self.status not in {ReportStatus.SUBMITTED, ReportStatus.VERIFIED}


class Averaged:
    """What is shown of a set's average; missing is never green."""

    summary: Summary
    policy: PolicyValue

    @property
    def shown_average(self) -> Decimal | None:
        """The average in percent, unrounded and never below zero on screen; None when nothing was verified."""
        return self.summary.shown_average

    def average_rows(self, lines: Iterable[MeasuredIndicator]) -> tuple[tuple[str, str], ...]:
        """How the average came about, from the lines that it is the average of."""
        groups: dict[str, list[Decimal]] = defaultdict(list)
        for line in lines:
            percent = line.verified_achievement.percent if line.is_measured else None
            if percent is not None:
                groups[line.indicator.objective.statement].append(percent)
        return average_working(groups, self.summary.average, self.policy)

    @property
    def _band(self) -> Band | None:
        return classify(self.summary.average, self.policy.scale)

    @property
    def category(self) -> str:
        """Category of the average; empty when there is none."""
        return self._band.label if self._band else ""

    @property
    def tone(self) -> str:
        """Colour of the average."""
        return TONES.get(self._band.tone, "neutral") if self._band else "neutral"


@dataclass(frozen=True)
class DashboardRow(Averaged):
    """One position on the dashboard."""

    position: Position
    lines: tuple[MeasuredIndicator, ...]
    quarters: tuple[QuarterState, ...]
    summary: Summary
    policy: PolicyValue

    @property
    def verified_count(self) -> int:
        """Indicators whose figure was verified, of those that the quarter measures."""
        return sum(line.is_verified for line in self.lines if line.is_measured)

    @property
    def working(self) -> tuple[tuple[str, str], ...]:
        """How the position's average came about."""
        return self.average_rows(self.lines)

    @property
    def heads_its_unit(self) -> bool:
        """Whether the position stands for its whole OPD."""
        return self.position.kind in UNIT_HEAD_KINDS

    @property
    def is_complete(self) -> bool:
        """Whether every shown quarter that has been opened is verified."""
        begun = [state for state in self.quarters if state.is_open or state.status]
        return bool(begun) and all(state.status == ReportStatus.VERIFIED for state in begun)

    @property
    def current(self) -> QuarterState | None:
        """The state of the chosen quarter; None when the whole year is shown."""
        return self.quarters[0] if len(self.quarters) == 1 else None

    @property
    def days_late(self) -> int:
        """The longest delay among the shown quarters, in days; 0 when nothing is late."""
        return max((state.days_late for state in self.quarters), default=0)

    @property
    def lateness(self) -> str:
        """The delay in words."""
        return f"terlambat {self.days_late} hari"

    @property
    def owes(self) -> bool:
        """Whether a report of the shown quarters is still to be sent."""
        return any(state.is_owed for state in self.quarters)


@dataclass(frozen=True)
class Dashboard(Averaged):
    """A year, or a quarter of it, as the reader may see it."""

    year: int
    quarter: int | None
    policy: PolicyValue
    government: DashboardRow | None
    rows: tuple[DashboardRow, ...]
    summary: Summary
    periods: tuple[Period, ...] = field(default=())

    @property
    def verified_count(self) -> int:
        """Indicators of the heads whose figure was verified."""
        return sum(row.verified_count for row in self.rows)

    @property
    def verified_reports(self) -> int:
        """Positions whose every shown, opened quarter is verified."""
        return sum(row.is_complete for row in self.rows)

    @property
    def owing(self) -> list[DashboardRow]:
        """Positions that still have to report, the latest first."""
        return sorted((row for row in self.rows if row.owes), key=lambda row: -row.days_late)


def build_dashboard(user: User, *, year: int, quarter: int | None, today: datetime.date) -> Dashboard:
    """Everything the dashboard shows to `user`, in a constant number of queries.

    Readers of the whole government see the heads; others see every position of their own scope.
    """
    positions = Position.objects.visible_to(user)
    if user.authority.sees_everything:
        positions = positions.filter(kind__in=[*SENIOR_KINDS, PositionKind.REGIONAL_HEAD])
    return build_rows(positions, year=year, quarter=quarter, today=today)


def build_rows(positions, *, year: int, quarter: int | None, today: datetime.date) -> Dashboard:
    """Measure these positions (a queryset) and put their rows together."""
    policy = policy_of(year)
    periods = tuple(Period.objects.of_year(year).order_by("quarter"))
    shown = [period for period in periods if quarter in {None, period.quarter}]
    lines = indicator_lines(Indicator.objects.of_positions(positions), year=year, quarter=quarter, today=today)
    by_position: dict[Position, list[MeasuredIndicator]] = defaultdict(list)
    for line in lines:
        by_position[line.indicator.objective.position].append(line)
    windows = windows_of(shown, {position.unit_id for position in by_position})
    reports = {
        (report.position_id, report.period_id): report
        for report in QuarterReport.objects.of_positions(list(by_position)).filter(period__in=shown)
    }
    rows = [
        _row(position_lines, _states(position, shown, reports, windows, today), policy)
        for position, position_lines in by_position.items()
    ]
    government = next((row for row in rows if row.position.kind == PositionKind.REGIONAL_HEAD), None)
    others = tuple(row for row in rows if row is not government)
    summary = summary_of([line for row in others for line in row.lines], policy)
    return Dashboard(year, quarter, policy, government, others, summary, periods)


def _row(lines: list[MeasuredIndicator], quarters: tuple[QuarterState, ...], policy: PolicyValue) -> DashboardRow:
    position = lines[0].indicator.objective.position
    return DashboardRow(position, tuple(lines), quarters, summary_of(lines, policy), policy)


def _states(
    position: Position,
    periods: Iterable[Period],
    reports: dict[tuple[int, int], QuarterReport],
    windows: dict[tuple[int, int], Window],
    today: datetime.date,
) -> tuple[QuarterState, ...]:
    return tuple(
        _state(period, reports.get((position.pk, period.pk)), windows[period.pk, position.unit_id], today)
        for period in periods
    )


def _state(period: Period, report: QuarterReport | None, window: Window, today: datetime.date) -> QuarterState:
    status = report.status if report else None
    handed_in = status in HANDED_IN
    late = 0 if handed_in else days_late(window.late_after, today)
    return QuarterState(period.quarter, report.pk if report else None, status, period.opens <= today, late)
