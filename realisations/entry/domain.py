"""What may be said of one indicator, or spent of one budget line, in one quarter. Knows no database and no page.

Every route into a report judges by these functions: a form to show the sentence at its box, the writer because
nothing else may be stored.
"""

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from decimal import Decimal
from typing import Any

from indicators.domain.kinds import Figure, ValueState
from indicators.domain.numbers import NumberError, format_exact, round_half_up
from indicators.domain.ratios import component_value, multiplier_for_unit
from indicators.domain.typed import (
    FIGURE_DIGITS,
    FIGURE_PLACES,
    LONGEST_TEXT,
    MONEY_DIGITS,
    MONEY_PLACES,
    Asked,
    Fault,
    figure_fault,
    read_value,
    run_fault,
)

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


def faults_of(entry: Entry, asked: Asked, *, stored: Entry | None = None) -> Iterator[Fault]:
    """Everything that keeps `entry` from being stored; a field that stands like that in `stored` is not asked again."""
    known = stored or Entry()
    changed = set(entry.differing(known))
    for fault in (*_value_faults(entry, asked), *_part_faults(entry, asked), *_text_faults(entry)):
        together = {*VALUE, *PARTS} if asked.needs_parts else set(VALUE)
        if fault.field in changed or (fault.field in VALUE and changed & together):
            yield fault


VALUE = ("state", "figure", "grade")
"""Fields that make sense only together."""


def with_computed_value(entry: Entry, asked: Asked, *, stored: Entry | None = None) -> Entry:
    """The value of an indicator that has parts, when only the parts are said.

    Where the parts are added up (see `Asked.needs_parts`) the value is what they give. So it follows them when they are
    new beside the value that is `stored`, and when what was typed is what they give, rounded.
    """
    figure = computed_figure(entry, asked)
    if figure is None or entry.state not in (ValueState.NOT_REPORTED, ValueState.REPORTED):
        return entry
    follows = asked.needs_parts and (_is_rounded(entry.figure, figure) or _has_new_parts(entry, stored or Entry()))
    if entry.figure is not None and not follows:
        return entry
    return replace(entry, state=ValueState.REPORTED.value, figure=figure)


def computed_figure(entry: Entry, asked: Asked) -> Decimal | None:
    """What the parts give, as it is stored; None without both, and for an indicator that has none."""
    numerator, denominator = entry.numerator, entry.denominator
    if not asked.has_parts or numerator is None or denominator is None or denominator <= 0:
        return None
    return round_half_up(component_value(numerator, denominator, multiplier_for_unit(asked.unit)), FIGURE_PLACES)


def _is_rounded(typed: Decimal | None, figure: Decimal) -> bool:
    """Whether the figure was typed with fewer decimals than it has."""
    if typed is None:
        return False
    places = max(0, -int(typed.normalize().as_tuple().exponent))
    return round_half_up(figure, min(places, FIGURE_PLACES)) == typed


def _has_new_parts(entry: Entry, stored: Entry) -> bool:
    """Whether the parts are others beside the value that is stored."""
    return entry.figure == stored.figure and any(getattr(entry, name) != getattr(stored, name) for name in PARTS)


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
        if asked.needs_parts and None in (entry.numerator, entry.denominator):
            sentence = "Indikator ini dijumlah dari pembilang dan penyebut. Isi keduanya; nilainya dihitung darinya."
            yield Fault("figure", sentence, "parts")
        yield from _contradiction(entry, asked)
        yield from _number_faults("figure", entry.figure, negative=asked.may_be_negative)


def _contradiction(entry: Entry, asked: Asked) -> Iterator[Fault]:
    """A value that is not what its parts give, although these are what is added up."""
    given = computed_figure(entry, asked) if asked.needs_parts else None
    if given is None or entry.figure is None or given == entry.figure:
        return
    shown = (entry.figure, entry.numerator, entry.denominator, given)
    typed, numerator, denominator, made = (format_exact(Figure(each)) for each in shown if each is not None)
    times = multiplier_for_unit(asked.unit)
    term = f"{numerator} / {denominator}" + ("" if times == 1 else f" × {format_exact(Figure(times))}")
    sentence = (
        f"Realisasi {typed} tidak sama dengan hasil pembilang dan penyebut: {term} = {made}. Kosongkan realisasi agar "
        "dihitung, atau perbaiki pembilang dan penyebutnya."
    )
    yield Fault("figure", sentence, "contradiction")


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
