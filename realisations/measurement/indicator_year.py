"""One indicator through the years: targets, realisations and achievements of every quarter and every year."""

import datetime
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from functools import cached_property, partial

from indicators.calendar.facts import begun_quarters
from indicators.domain.accumulation import QUARTERS
from indicators.domain.expectations import is_asked
from indicators.domain.kinds import NOT_REPORTED, QuarterReading, Value
from indicators.domain.periods import roman
from indicators.domain.policy import Policy as PolicyValue
from indicators.domain.working import Step
from indicators.enums import ValueState
from indicators.models import Indicator, Policy, Target
from realisations.enums import ReportStatus
from realisations.measurement.facts import HANDED_IN, line_of
from realisations.measurement.lines import MeasuredIndicator
from realisations.models import Realisation

NOT_BEGUN = "Belum dibuka"


@dataclass(frozen=True, slots=True)
class QuarterFigures:
    """One quarter: its own target and realisation, and the achievement of the year to date."""

    label: str
    target: Value | None
    reading: QuarterReading
    line: MeasuredIndicator
    report_id: int | None
    is_begun: bool
    is_verified: bool = False
    """Whether its own figure stands in a verified report; the year to date may still lack another quarter."""

    @property
    def is_known(self) -> bool:
        """Whether there is an achievement whose working can be shown."""
        return self.line.percent is not None

    @property
    def working(self) -> tuple[Step, ...]:
        """How the achievement was computed."""
        return self.line.working

    @property
    def state_words(self) -> str:
        """What is known instead of a value."""
        if self.report_id is None and not self.is_begun:
            return NOT_BEGUN
        return str(ValueState(self.reading.state).label)

    @property
    def report_words(self) -> str:
        """Where the report stands; a quarter that was not opened yet owes none."""
        if self.report_id is None and not self.is_begun:
            return NOT_BEGUN
        return self.line.report_label

    @property
    def words(self) -> str:
        """What is known instead of a value, or that the quarter asks for none; else where the report stands."""
        if self.reading.value is not None:
            return self.report_words
        return self.state_words if self.line.is_measured else self.line.report_label

    @property
    def is_owed(self) -> bool:
        """Whether a figure is asked for by now and nobody has reported it."""
        return self.is_begun and self.report_id is None and self.line.is_measured


@dataclass(frozen=True)
class YearFigures:
    """One year: the annual target, the accumulated realisation, and the four quarters, measured when asked for."""

    year: int
    target: Value | None
    line: MeasuredIndicator
    verified: frozenset[int]
    """The quarters of which a verified report says something."""

    measure_quarters: Callable[[], tuple[QuarterFigures, ...]] = field(compare=False, repr=False)

    @cached_property
    def quarters(self) -> tuple[QuarterFigures, ...]:
        """The four quarters."""
        return self.measure_quarters()

    @property
    def working(self) -> tuple[Step, ...]:
        """How the year's achievement was computed."""
        return self.line.working

    @property
    def is_whole(self) -> bool:
        """Whether no quarter is still to come after the newest that was verified.

        Where nothing was verified, after the newest that was answered. A gap before it does not make the year run on;
        the line itself says that it is owed. A quarter that was only sent ends no year of verified ones.
        """
        readings = self.line.readings.items()
        answered = {number for number, reading in readings if reading.state != NOT_REPORTED.state}
        coming = QUARTERS[max(self.verified or answered, default=0) :]
        return not any(is_asked(self.line.spec, number, self.line.quarter_targets) for number in coming)

    @property
    def judged(self) -> MeasuredIndicator:
        """What may be judged: the year once it is whole; before that the newest verified quarter, to date.

        Without a verified one the newest that was handed in; without any the year, of which nothing is known. A gap
        before that quarter is told: an older quarter, before the gap, does not stand in for it. Figures of quarters
        alone that the indicator does not measure are no year either.
        """
        if self.is_whole:
            return self.line
        known = [one for one in self.quarters if one.reading.value is not None]
        measured = [one for one in known if one.line.is_measured]
        verified = [one for one in measured if one.is_verified]
        unasked = known if self.line.percent is not None else []
        newest = (verified or measured or unasked)[-1:]
        return newest[0].line if newest else self.line

    @property
    def judged_label(self) -> str:
        """What the judgement speaks of: `setahun`, or `s.d. TW II`."""
        return self.judged.stretch

    @property
    def owed(self) -> str:
        """The quarters that should have been reported by now, so that nobody takes the year for complete."""
        return ", ".join(quarter.label for quarter in self.quarters if quarter.is_owed)


def years_of(
    indicator: Indicator, *, statuses: Collection[str], today: datetime.date
) -> list[tuple[YearFigures, YearFigures]]:
    """Every year with a target, newest first, twice: as a reader of reports in these `statuses` sees its quarters, and
    as everybody is told, from reports that were handed in.

    Six queries, whatever the number of years.
    """
    targets = Target.objects.filter(indicator=indicator).prefetch_related("quarters").order_by("-year")
    policies = {policy.year: policy.as_domain() for policy in Policy.objects.prefetch_related("bands")}
    rows: dict[int, list[Realisation]] = defaultdict(list)
    for row in Realisation.objects.filter(indicator=indicator).select_related("report__period"):
        rows[row.report.period.year].append(row)
    begun = begun_quarters({target.year for target in targets}, today=today)

    def figures(target: Target, seen: Collection[str]) -> YearFigures:
        policy = policies.get(target.year, PolicyValue())
        of_year = (indicator, target.year, target, rows[target.year])
        return year_figures(*of_year, policy=policy, statuses=seen, begun=begun)

    return [(figures(target, statuses), figures(target, HANDED_IN)) for target in targets]


def year_figures(
    indicator: Indicator,
    year: int,
    target: Target | None,
    rows: Iterable[Realisation],
    *,
    policy: PolicyValue,
    statuses: Collection[str],
    begun: Collection[tuple[int, int]],
) -> YearFigures:
    """One indicator's year from its rows, all loaded: realisations with report and period, target with quarters."""
    by_quarter = {row.report.period.quarter: row for row in rows}
    states = {quarter: row.report.status for quarter, row in by_quarter.items()}
    readings = {quarter: row.reading for quarter, row in by_quarter.items() if row.report.status in statuses}
    numbers = frozenset(number for begun_year, number in begun if begun_year == year)
    measure = partial(line_of, indicator, target, readings, states, year=year, policy=policy, begun=numbers)
    annual = measure(quarter=None)

    def quarters() -> tuple[QuarterFigures, ...]:
        return tuple(
            QuarterFigures(
                label=f"TW {roman(quarter)}",
                target=annual.quarter_targets.get(quarter),
                reading=readings.get(quarter, NOT_REPORTED),
                line=measure(quarter=quarter),
                report_id=by_quarter[quarter].report_id if quarter in by_quarter else None,
                is_begun=quarter in numbers,
                is_verified=quarter in readings
                and readings[quarter].value is not None
                and states[quarter] == ReportStatus.VERIFIED,
            )
            for quarter in QUARTERS
        )

    verified = frozenset(
        quarter
        for quarter, reading in readings.items()
        if states[quarter] == ReportStatus.VERIFIED and reading.state != NOT_REPORTED.state
    )
    return YearFigures(year, target.value if target else None, annual, verified, quarters)
