"""Cells that Excel shows as percentages: which styles do, and what such a cell shows.

Excel keeps 0,8 where a person typed and sees 80 %; only the number format tells.
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from xml.parsers import expat

BUILT_IN = frozenset({9, 10})
"""The number formats `0%` and `0.00%`, which no file spells out."""

_LITERALS = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|[_*].')
"""Parts of a format that are shown as they are: quoted or escaped text, colours and conditions, blanks of a width."""


@dataclass(frozen=True, slots=True)
class PercentCell:
    """A number that is shown as a percentage; `fraction` is what the file holds."""

    fraction: float

    @property
    def shown(self) -> Decimal:
        """What a person sees before the sign: 80 for 0,8."""
        return Decimal(repr(self.fraction)) * 100

    def __str__(self) -> str:
        return f"{self.shown.normalize():f}%".replace(".", ",")


def is_percent_format(code: str) -> bool:
    """Whether a number format shows numbers times a hundred, with a percent sign that is no mere text."""
    return "%" in _LITERALS.sub("", code)


def percent_styles(styles: bytes) -> frozenset[str]:
    """The styles of cells (their `s`) that show percentages, from the XML of a workbook's styles. Raises ExpatError."""
    reading = _Styles()
    reading.parser.Parse(styles, True)
    shows = BUILT_IN | {number for number, code in reading.codes.items() if is_percent_format(code)}
    return frozenset(str(index) for index, number in enumerate(reading.formats) if number in shows)


class _Styles:
    """Number formats by their number, and the format of every style of cells in turn."""

    def __init__(self) -> None:
        self.codes: dict[int, str] = {}
        self.formats: list[int] = []
        self._is_among_cells = False
        self.parser = expat.ParserCreate()
        self.parser.StartElementHandler = self._begin
        self.parser.EndElementHandler = self._end

    def _begin(self, name: str, attributes: dict[str, str]) -> None:
        element = name.rpartition(":")[2]
        if element == "numFmt" and "numFmtId" in attributes:
            self.codes[_number(attributes["numFmtId"])] = attributes.get("formatCode", "")
        elif element == "cellXfs":
            self._is_among_cells = True
        elif element == "xf" and self._is_among_cells:
            self.formats.append(_number(attributes.get("numFmtId", "0")))

    def _end(self, name: str) -> None:
        if name.rpartition(":")[2] == "cellXfs":
            self._is_among_cells = False


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0
