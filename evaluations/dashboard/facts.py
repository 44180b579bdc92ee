"""The read model of the dashboard: who has reported, what was achieved, what is not known."""

import datetime
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from itertools import chain
from typing import TypeVar

from django.db.models import Q

from indicators.domain.periods import Quarter, days_late, roman
from indicators.models import Indicator, Period
from indicators.policies.facts import policy_of
from indicators.querysets import IndicatorQuerySet
from organisation.enums import SENIOR_KINDS, PositionKind
from organisation.models import Position, User
from organisation.querysets import PositionQuerySet
from organisation.structure.past import Past, as_they_were, end_of
from realisations.calendar.facts import Window, windows_of
from realisations.enums import ReportStatus
from realisations.measurement.facts import HANDED_IN, indicator_lines
from realisations.measurement.lines import REPORT_TONES, MeasuredIndicator
from realisations.measurement.position_year import Sheets, sheets_in
from realisations.measurement.summaries import IN_SCOPE, SENIORS, YearSummary, own_indicators, summed_up, to_date
from realisations.models import QuarterReport

T = TypeVar("T")


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


@dataclass(frozen=True)
class DashboardRow:
    """One position on the dashboard."""

    position: Position
    lines: tuple[MeasuredIndicator, ...]
    """What is judged of each indicator: the quarter to date; of a running year its own newest verified quarter."""

    quarters: tuple[QuarterState, ...]
    overall: YearSummary

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
class Dashboard:
    """A year, or a quarter of it, as the reader may see it."""

    government: DashboardRow | None
    rows: tuple[DashboardRow, ...]
    overall: YearSummary
    """That of all rows, without the regional head's."""

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
    positions, owner = Position.objects.visible_to(user), IN_SCOPE
    if user.authority.sees_everything:
        positions, owner = positions.filter(kind__in=[*SENIOR_KINDS, PositionKind.REGIONAL_HEAD]), SENIORS
    return build_rows(positions, year=year, quarter=quarter, today=today, owner=owner)


def build_rows(
    positions: PositionQuerySet, *, year: int, quarter: int | None, today: datetime.date, owner: str = IN_SCOPE
) -> Dashboard:
    """Measure these positions and put their rows together; `owner` is what the set of them is called.

    A quarter shows those that were there on its last day, a year those that were there in it, called as they were.
    """
    positions = _then(positions, year, quarter)
    shown = [period for period in Period.objects.of_year(year).order_by("quarter") if quarter in {None, period.quarter}]
    indicators = Indicator.objects.of_positions(positions)
    if quarter is None:
        board = _of_year(sheets_in(indicators, year, today=today), owner)
    else:
        board = _of_quarter(indicators, owner, year=year, quarter=quarter, today=today)
    windows = windows_of(shown, {position.unit_id for position in board.by_position})
    reports = {
        (report.position_id, report.period_id): report
        for report in QuarterReport.objects.of_positions(list(board.by_position)).filter(period__in=shown)
    }
    rows = [
        DashboardRow(position, lines, _states(position, shown, reports, windows, today), overall)
        for position, (lines, overall) in board.by_position.items()
    ]
    government = next((row for row in rows if row.position.kind == PositionKind.REGIONAL_HEAD), None)
    return Dashboard(government, tuple(row for row in rows if row is not government), board.overall)


@dataclass(frozen=True)
class _Measured:
    """The figures of a dashboard: of each position, in order, and of all of them without the regional head."""

    by_position: dict[Position, tuple[tuple[MeasuredIndicator, ...], YearSummary]]
    overall: YearSummary


def _of_quarter(
    indicators: IndicatorQuerySet, owner: str, *, year: int, quarter: int, today: datetime.date
) -> _Measured:
    """Every indicator at the end of the quarter, to date."""
    lines, policy = indicator_lines(indicators, year=year, quarter=quarter, today=today), policy_of(year)
    as_they_were([line.indicator.objective.position for line in lines], Quarter(year, quarter).last_day)
    by_position = _by_position((line.indicator.objective.position, line) for line in lines)
    sum_up = partial(summed_up, year=year, quarter=quarter, policy=policy)
    return _Measured(
        {position: (tuple(own), sum_up(own_indicators(position), own)) for position, own in by_position.items()},
        sum_up(owner, _without_regional_head(by_position)),
    )


def _of_year(sheets: Sheets, owner: str) -> _Measured:
    """Every position's year by the rule of its own page: whole, or at its newest verified quarter."""
    year, policy = sheets.year, sheets.policy(sheets.year)
    found = list(sheets.of_year(year))
    as_they_were([position for position, _ in found], end_of(year))
    by_position = _by_position(found)
    return _Measured(
        {
            position: (tuple(one.judged for one in own), to_date(own_indicators(position), own, year, policy))
            for position, own in by_position.items()
        },
        to_date(owner, _without_regional_head(by_position), year, policy),
    )


def _by_position(found: Iterable[tuple[Position, T]]) -> dict[Position, list[T]]:
    by_position: dict[Position, list[T]] = defaultdict(list)
    for position, one in found:
        by_position[position].append(one)
    return by_position


def _without_regional_head(by_position: dict[Position, list[T]]) -> list[T]:
    own = (found for position, found in by_position.items() if position.kind != PositionKind.REGIONAL_HEAD)
    return list(chain.from_iterable(own))


def subordinates_of(
    position: Position, visible: PositionQuerySet, *, year: int, quarter: int | None
) -> PositionQuerySet:
    """Those of `visible` that reported to the position on the last day of the quarter or year."""
    day = Quarter(year, quarter).last_day if quarter else end_of(year)
    then = Past.since(day).superiors(day)
    own = [pk for pk, above in then.items() if above == position.pk]
    return visible.filter((Q(reports_to=position) & ~Q(pk__in=then)) | Q(pk__in=own))


def _then(positions: PositionQuerySet, year: int, quarter: int | None) -> PositionQuerySet:
    """Those that were there on the last day of the quarter, or in the year."""
    return positions.existing_on(Quarter(year, quarter).last_day) if quarter else positions.existing_in(year)


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
