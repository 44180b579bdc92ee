"""Values that rest on quarters of which nothing is known, and what is known all the same."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from indicators.domain.accumulation import Accumulated
from indicators.domain.asked_targets import total_of
from indicators.domain.expectations import quarters_behind
from indicators.domain.kinds import NOT_REPORTED, Aggregation, QuarterReading, Value, ValueState
from indicators.domain.numbers import format_exact
from indicators.domain.periods import roman
from indicators.domain.reasons import NoFigure
from indicators.domain.spec import IndicatorSpec


@dataclass(frozen=True, slots=True)
class Gap:
    """A value that rests on quarters of which nothing is known: the realisation that cannot be told, and why."""

    realised: Accumulated
    reason: NoFigure
    missing: tuple[int, ...]
    words: str


def gap_of(
    spec: IndicatorSpec,
    realised: Accumulated,
    quarter_targets: Mapping[int, Value],
    readings: Mapping[int, QuarterReading],
    due: Collection[int],
) -> Gap | None:
    """What keeps the value from being told; None when nothing does, and when nothing was reported at all.

    `due` are the quarters that should be known by now. A last figure rests on the newest of them: when that one does
    not apply, an older one does not stand in for it.
    """
    if realised.value is None:
        return None
    behind = quarters_behind(spec, quarter_targets=quarter_targets, begun=due, entered=realised.quarters)
    states = {quarter: readings.get(quarter, NOT_REPORTED).state for quarter in behind}
    found = {state: tuple(quarter for quarter in behind if states[quarter] is state) for state in ValueState}
    missing, waiting = found[ValueState.NOT_REPORTED], found[ValueState.WAITING]
    idle = found[ValueState.NOT_APPLICABLE] if spec.aggregation is Aggregation.LAST else ()
    if not (missing or waiting or idle):
        return None
    lacks = ((missing, "belum lapor"), (waiting, "menunggu data"), (idle, "tidak berlaku"))
    words = "; ".join(f"{word} {named(quarters)}" for quarters, word in lacks if quarters)
    reason = NoFigure.MISSING_QUARTER if missing else NoFigure.WAITING if waiting else NoFigure.NOT_APPLICABLE
    known = f"Yang dilaporkan: {_known(spec, realised, realised.value, quarter_targets)}."
    untold = Accumulated(None, reason, missing=(*missing, *waiting))
    return Gap(untold, reason, missing, f"{words[0].upper()}{words[1:]}. {known}")


def _known(spec: IndicatorSpec, realised: Accumulated, value: Value, quarter_targets: Mapping[int, Value]) -> str:
    """What the reported quarters come to, beside what was asked of them: `25 dari 40 yang diminta pada TW I, III`."""
    asked: Value | None = None
    if spec.aggregation is Aggregation.SUM:
        given = [quarter_targets[quarter] for quarter in realised.quarters if quarter in quarter_targets]
        asked = total_of(given) if given else None
    elif spec.aggregation is Aggregation.LAST:
        asked = quarter_targets.get(realised.quarters[-1])
    wanted = "" if asked is None else f" dari {format_exact(asked)} yang diminta"
    return f"{format_exact(value)}{wanted} pada {named(realised.quarters)}"


def named(quarters: Iterable[int]) -> str:
    """`TW I, III`."""
    return f"TW {', '.join(map(roman, quarters))}"
