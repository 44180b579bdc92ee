"""A block copied from a spreadsheet: tab and line separated text into cells, and headers into columns.

Spreadsheets put quotation marks around a cell that holds a tab or a line break, and double those inside. A quotation
mark that is never closed before a tab or the line's end is an ordinary character, so that one stray mark does not
swallow the rows below it.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum

from indicators.domain.periods import roman

MAX_ROWS = 200
MAX_COLUMNS = 12
MAX_BYTES = 200_000
LONGEST_CELL = 20_000
"""Characters after which a quotation mark counts as never closed."""

QUOTE = '"'
ENDS = "\t\r\n"


class BlockError(ValueError):
    """The text is no block that can be read; `str()` is an Indonesian sentence that says what to do."""


class PasteColumn(StrEnum):
    """What a column holds, in the words of the exchange workbook."""

    CODE = "Kode Indikator"
    YEAR = "Tahun"
    QUARTER = "Triwulan"
    VALUE = "Realisasi"
    NUMERATOR = "Pembilang"
    DENOMINATOR = "Penyebut"
    SUPPORTING = "Faktor Pendorong"
    INHIBITING = "Faktor Penghambat"
    FOLLOW_UP = "Tindak Lanjut"
    NOTE = "Keterangan"


TYPED = (
    PasteColumn.VALUE,
    PasteColumn.NUMERATOR,
    PasteColumn.DENOMINATOR,
    PasteColumn.SUPPORTING,
    PasteColumn.INHIBITING,
    PasteColumn.FOLLOW_UP,
    PasteColumn.NOTE,
)
"""The columns that a person fills in, in the order in which a block without headers is read."""

_LIKE_A_NUMBER = re.compile(r"[0-9]+(?:[.,][0-9]+)?")
_HEADERS = {column.casefold(): column for column in PasteColumn} | {"kode": PasteColumn.CODE}


def read_block(text: str) -> tuple[tuple[str, ...], ...]:
    """The cells of a pasted block, row by row; rows may differ in length, empty rows at its end are left out.

    Blanks around a cell are taken off, non-breaking ones become plain, line breaks inside become `\\n`. Raises
    BlockError for an empty block and for one larger than MAX_ROWS x MAX_COLUMNS or MAX_BYTES.
    """
    if len(text.encode(errors="replace")) > MAX_BYTES:
        raise BlockError(f"Tempelan lebih besar dari {MAX_BYTES // 1000} kB. Tempel sebagian demi sebagian.")
    text = text.removeprefix("\ufeff").rstrip()
    if not text:
        raise BlockError("Belum ada yang ditempel. Salin sel dari Excel, lalu tempel di kotak ini.")
    rows: list[list[str]] = [[]]
    at = 0
    while True:
        cell, at = _cell(text, at)
        rows[-1].append(cell)
        if len(rows[-1]) > MAX_COLUMNS:
            raise BlockError(f"Tempelan lebih dari {MAX_COLUMNS} kolom. Salin hanya kolom yang diperlukan.")
        if at >= len(text):
            return tuple(tuple(row) for row in rows)
        if text[at] != "\t":
            rows.append([])
            if len(rows) > MAX_ROWS:
                raise BlockError(f"Tempelan lebih dari {MAX_ROWS} baris. Tempel sebagian demi sebagian.")
        at += 2 if text.startswith("\r\n", at) else 1


def _cell(text: str, at: int) -> tuple[str, int]:
    """One cell that begins at `at`, and the place of the tab or line break behind it."""
    end = _closing(text, at) if text.startswith(QUOTE, at) else -1
    if end >= 0:
        return _plain(text[at + 1 : end].replace(QUOTE * 2, QUOTE)), end + 1
    end = min((place for sign in ENDS if (place := text.find(sign, at)) >= 0), default=len(text))
    return _plain(text[at:end]), end


def _closing(text: str, at: int) -> int:
    """Where the quotation mark is that closes the one at `at`; -1 when there is none."""
    limit = at + LONGEST_CELL
    place = text.find(QUOTE, at + 1, limit)
    while place >= 0:
        if not text.startswith(QUOTE, place + 1):
            return place if place + 1 == len(text) or text[place + 1] in ENDS else -1
        place = text.find(QUOTE, place + 2, limit)
    return -1


def _plain(cell: str) -> str:
    return cell.replace("\u00a0", " ").replace("\r\n", "\n").replace("\r", "\n").strip()


def write_block(rows: Sequence[Sequence[str]]) -> str:
    """Write cells as a spreadsheet would put them on the clipboard; `read_block` reads them back."""
    return "\n".join("\t".join(_quoted(cell) for cell in row) for row in rows)


def _quoted(cell: str) -> str:
    breaks = cell.startswith(QUOTE) or any(sign in cell for sign in ENDS)
    return f"{QUOTE}{cell.replace(QUOTE, QUOTE * 2)}{QUOTE}" if breaks else cell


@dataclass(frozen=True, slots=True)
class Layout:
    """What each column of a block holds (None: nothing we take), and whether its first row names them."""

    columns: tuple[PasteColumn | None, ...]
    has_header: bool

    @property
    def by_code(self) -> bool:
        """Whether rows say by a code which indicator they mean."""
        return PasteColumn.CODE in self.columns

    @property
    def key(self) -> str:
        """The layout in one line, to notice that a block is laid out differently now."""
        return "|".join(["judul" if self.has_header else "", *(column or "" for column in self.columns)])

    @property
    def problem(self) -> str:
        """Why a block cannot be read with these columns, and what to do; else empty."""
        named = [column for column in self.columns if column]
        twice = next((column for column in named if named.count(column) > 1), None)
        if twice:
            return f"Kolom “{twice}” ada dua kali. Pilih “Abaikan” untuk salah satunya."
        if not any(column in TYPED for column in named):
            return f"Tidak ada kolom yang dapat diisikan. Pilih sedikitnya satu dari: {', '.join(TYPED)}."
        return ""


def layout_of(block: Sequence[Sequence[str]], codes: Collection[str], first: PasteColumn = PasteColumn.VALUE) -> Layout:
    """How a block is laid out: by its header row; else by codes in its first column; else by the stated order.

    `codes` are those of the report's indicators in lower case, `first` is the column at which the block was pasted.
    More than half of the first cells have to be codes, and codes that could be figures do not count: `12` in a first
    column is a figure until a header says otherwise.
    """
    width = max(len(row) for row in block)
    header = header_of(block[0])
    if header:
        return Layout(header + (None,) * (width - len(header)), has_header=True)
    begins = [row[0].casefold() for row in block if any(row)]
    known = {code for code in codes if not _LIKE_A_NUMBER.fullmatch(code)}
    if width > 1 and sum(code in known for code in begins) * 2 > len(begins):
        return Layout((PasteColumn.CODE, *columns_without_header(width - 1)), has_header=False)
    return Layout(columns_without_header(width, first), has_header=False)


def header_of(row: Sequence[str]) -> tuple[PasteColumn | None, ...] | None:
    """What each cell of a first row announces (None: nothing we take); None when the row is no header."""
    columns = tuple(_HEADERS.get(" ".join(cell.split()).casefold()) for cell in row)
    return columns if any(columns) else None


def columns_without_header(width: int, first: PasteColumn = PasteColumn.VALUE) -> tuple[PasteColumn | None, ...]:
    """The order in which columns without header are read, beginning with `first`; None for columns beyond it."""
    order = TYPED[TYPED.index(first) :]
    return tuple(order[number] if number < len(order) else None for number in range(width))


def quarter_of(text: str) -> int | None:
    """The quarter that `3`, `III`, `TW III` or `Triwulan 3` names; None when it names none."""
    word = " ".join(text.split()).casefold().removeprefix("triwulan").removeprefix("tw").strip()
    return next((number for number in (1, 2, 3, 4) if word in (str(number), roman(number).casefold())), None)
