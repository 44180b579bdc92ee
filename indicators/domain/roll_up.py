"""A figure that is made from those of the indicators below: their sum or their mean in one quarter.

A figure below that is missing is no zero: as long as one is, the figure above cannot be told. What does not apply takes
no part.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext

from indicators.domain.formulas import EXACT
from indicators.domain.kinds import Figure, QuarterReading, RollUp, ValueState
from indicators.domain.numbers import format_exact, round_half_up
from indicators.domain.ratios import component_value
from indicators.domain.typed import FIGURE_PLACES

_RULES = {RollUp.SUM: "Jumlah", RollUp.MEAN: "Rata-rata"}


@dataclass(frozen=True, slots=True)
class Below:
    """One indicator below that the quarter asks for a figure, and what was reported of it."""

    code: str
    reading: QuarterReading


@dataclass(frozen=True, slots=True)
class RolledUp:
    """The figure above, as it is stored; None when it cannot be told. `words` say how it came about, or what lacks."""

    value: Decimal | None
    words: str
    parts: tuple[Decimal, Decimal] | None = None
    """Numerators and denominators added up, where every figure below has them."""

    is_provisional: bool = False


def roll_up(rule: RollUp, below: Sequence[Below], *, pooled: Decimal | None = None) -> RolledUp:
    """Bring the figures below into one.

    `pooled` is the multiplier of an indicator that adds up numerators and denominators: where all below have them its
    figure is what these give, for its quarters are added up from the same.
    """
    applying = [one for one in below if one.reading.state is not ValueState.NOT_APPLICABLE]
    if not applying:
        return RolledUp(None, "Belum ada indikator di bawahnya yang diukur pada triwulan ini.")
    lacking = [one.code for one in applying if not isinstance(one.reading.value, Figure)]
    if lacking:
        return RolledUp(None, f"Menunggu angka indikator di bawahnya: {', '.join(lacking)}.")
    figures = [one.reading.value.value for one in applying if isinstance(one.reading.value, Figure)]
    with localcontext(EXACT):
        total = sum(figures, Decimal(0))
        value = total if rule is RollUp.SUM else total / len(figures)
    parts, named = _parts(applying), _RULES[rule]
    if pooled is not None and parts and parts[1]:
        value, named = component_value(*parts, pooled), "Pembilang dan penyebut"
    stored = round_half_up(value, FIGURE_PLACES)
    words = f"{named} {len(figures)} indikator di bawahnya: {format_exact(Figure(stored))}."
    return RolledUp(stored, words, parts, any(one.reading.provisional for one in applying))


def _parts(below: Sequence[Below]) -> tuple[Decimal, Decimal] | None:
    pairs = [one.reading.parts for one in below if one.reading.parts is not None]
    if len(pairs) < len(below):
        return None
    with localcontext(EXACT):
        return sum((pair[0] for pair in pairs), Decimal(0)), sum((pair[1] for pair in pairs), Decimal(0))
