"""What a careful reader would ask about one reported figure: an odd value is questioned, never refused.

Three questions: does it lie outside the usual band, did it jump since the last time, and does the achievement look too
good. Grades and yes/no have none of them. Quarters are compared with quarters as they were reported, never with the
year to date, so that a count that adds up is compared like with like; a figure that appears once a year is compared
with the years before.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import IntEnum, StrEnum

from indicators.domain.kinds import Aggregation, Figure, QuarterReading, Value
from indicators.domain.numbers import format_number, format_percent
from indicators.domain.spec import IndicatorSpec

ENOUGH = 4
"""Earlier figures that make a band: a whole year of quarters, so that seasons are no surprise."""

JUMP = Decimal("0.5")
"""Share of the last figure from which on a change is questioned."""

SLIP = 10
"""A figure that is this many times larger or smaller: a comma or a zero may have slipped."""

HIGH_ACHIEVEMENT = Decimal(150)
"""Percent above which an achievement is questioned; from twice as much on it is questioned first."""

PLACES = 6


class Question(StrEnum):
    """Which of the three questions is asked."""

    BAND = "band"
    CHANGE = "change"
    ACHIEVEMENT = "achievement"


class Weight(IntEnum):
    """How urgently the question wants an answer."""

    LOW = 1
    MEDIUM = 2
    HIGH = 3

    @property
    def label(self) -> str:
        """The weight in words."""
        return {1: "rendah", 2: "sedang", 3: "tinggi"}[self]

    @property
    def lighter(self) -> "Weight":
        """One step less urgent."""
        return Weight(max(1, self - 1))


@dataclass(frozen=True, slots=True)
class FigureQuestion:
    """One question, as an Indonesian sentence that states the facts."""

    question: Question
    weight: Weight
    sentence: str


def questions_about(
    spec: IndicatorSpec,
    reading: QuarterReading,
    *,
    percent: Decimal | None,
    previous: Decimal | None = None,
    earlier: Sequence[Decimal] = (),
    planned: tuple[Value | None, Value | None] = (None, None),
) -> tuple[FigureQuestion, ...]:
    """Ask about one quarter's `reading`, most urgent first; empty when there is nothing to ask.

    `percent` is the achievement as computed (uncapped), None when it cannot be told. `previous` is the figure of the
    last quarter (of the last year for annual indicators), `earlier` are those that make the usual band, `planned` the
    targets of the previous and of this quarter: a jump that was planned is asked about least. A provisional figure,
    which its source may still change, is asked about one step less urgently.
    """
    if not isinstance(reading.value, Figure):
        return ()
    figure = reading.value.value
    found = (_beyond_band(figure, earlier), _change(spec, figure, previous, planned), _achievement(percent))
    asked = [one for one in found if one is not None]
    if reading.provisional:
        asked = [
            FigureQuestion(one.question, one.weight.lighter, f"{one.sentence} Ini angka sementara.") for one in asked
        ]
    return tuple(sorted(asked, key=lambda one: -one.weight))


def _beyond_band(figure: Decimal, earlier: Sequence[Decimal]) -> FigureQuestion | None:
    if len(earlier) < ENOUGH:
        return None
    lowest, highest = min(earlier), max(earlier)
    if lowest <= figure <= highest:
        return None
    beyond = max(lowest - figure, figure - highest)
    band = _plain(lowest) if lowest == highest else f"{_plain(lowest)} sampai {_plain(highest)}"
    return FigureQuestion(
        Question.BAND,
        _weight_beyond(beyond, highest - lowest, max(abs(lowest), abs(highest))),
        f"Realisasi {_plain(figure)} {'di atas' if figure > highest else 'di bawah'} kisaran biasanya, {band} "
        f"({len(earlier)} laporan terverifikasi sebelumnya).",
    )


def _weight_beyond(beyond: Decimal, width: Decimal, size: Decimal) -> Weight:
    """A small step past the band is a new record, more than twice its width is a surprise."""
    measure = width or size / SLIP
    if beyond * 2 <= measure:
        return Weight.LOW
    return Weight.HIGH if beyond > measure * 2 else Weight.MEDIUM


def _change(
    spec: IndicatorSpec, figure: Decimal, previous: Decimal | None, planned: tuple[Value | None, Value | None]
) -> FigureQuestion | None:
    """Nothing can be said in percent of zero, nor of a figure that is missing."""
    if not previous or not _jumps(previous, figure):
        return None
    share = (figure - previous) / abs(previous) * 100
    when = "tahun lalu" if spec.aggregation is Aggregation.ANNUAL else "triwulan lalu"
    return FigureQuestion(
        Question.CHANGE,
        _weight_of_change(previous, figure, planned),
        f"Realisasi {'naik' if share > 0 else 'turun'} {format_percent(abs(share))} dari {when} "
        f"({_plain(previous)} menjadi {_plain(figure)}).",
    )


def _jumps(before: Decimal, after: Decimal) -> bool:
    return abs(after - before) >= abs(before) * JUMP


def _weight_of_change(before: Decimal, after: Decimal, planned: tuple[Value | None, Value | None]) -> Weight:
    if abs(after) >= abs(before) * SLIP or abs(after) * SLIP <= abs(before):
        return Weight.HIGH
    first, second = planned
    if isinstance(first, Figure) and isinstance(second, Figure) and first.value:
        rises = (second.value > first.value) == (after > before)
        if rises and _jumps(first.value, second.value):
            return Weight.LOW
    return Weight.MEDIUM


def _achievement(percent: Decimal | None) -> FigureQuestion | None:
    if percent is None or percent <= HIGH_ACHIEVEMENT:
        return None
    return FigureQuestion(
        Question.ACHIEVEMENT,
        Weight.HIGH if percent > HIGH_ACHIEVEMENT * 2 else Weight.MEDIUM,
        f"Capaian {format_percent(percent)} melebihi {format_number(HIGH_ACHIEVEMENT)}%.",
    )


def _plain(figure: Decimal) -> str:
    return format_number(figure, PLACES)
