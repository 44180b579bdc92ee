"""The year of a position and of a unit: what each indicator reached, and the set of them summed up."""

import datetime
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.http import Http404

from indicators.domain.accumulation import QUARTERS
from indicators.domain.comparison import Movement
from indicators.domain.kinds import TargetStatus
from indicators.domain.periods import roman
from indicators.models import Target
from indicators.policies.facts import policy_of
from organisation.enums import NATIONAL_OFFICE_KINDS
from organisation.models import Position, WorkUnit
from organisation.querysets import PositionQuerySet
from organisation.scope import positions_below
from organisation.structure.past import Past, as_it_was, end_of
from realisations.measurement.indicator_year import YearFigures
from realisations.measurement.position_year import YEARS_SHOWN, Sheets, YearRow, sheets_of, year_rows
from realisations.measurement.summaries import YearSummary, at_quarter, own_indicators, to_date, whole_unit
from realisations.measurement.trend import Trend, trend
from realisations.spending.facts import YearSpending, highest, shared_spending, spending_of, superiors_in

POSSIBLE_YEARS = range(2000, 2101)

SHOWS = {
    "belum-mencapai": "Belum mencapai target",
    "belum-terverifikasi": "Belum terverifikasi",
    "memburuk": "Memburuk dari tahun lalu",
}
"""Which rows a page shows; the summary is always that of all of them."""

_FILTERS: dict[str, Callable[[YearRow], bool]] = {
    "belum-mencapai": lambda row: row.judged.target_status is TargetStatus.BELOW,
    "belum-terverifikasi": lambda row: not row.judged.is_verified,
    "memburuk": lambda row: row.comparison is not None and row.comparison.verdict is Movement.WORSE,
}


@dataclass(frozen=True)
class TrendRow:
    """One indicator through the years: what is known of each, and the chart if there is enough to draw."""

    row: YearRow
    known: tuple[tuple[int, YearFigures | None], ...]

    @property
    def chart(self) -> Trend | None:
        """The chart of the achievements as they are shown."""
        percents = [(str(year), figures.judged.shown_percent if figures else None) for year, figures in self.known]
        indicator = self.row.indicator
        return trend(f"tren-{indicator.pk}", f"Capaian {indicator.statement}", percents, self.notes)

    @property
    def notes(self) -> dict[str, str]:
        """The years of which a part is judged, and which: `s.d. TW II`."""
        return {str(year): figures.judged_label for year, figures in self.known if figures and figures.judged.quarter}


@dataclass(frozen=True)
class PositionYear:
    """What one position reached in a year."""

    position: Position
    year: int
    rows: tuple[YearRow, ...]
    spending: YearSpending | None
    overall: YearSummary

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
    """One position of a unit: what it reached with its money."""

    position: Position
    overall: YearSummary
    spending: YearSpending


@dataclass(frozen=True)
class UnitYear:
    """What the positions of a unit, and of the units below it, reached in a year."""

    unit: WorkUnit
    year: int
    rows: tuple[UnitRow, ...]
    spending: YearSpending
    """That of all positions together, each rupiah once: what the head has holds what those below have."""

    overall: YearSummary
    """That of all the positions but elected ones; each row speaks of the newest verified quarter of its own."""

    quarters: tuple[YearSummary, ...]
    """The four quarters, each to date."""

    past: tuple[YearSummary, ...]
    """The years before of which anything is known, oldest first, each with the indicators that it had itself."""

    heads: tuple[tuple[Position, tuple[YearRow, ...]], ...]
    """The indicators of whoever heads the unit itself."""

    @property
    def course(self) -> tuple[YearSummary, ...]:
        """The years before, the quarters of this one, and the year itself once it is summed up as a year."""
        year = () if self.overall.quarter or not self.overall.is_verified else (self.overall,)
        return (*self.past, *self.quarters, *year)

    @property
    def quarter_chart(self) -> Trend | None:
        """The averages of the quarters, each to date."""
        percents = [(f"TW {roman(number)}", quarter.shown_average) for number, quarter in enumerate(self.quarters, 1)]
        return trend("rata-rata-triwulan", f"Rata-rata capaian s.d. triwulan, {self.year}", percents)

    @property
    def charts(self) -> list[Trend]:
        """The charts for which enough is known."""
        return [chart for chart in (self.quarter_chart, self.year_chart) if chart]

    @property
    def year_chart(self) -> Trend | None:
        """The averages of the years, the running one to date."""
        shown = (*self.past, self.overall)
        notes = {str(item.year): item.stretch for item in shown if item.quarter}
        percents = [(str(item.year), item.shown_average) for item in shown]
        return trend("rata-rata-tahun", "Rata-rata capaian per tahun", percents, notes)


