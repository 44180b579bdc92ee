"""The performance of positions in one year: every quarter, the year, the years before, an estimate of the end.

Rows in, frozen rows out; every figure comes from the pure domain, and the line of the year is the one that the
dashboard averages. Figures of drafts are nobody's business here, not even their author's: the page, its print and its
workbook say the same to everybody who may see them.
"""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from indicators.calendar.facts import begun_quarters
from indicators.domain.comparison import Movement, YearComparison, compare
from indicators.domain.kinds import Aggregation, Value
from indicators.domain.policy import Policy as PolicyValue
from indicators.domain.projection import Projection, outstanding_quarters, project
from indicators.models import Indicator, Policy, Target
from indicators.querysets import IndicatorQuerySet
from indicators.versions.facts import DIFFERENT, is_other_version_in
from organisation.models import Position
from organisation.querysets import PositionQuerySet
from realisations.measurement.facts import HANDED_IN
from realisations.measurement.indicator_year import QuarterFigures, YearFigures, year_figures
from realisations.measurement.lines import MeasuredIndicator
from realisations.models import Realisation

UNLIKE_QUARTERS = "triwulan yang dilaporkan berbeda"
YEARS_SHOWN = 5
"""The year and the four before it (LKjIP: the trend of n-4 to n)."""


@dataclass(frozen=True)
class YearRow:
    """One indicator in the year, with as many of the years before as are known."""

    indicator: Indicator
    figures: YearFigures
    past: tuple[YearFigures, ...]
    """The years before that have a target or a realisation, oldest first; at most four."""

    @property
    def line(self) -> MeasuredIndicator:
        """The year's line: what the dashboard shows and averages."""
        return self.figures.line

    @property
    def judged(self) -> MeasuredIndicator:
        """What is judged of the year: the year when it is whole, before that the newest verified quarter to date."""
        return self.figures.judged

    @property
    def years(self) -> tuple[YearFigures, ...]:
        """The years that are known, oldest first, this one last."""
        return (*self.past, self.figures)

    def of_year(self, year: int) -> YearFigures | None:
        """What is known of the indicator in that year."""
        return next((figures for figures in self.years if figures.year == year), None)

    @cached_property
    def estimate(self) -> Projection:
        """What the year may come to; the figure itself once no quarter is outstanding."""
        return project(
            self.line.spec,
            target=self.figures.target,
            quarter_targets=self.line.quarter_targets,
            readings=self.line.readings,
            policy=self.line.policy,
        )

    @property
    def projection(self) -> Projection | None:
        """The estimate as far as it says more than the figure: None once the year is complete."""
        return self.estimate if self.estimate.outstanding else None

    @property
    def projection_percent(self) -> Decimal | None:
        """The achievement that the estimate would give, as the policy shows it; it has no colour of its own."""
        achievement = self.estimate.achievement
        return achievement.shown(self.line.policy) if achievement else None

    @property
    def through(self) -> QuarterFigures | None:
        """The newest quarter that was reported, of a year that is not complete; None otherwise."""
        if not self.estimate.outstanding:
            return None
        known = [quarter for quarter in self.figures.quarters if quarter.reading.value is not None]
        return known[-1] if known else None

    @property
    def compared_line(self) -> MeasuredIndicator:
        """What is held against the year before: the year, or the year to date as long as it is not complete."""
        return self.through.line if self.through else self.line

    @property
    def line_before(self) -> MeasuredIndicator | None:
        """The same stretch of the year before; None when nothing is known of that year."""
        before = self.of_year(self.figures.year - 1)
        if before is None or self.through is None:
            return before.line if before else None
        return before.quarters[self.figures.quarters.index(self.through)].line

    @property
    def no_comparison(self) -> str:
        """Why nothing is compared although the matter was measured the year before; empty when that is no reason."""
        if is_other_version_in(self.indicator, self.figures.year - 1):
            return DIFFERENT
        return UNLIKE_QUARTERS if self._sums_other_quarters else ""

    @property
    def _sums_other_quarters(self) -> bool:
        """Whether one of the two sums lacks a quarter that the other has: a gap is no zero, and no worse year."""
        before = self.of_year(self.figures.year - 1)
        if before is None or self.indicator.aggregation != Aggregation.SUM:
            return False
        return self._lacking(before) != self._lacking(self.figures)

    def _lacking(self, figures: YearFigures) -> list[int]:
        """The quarters of the compared stretch that were asked for in that year and not reported."""
        end = self.figures.quarters.index(self.through) + 1 if self.through else 4
        line = figures.line
        missing = outstanding_quarters(line.spec, line.quarter_targets, line.readings)
        return [quarter for quarter in missing if quarter <= end]

    @cached_property
    def comparison(self) -> YearComparison | None:
        """This year beside the year before; None when nothing is known of it."""
        before, now = self.line_before, self.compared_line
        if before is None or self.no_comparison:
            return None
        return compare(
            self.indicator.spec,
            before=before.realised.value,
            after=now.realised.value,
            achieved_before=before.result.achievement,
            achieved_after=now.result.achievement,
        )

    @property
    def comparison_tone(self) -> str:
        """The colour of the verdict, by polarity; the word always stands beside it."""
        verdict = self.comparison.verdict if self.comparison else None
        return {Movement.BETTER: "success", Movement.WORSE: "danger"}.get(verdict, "neutral")

    @property
    def compared_label(self) -> str:
        """What the comparison is with: `2025`, or `TW II 2025` while the year is under way."""
        year = self.figures.year - 1
        return f"s.d. {self.through.label} {year}" if self.through else str(year)

    @property
    def value_before(self) -> Value | None:
        """What had been reached by then, the year before."""
        return self.line_before.realised.value if self.line_before else None


