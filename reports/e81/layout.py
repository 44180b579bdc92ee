"""How form E.81 fits on its paper: texts of its cells, widths of its columns, the unit of its rupiah.

Widths follow the longest figure of each column. Where the two columns of words would get less than they need, rupiah
are printed in thousands, then in millions, then on a larger sheet; the head says which. Nothing is printed smaller.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from documents.drawing import widths
from documents.enums import Paper
from indicators.domain.money_units import MILLIONS, RUPIAH, THOUSANDS, MoneyUnit
from indicators.domain.numbers import format_figure, format_number, format_percent
from reports.e81.form import Pair, QuarterCells, RenjaForm, RenjaRow

MARGINS = 16.0  # millimetres, left and right together (print.css, page renja)
NUMBER = 7.0  # millimetres for the number of a row
WORDS = 20.0  # millimetres that each of the two columns of words gets at least
EMPTY = 5.5  # millimetres of a column in which no row has anything
SHEETS: tuple[tuple[Paper | str, float], ...] = (
    (Paper.A4, widths.LANDSCAPE[Paper.A4]),
    (Paper.F4, widths.LANDSCAPE[Paper.F4]),
    (widths.A3, widths.A3_LENGTH),
)
UNITS = (RUPIAH, THOUSANDS, MILLIONS)
"""The units that are tried, one after the other, where nobody chose one."""


@dataclass(frozen=True, slots=True)
class FigureCell:
    """A cell of figures: what stands in it, and beneath it in italics a percentage or why there is no figure."""

    text: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class RenjaLayout:
    """The form on one kind of sheet: its paper, the unit of rupiah, the classes of all columns, the cells of each row
    by their place in the form; the last cells are those of the sum."""

    paper: Paper | str
    unit: MoneyUnit
    columns: tuple[str, ...]
    unit_column: str
    responsible_column: str
    cells: tuple[tuple[FigureCell, ...], ...]


def layout_of(form: RenjaForm, chosen: MoneyUnit | None = None) -> RenjaLayout:
    """The first layout in which the words have room: on the paper of the government, else on a larger sheet.

    A `chosen` unit of money is kept.
    """
    units = (chosen,) if chosen else UNITS
    own = next(place for place, (paper, _) in enumerate(SHEETS) if paper == form.head.paper)
    measured = column_of_units(form)
    responsible = column_of_responsible(form)
    for paper, length in SHEETS[own:]:
        for unit in units:
            cells = tuple(tuple(_cells(row, unit)) for row in (*form.rows, form.sum_row))
            columns = _columns(cells, unit)
            room = length - MARGINS - NUMBER - measured - responsible - sum(columns)
            if room >= 2 * WORDS or (paper, unit) == (SHEETS[-1][0], units[-1]):
                classes = tuple(map(widths.width_class, columns))
                named = widths.width_class(measured), widths.width_class(responsible)
                return RenjaLayout(paper, unit, classes, *named, cells)
    raise AssertionError("the last sheet takes every form")


def column_of_units(form: RenjaForm) -> float:
    """The width of the column of units of measure: their longest word, within reason."""
    units = [row.place.line.indicator.unit_of_measure for row in form.rows if row.place.line]
    return min(widths.column_width(units, least=widths.word_width("Satuan", bold=True)), 18.0)


def column_of_responsible(form: RenjaForm) -> float:
    """The width of the column of who is responsible: its longest word, within reason."""
    least = widths.word_width("Penanggung", bold=True)
    return min(widths.column_width((row.responsible for row in form.rows), least=least), 24.0)


def _columns(cells: tuple[tuple[FigureCell, ...], ...], unit: MoneyUnit) -> list[float]:
    """The widths of columns 6 to 15; one in which no row has anything is narrow and leaves its room to the words."""
    heads = [*("K", unit.head) * 9, "K", "Rp"]
    found = []
    for head, column in zip(heads, zip(*cells, strict=True), strict=True):
        texts = [text for cell in column for text in (cell.text, cell.note) if text]
        least = max(widths.word_width(word, bold=True) for word in head.split())
        found.append(widths.column_width(texts, least=max(least, EMPTY)))
    return found


def _cells(row: RenjaRow, unit: MoneyUnit) -> Iterator[FigureCell]:
    """The cells of columns 6 to 15 of one row."""
    for pair in (row.plan_end, row.before, row.this_year):
        yield from _pair(pair, row.decimals, unit)
    for quarter in row.quarters:
        yield _quarter(quarter, row.decimals)
        yield FigureCell(_amount(quarter.amount, unit))
    for pair in (row.total, row.to_date):
        yield from _pair(pair, row.decimals, unit)
    for percent in (row.percent, row.percent_amount):
        yield FigureCell("" if percent is None else format_number(percent))


def _pair(pair: Pair, decimals: int | None, unit: MoneyUnit) -> Iterator[FigureCell]:
    yield FigureCell("" if pair.performance is None else format_figure(pair.performance, decimals))
    yield FigureCell(_amount(pair.amount, unit))


def _quarter(quarter: QuarterCells, decimals: int | None) -> FigureCell:
    """A quarter's own figure above the year to date in percent, or the word that says why there is none."""
    if quarter.word or quarter.performance is None:
        return FigureCell(note=quarter.word)
    mark = "*" if quarter.is_provisional else ""
    percent = "–" if quarter.percent is None else format_percent(quarter.percent)
    return FigureCell(f"{format_figure(quarter.performance, decimals)}{mark}", percent)


def _amount(amount: Decimal | None, unit: MoneyUnit) -> str:
    return "" if amount is None else unit.written(amount)
