"""What may be typed as a figure or a narrative, whichever page or file it comes from."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from indicators.domain.counting import is_count
from indicators.domain.kinds import Aggregation, Grade, Polarity, Range
from indicators.domain.numbers import NumberError
from indicators.domain.ratios import multiplier_for_unit
from indicators.domain.readings import read_realisation

FIGURE_DIGITS, FIGURE_PLACES = 20, 6
MONEY_DIGITS, MONEY_PLACES = 18, 2
"""Digits and decimals of the columns in which figures and rupiah are stored."""

LONGEST_TEXT = 4000
LONGEST_RUN = 80
"""Characters without a blank: one endless word takes a PDF engine half a minute, and no reader can read it."""

GRADED = frozenset({Polarity.PREDICATE, Polarity.YES_NO})


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that cannot be stored: the field, why and what to do, and a code for programs."""

    field: str
    sentence: str
    code: str


@dataclass(frozen=True, slots=True)
class Asked:
    """What an indicator asks for."""

    polarity: Polarity
    aggregation: Aggregation
    ranks: tuple[str, ...]
    unit: str
    statement: str

    @classmethod
    def of(cls, indicator: Any) -> "Asked":
        """What this indicator of the plan asks for."""
        spec = indicator.spec
        unit, statement = indicator.unit_of_measure, indicator.statement
        return cls(spec.polarity, spec.aggregation, tuple(spec.ranks), unit, statement)

    @property
    def is_graded(self) -> bool:
        """Whether the value is chosen from a scale instead of being a number."""
        return self.polarity in GRADED

    @property
    def has_parts(self) -> bool:
        """Whether the value is computed from a numerator and a denominator."""
        return self.needs_parts or multiplier_for_unit(self.unit) != 1

    @property
    def needs_parts(self) -> bool:
        """Whether a value without its numerator and denominator is worth nothing, because those are added up."""
        return self.aggregation is Aggregation.POOLED

    @property
    def may_be_negative(self) -> bool:
        """Whether a figure below zero makes sense: not of what is counted or added up."""
        return self.aggregation is not Aggregation.SUM and not is_count(self.unit, self.statement)


def read_value(text: str, polarity: Polarity, ranks: Sequence[str]) -> Decimal | str:
    """What was typed as the value: a number or a label of the scale. Raises NumberError with a sentence."""
    value = read_realisation(text, polarity, ranks).value
    if isinstance(value, Range):
        raise NumberError("Realisasi adalah satu angka, bukan rentang.")
    return value.label if isinstance(value, Grade) else value.value


def figure_fault(figure: Decimal, *, digits: int, places: int, negative: bool = True) -> tuple[str, str] | None:
    """Sentence and code of a number that its column cannot keep."""
    if figure < 0 and not negative:
        return "Angka ini tidak boleh negatif. Tulis 0 atau lebih.", "negative"
    if abs(figure) >= Decimal(10) ** (digits - places):
        return f"Angka ini terlalu besar. Paling banyak {digits - places} angka di depan koma.", "size"
    if figure != round(figure, places):
        return f"Tulis paling banyak {places} angka di belakang koma.", "places"
    return None


def run_fault(text: str) -> str:
    """What is wrong with a run of characters without any blank; empty when there is no such run."""
    longest = max(text.split(), key=len, default="")
    if len(longest) <= LONGEST_RUN:
        return ""
    return (
        f"Ada tulisan tanpa spasi yang terlalu panjang (“{longest[:20]}…”, {len(longest)} huruf; paling banyak "
        f"{LONGEST_RUN}). Beri spasi. Tautan yang panjang simpanlah lewat “Kelola bukti”."
    )