def year_rows(positions: Iterable[int] | PositionQuerySet, year: int, *, today: datetime.date) -> list[YearRow]:
    """Every indicator of these positions (ids) that is planned or reported in the year, in the order of protocol.

    Seven queries, whatever the number of positions, indicators and years.
    """
    return Sheets(_indicators(positions, year), year, today).rows


def sheets_of(positions: Iterable[int] | PositionQuerySet, year: int, *, today: datetime.date) -> "Sheets":
    """The same with the earlier years of which a trend speaks, each with the indicators that it had itself."""
    return Sheets(_indicators(positions, *_shown(year)), year, today)


def sheets_in(indicators: IndicatorQuerySet, *years: int, today: datetime.date) -> "Sheets":
    """The years (the newest last) of those of these indicators that are planned or reported in the newest. Seven
    queries.
    """
    chosen = indicators.planned_or_reported_in(years[-1]).select_related("objective__position__unit").in_order()
    return Sheets(list(chosen), years[-1], today, years=years)


def _indicators(positions: Iterable[int] | PositionQuerySet, *years: int) -> list[Indicator]:
    chosen = Indicator.objects.of_positions(positions).planned_or_reported_in(*years)
    return list(chosen.select_related("objective__position__unit").in_order())


def _shown(year: int) -> range:
    return range(year - YEARS_SHOWN + 1, year + 1)


class Sheets:
    """The rows behind several indicators and years, each kind read once."""

    def __init__(self, indicators: list[Indicator], year: int, today: datetime.date, years: Sequence[int] = ()) -> None:
        self.year, self.years = year, years or _shown(year)
        self._indicators, years = indicators, self.years
        targets = Target.objects.filter(indicator__in=indicators, year__in=years).prefetch_related("quarters")
        self._targets = {(target.indicator_id, target.year): target for target in targets}
        self._rows: dict[tuple[int, int], list[Realisation]] = defaultdict(list)
        rows = Realisation.objects.filter(indicator__in=indicators, report__period__year__in=years)
        for row in rows.select_related("report__period"):
            self._rows[row.indicator_id, row.report.period.year].append(row)
        policies = Policy.objects.filter(year__in=years).prefetch_related("bands")
        self._policies = {policy.year: policy.as_domain() for policy in policies}
        self._begun = begun_quarters(years, today=today)

        self._known: dict[tuple[int, int], YearFigures] = {}

    @cached_property
    def rows(self) -> list[YearRow]:
        """Every indicator that is planned or reported in the year, with the years before."""
        found = ((indicator, self._figures(indicator, self.year)) for indicator in self._indicators)
        return [YearRow(indicator, figures, self._past(indicator)) for indicator, figures in found if figures]

    def of_year(self, year: int) -> list[tuple[Position, YearFigures]]:
        """What was planned or reported in one of the years, with whose it is."""
        found = ((indicator, self._figures(indicator, year)) for indicator in self._indicators)
        return [(indicator.objective.position, figures) for indicator, figures in found if figures]

    def policy(self, year: int) -> PolicyValue:
        """The government's choices for one of the years."""
        return self._policies.get(year, PolicyValue())

    def _past(self, indicator: Indicator) -> tuple[YearFigures, ...]:
        past = (self._figures(indicator, before) for before in self.years if before < self.year)
        return tuple(figures for figures in past if figures)

    def _figures(self, indicator: Indicator, year: int) -> YearFigures | None:
        """The year of an indicator, measured once; None when it was neither planned nor reported."""
        key = (indicator.pk, year)
        if key not in self._known and (key in self._targets or key in self._rows):
            self._known[key] = self._measured(indicator, year)
        return self._known.get(key)

    def _measured(self, indicator: Indicator, year: int) -> YearFigures:
        key = (indicator.pk, year)
        return year_figures(
            indicator,
            year,
            self._targets.get(key),
            self._rows.get(key, ()),
            policy=self.policy(year),
            statuses=HANDED_IN,
            begun=self._begun,
        )
