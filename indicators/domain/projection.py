"""What the year may come to when it goes on as it began: an estimate (perkiraan), never a figure.

By the rule of accumulation:
* SUM: what the coming quarters are expected to add goes at the pace of those reported, measured by their targets;
  without targets to measure by, each adds the mean so far;
* LAST: the newest figure follows the course of the targets to the year's end; without such a course it is held;
* AVERAGE and POOLED: the mean so far; MAX and MIN: the highest or lowest so far, which can only be passed;
* ANNUAL: nobody can tell before the figure appears.

The estimate never falls when a realisation rises, does not depend on the order of the quarters, and is the accumulated
figure itself once no quarter is outstanding.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, localcontext

from indicators.domain.accumulation import QUARTERS, Accumulated, accumulated
from indicators.domain.achievement import Achievement, achieve
from indicators.domain.asked_targets import annual_target, asks_nothing
from indicators.domain.expectations import is_asked
from indicators.domain.formulas import EXACT
from indicators.domain.gaps import gap_of
from indicators.domain.kinds import NOT_REPORTED, Aggregation, Figure, Grade, QuarterReading, Value, ValueState
from indicators.domain.numbers import format_figure, format_number
from indicators.domain.periods import roman
from indicators.domain.policy import Policy
from indicators.domain.spec import IndicatorSpec

_OUTSTANDING = (ValueState.NOT_REPORTED, ValueState.WAITING)


@dataclass(frozen=True, slots=True)
class Projection:
    """An estimate of the year's realisation with its achievement, and in words how it was made.

    `value` is None when nothing can be estimated; `how` then says why. `outstanding` are the quarters that are still
    to come or were never reported.
    """

    value: Figure | Grade | None
    how: str
    achievement: Achievement | None
    outstanding: tuple[int, ...]


def outstanding_quarters(
    spec: IndicatorSpec, quarter_targets: Mapping[int, Value], readings: Mapping[int, QuarterReading]
) -> tuple[int, ...]:
    """The quarters that the year's figure still waits for; what does not apply is not waited for.

    A last figure waits for nothing that lies before it.
    """
    missing = [
        quarter
        for quarter in QUARTERS
        if is_asked(spec, quarter, quarter_targets) and readings.get(quarter, NOT_REPORTED).state in _OUTSTANDING
    ]
    if spec.aggregation is Aggregation.LAST:
        newest = max((quarter for quarter, reading in readings.items() if reading.value is not None), default=0)
        missing = [quarter for quarter in missing if quarter > newest]
    return tuple(missing)


def project(
    spec: IndicatorSpec,
    *,
    target: Value | None,
    quarter_targets: Mapping[int, Value],
    readings: Mapping[int, QuarterReading],
    policy: Policy,
) -> Projection:
    """Estimate the year from what was reported, and hold it against the annual target."""
    outstanding = outstanding_quarters(spec, quarter_targets, readings)
    realised = accumulated(spec, readings)
    wanted = annual_target(spec, target, quarter_targets, readings)
    value, how = _estimate(spec, realised, outstanding, wanted, quarter_targets, readings)
    achievement = None
    if value is not None and not asks_nothing(quarter_targets, readings):
        achievement = achieve(polarity=spec.polarity, target=wanted, realised=value, policy=policy, scale=spec.scale)
    return Projection(value, how, achievement, outstanding)


def _estimate(
    spec: IndicatorSpec,
    realised: Accumulated,
    outstanding: tuple[int, ...],
    target: Value | None,
    quarter_targets: Mapping[int, Value],
    readings: Mapping[int, QuarterReading],
) -> tuple[Figure | Grade | None, str]:
    if spec.is_dropped:
        return None, "Indikator dikeluarkan lewat PK Perubahan, jadi tidak diperkirakan."
    if spec.aggregation is Aggregation.ANNUAL and outstanding:
        return None, "Indikator tahunan baru diukur pada triwulan IV, jadi tidak diperkirakan."
    if realised.value is None:
        return None, "Belum ada realisasi yang dapat menjadi dasar perkiraan."
    if not outstanding:
        gap = gap_of(spec, realised, quarter_targets, readings, QUARTERS)
        return (None, gap.words) if gap else (realised.value, "Semua triwulan sudah dilaporkan; ini angka setahun.")
    if spec.aggregation is Aggregation.SUM and isinstance(realised.value, Figure):
        return _summed(realised.value, realised.quarters, outstanding, quarter_targets)
    if spec.aggregation is Aggregation.LAST:
        return _carried(realised.value, realised.quarters[-1], target, quarter_targets)
    words = {
        Aggregation.AVERAGE: f"Rata-rata {_named(realised.quarters)} dianggap bertahan sampai akhir tahun.",
        Aggregation.POOLED: f"Nilai gabungan {_named(realised.quarters)} dianggap bertahan sampai akhir tahun.",
        Aggregation.MAX: f"Nilai tertinggi {_named(realised.quarters)}; triwulan berikutnya hanya dapat menaikkannya.",
        Aggregation.MIN: f"Nilai terendah {_named(realised.quarters)}; triwulan berikutnya hanya dapat menurunkannya.",
    }
    return realised.value, words[spec.aggregation]


def _summed(
    so_far: Figure, quarters: tuple[int, ...], outstanding: tuple[int, ...], quarter_targets: Mapping[int, Value]
) -> tuple[Figure, str]:
    """By the pace against the quarters' targets where they can be added, else by the mean of the quarters."""
    behind, ahead = _total(quarter_targets, quarters), _total(quarter_targets, outstanding)
    with localcontext(EXACT):
        if behind and behind > 0 and ahead is not None and ahead >= 0:
            value = so_far.value + so_far.value * ahead / behind
            how = (
                f"Realisasi {_text(so_far)} adalah {format_number(so_far.value * 100 / behind)}% dari target "
                f"{_named(quarters)}; target {_named(outstanding)} sebesar {_text(Figure(ahead))} dianggap tercapai "
                "dengan laju yang sama."
            )
        else:
            value = so_far.value + so_far.value * len(outstanding) / len(quarters)
            how = f"Rata-rata {_named(quarters)} dianggap bertambah lagi pada {_named(outstanding)}."
    return Figure(value), how


