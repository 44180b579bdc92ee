"""One indicator measured over a year or up to a quarter: accumulation, the right target, and the achievement.

A value that rests on several quarters is told when each of them is: a quarter that was never reported is no zero.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from indicators.domain.accumulation import QUARTERS, Accumulated, accumulate, accumulated
from indicators.domain.achievement import Achievement, achieve, unknown
from indicators.domain.asked_targets import annual_target, asks_nothing, target_to_date
from indicators.domain.expectations import is_asked
from indicators.domain.gaps import Gap, gap_of, named
from indicators.domain.kinds import (
    NOT_REPORTED,
    Aggregation,
    QuarterReading,
    Value,
    ValueState,
)
from indicators.domain.numbers import format_exact
from indicators.domain.periods import roman
from indicators.domain.policy import Policy
from indicators.domain.reasons import NoFigure
from indicators.domain.spec import IndicatorSpec

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
_NOT_APPLICABLE = ValueState.NOT_APPLICABLE


@dataclass(frozen=True, slots=True)
class Result:
    """An achievement with the realisation and target it compares, and notes (Indonesian) on what it rests on."""

    achievement: Achievement
    realised: Accumulated
    target: Value | None
    notes: tuple[str, ...] = ()
    missing: tuple[int, ...] = ()
    """The quarters that were asked for and never reported, so that the value cannot be told."""

    untold: str = ""
    """Why the value cannot be told, with what is known of it, where more is known than the reason."""

    @property
    def why(self) -> str:
        """Why there is no percentage, in Indonesian; empty when there is one."""
        reason = self.achievement.reason
        return (self.untold or reason.sentence) if reason else ""


def year_result(
    spec: IndicatorSpec,
    *,
    target: Value | None,
    quarter_targets: Mapping[int, Value],
    readings: Mapping[int, QuarterReading],
    policy: Policy,
    begun: Collection[int],
) -> Result:
    """The year: all reported quarters accumulated, against the annual target.

    It cannot be told when a quarter that it rests on is not known: one that was asked for and is begun (`begun`), or
    lies before one that was answered. What was taken out by a PK Perubahan is not judged as a year, nor is a year of
    which no quarter that was asked for applies.
    """
    realised = accumulated(spec, readings)
    answered = (quarter for quarter, reading in readings.items() if reading.state is not ValueState.NOT_REPORTED)
    due = {*begun, *QUARTERS[: max(answered, default=0)]}
    gap = gap_of(spec, realised, quarter_targets, readings, due)
    if spec.is_dropped:
        return _dropped(spec, target, gap or realised)
    wanted = annual_target(spec, target, quarter_targets, readings)
    if asks_nothing(quarter_targets, readings):
        return _unasked(wanted, realised)
    if gap is not None:
        return _incomplete(gap, wanted)
    return _measured(spec, wanted, realised, policy, _notes(spec, realised, quarter_targets, readings, QUARTERS))


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

    Quarter targets of SUM indicators are per quarter and add up, without those of quarters that do not apply; for the
    others the quarter's own target is the target to date. A quarter without target is not measured, and annual
    indicators are measured in quarter 4 only; what was reached by then is kept. In quarter 4 the annual target stands
    in when no quarter targets were given. A quarter that was itself not reported is never told from older ones, and
    none is told over a gap before it.
    """
    through = QUARTERS[:quarter]
    realised = accumulated(spec, readings, through=quarter)
    gap = gap_of(spec, realised, quarter_targets, readings, through)
    if quarter > spec.last_quarter:
        return _dropped(spec, None, gap or realised)
    target, reason = target_to_date(spec, quarter, target_year, quarter_targets, readings)
    if reason is not None:
        known = gap.realised if gap else realised
        return Result(unknown(reason, target, known.value), known, target)
    reading = readings.get(quarter, NOT_REPORTED)
    if reading.state is not ValueState.REPORTED:
        return _unmeasured(_STATE_REASONS[reading.state], target)
    if gap is not None:
        return _incomplete(gap, target)
    notes = _notes(spec, realised, quarter_targets, readings, through)
    if spec.aggregation is Aggregation.SUM and quarter == QUARTERS[-1]:
        notes += _difference_note(target, annual_target(spec, target_year, quarter_targets, readings))
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
    if quarter > spec.last_quarter or target is None:
        return _unmeasured(NoFigure.NOT_MEASURED_THIS_QUARTER, None)
    realised = accumulate(Aggregation.LAST, {1: readings.get(quarter, NOT_REPORTED)}, scale=spec.ranks, through=1)
    quarters = (quarter,) if realised.quarters else ()
    missing = (quarter,) if realised.missing else ()
    alone = Accumulated(realised.value, realised.reason, quarters, realised.provisional, missing)
    return _measured(spec, target, alone, policy, ())


