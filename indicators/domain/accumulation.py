"""Quarters into one figure: sum, last, average, highest, lowest, annual only, or pooled.

Only reported quarters count and quarters may be skipped: after TW I and TW III, the last one is TW III.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext

from indicators.domain.formulas import EXACT
from indicators.domain.kinds import Aggregation, Figure, Grade, QuarterReading, ValueState
from indicators.domain.ratios import component_value
from indicators.domain.reasons import NoFigure
from indicators.domain.spec import IndicatorSpec

QUARTERS = (1, 2, 3, 4)


@dataclass(frozen=True, slots=True)
class Accumulated:
    """The realisation of several quarters, or the reason why there is none.

    `quarters` are those that entered the value; `missing` those without a report or still waiting (quarters that do
    not apply are not missing); `provisional` when any quarter that entered is.
    """

    value: Figure | Grade | None
    reason: NoFigure | None = None
    quarters: tuple[int, ...] = ()
    provisional: bool = False
    missing: tuple[int, ...] = ()


def accumulated(spec: IndicatorSpec, readings: Mapping[int, QuarterReading], *, through: int = 4) -> Accumulated:
    """Bring the readings of quarters 1 to `through` into one value, as far as the promise of the year goes."""
    end = min(through, spec.last_quarter)
    return accumulate(spec.aggregation, readings, scale=spec.ranks, through=end, multiplier=spec.multiplier)


def accumulate(
    aggregation: Aggregation,
    readings: Mapping[int, QuarterReading],
    *,
    scale: Sequence[str] = (),
    through: int = 4,
    multiplier: Decimal = Decimal(1),
) -> Accumulated:
    """Bring the readings of quarters 1 to `through` (keys of `readings`) into one value.

    `scale` ranks grades, lowest first, for MAX and MIN. Grades cannot be summed or averaged, and MAX or MIN of a grade
    outside the scale cannot be told. An ANNUAL figure exists in quarter 4 only; what stands in another one is no figure
    of the year. A POOLED one is the sum of the numerators by that of the denominators, times `multiplier`; it cannot be
    told as long as a figure came without them.
    """
    expected = QUARTERS[3:through] if aggregation is Aggregation.ANNUAL else QUARTERS[:through]
    missing = tuple(quarter for quarter in expected if _is_missing(readings.get(quarter)))
    values: dict[int, Figure | Grade] = {}
    for quarter in expected:
        reading = readings.get(quarter)
        if reading is not None and reading.value is not None:
            values[quarter] = reading.value
    if not values:
        return Accumulated(None, _why_empty(readings, QUARTERS[:through]), missing=missing)
    if aggregation is Aggregation.POOLED:
        combined = _pooled({quarter: readings[quarter].parts for quarter in values}, multiplier)
    else:
        combined = _combine(aggregation, values, scale)
    if isinstance(combined, NoFigure):
        return Accumulated(None, combined, missing=missing)
    value, used = combined
    return Accumulated(value, None, used, any(readings[quarter].provisional for quarter in used), missing)


def _is_missing(reading: QuarterReading | None) -> bool:
    return reading is None or reading.state in (ValueState.NOT_REPORTED, ValueState.WAITING)


def _why_empty(readings: Mapping[int, QuarterReading], expected: Sequence[int]) -> NoFigure:
    """No value at all: waiting outweighs not applicable, which outweighs silence."""
    states = {readings[quarter].state for quarter in expected if quarter in readings}
    if ValueState.WAITING in states:
        return NoFigure.WAITING
    return NoFigure.NOT_APPLICABLE if ValueState.NOT_APPLICABLE in states else NoFigure.NOT_REPORTED


def _pooled(
    parts: Mapping[int, tuple[Decimal, Decimal] | None], multiplier: Decimal
) -> tuple[Figure | Grade, tuple[int, ...]] | NoFigure:
    """All numerators by all denominators: a mean of shares would weigh a small quarter like a big one."""
    known = [pair for pair in parts.values() if pair is not None]
    if len(known) < len(parts):
        return NoFigure.WITHOUT_PARTS
    with localcontext(EXACT):
        numerator, denominator = (sum(side, Decimal(0)) for side in zip(*known, strict=True))
    if not denominator:
        return NoFigure.ZERO_DENOMINATOR
    return Figure(component_value(numerator, denominator, multiplier)), tuple(sorted(parts))


def _combine(
    aggregation: Aggregation, values: Mapping[int, Figure | Grade], scale: Sequence[str]
) -> tuple[Figure | Grade, tuple[int, ...]] | NoFigure:
    """The combined value with the quarters that it rests on."""
    quarters = tuple(sorted(values))
    if aggregation in (Aggregation.LAST, Aggregation.ANNUAL):
        return values[quarters[-1]], quarters[-1:]
    figures = [value.value for value in values.values() if isinstance(value, Figure)]
    if not figures:
        return _best_grade(aggregation, values, scale)
    if len(figures) < len(values):
        return NoFigure.DIFFERENT_KINDS
    return Figure(_of_figures(aggregation, figures)), quarters


def _of_figures(aggregation: Aggregation, figures: Sequence[Decimal]) -> Decimal:
    if aggregation is Aggregation.MAX:
        return max(figures)
    if aggregation is Aggregation.MIN:
        return min(figures)
    with localcontext(EXACT):
        total = sum(figures, Decimal(0))
        return total if aggregation is Aggregation.SUM else total / len(figures)


def _best_grade(
    aggregation: Aggregation, values: Mapping[int, Figure | Grade], scale: Sequence[str]
) -> tuple[Grade, tuple[int, ...]] | NoFigure:
    """The highest or lowest grade by its place in the scale."""
    if aggregation in (Aggregation.SUM, Aggregation.AVERAGE):
        return NoFigure.NOT_SUMMABLE
    ranks = {label.casefold(): rank for rank, label in enumerate(scale)}
    grades = [value for value in values.values() if isinstance(value, Grade)]
    if any(grade.label.casefold() not in ranks for grade in grades):
        return NoFigure.UNKNOWN_GRADE
    choose = max if aggregation is Aggregation.MAX else min
    return choose(grades, key=lambda grade: ranks[grade.label.casefold()]), tuple(sorted(values))
