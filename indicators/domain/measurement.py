"""One indicator measured over a year or up to a quarter: accumulation, the right target, and the achievement."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext

from indicators.domain.accumulation import QUARTERS, Accumulated, accumulate
from indicators.domain.achievement import Achievement, achieve, unknown
from indicators.domain.formulas import EXACT
from indicators.domain.kinds import (
    NO,
    NOT_REPORTED,
    YES,
    Aggregation,
    Figure,
    Grade,
    Polarity,
    QuarterReading,
    Range,
    Value,
    ValueState,
)
from indicators.domain.numbers import format_value
from indicators.domain.periods import roman
from indicators.domain.policy import Policy
from indicators.domain.reasons import NoFigure

_STATE_REASONS = {
    ValueState.NOT_REPORTED: NoFigure.NOT_REPORTED,
    ValueState.NOT_APPLICABLE: NoFigure.NOT_APPLICABLE,
    ValueState.WAITING: NoFigure.WAITING,
}
_STATE_WORDS = {
    ValueState.NOT_REPORTED: "belum dilaporkan",
    ValueState.NOT_APPLICABLE: "tidak berlaku",
    ValueState.WAITING: "menunggu data",
}

_PER = re.compile(r"\bper\s+(?P<number>10{0,2}(?:\.?0{3})*)(?!\.?[0-9])(?:\s+(?P<word>ribu|juta)\b)?")
_WORDS = {None: 1, "ribu": 1000, "juta": 1_000_000}


@dataclass(frozen=True, slots=True)
class IndicatorSpec:
    """What measuring needs to know of an indicator; `scale` lists its grades, lowest first."""

    polarity: Polarity
    aggregation: Aggregation
    scale: tuple[str, ...] = ()

    @classmethod
    def of(cls, polarity: str, aggregation: str, scale: Sequence[str] = ()) -> "IndicatorSpec":
        """From stored values. Raises ValueError for an unknown polarity or aggregation."""
        return cls(Polarity(polarity), Aggregation(aggregation), tuple(scale))

    @property
    def ranks(self) -> tuple[str, ...]:
        """The grades by rank; a yes outranks a no."""
        return (NO, YES) if self.polarity is Polarity.YES_NO else self.scale


@dataclass(frozen=True, slots=True)
class Result:
    """An achievement with the realisation and target it compares, and notes (Indonesian) on what it rests on."""

    achievement: Achievement
    realised: Accumulated
    target: Value | None
    notes: tuple[str, ...] = ()


def year_result(
    spec: IndicatorSpec, *, target: Value | None, readings: Mapping[int, QuarterReading], policy: Policy
) -> Result:
    """The year: all reported quarters accumulated, against the annual target."""
    realised = accumulate(spec.aggregation, readings, scale=spec.ranks)
    return _measured(spec, target, realised, policy, _notes(spec, realised, readings, QUARTERS))


def quarter_result(
    spec: IndicatorSpec,
    *,
    quarter: int,
    target_year: Value | None,
    quarter_targets: Mapping[int, Value],
    readings: Mapping[int, QuarterReading],
    policy: Policy,
) -> Result:
    """The year to date at the end of `quarter` (1-4): accumulated quarters against the target to date.

    Quarter targets of SUM indicators are per quarter and add up; for the others the quarter's own target is the
    target to date. A quarter without target is not measured, and annual indicators are measured in quarter 4 only.
    In quarter 4 the annual target stands in when no quarter targets were given. A quarter that was itself not
    reported is never told from older ones.
    """
    target, reason = _target_to_date(spec, quarter, target_year, quarter_targets)
    if reason is not None:
        realised = accumulate(spec.aggregation, readings, scale=spec.ranks, through=quarter)
        return Result(unknown(reason, target, realised.value), realised, target)
    reading = readings.get(quarter, NOT_REPORTED)
    if reading.state is not ValueState.REPORTED:
        return _unmeasured(_STATE_REASONS[reading.state], target)
    realised = accumulate(spec.aggregation, readings, scale=spec.ranks, through=quarter)
    expected = tuple(number for number in QUARTERS[:quarter] if number in quarter_targets or not quarter_targets)
    notes = _notes(spec, realised, readings, expected)
    if spec.aggregation is Aggregation.SUM and quarter == 4:
        notes += _difference_note(target, target_year)
    return _measured(spec, target, realised, policy, notes)


def quarter_only_result(
    spec: IndicatorSpec,
    *,
    quarter: int,
    quarter_targets: Mapping[int, Value],
    readings: Mapping[int, QuarterReading],
    policy: Policy,
) -> Result:
    """That quarter alone against its own target; without one it is not measured."""
    target = quarter_targets.get(quarter)
    if target is None:
        return _unmeasured(NoFigure.NOT_MEASURED_THIS_QUARTER, None)
    realised = accumulate(Aggregation.LAST, {1: readings.get(quarter, NOT_REPORTED)}, through=1)
    quarters = (quarter,) if realised.quarters else ()
    missing = (quarter,) if realised.missing else ()
    alone = Accumulated(realised.value, realised.reason, quarters, realised.provisional, missing)
    return _measured(spec, target, alone, policy, ())


def _measured(
    spec: IndicatorSpec, target: Value | None, realised: Accumulated, policy: Policy, notes: tuple[str, ...]
) -> Result:
    """Compare; a realisation that cannot be told passes its reason on."""
    if realised.value is None and target is not None:
        achievement = unknown(realised.reason or NoFigure.NOT_REPORTED, target)
    else:
        achievement = achieve(
            polarity=spec.polarity, target=target, realised=realised.value, policy=policy, scale=spec.scale
        )
    return Result(achievement, realised, target, notes)


def _unmeasured(reason: NoFigure, target: Value | None) -> Result:
    return Result(unknown(reason, target), Accumulated(None, reason), target)


def _target_to_date(
    spec: IndicatorSpec, quarter: int, target_year: Value | None, quarter_targets: Mapping[int, Value]
) -> tuple[Value | None, NoFigure | None]:
    """The target up to the quarter's end, or why the quarter is not measured."""
    annual = spec.aggregation is Aggregation.ANNUAL
    if annual and quarter < 4:
        return None, NoFigure.NOT_MEASURED_THIS_QUARTER
    if spec.aggregation is Aggregation.SUM:
        given = [quarter_targets[number] for number in QUARTERS[:quarter] if number in quarter_targets]
        if given:
            total = _total(given)
            return total, None if total is not None else NoFigure.NOT_SUMMABLE
    elif quarter in quarter_targets:
        return quarter_targets[quarter], None
    if quarter == 4 and (annual or not quarter_targets):
        return target_year, None if target_year is not None else NoFigure.NO_TARGET
    return None, NoFigure.NOT_MEASURED_THIS_QUARTER


