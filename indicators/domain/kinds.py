"""The kinds of figures that are planned and reported, and the choices that say how they are read."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import TypeAlias

from indicators.domain.choices import LabelledChoice

YES = "ya"
NO = "tidak"


class Polarity(LabelledChoice):
    """Which realisation is good: a higher one, a lower one, one within bounds, a grade, or a plain yes."""

    MAXIMIZE = "maximize", "Naik (makin tinggi makin baik)"
    MINIMIZE = "minimize", "Turun (makin rendah makin baik)"
    RANGE = "range", "Rentang (dijaga di antara dua batas)"
    PREDICATE = "predicate", "Predikat"
    YES_NO = "yes_no", "Ya/tidak"


class Aggregation(LabelledChoice):
    """How the quarters of a year become one figure."""

    SUM = "sum", "Jumlah"
    LAST = "last", "Posisi akhir"
    AVERAGE = "average", "Rata-rata"
    MAX = "max", "Maksimum"
    MIN = "min", "Minimum"
    ANNUAL = "annual", "Tahunan"
    POOLED = "pooled", "Pembilang dan penyebut dijumlah"


class RollUp(LabelledChoice):
    """How a figure is made from those of the indicators below; without a rule it is reported by itself."""

    SUM = "sum", "Jumlah indikator di bawahnya"
    MEAN = "mean", "Rata-rata indikator di bawahnya"


class ValueState(LabelledChoice):
    """What is known of one quarter. The four are never merged: a missing figure is not a zero."""

    NOT_REPORTED = "not_reported", "Belum dilaporkan"
    REPORTED = "reported", "Dilaporkan"
    NOT_APPLICABLE = "not_applicable", "Tidak berlaku (n/a)"
    WAITING = "waiting", "Menunggu data"


class TargetStatus(StrEnum):
    """Where an achievement stands beside 100 percent."""

    EXCEEDED = "exceeded"
    MET = "met"
    BELOW = "below"


class MinimizeFormula(LabelledChoice):
    """The two formulas in use for "lower is better"; see `indicators.domain.achievement`."""

    A = "a", "A: (2 × target − realisasi) / target"
    B = "b", "B: target / realisasi"


class ZeroTarget(LabelledChoice):
    """What a target of 0 gives when something was reached of what should be high: no formula can tell."""

    LAID_DOWN = "laid_down", "Ditetapkan 100%, dengan penjelasan"
    UNTOLD = "untold", "Tidak dapat dihitung"


class Averaging(LabelledChoice):
    """Whether a unit's average is that of its indicators, of its objectives' averages, or by the weights of both."""

    INDICATORS = "indicators", "Rata-rata semua indikator"
    OBJECTIVES = "objectives", "Rata-rata per sasaran, lalu rata-rata sasaran"
    WEIGHTED = "weighted", "Rata-rata berbobot (bobot indikator, lalu bobot sasaran)"


@dataclass(frozen=True, slots=True)
class Figure:
    """A plain number in the indicator's own unit."""

    value: Decimal

    def __post_init__(self) -> None:
        """Refuse infinities and not-a-number, with which nothing can be compared."""
        if not self.value.is_finite():
            raise ValueError("Nilai harus berupa angka terhingga.")


@dataclass(frozen=True, slots=True)
class Range:
    """Two bounds, both included."""

    lower: Decimal
    upper: Decimal

    def __post_init__(self) -> None:
        """Refuse bounds that are not numbers or stand the wrong way round."""
        if not (self.lower.is_finite() and self.upper.is_finite()):
            raise ValueError("Batas rentang harus berupa angka terhingga.")
        if self.lower > self.upper:
            raise ValueError("Batas bawah rentang tidak boleh lebih besar daripada batas atas.")


@dataclass(frozen=True, slots=True)
class Grade:
    """A label of an ordinal scale (`BB`, `WTP`), or `ya`/`tidak`."""

    label: str


Value: TypeAlias = Figure | Range | Grade


@dataclass(frozen=True, slots=True)
class QuarterReading:
    """One quarter's realisation: its state, and a value exactly when the state is REPORTED.

    `provisional` marks a figure that its source may still change (angka sementara).
    """

    state: ValueState
    value: Figure | Grade | None = None
    provisional: bool = False
    note: str = ""
    parts: tuple[Decimal, Decimal] | None = None
    """Numerator and denominator behind the value, where they were told."""

    def __post_init__(self) -> None:
        """Keep state and value together, so that no state can pass for another."""
        if (self.state is ValueState.REPORTED) != (self.value is not None):
            raise ValueError("Nilai ada jika dan hanya jika realisasi sudah dilaporkan.")

    @classmethod
    def reported(cls, value: Figure | Grade | Decimal | int | str, *, provisional: bool = False) -> "QuarterReading":
        """Shorthand for a reported number (Decimal or int), grade (str) or ready value."""
        if isinstance(value, str):
            value = Grade(value)
        elif isinstance(value, Decimal | int):
            value = Figure(Decimal(value))
        return cls(ValueState.REPORTED, value, provisional)


NOT_REPORTED = QuarterReading(ValueState.NOT_REPORTED)


def fits(value: Value, polarity: str, scale: tuple[str, ...]) -> bool:
    """Whether a target can be read in this direction: a figure or range, a grade of the scale, or ya/tidak."""
    if isinstance(value, Grade):
        ranks = {Polarity.PREDICATE: scale, Polarity.YES_NO: (YES, NO)}.get(Polarity(polarity), ())
        return value.label in ranks
    return polarity not in (Polarity.PREDICATE, Polarity.YES_NO)
