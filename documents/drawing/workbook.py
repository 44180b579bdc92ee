"""Rows into an .xlsx file. Text stays text: nothing a user typed can become a formula or a link."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from typing import IO, Any

import xlsxwriter


class Format(Enum):
    """How the cells of a column are read and written."""

    TEXT = "teks"
    CODE = "kode"
    CHOICE = "pilihan"
    INTEGER = "bilangan bulat"
    NUMBER = "angka"
    MONEY = "rupiah"
    FIGURE = "angka, rentang, atau predikat"
    DATE = "tanggal"


@dataclass(frozen=True)
class Column:
    """One column: its header, how its cells are read, and the hint shown to whoever fills it in."""

    header: str
    kind: Format = Format.TEXT
    required: bool = False
    choices: tuple[str, ...] = ()
    hint: str = ""
    longest: int = 0
    formerly: str = ""
    """The header under which files from before still have this column."""

    @property
    def name(self) -> str:
        """The header as a key that ignores case and doubled spaces, because people retype headers."""
        return header_key(self.header)


@dataclass(frozen=True)
class Sheet:
    """One sheet and what it is for."""

    name: str
    purpose: str
    columns: tuple[Column, ...]

    @property
    def headers(self) -> tuple[str, ...]:
        return tuple(column.header for column in self.columns)

    def column(self, header: str) -> Column:
        """The column with this header. Raises KeyError."""
        return self._by_name()[header_key(header)]

    def _by_name(self) -> dict[str, Column]:
        return {column.name: column for column in self.columns}


def header_key(header: str) -> str:
    """`" kode   unit "` and `"Kode Unit"` are the same header."""
    return " ".join(str(header).split()).casefold()


# A fixed date of creation: the same content gives the same bytes.
_CREATED = dt.datetime(2025, 1, 1)  # noqa: DTZ001  the format has no time zone
# Excel keeps 15 digits; a longer figure is written as Indonesian text, so that nothing is lost.
_SAFE_DIGITS = 15
_WIDTHS = {Format.TEXT: 32, Format.CODE: 22, Format.CHOICE: 18, Format.MONEY: 20, Format.FIGURE: 14, Format.NUMBER: 14}
_DATE_FORMAT = "dd/mm/yyyy"
Rows = Iterable[Sequence[Any]]


class WorkbookWriter:
    """Writes sheets one after another in bounded memory."""

    def __init__(self, target: str | IO[bytes], *, constant_memory: bool = True) -> None:
        self.book = xlsxwriter.Workbook(
            target,
            {
                "constant_memory": constant_memory,
                "strings_to_formulas": False,
                "strings_to_urls": False,
                "strings_to_numbers": False,
            },
        )
        self.book.set_properties({"title": "Buku kerja pertukaran Amanah", "created": _CREATED})
        self._required = self.book.add_format({"bold": True, "bg_color": "#DCE6F1", "bottom": 1, "text_wrap": True})
        self._optional = self.book.add_format({"bg_color": "#F2F2F2", "bottom": 1, "text_wrap": True})
        self._text = self.book.add_format({"num_format": "@"})
        self._date = self.book.add_format({"num_format": _DATE_FORMAT})

    def add(self, sheet: Sheet, rows: Rows) -> int:
        """Write one sheet with its headers; returns the number of rows below them."""
        page = self.book.add_worksheet(sheet.name)
        page.freeze_panes(1, 0)
        for index, column in enumerate(sheet.columns):
            page.set_column(index, index, _WIDTHS.get(column.kind, 12), self._format_of(column))
            page.write_string(0, index, column.header, self._required if column.required else self._optional)
        count = 0
        for count, row in enumerate(rows, start=1):
            for index, value in enumerate(row):
                self._write(page, count, index, value)
        return count

    def close(self) -> None:
        """Finish the file."""
        self.book.close()

    def _format_of(self, column: Column) -> Any:
        if column.kind in (Format.CODE, Format.TEXT, Format.CHOICE):
            return self._text
        return self._date if column.kind is Format.DATE else None

    def _write(self, page: Any, row: int, column: int, value: Any) -> None:
        if value is None or value == "":
            return
        if isinstance(value, dt.date):
            page.write_datetime(row, column, dt.datetime(value.year, value.month, value.day), self._date)  # noqa: DTZ001
        elif isinstance(value, int | float | Decimal) and not isinstance(value, bool):
            self._write_number(page, row, column, Decimal(str(value)))
        else:
            page.write_string(row, column, str(value), self._text)

    def _write_number(self, page: Any, row: int, column: int, value: Decimal) -> None:
        if len(value.normalize().as_tuple().digits) <= _SAFE_DIGITS:
            page.write_number(row, column, value)
        else:
            page.write_string(row, column, plain_indonesian(value))


def plain_indonesian(value: Decimal) -> str:
    """A figure as unambiguous Indonesian text, without thousands separators: `1234,5678`."""
    return f"{value.normalize():f}".replace(".", ",")
