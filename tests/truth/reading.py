"""What people read: tables and text of a page, and cells of a workbook, as text."""

import io
import re
from dataclasses import dataclass, field
from decimal import Decimal
from html.parser import HTMLParser

from python_calamine import CalamineWorkbook

from indicators.domain.numbers import format_percent

NOTHING = "–"
PERCENT = r"-?[\d.]+(?:,\d+)?%"
AVERAGE = re.compile(rf"rata-rata capaian ({PERCENT})(?: \(kategori ([^)]+)\))?")


@dataclass
class Cell:
    """One cell of a table: its text, what it is called on a phone, and where its links lead."""

    label: str
    text: str = ""
    links: list[str] = field(default_factory=list)


@dataclass
class Page:
    """A page or a paper: its tables, and all of its text."""

    tables: list[list[list[Cell]]]
    text: str

    @property
    def rows(self) -> list[list[Cell]]:
        """The rows of all tables in order."""
        return [row for table in self.tables for row in table]

    def row_to(self, address: str) -> list[Cell] | None:
        """The first row with a link to this address."""
        return next((row for row in self.rows if any(address in cell.links for cell in row)), None)


class _Reader(HTMLParser):
    """Tables may not stand in one another."""

    def __init__(self) -> None:
        super().__init__()
        self.tables: list[list[list[Cell]]] = []
        self.pieces: list[str] = []
        self._cell: Cell | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        if tag == "table":
            self.tables.append([])
        elif tag == "tr":
            self.tables[-1].append([])
        elif tag in ("td", "th"):
            self._cell = Cell(named.get("data-label") or "")
            self.tables[-1][-1].append(self._cell)
        elif tag == "a" and self._cell is not None:
            self._cell.links.append((named.get("href") or "").partition("?")[0])

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th"):
            self._cell = None

    def handle_data(self, data: str) -> None:
        self.pieces.append(data)
        if self._cell is not None:
            self._cell.text += f" {data}"


def read_page(html: str) -> Page:
    """A page as it is read."""
    reader = _Reader()
    reader.feed(html)
    page = Page(reader.tables, tidy(" ".join(reader.pieces)))
    for cell in (cell for row in page.rows for cell in row):
        cell.text = tidy(cell.text)
    return page


def read_book(content: bytes) -> dict[str, list[list[str]]]:
    """Sheets by name; figures as they are stored."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return {name: [[_plain(cell) for cell in row] for row in book.get_sheet_by_name(name).to_python()]
            for name in book.sheet_names}  # fmt: skip


def _plain(cell: object) -> str:
    return repr(cell) if isinstance(cell, float) else str(cell)


def table_of(rows: list[list[str]], first: str) -> list[dict[str, str]]:
    """The rows below the heading that begins with `first`, by column; the first empty row ends them."""
    top = next(number for number, row in enumerate(rows) if row[0] == first)
    found = []
    for row in rows[top + 1 :]:
        if not row[0]:
            break
        found.append(dict(zip(rows[top], row, strict=True)))
    return found


def tidy(text: str) -> str:
    """One space where the page has any."""
    return re.sub(r"\s+", " ", text).strip()


def shown(percent: str) -> str:
    """An unrounded percentage as every page shows it."""
    return format_percent(Decimal(percent)) if percent else NOTHING


def first_percent(text: str) -> str:
    """The first percentage in a text, or that there is none."""
    found = re.search(PERCENT, text)
    return found[0] if found else NOTHING
