"""How far the cells of a sheet reach, and which of them a reader would take for empty; told from its XML in pieces.

A reader keeps the whole rectangle from A1 to the last column and the last row in memory, so two cells far apart in a
file of a few kilobytes can ask for more memory than there is. What the file says of its own extent is not believed.
Runs in the confined inspector only.
"""

import functools
import re
from collections.abc import Collection
from dataclasses import dataclass, field
from enum import StrEnum, auto
from typing import IO
from xml.parsers import expat

MOST_CELLS = 5_000_000
"""Cells of the rectangle of one sheet; 100,000 indicators with all their columns fit twice."""

LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
"""Where Excel ends."""

MOST_TOLD = 500
"""Odd cells of a sheet that are told one by one; nobody mends more of them before trying again."""

CHUNK = 1024 * 1024
_LETTERS = re.compile(r"[A-Z]{1,3}")
_COMPUTED_TEXT = "str"  # a formula that gives an empty text is computed, and says so by its kind


class Oddity(StrEnum):
    """Why a cell that holds something would be read as an empty one."""

    ERROR = auto()
    NOT_COMPUTED = auto()


@dataclass(frozen=True, slots=True)
class OddCell:
    """A cell that a reader would take for empty, though it holds an error or a formula that nobody computed."""

    sheet: str
    cell: str
    oddity: Oddity


class NotASheetError(Exception):
    """The XML is damaged, or names a place that no sheet has."""


@dataclass
class SheetExtent:
    """What was seen of one sheet."""

    columns: int = 0
    rows: int = 0
    at_last_column: str = ""
    at_last_row: str = ""
    odd: list[tuple[str, Oddity]] = field(default_factory=list)
    percents: dict[int, list[int]] = field(default_factory=dict)
    """By row, the columns whose number is shown as a percentage."""

    @property
    def is_bounded(self) -> bool:
        """Whether the rectangle of the sheet may be read."""
        return self.columns * self.rows <= MOST_CELLS

    def take(self, row: int, column: int) -> None:
        """Stretch the rectangle to a cell that holds something."""
        if column > self.columns:
            self.columns, self.at_last_column = column, name_of(row, column)
        if row > self.rows:
            self.rows, self.at_last_row = row, name_of(row, column)


def extent_of(part: IO[bytes], percent_styles: Collection[str] = ()) -> SheetExtent:
    """Read the XML of one sheet, however large, without keeping it. Raises NotASheetError."""
    reading = _Reading(percent_styles)
    try:
        while chunk := part.read(CHUNK):
            reading.parser.Parse(chunk, False)
        reading.parser.Parse(b"", True)
        reading.end_cell()
    except (expat.ExpatError, ValueError) as error:
        raise NotASheetError from error
    return reading.extent


class _Reading:
    """Follows the elements of a sheet; a row or a cell without a place of its own comes after the one before.

    A cell ends where the next one begins: being told of ends as well would take twice the time.
    """

    def __init__(self, percent_styles: Collection[str]) -> None:
        self.extent = SheetExtent()
        self.percent_styles = percent_styles
        self.is_percent = False
        self.row = self.column = 0
        self.kind = ""
        self.is_cell_begun = self.is_formula = self.has_value = False
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self.begin

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        if ":" in name:
            name = name.rpartition(":")[2]
        if self.is_formula:
            self.parser.CharacterDataHandler = None  # until the next value
        is_first_in_cell, self.is_cell_begun = self.is_cell_begun, name == "c"
        if name == "c":
            self.end_cell()
            self._begin_cell(attributes)
        elif name == "v" or name == "is":
            if self.is_formula:
                self.parser.CharacterDataHandler = self.text
            self.extent.take(self.row, self.column)
            if self.is_percent:
                self.extent.percents.setdefault(self.row, []).append(self.column)
        elif name == "row":
            self.end_cell()
            self.row, self.column = int(attributes.get("r", self.row + 1)), 0
        elif name == "f" and is_first_in_cell:  # lists of choices have formulas of this name too, behind all cells
            self.is_formula = True
            self.extent.take(self.row, self.column)

    def _begin_cell(self, attributes: dict[str, str]) -> None:
        place = attributes.get("r")
        self.row, self.column = place_of(place) if place else (self.row, self.column + 1)
        if not (0 < self.row <= LAST_ROW and self.column <= LAST_COLUMN):
            raise ValueError("A place beyond the end of every sheet")
        self.kind = attributes.get("t", "")
        self.is_percent = attributes.get("s") in self.percent_styles and self.kind in ("", "n")

    def text(self, text: str) -> None:
        """What stands in the value of a formula; line breaks around it do not count."""
        self.has_value = self.has_value or not text.isspace()

    def end_cell(self) -> None:
        """The cell before is whole."""
        if self.kind == "e":
            self._note(Oddity.ERROR)
        elif self.is_formula and not self.has_value and self.kind != _COMPUTED_TEXT:
            self._note(Oddity.NOT_COMPUTED)
        self.kind, self.is_formula, self.has_value = "", False, False

    def _note(self, oddity: Oddity) -> None:
        if len(self.extent.odd) < MOST_TOLD:
            self.extent.odd.append((name_of(self.row, self.column), oddity))


def place_of(cell: str) -> tuple[int, int]:
    """Row and column of `B7`, from 1. Raises ValueError for anything else."""
    letters = cell.rstrip("0123456789")
    return int(cell[len(letters) :]), _column_of(letters)


@functools.lru_cache(LAST_COLUMN)
def _column_of(letters: str) -> int:
    if not _LETTERS.fullmatch(letters):
        raise ValueError(f"{letters[:20]} is no column")
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - ord("A") + 1
    return column


def name_of(row: int, column: int) -> str:
    """`B7` for row 7 and column 2."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{row}"
