"""What the boxes of one indicator are filled in against, in words: on the whole page and after saving one box."""

from typing import TypedDict

from indicators.domain.kinds import Value
from indicators.domain.numbers import format_figure, format_percent
from indicators.domain.reasons import NoFigure
from indicators.enums import Polarity, ValueState
from realisations.measurement.facts import report_lines
from realisations.measurement.lines import MeasuredIndicator
from realisations.models import Realisation
from realisations.report_sheet.facts import ReportRow, ReportSheet

NO_VALUE = "–"

DIRECTIONS = {
    Polarity.MAXIMIZE: "Makin tinggi makin baik",
    Polarity.MINIMIZE: "Makin rendah makin baik",
    Polarity.RANGE: "Dijaga di antara dua batas",
    Polarity.PREDICATE: "Makin tinggi peringkatnya makin baik",
    Polarity.YES_NO: "Sesuai target atau tidak",
}


class RowContext(TypedDict):
    """The indicator's targets, what was reached before and to date, its achievement, and what to think about.

    A template finds a key of a dict at once; of an object it asks for the key first, in vain.
    """

    key: int
    quarter_target: str
    year_target: str
    last_quarter: str
    to_date: str
    direction: str
    achieved: str
    category: str
    tone: str
    note: str
    remarks: tuple[str, ...]
    hint: str
    """What a sentence in Keterangan would answer; empty when nothing is asked."""


def row_context(row: ReportRow, line: MeasuredIndicator) -> RowContext:
    """Put into words what was promised and what has been reached, as the reader of the form needs it."""
    achieved, decimals = line.shown_percent, row.indicator.decimals
    return RowContext(
        key=row.indicator.pk,
        quarter_target=value_words(row.quarter_target, decimals),
        year_target=value_words(row.target, decimals),
        last_quarter=reading_words(row.previous, decimals),
        to_date=value_words(line.realised.value, decimals),
        direction=DIRECTIONS[Polarity(row.indicator.polarity)],
        achieved="" if achieved is None else format_percent(achieved),
        category=line.category,
        tone=line.tone,
        note="" if line.result.achievement.reason is NoFigure.NOT_REPORTED else line.note,
        remarks=tuple(remark for remark in (row.doubt, *(question.sentence for question in row.questions)) if remark),
        hint=_hint(row),
    )


def row_contexts(sheet: ReportSheet) -> dict[int, RowContext]:
    """The context of each row of the report, by indicator id."""
    lines = {line.indicator.pk: line for line in report_lines(sheet.report)}
    return {row.indicator.pk: row_context(row, lines[row.indicator.pk]) for row in sheet.rows}


def _hint(row: ReportRow) -> str:
    if row.realisation.note:
        return ""
    if row.realisation.state == ValueState.NOT_APPLICABLE:
        return "Sebelum dikirim, tulis alasannya pada Keterangan."
    if row.realisation.state == ValueState.WAITING:
        return "Sebelum dikirim, tulis pada Keterangan dari mana data ditunggu dan perkiraan waktunya."
    return "Bila angkanya benar, tulis satu kalimat pada Keterangan." if row.questions else ""


def value_words(value: Value | None, decimals: int | None) -> str:
    """A target or realisation; a dash, never 0, when there is none."""
    return NO_VALUE if value is None else format_figure(value, decimals)


def reading_words(stored: Realisation | None, decimals: int | None) -> str:
    """What was reported of a quarter, or why there is no value."""
    if stored is None:
        return NO_VALUE
    return value_words(stored.value, decimals) if stored.value else str(ValueState(stored.state).label)
