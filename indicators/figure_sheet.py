"""One indicator through the years: targets, realisations and achievements of every quarter and every year."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from indicators.domain.kinds import NOT_REPORTED, Reading, Value
from indicators.domain.periods import roman
from indicators.domain.policy import Policy as PolicyValue
from indicators.enums import ValueState
from indicators.measurement import Line, line_of
from indicators.models import Indicator, Policy, Realisation, Target

QUARTERS = (1, 2, 3, 4)


@dataclass(frozen=True, slots=True)
class QuarterFigures:
    """One quarter: its own target and realisation, and the achievement of the year to date."""

    label: str
    target: Value | None
    reading: Reading
    line: Line
    report_id: int | None

    @property
    def is_told(self) -> bool:
        """Whether there is an achievement whose working can be shown."""
        return self.line.percent is not None

    @property
    def working(self) -> tuple[tuple[str, str], ...]:
        """How the achievement was computed."""
        return self.line.result.achievement.explain(self.line.policy)

    @property
    def state_words(self) -> str:
        """What is known instead of a value."""
        return str(ValueState(self.reading.state).label)


@dataclass(frozen=True, slots=True)
class YearFigures:
    """One year: the annual target, the accumulated realisation, and the four quarters."""

    year: int
    target: Value
    line: Line
    quarters: tuple[QuarterFigures, ...]

    @property
    def working(self) -> tuple[tuple[str, str], ...]:
        """How the year's achievement was computed."""
        return self.line.result.achievement.explain(self.line.policy)


def years_of(indicator: Indicator, *, statuses: Collection[str]) -> list[YearFigures]:
    """Every year with a target, newest first; figures of reports in other states than `statuses` stay unseen.

    Five queries, whatever the number of years.
    """
    targets = Target.objects.filter(indicator=indicator).prefetch_related("quarters").order_by("-year")
    policies = {policy.year: policy.as_domain() for policy in Policy.objects.prefetch_related("bands")}
    rows: dict[int, list[Realisation]] = defaultdict(list)
    for row in Realisation.objects.filter(indicator=indicator).select_related("report__period"):
        rows[row.report.period.year].append(row)
    return [
        _year(indicator, target, rows[target.year], policies.get(target.year, PolicyValue()), statuses)
        for target in targets
    ]


def _year(
    indicator: Indicator, target: Target, rows: list[Realisation], policy: PolicyValue, statuses: Collection[str]
) -> YearFigures:
    states = {row.report.period.quarter: row.report.status for row in rows}
    reports = {row.report.period.quarter: row.report_id for row in rows}
    readings = {row.report.period.quarter: row.reading for row in rows if row.report.status in statuses}
    annual = line_of(indicator, target, readings, states, year=target.year, quarter=None, policy=policy)
    quarters = tuple(
        QuarterFigures(
            label=f"TW {roman(quarter)}",
            target=annual.quarter_targets.get(quarter),
            reading=readings.get(quarter, NOT_REPORTED),
            line=line_of(indicator, target, readings, states, year=target.year, quarter=quarter, policy=policy),
            report_id=reports.get(quarter),
        )
        for quarter in QUARTERS
    )
    return YearFigures(target.year, target.value, annual, quarters)