def _total(targets: Sequence[Value]) -> Value | None:
    """The sum of numbers and ranges (bound by bound); grades have none."""
    lower = upper = Decimal(0)
    with localcontext(EXACT):
        for target in targets:
            if isinstance(target, Grade):
                return None
            bounds = (target.lower, target.upper) if isinstance(target, Range) else (target.value, target.value)
            lower, upper = lower + bounds[0], upper + bounds[1]
    return Range(lower, upper) if any(isinstance(target, Range) for target in targets) else Figure(lower)


def _notes(
    spec: IndicatorSpec, realised: Accumulated, readings: Mapping[int, QuarterReading], expected: Sequence[int]
) -> tuple[str, ...]:
    """What a reader must know: quarters left out, an older figure standing in, provisional figures."""
    if realised.value is None:
        return ()
    notes: list[str] = []
    if spec.aggregation in (Aggregation.LAST, Aggregation.ANNUAL):
        if expected and realised.quarters[-1] < expected[-1]:
            notes.append(f"Memakai realisasi TW {roman(realised.quarters[-1])}")
    else:
        for quarter in expected:
            state = readings.get(quarter, NOT_REPORTED).state
            if state is not ValueState.REPORTED:
                notes.append(f"TW {roman(quarter)} {_STATE_WORDS[state]}")
    if realised.provisional:
        notes.append("Memuat angka sementara")
    return tuple(notes)


def _difference_note(total: Value | None, target_year: Value | None) -> tuple[str, ...]:
    """Say when the quarter targets do not add up to the annual one, with every decimal that makes the difference."""
    if total is None or target_year is None or total == target_year:
        return ()
    added, wanted = format_value(total, 6), format_value(target_year, 6)
    return (f"Jumlah target triwulan {added} berbeda dari target tahunan {wanted}",)


def component_value(numerator: Decimal, denominator: Decimal, multiplier: Decimal) -> Decimal:
    """Numerator / denominator x multiplier, e.g. 9 deaths of 8.233 births x 100.000. Raises ValueError for 0."""
    if denominator == 0:
        raise ValueError("Penyebut tidak boleh 0.")
    with localcontext(EXACT):
        return numerator * multiplier / denominator


def multiplier_for_unit(unit: str) -> Decimal:
    """What a ratio is multiplied with to be in `unit`: %/persen 100, "per 1.000 KH" 1000, otherwise 1."""
    words = unit.casefold()
    if "%" in words or "persen" in words:
        return Decimal(100)
    per = _PER.search(words)
    if per is None:
        return Decimal(1)
    return Decimal(per["number"].replace(".", "")) * _WORDS[per["word"]]
