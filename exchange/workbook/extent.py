"""How far the cells of a sheet reach, and which of them a reader would take for empty; told from its XML in pieces.

A reader keeps the whole rectangle from A1 to the last column and the last row in memory, so two cells far apart in a
file of a few kilobytes can ask for more memory than there is. What the file says of its own extent is not believed.
Runs in the confined inspector only.
"""

import re
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
_PLACE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_COMPUTED_TEXT = "str"


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


def extent_of(part: IO[bytes]) -> SheetExtent:
    """Read the XML of one sheet, however large, without keeping it. Raises NotASheetError."""
    reading = _Reading()
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler = reading.begin, reading.end
    parser.CharacterDataHandler = reading.text
    try:
        while chunk := part.read(CHUNK):
            parser.Parse(chunk, False)
        parser.Parse(b"", True)
    except (expat.ExpatError, ValueError) as error:
        raise NotASheetError from error
    return reading.extent


class _Reading:
    """Follows the elements of a sheet; a row or a cell without a place of its own comes after the one before."""

    def __init__(self) -> None:
        self.extent = SheetExtent()
        self.row = self.column = 0
        self.kind = ""
        self.is_in_cell = self.is_formula = self.is_in_value = self.has_value = False

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        match name.rpartition(":")[2]:
            case "row":
                self.row, self.column = int(attributes.get("r", self.row + 1)), 0
            case "c":
                self._begin_cell(attributes)
            case "f" if self.is_in_cell:
                self.is_formula = True
                self.extent.take(self.row, self.column)
            case "v" | "is" if self.is_in_cell:
                self.is_in_value = True
                self.extent.take(self.row, self.column)

    def _begin_cell(self, attributes: dict[str, str]) -> None:
        self.row, self.column = place_of(attributes["r"]) if "r" in attributes else (self.row, self.column + 1)
        if not (0 < self.row <= LAST_ROW and self.column <= LAST_COLUMN):
            raise ValueError("A place beyond the end of every sheet")
        self.kind = attributes.get("t", "")
        self.is_in_cell, self.is_formula, self.is_in_value, self.has_value = True, False, False, False

    def text(self, text: str) -> None:
        if self.is_in_value:
            self.has_value = True

    def end(self, name: str) -> None:
        match name.rpartition(":")[2]:
            case "v" | "is":
                self.is_in_value = False
            case "c" if self.is_in_cell:
                self.is_in_cell = False
                oddity = self._oddity()
                if oddity and len(self.extent.odd) < MOST_TOLD:
                    self.extent.odd.append((name_of(self.row, self.column), oddity))

    def _oddity(self) -> Oddity | None:
        if self.kind == "e":
            return Oddity.ERROR
        # A formula that gives an empty text is computed, and says so by its kind.
        return Oddity.NOT_COMPUTED if self.is_formula and not (self.has_value or self.kind == _COMPUTED_TEXT) else None


def place_of(cell: str) -> tuple[int, int]:
    """Row and column of `B7`, from 1. Raises ValueError for anything else."""
    found = _PLACE.fullmatch(cell)
    if not found:
        raise ValueError(f"{cell[:20]} is no cell")
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(found[2]), column


def name_of(row: int, column: int) -> str:
    """`B7` for row 7 and column 2."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{row}"
