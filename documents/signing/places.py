"""Where signatures stand on the pages of a document.

The template keeps a place of fixed size for each party on each sheet and names it with an anchor
(`ttd-first-lembar`); the PDF engine writes anchors into the file as named destinations. So the places are found in the
stored file itself, wherever the layout put them.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from pyhanko.pdf_utils.reader import PdfFileReader

POINTS_PER_MM = 72 / 25.4
WIDTH, HEIGHT = 70 * POINTS_PER_MM, 21 * POINTS_PER_MM
SIZE = "70mm 21mm"
STATEMENT, ANNEX = "lembar", "lampiran"


class NoPlaceError(Exception):
    """The file has no place for this signature."""


@dataclass(frozen=True, slots=True)
class Place:
    """A rectangle on a page; points from the lower left corner, pages counted from 0."""

    page: int
    left: float
    bottom: float

    @property
    def box(self) -> tuple[int, int, int, int]:
        """Left, bottom, right, top in whole points, not larger than the place."""
        left, bottom = round(self.left), round(self.bottom)
        return left, bottom, left + int(WIDTH), bottom + int(HEIGHT)


def places_of(reader: PdfFileReader) -> dict[str, Place]:
    """The places kept in a document, by the name of their anchor without `ttd-`: `first-lembar`."""
    pages = _page_numbers(reader)
    places = {}
    for name, destination in _destinations(reader):
        if name.startswith("ttd-"):
            page, left, top = destination.raw_get(0), float(destination[2]), float(destination[3])
            places[name.removeprefix("ttd-")] = Place(pages[page.idnum], left, top - HEIGHT)
    return places


def place_of(reader: PdfFileReader, key: str, sheet: str = STATEMENT) -> Place:
    """The place of one party's signature on one sheet; `NoPlaceError` when the document has none."""
    try:
        return places_of(reader)[f"{key}-{sheet}"]
    except KeyError as error:
        raise NoPlaceError(f"{key}-{sheet}") from error


def _destinations(reader: PdfFileReader) -> Iterator[tuple[str, list]]:
    tree = reader.root.get("/Names", {}).get("/Dests", {}).get("/Names", [])
    for index in range(0, len(tree), 2):
        yield str(tree[index]), tree[index + 1]


def _page_numbers(reader: PdfFileReader) -> dict[int, int]:
    count = int(reader.root["/Pages"]["/Count"])
    return {reader.find_page_for_modification(number)[0].idnum: number for number in range(count)}