def _carried(
    newest: Figure | Grade, quarter: int, target: Value | None, quarter_targets: Mapping[int, Value]
) -> tuple[Figure | Grade, str]:
    """Along the course of the targets where there is one, else held."""
    now, end = quarter_targets.get(quarter), quarter_targets.get(QUARTERS[-1], target)
    course = _course(now, end)
    if course is None or not isinstance(newest, Figure):
        return newest, f"Realisasi TW {roman(quarter)} dianggap bertahan sampai akhir tahun."
    first, last = course
    with localcontext(EXACT):
        value = Figure(newest.value * last.value / first.value)
    return value, (
        f"Realisasi TW {roman(quarter)} dianggap mengikuti arah targetnya, dari {_text(first)} menjadi {_text(last)} "
        "pada akhir tahun."
    )


def _course(now: Value | None, end: Value | None) -> tuple[Figure, Figure] | None:
    """The way that the targets go from now to the year's end; None when they stay or cannot be divided."""
    if isinstance(now, Figure) and isinstance(end, Figure) and now != end and now.value > 0 and end.value >= 0:
        return now, end
    return None


def _total(targets: Mapping[int, Value], quarters: tuple[int, ...]) -> Decimal | None:
    """The sum of the quarters' targets; None when one of them is missing or no number."""
    found = [targets.get(quarter) for quarter in quarters]
    figures = [value.value for value in found if isinstance(value, Figure)]
    return sum(figures, Decimal(0)) if len(figures) == len(found) else None


def _named(quarters: tuple[int, ...]) -> str:
    return f"TW {', '.join(map(roman, quarters))}"


def _text(value: Value) -> str:
    return format_figure(value, None)
