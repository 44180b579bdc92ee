"""An .xlsx file as sheets of rows, each row with the number that Excel shows. No meaning is read into cells here.

The file itself is read in a confined child process (`exchange.workbook.inspector`), never here.
"""

import io
import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import IO, Any

from documents.drawing.workbook import Sheet, header_key
from documents.inspection.child import ask
from documents.inspection.frames import MAX_PART
from exchange.workbook.archive import DAMAGED, TOO_LARGE
from exchange.workbook.extent import Oddity, place_of
from exchange.workbook.inspector import row_in
from exchange.workbook.problems import WorkbookError, WorkbookFindings
from exchange.workbook.schema import BY_NAME, ERRORS, INSTRUCTIONS, SHEETS

RawRow = tuple[int, dict[str, Any]]
PASSED_OVER = frozenset({header_key(INSTRUCTIONS), header_key(ERRORS)})
INSPECTOR = "exchange.workbook.inspector"
PAGE_TIME_LIMIT = 45  # seconds; a page's 5,000 rows take one or two, and the web server gives an answer 60
TIME_LIMIT = 600  # seconds for a command; 110,000 rows take about ten, several times that on a busy machine
TOO_HEAVY = (
    "Buku kerja ini terlalu berat untuk dibaca, jadi ditolak. Salin isinya ke templat kosong atau bagi menjadi "
    "beberapa berkas, lalu unggah lagi."
)
ODD = {
    Oddity.ERROR: "Sel {cell} berisi galat rumus Excel. Perbaiki rumusnya atau ketik nilainya.",
    Oddity.NOT_COMPUTED: (
        "Sel {cell} berisi rumus yang belum dihitung, jadi nilainya tidak diketahui. Buka berkas ini di Excel, simpan, "
        "lalu unggah lagi; atau ketik nilainya."
    ),
}

logger = logging.getLogger(__name__)


@dataclass
class RawSheet:
    """One known sheet: its headers, and its rows that are not empty, read one after another."""

    sheet: Sheet
    positions: dict[str, int]
    """Where each known header that is present stands, as the schema spells it."""

    lines: Iterator[tuple[int, list[Any]]]
    height: int
    """How many rows there are with the headers, for a progress bar."""

    def __iter__(self) -> Iterator[RawRow]:
        for number, line in self.lines:
            cells = {header: line[index] if index < len(line) else "" for header, index in self.positions.items()}
            if any(cell not in ("", None) for cell in cells.values()):
                yield number, cells


@dataclass(frozen=True)
class _ReadSheet:
    """One sheet as the inspector answered it."""

    lines: bytes
    height: int
    rows: int


@dataclass
class ExchangeBook:
    """A workbook that was read: its known sheets by name, in the order of the file."""

    _read: dict[str, _ReadSheet] = field(default_factory=dict)

    def __contains__(self, sheet: Sheet) -> bool:
        return sheet.name in self._read

    def __iter__(self) -> Iterator[Sheet]:
        return (BY_NAME[header_key(name)] for name in self._read)

    def count_rows(self, sheets: Iterable[Sheet]) -> int:
        """How many rows below the headers hold anything."""
        return sum(self._read[sheet.name].rows for sheet in sheets if sheet in self)

    def lines(self, sheet: Sheet) -> Iterator[tuple[int, list[Any]]]:
        """The headers and every row that holds anything, each with its number and without empty cells at its end."""
        return map(row_in, io.BytesIO(self._read[sheet.name].lines))

    def read(self, sheet: Sheet, findings: WorkbookFindings) -> RawSheet | None:
        """The rows of one sheet; None when it has no rows or lacks a required header (which is noted)."""
        lines = self.lines(sheet)
        positions = _headers(sheet, next(lines, (1, []))[1], findings)
        return RawSheet(sheet, positions, lines, self._read[sheet.name].height) if positions is not None else None


def open_workbook(file: IO[bytes], findings: WorkbookFindings, *, time_limit: int = PAGE_TIME_LIMIT) -> ExchangeBook:
    """Let the inspector read an .xlsx file within so many seconds. Raises WorkbookError.

    Unknown sheets are named as warnings, cells that would be read as empty, though they are not, as problems.
    """
    reply, blobs = _ask(file, time_limit)
    for name, cell, oddity in reply["odd"]:
        row, _ = place_of(cell)
        findings.refuse(BY_NAME[header_key(name)].name, row, "", "", ODD[Oddity(oddity)].format(cell=cell))
    book = ExchangeBook()
    for told, lines in zip(reply["sheets"], blobs, strict=True):
        book._read[BY_NAME[header_key(told["name"])].name] = _ReadSheet(lines, told["height"], told["rows"])
    for name in reply["others"]:
        if header_key(name) not in PASSED_OVER:
            findings.warn(name, 0, "", "", "Lembar ini tidak dikenal dan diabaikan.")
    if not book._read:
        raise WorkbookError(
            "Tidak ada lembar yang dikenal dalam buku kerja ini. "
            f"Pakai nama lembar dari templat: {', '.join(sheet.name for sheet in SHEETS)}."
        )
    return book


def _ask(file: IO[bytes], time_limit: int) -> tuple[dict[str, Any], list[bytes]]:
    file.seek(0)
    content = file.read(MAX_PART + 1)
    if len(content) > MAX_PART:
        raise WorkbookError(TOO_LARGE)
    try:
        reply, blobs = ask(INSPECTOR, {"known": list(BY_NAME)}, [content], time_limit=time_limit)
    except (TimeoutError, EOFError) as error:
        logger.warning("The inspector gave up on a workbook of %d bytes (%s)", len(content), type(error).__name__)
        raise WorkbookError(TOO_HEAVY) from error
    if "failed" in reply:
        logger.info("The inspector could not read a workbook: %s", reply["failed"])
        raise WorkbookError(DAMAGED)
    if "refused" in reply:
        raise WorkbookError(reply["refused"])
    return reply, blobs


def _headers(sheet: Sheet, row: list[Any], findings: WorkbookFindings) -> dict[str, int] | None:
    """Where each known header stands; None when a required one is missing."""
    known = {column.name: column.header for column in sheet.columns}
    known |= {header_key(column.formerly): column.header for column in sheet.columns if column.formerly}
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
