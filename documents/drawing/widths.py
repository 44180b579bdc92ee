"""How wide a column of figures must be, and how many of them a sheet of paper holds beside its words."""

import math
from collections.abc import Iterable

from documents.enums import Paper

SMALLEST = 7.0
"""Points: no letter of our papers is smaller. People of every age read them, often as copies."""

NARROWEST, STEPS = 4, 2  # millimetres; steps in each
WIDEST = 60  # millimetres
LANDSCAPE = {Paper.A4: 297.0, Paper.F4: 330.0}
A3 = "297mm 420mm"
A3_LENGTH = 420.0
"""What an office copies together from two sheets when a form has more figures than A4 and F4 hold."""

_MILLIMETRES = 25.4 / 72  # in a point
_PADDING = 1.3  # millimetres beside the word: padding of the cell and half of both lines
_EM = {**dict.fromkeys(".,: ", 0.278), "-": 0.333, "*": 0.389, "%": 0.889, "(": 0.333, ")": 0.333}
_LETTER, _CAPITAL, _DIGIT = 0.56, 0.72, 0.556  # em of our own face, regular weight

STYLES = "".join(f".w-{half} {{ width: {half / STEPS:g}mm }} " for half in range(NARROWEST * STEPS, WIDEST * STEPS + 1))
"""One class for each width, so that pages need no styles of their own."""


def word_width(text: str, size: float = SMALLEST, bold: bool = False) -> float:
    """The room in millimetres that the longest word of a text needs in a cell, at `size` points."""
    longest = max((sum(map(_em, word)) for word in text.split()), default=0.0)
    return longest * (1.08 if bold else 1.0) * size * _MILLIMETRES + _PADDING


def column_width(texts: Iterable[str], *, least: float = NARROWEST) -> float:
    """The width of a column in millimetres, in half ones, in which no word of these texts is cut."""
    wanted = max((word_width(text) for text in texts if text), default=0.0)
    return min(math.ceil(max(wanted, least) * STEPS) / STEPS, WIDEST)


def width_class(width: float) -> str:
    """The class of a column of this width."""
    return f"w-{round(width * STEPS)}"


def _em(letter: str) -> float:
    if letter.isdigit():
        return _DIGIT
    return _EM.get(letter, _CAPITAL if letter.isupper() else _LETTER)
