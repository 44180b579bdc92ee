"""What stands beside the boxes of one indicator, in words: on the whole page and after saving one box the same."""

from dataclasses import dataclass

from indicators.domain.kinds import Value
from indicators.domain.numbers import format_percent, format_value
from indicators.enums import Polarity, ValueState
from indicators.measurement import Line
from indicators.models import Realisation
from indicators.worksheets import Row

UNTOLD = "–"

DIRECTIONS = {
    Polarity.MAXIMIZE: "makin tinggi makin baik",
    Polarity.MINIMIZE: "makin rendah makin baik",
    Polarity.RANGE: "dijaga di antara dua batas",
    Polarity.PREDICATE: "makin tinggi peringkatnya makin baik",
    Polarity.YES_NO: "sesuai target atau tidak",
}


@dataclass(frozen=True, slots=True)
class Beside:
    """The indicator's targets, what was reached before and to date, its achievement, and what to think about."""

    key: int
    facts: tuple[tuple[str, str], ...]
    direction: str
    achieved: str
    category: str
    tone: str
    note: str
    remarks: tuple[str, ...]
    wants_note: bool
    """Whether the figure is odd and a sentence in Keterangan would answer the questions."""


def beside_of(row: Row, line: Line) -> Beside:
    """Put into words what was promised and what has been reached, as the reader of the form needs it."""
    achieved = line.shown_percent
    return Beside(
        key=row.indicator.pk,
        facts=(
            ("Target triwulan", value_words(row.quarter_target)),
            ("Target tahun", value_words(row.target)),
            ("Triwulan lalu", reading_words(row.previous)),
            ("S.d. triwulan ini", value_words(line.realised.value)),
        ),
        direction=DIRECTIONS[Polarity(row.indicator.polarity)],
        achieved="" if achieved is None else format_percent(achieved),
        category=line.category,
        tone=line.tone,
        note=line.note,
        remarks=tuple(remark for remark in (row.doubt, *(oddity.sentence for oddity in row.oddities)) if remark),
        wants_note=row.is_unexplained,
    )


def value_words(value: Value | None) -> str:
    """A target or realisation; a dash, never 0, when there is none."""
    return UNTOLD if value is None else format_value(value, 6)


def reading_words(stored: Realisation | None) -> str:
    """What was reported of a quarter, or why there is no value."""
    if stored is None:
        return UNTOLD
    return value_words(stored.value) if stored.value else str(ValueState(stored.state).label)
