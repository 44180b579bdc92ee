"""What may be said of one indicator, or spent of one budget line, in one quarter. Knows no database and no page.

Every route into a report judges by these functions: a form to show the sentence at its box, the writer because
nothing else may be stored.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, replace
from decimal import Decimal
from typing import Any

from indicators.domain.counting import is_count
from indicators.domain.kinds import Aggregation, Grade, Polarity, ValueState
from indicators.domain.measurement import component_value, multiplier_for_unit
from indicators.domain.numbers import NumberError, parse_realisation, round_half_up

FIGURE_DIGITS, FIGURE_PLACES = 20, 6
MONEY_DIGITS, MONEY_PLACES = 18, 2
"""Digits and decimals of the columns in which figures and rupiah are stored."""

LONGEST_TEXT = 4000
LONGEST_RUN = 80
"""Characters without a blank: one endless word takes a PDF engine half a minute, and no reader can read it."""

GRADED = frozenset({Polarity.PREDICATE, Polarity.YES_NO})
PARTS = ("numerator", "denominator")
NARRATIVES = ("supporting_factors", "inhibiting_factors", "follow_up", "note")


@dataclass(frozen=True, slots=True)
class Entry:
    """What a person says about one indicator in one quarter; the defaults say nothing."""

    state: str = ValueState.NOT_REPORTED.value
    figure: Decimal | None = None
    grade: str = ""
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    is_provisional: bool = False
    supporting_factors: str = ""
    inhibiting_factors: str = ""
    follow_up: str = ""
    note: str = ""

    @classmethod
    def of(cls, row: Any) -> "Entry":
        """What a stored row says."""
        return cls(**{name: getattr(row, name) for name in ENTRY_FIELDS})

    def differing(self, other: "Entry") -> tuple[str, ...]:
        """The fields in which the two differ."""
        return tuple(name for name in ENTRY_FIELDS if getattr(self, name) != getattr(other, name))


ENTRY_FIELDS = tuple(field.name for field in fields(Entry))


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
        return multiplier_for_unit(self.unit) != 1

    @property
    def may_be_negative(self) -> bool:
        """Whether a figure below zero makes sense: not of what is counted or added up."""
        return self.aggregation is not Aggregation.SUM and not is_count(self.unit, self.statement)


def faults_of(entry: Entry, asked: Asked, *, stored: Entry | None = None) -> Iterator[Fault]:
    """Everything that keeps `entry` from being stored; a field that stands like that in `stored` is not asked again."""
    known = stored or Entry()
    changed = set(entry.differing(known))
    for fault in (*_value_faults(entry, asked), *_part_faults(entry, asked), *_text_faults(entry)):
        if fault.field in changed or (fault.field in VALUE and changed & set(VALUE)):
            yield fault


VALUE = ("state", "figure", "grade")
"""Fields that make sense only together."""


def read_value(text: str, polarity: Polarity, ranks: Sequence[str]) -> Decimal | str:
    """What was typed as the value: a number or a label of the scale. Raises NumberError with a sentence."""
    value = parse_realisation(text, polarity, ranks)
    return value.label if isinstance(value, Grade) else value.value


def with_computed_value(entry: Entry, asked: Asked) -> Entry:
    """The value of an indicator that has parts, when only the parts are said."""
    numerator, denominator = entry.numerator, entry.denominator
    is_open = entry.state == ValueState.NOT_REPORTED and asked.has_parts
    if not is_open or numerator is None or denominator is None or denominator <= 0:
        return entry
    figure = component_value(numerator, denominator, multiplier_for_unit(asked.unit))
    return replace(entry, state=ValueState.REPORTED.value, figure=round_half_up(figure, FIGURE_PLACES))


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


def spending_fault(amount: Decimal | None) -> Fault | None:
    """What keeps an amount of rupiah from being stored as spent."""
    found = amount is not None and figure_fault(amount, digits=MONEY_DIGITS, places=MONEY_PLACES, negative=False)
    return Fault("amount", *found) if found else None


def _value_faults(entry: Entry, asked: Asked) -> Iterator[Fault]:
    has_value = entry.figure is not None or bool(entry.grade)
    if (entry.state == ValueState.REPORTED) != has_value:
        yield Fault("figure", "Nilai hanya ada pada keadaan “Dilaporkan”. Isi nilainya, atau kosongkan.", "state")
    if asked.is_graded and entry.figure is not None:
        yield Fault("figure", "Indikator ini diisi dengan predikat.", "kind")
    elif not asked.is_graded and entry.grade:
        yield Fault("grade", "Indikator ini diisi dengan angka.", "kind")
    elif entry.grade and entry.grade not in asked.ranks:
        yield _scale_fault(entry.grade, asked)
    elif entry.figure is not None:
        yield from _number_faults("figure", entry.figure, negative=asked.may_be_negative)


def _scale_fault(grade: str, asked: Asked) -> Fault:
    try:
        read_value(grade, asked.polarity, asked.ranks)
    except NumberError as error:
        return Fault("grade", str(error), "number")
    return Fault("grade", f"Tulis predikat persis seperti dalam skala: {', '.join(asked.ranks)}.", "number")


def _part_faults(entry: Entry, asked: Asked) -> Iterator[Fault]:
    for name in PARTS:
        figure = getattr(entry, name)
        if figure is None:
            continue
        if not asked.has_parts:
            yield Fault(name, "Indikator ini tidak dihitung dari pembilang dan penyebut. Kosongkan sel ini.", "parts")
        elif name == "denominator" and figure <= 0:
            wrong = "0" if figure == 0 else "negatif"
            sentence = f"Penyebut tidak boleh {wrong}. Isi jumlah keseluruhannya, atau kosongkan."
            yield Fault(name, sentence, "denominator")
        else:
            yield from _number_faults(name, figure, negative=True)


def _number_faults(name: str, figure: Decimal, *, negative: bool) -> Iterator[Fault]:
    found = figure_fault(figure, digits=FIGURE_DIGITS, places=FIGURE_PLACES, negative=negative)
    if found:
        yield Fault(name, *found)


def _text_faults(entry: Entry) -> Iterator[Fault]:
    for name in NARRATIVES:
        text = getattr(entry, name)
        if len(text) > LONGEST_TEXT:
            yield Fault(name, f"Tulis paling banyak {LONGEST_TEXT} huruf.", "max_length")
        elif sentence := run_fault(text):
            yield Fault(name, sentence, "run")
