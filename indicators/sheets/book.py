"""A workbook for reading and printing: real numbers, text that stays text, merged headings, landscape on one width."""

import datetime as dt
import io
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import xlsxwriter

from documents.drawing.workbook import plain_indonesian
from documents.enums import Paper
from indicators.domain.kinds import Figure, Value
from indicators.domain.numbers import format_figure, shown_places

# A fixed date of creation: the same content gives the same bytes.
_CREATED = dt.datetime(2025, 1, 1)  # noqa: DTZ001  the format has no time zone
_SAFE_DIGITS = 15
_LONGEST_CELL = 32_000
"""Excel keeps 32,767 characters in a cell."""

_PAPERS = {Paper.F4: 14, Paper.A4: 9}
"""Excel knows no F4; its Folio (8,5 x 13 inches) is 1 mm away from it."""

WHOLE, PERCENT, RUPIAH = "#,##0", '0.00"%"', "#,##0"
_BOX: dict[str, Any] = {"border": 1, "valign": "top", "font_size": 9}

Area = tuple[int, int, int, int]
"""First row, first column, last row, last column."""


class Book:
    """One workbook; `page()` begins the next sheet. Cells are given by row and column from 0."""

    def __init__(self, title: str, paper: Paper) -> None:
        self._target = io.BytesIO()
        options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
        self._book = xlsxwriter.Workbook(self._target, {**options, "in_memory": True})
        self._book.set_properties({"title": title[:250], "created": _CREATED})
        self._paper = paper
        self._formats: dict[tuple[tuple[str, Any], ...], Any] = {}
        self.title = self._format({"bold": True, "font_size": 12})
        self.plain = self._format({"font_size": 9})
        self.heading = self._format(
            {**_BOX, "bold": True, "align": "center", "valign": "vcenter", "text_wrap": True, "bg_color": "#E9E9E9"}
        )
        self.group = self._format({**_BOX, "bold": True, "text_wrap": True, "bg_color": "#F2F2F2"})

    def page(self, name: str, widths: Sequence[float], frozen: tuple[int, int], repeated: tuple[int, int]) -> "Page":
        """A sheet with these column widths: `frozen` (row, column) stays in view, rows `repeated` head every page."""
        sheet = self._book.add_worksheet(name)
        sheet.set_landscape()
        sheet.set_paper(_PAPERS[Paper(self._paper)])
        sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        sheet.fit_to_pages(1, 0)
        sheet.set_footer("&RHalaman &P dari &N")
        sheet.repeat_rows(*repeated)
        sheet.freeze_panes(*frozen)
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width)
        return Page(self, sheet)

    def content(self) -> bytes:
        """Finish the file."""
        self._book.close()
        return self._target.getvalue()

    def cell(self, form: str = "@", *, bold: bool = False, right: bool = False) -> Any:
        """The format of a cell of a table."""
        wanted = {**_BOX, "num_format": form, "bold": bold, "text_wrap": form == "@"}
        return self._format({**wanted, "align": "right"} if right else wanted)

    def _format(self, wanted: dict[str, Any]) -> Any:
        key = tuple(sorted(wanted.items()))
        if key not in self._formats:
            self._formats[key] = self._book.add_format(wanted)
        return self._formats[key]


class Page:
    """One sheet; whatever is written as text stays text."""

    def __init__(self, book: Book, sheet: Any) -> None:
        self.book = book
        self.sheet = sheet

    def line(self, row: int, text: str, form: Any = None, *, column: int = 0) -> None:
        """A line of text outside the table."""
        self.sheet.write_string(row, column, text[:_LONGEST_CELL], form or self.book.plain)

    def heading(self, area: Area, text: str) -> None:
        """A heading over one cell or several."""
        if area[:2] == area[2:]:
            self.sheet.write_string(*area[:2], text, self.book.heading)
        else:
            self.sheet.merge_range(*area, text, self.book.heading)

    def group(self, row: int, columns: int, text: str) -> None:
        """A row over the whole table."""
        self.sheet.merge_range(row, 0, row, columns - 1, text[:_LONGEST_CELL], self.book.group)

    def text(self, row: int, column: int, text: str, *, bold: bool = False) -> None:
        """A cell of text; an empty one keeps its border."""
        form = self.book.cell(bold=bold)
        if text:
            self.sheet.write_string(row, column, text[:_LONGEST_CELL], form)
        else:
            self.sheet.write_blank(row, column, None, form)

    def value(self, row: int, column: int, value: Value | None, decimals: int | None, *, bold: bool = False) -> None:
        """A figure as a number that shows so many decimals and keeps all, a range or grade as text, nothing as empty.

        `decimals` are the indicator's, as in `format_figure`.
        """
        if isinstance(value, Figure):
            places = shown_places(value.value, decimals)
            self._number(row, column, value.value, f"{WHOLE}.{'0' * places}" if places else WHOLE, bold=bold)
        else:
            self.text(row, column, "" if value is None else format_figure(value, decimals), bold=bold)

    def percent(self, row: int, column: int, percent: Decimal | None, *, bold: bool = False) -> None:
        """A percentage, 100 meaning 100 %, with two decimals shown and all of them kept."""
        self._amount(row, column, percent, PERCENT, bold)

    def count(self, row: int, column: int, number: int) -> None:
        """How many there are."""
        self._number(row, column, Decimal(number), WHOLE, bold=False)

    def rupiah(self, row: int, column: int, amount: Decimal | None, *, bold: bool = False) -> None:
        """An amount of rupiah."""
        self._amount(row, column, amount, RUPIAH, bold)

    def _amount(self, row: int, column: int, amount: Decimal | None, form: str, bold: bool) -> None:
        if amount is None:
            self.text(row, column, "", bold=bold)
        else:
            self._number(row, column, amount, form, bold=bold)

    def _number(self, row: int, column: int, number: Decimal, form: str, *, bold: bool) -> None:
        """Excel keeps 15 digits: a longer whole figure is written as text, a longer fraction is cut by Excel itself."""
        if len(str(int(abs(number)))) <= _SAFE_DIGITS:
            self.sheet.write_number(row, column, number, self.book.cell(form, bold=bold))
        else:
            self.text(row, column, plain_indonesian(number), bold=bold)
