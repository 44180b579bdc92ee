"""An .xlsx file as sheets of rows, each row with the number that Excel shows. No meaning is read into cells here."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain, islice
from typing import IO, Any

from python_calamine import CalamineError, CalamineWorkbook

from documents.drawing.workbook import Sheet, header_key
from exchange.workbook.archive import DAMAGED, inspect
from exchange.workbook.problems import WorkbookError, WorkbookFindings
from exchange.workbook.schema import BY_NAME, ERRORS, INSTRUCTIONS, SHEETS

RawRow = tuple[int, dict[str, Any]]
PASSED_OVER = frozenset({header_key(INSTRUCTIONS), header_key(ERRORS)})


@dataclass
class RawSheet:
    """One known sheet: its headers, and its rows that are not empty, read one after another."""

    sheet: Sheet
    positions: dict[str, int]
    """Where each known header that is present stands, as the schema spells it."""

    lines: Iterator[list[Any]]
    height: int
    """How many rows there are with the headers, for a progress bar."""

    def __iter__(self) -> Iterator[RawRow]:
        for number, line in enumerate(self.lines, start=2):
            cells = {header: line[index] for header, index in self.positions.items()}
            if any(cell not in ("", None) for cell in cells.values()):
                yield number, cells


@dataclass
class ExchangeBook:
    """A workbook that was opened: its known sheets by name."""

    _source: CalamineWorkbook
    _actual_names: dict[str, str] = field(default_factory=dict)

    def __contains__(self, sheet: Sheet) -> bool:
        return sheet.name in self._actual_names

    def count_rows(self, sheets: Iterable[Sheet], *, up_to: int) -> int:
        """How many rows below the headers hold anything, counted no further than `up_to`."""
        lines = chain.from_iterable(self._below_headers(sheet) for sheet in sheets if sheet in self)
        return sum(1 for _ in islice(lines, up_to))

    def _below_headers(self, sheet: Sheet) -> Iterator[list[Any]]:
        source = self._source.get_sheet_by_name(self._actual_names[sheet.name])
        return (line for line in islice(source.iter_rows(), 1, None) if any(cell not in ("", None) for cell in line))

    def read(self, sheet: Sheet, findings: WorkbookFindings) -> RawSheet | None:
        """The rows of one sheet; None when it has no rows or lacks a required header (which is noted)."""
        source = self._source.get_sheet_by_name(self._actual_names[sheet.name])
        lines = iter(source.iter_rows())
        positions = _headers(sheet, next(lines, []), findings)
        return RawSheet(sheet, positions, lines, source.total_height + 1) if positions is not None else None


def open_workbook(file: IO[bytes], findings: WorkbookFindings) -> ExchangeBook:
    """Open an .xlsx file after checking it. Raises WorkbookError.

    Unknown sheets are named as warnings, cells with Excel errors as problems.
    """
    for cell in inspect(file):
        if header_key(cell.sheet) in BY_NAME:
            message = f"Sel {cell.cell} berisi galat rumus Excel. Perbaiki rumusnya atau ketik nilainya."
            findings.refuse(BY_NAME[header_key(cell.sheet)].name, _row_of(cell.cell), "", "", message)
    try:
        source = CalamineWorkbook.from_filelike(file)
    except (CalamineError, OSError, ValueError) as error:
        raise WorkbookError(DAMAGED) from error
    book = ExchangeBook(source)
    for name in source.sheet_names:
        known = BY_NAME.get(header_key(name))
        if known:
            book._actual_names[known.name] = name
        elif header_key(name) not in PASSED_OVER:
            findings.warn(name, 0, "", "", "Lembar ini tidak dikenal dan diabaikan.")
    if not book._actual_names:
        raise WorkbookError(
            "Tidak ada lembar yang dikenal dalam buku kerja ini. "
            f"Pakai nama lembar dari templat: {', '.join(sheet.name for sheet in SHEETS)}."
        )
    return book


def _headers(sheet: Sheet, row: list[Any], findings: WorkbookFindings) -> dict[str, int] | None:
    """Where each known header stands; None when a required one is missing."""
    known = {column.name: column.header for column in sheet.columns}
    positions: dict[str, int] = {}
    for index, cell in enumerate(row):
        header = known.get(header_key(cell))
        if header is None:
            if str(cell).strip() and header_key(cell) not in PASSED_OVER:
                findings.warn(sheet.name, 1, str(cell).strip(), "", "Kolom ini tidak dikenal dan diabaikan.")
        elif header in positions:
            findings.refuse(sheet.name, 1, header, cell, "Kolom ini ada dua kali. Hapus salah satunya.")
        else:
            positions[header] = index
    missing = [column.header for column in sheet.columns if column.required and column.header not in positions]
    for header in missing:
        findings.refuse(sheet.name, 1, header, "", "Kolom wajib ini tidak ada. Tambahkan pada baris 1.")
    return None if missing else positions


def _row_of(cell: str) -> int:
    return int("".join(character for character in cell if character.isdigit()))
