"""What stands on the pages of a PDF, as it is drawn: letters with their size and face, figures that are cut in two."""

import io
import re
from collections.abc import Iterator

import pypdfium2
from pypdfium2 import raw

SMALLEST = 6.95
"""Points: 7, less what rounding takes."""


def sizes_and_faces(content: bytes) -> set[tuple[float, str]]:
    """The size in points and the face of every letter in the file."""
    found = set()
    with pypdfium2.PdfDocument(content) as document:
        for page in document:
            for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT], max_depth=6):
                matrix = item.get_matrix()
                scale = abs(matrix.a * matrix.d - matrix.b * matrix.c) ** 0.5
                font = item.get_font()
                found.add((round(item.get_font_size() * scale, 2), font.get_base_name().rpartition("+")[2]))
    return found


def lines_of(content: bytes) -> Iterator[list[tuple[float, float, float, float, str]]]:
    """Per page its pieces of text: left, bottom, right, top in points, and what they say."""
    with pypdfium2.PdfDocument(io.BytesIO(content)) as document:
        for page in document:
            text = page.get_textpage()
            pieces = [text.get_rect(number) for number in range(text.count_rects())]
            yield [(*box, text.get_text_bounded(*box).strip()) for box in pieces]


_END = re.compile(r"\d\.\d{0,2}$|\d,$")
"""A group of thousands that is not whole, or a comma at the end: the figure goes on."""

_REST = re.compile(r"[\d.,]+%?")
_GOES_ON = re.compile(r"[.,][\d.,]+%?")


def torn_figures(content: bytes) -> list[str]:
    """Figures of which the last digits stand on a line of their own: `4.321.000.00` above `0`."""
    found = []
    for pieces in lines_of(content):
        for left, bottom, right, top, text in pieces:
            for other in pieces:
                below = 0 < bottom - other[1] < 2.2 * (top - bottom)
                edges = (other[0] - left, other[2] - right, (other[0] + other[2] - left - right) / 2)
                is_rest = (
                    (_END.search(text) and _REST.fullmatch(other[4]))
                    or _GOES_ON.fullmatch(other[4])
                    or (text[-1:].isdigit() and other[4] == "%")
                )
                if below and min(map(abs, edges)) < 2 and is_rest:
                    found.append(f"{text} / {other[4]}")
    return found
