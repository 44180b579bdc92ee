"""The read model of a position's year, and of a unit's: the same lines, summed up as the dashboard sums them up."""

import datetime
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass

from django.http import Http404

from evaluations.dashboard import Averaged, Row, build_rows
from indicators.domain.classification import Summary
from indicators.domain.comparison import Verdict
from indicators.domain.kinds import TargetStatus
from indicators.domain.policy import Policy as PolicyValue
from indicators.figure_sheet import YearFigures
from indicators.measurement import policy_of, summary_of
from indicators.models import Target
from indicators.spending import YearSpending, spending_of, together
from indicators.trend import Trend, trend
from indicators.year_sheet import YEARS_SHOWN, YearRow, year_rows
from organisation.models import Position, WorkUnit
from organisation.querysets import PositionQuerySet
from organisation.scope import positions_below

POSSIBLE_YEARS = range(2000, 2101)

SHOWS = {
    "belum-mencapai": "Belum mencapai target",
    "belum-terverifikasi": "Belum terverifikasi",
    "memburuk": "Memburuk dari tahun lalu",
}
"""Which rows a page shows; the summary is always that of all of them."""

_FILTERS: dict[str, Callable[[YearRow], bool]] = {
    "belum-mencapai": lambda row: row.line.target_status is TargetStatus.BELOW,
    "belum-terverifikasi": lambda row: not row.line.is_verified,
    "memburuk": lambda row: row.comparison is not None and row.comparison.verdict is Verdict.WORSE,
}


@dataclass(frozen=True)
class TrendRow:
    """One indicator through the years: what is known of each, and the chart if there is enough to draw."""

    row: YearRow
    known: tuple[tuple[int, YearFigures | None], ...]

    @property
    def chart(self) -> Trend | None:
        """The chart of the achievements as they are shown."""
        percents = [(year, figures.line.shown_percent if figures else None) for year, figures in self.known]
        indicator = self.row.indicator
        return trend(f"tren-{indicator.pk}", f"Capaian {indicator.statement}", percents)


@dataclass(frozen=True)
class PositionYear(Averaged):
    """What one position reached in a year."""

    position: Position
    year: int
    rows: tuple[YearRow, ...]
    spending: YearSpending | None
    summary: Summary
    policy: PolicyValue

    @property
    def verified_count(self) -> int:
        """Indicators of which the figure of the year is verified."""
        return sum(row.line.is_verified for row in self.rows)

    @property
    def working(self) -> tuple[tuple[str, str], ...]:
        """How the position's average came about."""
        return self.average_rows(row.line for row in self.rows)

    @property
    def trend_years(self) -> range:
        """The years of the trend, oldest first: from the first of which anything is known."""
        known = [figures.year for row in self.rows for figures in row.years]
        first = min(known, default=self.year)
        return range(max(first, self.year - YEARS_SHOWN + 1), self.year + 1)

    @property
    def trends(self) -> list[TrendRow]:
        """Every indicator through the years of the trend."""
        return [TrendRow(row, tuple((year, row.of_year(year)) for year in self.trend_years)) for row in self.rows]

    def shown(self, show: str) -> list[YearRow]:
        """The rows of one of SHOWS; all of them for anything else."""
        wanted = _FILTERS.get(show, lambda row: True)
        return [row for row in self.rows if wanted(row)]


@dataclass(frozen=True)
class UnitRow:
    """One position of a unit: its row of the dashboard with its money."""

    row: Row
    spending: YearSpending


@dataclass(frozen=True)
class UnitYear(Averaged):
    """What the positions of a unit, and of the units below it, reached in a year."""

    unit: WorkUnit
    year: int
    rows: tuple[UnitRow, ...]
    spending: YearSpending
    """That of the highest positions, which holds that of their subordinates."""

    summary: Summary
    policy: PolicyValue

    @property
    def verified_count(self) -> int:
        """Indicators of which the figure of the year is verified."""
        return sum(item.row.verified_count for item in self.rows)


def require_possible(year: int) -> None:
    """Raise Http404 for a year in which nothing can stand."""
    if year not in POSSIBLE_YEARS:
        raise Http404("Tahun ini tidak ada dalam aplikasi.")


def year_of(position: Position, year: int, *, today: datetime.date) -> PositionYear:
    """The year of one position, in a constant number of queries."""
    rows = tuple(year_rows([position.pk], year, today=today))
    policy = policy_of(year)
    summary = summary_of([row.line for row in rows], policy)
    return PositionYear(position, year, rows, spending_of([position.pk], year).get(position.pk), summary, policy)


def unit_year_of(unit: WorkUnit, year: int, *, visible: PositionQuerySet, today: datetime.date) -> UnitYear:
    """The year of a unit: those of its positions, and of the units below, that are `visible` and have indicators.

    The average is that of the dashboard: of all their indicators, the regional head's standing apart. A constant
    number of queries.
    """
    positions = visible.filter(pk__in=positions_below(positions=[], units=[unit.pk]))
    board = build_rows(positions, year=year, quarter=None, today=today)
    rows = [row for row in (board.government, *board.rows) if row is not None]
    spending = spending_of(positions, year)
    parts = tuple(UnitRow(row, spending.get(row.position.pk, YearSpending(None))) for row in rows)
    whole = together(spending[position] for position in _highest(spending, positions))
    return UnitYear(unit, year, parts, whole, board.summary, board.policy)


def _highest(budgeted: Collection[int], positions: PositionQuerySet) -> list[int]:
    """The positions with a budget that have no budgeted superior here: theirs holds that of the positions below."""
    superior = dict(positions.values_list("pk", "reports_to"))
    return [position for position in budgeted if not _superiors(position, superior) & set(budgeted)]


def _superiors(position: int, superior: Mapping[int, int | None]) -> set[int]:
    found: set[int] = set()
    above = superior.get(position)
    while above is not None and above not in found:
        found.add(above)
        above = superior.get(above)
    return found


def years_with_figures(positions: Iterable[int] | PositionQuerySet, chosen: int) -> list[int]:
    """The years that can be looked at, newest first: those with targets of these positions, and the chosen one."""
    targets = Target.objects.of_positions(positions).order_by().values_list("year", flat=True).distinct()
    return sorted({*targets, chosen}, reverse=True)
