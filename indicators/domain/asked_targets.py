"""What is asked for by a quarter's end and of a whole year: without what does not apply."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal, localcontext

from indicators.domain.accumulation import QUARTERS
from indicators.domain.expectations import is_asked
from indicators.domain.formulas import EXACT
from indicators.domain.kinds import NOT_REPORTED, Aggregation, Figure, Grade, QuarterReading, Range, Value, ValueState
from indicators.domain.reasons import NoFigure
from indicators.domain.spec import IndicatorSpec


def target_to_date(
    spec: IndicatorSpec,
    quarter: int,
    target_year: Value | None,
    quarter_targets: Mapping[int, Value],
    readings: Mapping[int, QuarterReading],
) -> tuple[Value | None, NoFigure | None]:
    """The target up to the quarter's end, and why the quarter is not measured against it, if it is not."""
    if not is_asked(spec, quarter, quarter_targets):
        applying = _applying(QUARTERS[:quarter], quarter_targets, readings)
        is_sum = spec.aggregation is Aggregation.SUM and applying
        return (total_of(applying) if is_sum else None), NoFigure.NOT_MEASURED_THIS_QUARTER
    if spec.aggregation is Aggregation.SUM and quarter in quarter_targets:
        total = total_of(_applying(QUARTERS[:quarter], quarter_targets, readings, always=quarter))
        return total, None if total is not None else NoFigure.NOT_SUMMABLE
    if quarter in quarter_targets:
        return quarter_targets[quarter], None
    return target_year, None if target_year is not None else NoFigure.NO_TARGET


def _applying(
    quarters: Iterable[int],
    quarter_targets: Mapping[int, Value],
    readings: Mapping[int, QuarterReading],
    *,
    always: int | None = None,
) -> list[Value]:
    """The targets of these quarters: one that does not apply takes its target with it, except for `always`."""
    return [
        quarter_targets[quarter]
        for quarter in quarters
        if quarter in quarter_targets
        and (quarter == always or readings.get(quarter, NOT_REPORTED).state is not ValueState.NOT_APPLICABLE)
    ]


def asks_nothing(quarter_targets: Mapping[int, Value], readings: Mapping[int, QuarterReading]) -> bool:
    """Whether every quarter that has a target does not apply, so that nothing is asked of the year any more."""
    return bool(quarter_targets) and not _applying(QUARTERS, quarter_targets, readings)


def annual_target(
    spec: IndicatorSpec,
    target: Value | None,
    quarter_targets: Mapping[int, Value],
    readings: Mapping[int, QuarterReading],
) -> Value | None:
    """The year's target of a sum without the targets of quarters that do not apply.

    Where it cannot be taken off (a range of the year beside figures of its quarters), those that apply are added up.
    None is left when none applies (see `asks_nothing`).
    """
    if spec.aggregation is not Aggregation.SUM or target is None:
        return target
    applying = _applying(QUARTERS, quarter_targets, readings)
    if len(applying) == len(quarter_targets):
        return target
    if not applying:
        return None
    planned = total_of(list(quarter_targets.values()))
    remaining = total_of(applying)
    if isinstance(target, Figure) and isinstance(planned, Figure) and isinstance(remaining, Figure):
        with localcontext(EXACT):
            left = target.value - (planned.value - remaining.value)
        return Figure(left) if left >= 0 else remaining
    return remaining


def total_of(targets: Sequence[Value]) -> Value | None:
    """The sum of numbers and ranges (bound by bound); grades have none."""
    lower = upper = Decimal(0)
    with localcontext(EXACT):
        for target in targets:
            if isinstance(target, Grade):
                return None
            bounds = (target.lower, target.upper) if isinstance(target, Range) else (target.value, target.value)
            lower, upper = lower + bounds[0], upper + bounds[1]
    return Range(lower, upper) if any(isinstance(target, Range) for target in targets) else Figure(lower)