def _incomplete(gap: Gap, target: Value | None) -> Result:
    return Result(unknown(gap.reason, target), gap.realised, target, (), gap.missing, gap.words)


def _unasked(target: Value | None, realised: Accumulated) -> Result:
    """A year that asks for nothing any more: what was reported unasked is kept, and held against nothing."""
    known = (
        f" Yang dilaporkan: {format_exact(realised.value)} pada {named(realised.quarters)}." if realised.value else ""
    )
    words = f"Semua triwulan yang bertarget tidak berlaku (n/a), jadi tidak ada yang dinilai.{known}"
    return Result(unknown(NoFigure.NOT_APPLICABLE, target, realised.value), realised, target, untold=words)


def _dropped(spec: IndicatorSpec, target: Value | None, reached: Gap | Accumulated) -> Result:
    """What a PK Perubahan took out: neither owed nor judged; what was reached while the promise held is kept."""
    realised = reached.realised if isinstance(reached, Gap) else reached
    until = f", berlaku sampai TW {roman(spec.last_quarter)}" if spec.last_quarter else ", tidak berlaku tahun ini"
    words = f"Dikeluarkan lewat PK Perubahan{until}."
    return Result(unknown(NoFigure.DROPPED, target, realised.value), realised, target, untold=words)


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


def _notes(
    spec: IndicatorSpec,
    realised: Accumulated,
    quarter_targets: Mapping[int, Value],
    readings: Mapping[int, QuarterReading],
    quarters: Sequence[int],
) -> tuple[str, ...]:
    """What a reader must know: quarters left out, an older figure standing in, provisional figures.

    A quarter that is not measured and of which nothing was said is not left out.
    """
    if realised.value is None:
        return ()
    states = {quarter: readings.get(quarter, NOT_REPORTED).state for quarter in quarters}
    expected = [
        quarter
        for quarter, state in states.items()
        if state is not ValueState.NOT_REPORTED or is_asked(spec, quarter, quarter_targets)
    ]
    notes: list[str] = []
    if spec.aggregation in (Aggregation.LAST, Aggregation.ANNUAL):
        if expected and realised.quarters[-1] < expected[-1]:
            notes.append(f"Memakai realisasi TW {roman(realised.quarters[-1])}")
    else:
        for quarter in expected:
            if states[quarter] is not ValueState.REPORTED:
                takes = spec.aggregation is Aggregation.SUM and quarter in quarter_targets
                without = ", targetnya tidak dihitung" if takes and states[quarter] is _NOT_APPLICABLE else ""
                notes.append(f"TW {roman(quarter)} {_STATE_WORDS[states[quarter]]}{without}")
    if realised.provisional:
        notes.append("Memuat angka sementara")
    return tuple(notes)


def _difference_note(total: Value | None, target_year: Value | None) -> tuple[str, ...]:
    """Say when the quarter targets do not add up to the annual one, with every decimal that makes the difference."""
    if total is None or target_year is None or total == target_year:
        return ()
    added, wanted = format_exact(total), format_exact(target_year)
    return (f"Jumlah target triwulan {added} berbeda dari target tahunan {wanted}",)
