"""The questions that every surface is asked, and the answers of the read model of measuring."""

from dataclasses import dataclass

from django.utils import timezone

from indicators.domain.numbers import format_percent
from indicators.models import Indicator, Target
from indicators.policies.facts import policy_of
from organisation.enums import NATIONAL_OFFICE_KINDS
from organisation.models import Position, WorkUnit
from organisation.scope import positions_below
from realisations.measurement.facts import indicator_lines
from realisations.measurement.lines import MeasuredIndicator
from realisations.measurement.position_year import sheets_in
from realisations.measurement.summaries import YearSummary, own_indicators, summed_up, to_date, whole_unit
from tests.truth.reading import NOTHING


@dataclass(frozen=True)
class Told:
    """What one surface tells of an owner; None where it does not speak of it."""

    indicators: dict[int, str] | None = None
    """Percentages by indicator, as they are shown."""

    average: str | None = None
    band: str | None = None
    part: str | None = None
    """The part of the year: `setahun`, or `s.d. TW II`."""

    whose: str | None = None


@dataclass(frozen=True)
class Question:
    """What did this position, or everybody in this unit, reach in the year, or by the end of the quarter?"""

    owner: Position | WorkUnit
    year: int
    quarter: int | None = None

    def __str__(self) -> str:
        """For whoever reads why a test failed."""
        return f"{self.owner} {self.year}{f' TW {self.quarter}' if self.quarter else ''}"


@dataclass(frozen=True)
class Answer:
    """What the read model says."""

    lines: tuple[MeasuredIndicator, ...]
    overall: YearSummary

    @property
    def told(self) -> Told:
        """As it should be shown."""
        average = self.overall.shown_average
        return Told(
            indicators={line.indicator.pk: shown_line(line) for line in self.lines},
            average=NOTHING if average is None else format_percent(average),
            band=self.overall.category,
            part=self.overall.stretch,
            whose=self.overall.whose,
        )


def shown_line(line: MeasuredIndicator) -> str:
    """The achievement of one line as text."""
    return NOTHING if line.shown_percent is None else format_percent(line.shown_percent)


def answer_to(question: Question) -> Answer:
    """The read model's answer, from the domain's figures."""
    owner, year, quarter = question.owner, question.year, question.quarter
    if isinstance(owner, Position):
        positions, name = [owner.pk], own_indicators(owner)
    else:
        inside = Position.objects.filter(pk__in=positions_below(positions=[], units=[owner.pk]))
        positions, name = inside.exclude(kind__in=NATIONAL_OFFICE_KINDS), whole_unit(owner)
    indicators, today = Indicator.objects.of_positions(positions), timezone.localdate()
    if quarter is None:
        sheets = sheets_in(indicators, year, today=today)
        figures = [found for _, found in sheets.of_year(year)]
        return Answer(tuple(one.judged for one in figures), to_date(name, figures, year, sheets.policy(year)))
    lines = tuple(indicator_lines(indicators, year=year, quarter=quarter, today=today))
    return Answer(lines, summed_up(name, lines, year=year, quarter=quarter, policy=policy_of(year)))


def positions() -> list[Position]:
    """Every position with an indicator."""
    found = Position.objects.filter(objectives__indicators__isnull=False).distinct()
    return list(found.select_related("unit").order_by("pk"))


def units() -> list[WorkUnit]:
    """Every unit with an indicator in it, or below it, that is not an elected office's."""
    measuring = {position.pk for position in positions() if position.kind not in NATIONAL_OFFICE_KINDS}
    found = WorkUnit.objects.order_by("pk")
    return [unit for unit in found if measuring & positions_below(positions=[], units=[unit.pk])]


def years() -> list[int]:
    """The years with targets, newest first."""
    return sorted(set(Target.objects.values_list("year", flat=True)), reverse=True)