def require_possible(year: int) -> None:
    """Raise Http404 for a year in which nothing can stand."""
    if year not in POSSIBLE_YEARS:
        raise Http404("Tahun ini tidak ada dalam aplikasi.")


def year_of(position: Position, year: int, *, today: datetime.date) -> PositionYear:
    """The year of one position, in a constant number of queries."""
    position = as_it_was(position, end_of(year))
    rows = tuple(year_rows([position.pk], year, today=today))
    overall = to_date(own_indicators(position), [row.figures for row in rows], year, policy_of(year))
    return PositionYear(position, year, rows, spending_of(position.pk, year), overall)


def unit_year_of(unit: WorkUnit, year: int, *, visible: PositionQuerySet, today: datetime.date) -> UnitYear:
    """The year of a unit: those of its positions, and of the units below, that are `visible` and have indicators.

    They are those of the last day of the year, of today, or of the unit, whichever comes first. The average is that of
    all their indicators, those of elected offices standing apart. A constant number of queries.
    """
    day = min(end_of(year), today, unit.valid_until or today)
    inside = positions_below(positions=[], units=[unit.pk], on=day)
    positions = visible.filter(pk__in=inside)
    past = Past.since(day)
    superiors = superiors_in(positions, past.superiors(day))
    sheets = sheets_of(positions, year, today=today)
    own: dict[Position, list[YearRow]] = defaultdict(list)
    for row in sheets.rows:
        past.tell(row.indicator.objective.position, day)
        own[row.indicator.objective.position].append(row)
    counted, policy = _counted(sheets, year), sheets.policy(year)
    whole = whole_unit(unit, is_partial=bool(inside - superiors.keys()))
    spending = shared_spending(positions, year)
    heads = highest({position.pk for position in own if position.unit_id == unit.pk}, superiors)
    return UnitYear(
        unit,
        year,
        rows=tuple(
            UnitRow(
                position,
                to_date(own_indicators(position), [row.figures for row in rows], year, policy),
                spending.of(position.pk),
            )
            for position, rows in sorted(own.items(), key=lambda item: not _stands_apart(item[0]))
        ),
        spending=spending.together,
        overall=to_date(whole, counted, year, policy),
        quarters=tuple(at_quarter(whole, counted, year, quarter, policy) for quarter in QUARTERS),
        past=_past(sheets, whole),
        heads=tuple((position, tuple(rows)) for position, rows in own.items() if position.pk in heads),
    )


def _past(sheets: Sheets, owner: str) -> tuple[YearSummary, ...]:
    by_year = {before: _counted(sheets, before) for before in sheets.years if before < sheets.year}
    return tuple(
        to_date(owner, counted, before, sheets.policy(before)) for before, counted in by_year.items() if counted
    )


def _counted(sheets: Sheets, year: int) -> list[YearFigures]:
    """What enters the average of a unit in one of the years."""
    return [figures for position, figures in sheets.of_year(year) if not _stands_apart(position)]


def _stands_apart(position: Position) -> bool:
    return position.kind in NATIONAL_OFFICE_KINDS


def years_with_figures(positions: Iterable[int] | PositionQuerySet, chosen: int) -> list[int]:
    """The years that can be looked at, newest first: those with targets of these positions, and the chosen one."""
    targets = Target.objects.of_positions(positions).order_by().values_list("year", flat=True).distinct()
    return sorted({*targets, chosen}, reverse=True)
