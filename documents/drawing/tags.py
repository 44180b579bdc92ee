"""The tags of a drawn document put in order, so that a screen reader reads what stands on the page.

The layout engine tags every page by itself: a table that goes on over a page is two tables, a cell beside a spanning
one gets the heads of another column, and what stands in the margins hangs in no branch of the tree. It leaves the tag
of each cell on its box (`mark`), and the box knows its true column (`grid_x`), which is all that is needed here; both
are internal to the engine, whose version is pinned. The tests build the grid again from the tags alone.
Source: ISO 32000-1, 14.7 and 14.8 (structure, artifacts, attributes of tables).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pydyf
from weasyprint.formatting_structure import boxes

from documents.drawing.table_tags import DrawnTable, JoinedTable

POINTS = 0.75  # of a pixel
DISPENSABLE = {"/Sect", "/Div", "/NonStruct"}
"""Elements that say nothing when they hold nothing."""


def put_in_order(document: Any, pdf: pydyf.PDF) -> None:
    """Join tables, name the heads of cells, read the footer once, and make all other repeated content an artifact.

    `document` is the laid-out document, `pdf` what the engine is about to write.
    """
    tree = _Tree(pdf)
    for number, parts in enumerate(_tables(document, tree).values(), start=1):
        table = JoinedTable.of(parts, tree.at)
        table.name_heads(f"t{number:03}")
        tree.identified.update(table.identified)
    tree.write_identifiers()
    tree.turn_figures([page.height * POINTS for page in document.pages])
    tree.prune(tree.top)
    tree.hang_seal()
    tree.loosen()


def _tables(document: Any, tree: "_Tree") -> dict[int, list[DrawnTable]]:
    """For each table of the page its parts in order of the pages, by the identity of its element."""
    found: dict[int, list[DrawnTable]] = {}
    for page in document.pages:
        for box in page._page_box.descendants():
            if isinstance(box, boxes.TableBox) and (tag := _tag_of_table(box, tree)) is not None:
                found.setdefault(id(box.element), []).append(DrawnTable(box, tag))
    return found


def _tag_of_table(box: Any, tree: "_Tree") -> pydyf.Dictionary | None:
    """The tag of a table; None for a table without a single cell."""
    for cell in box.descendants():
        if isinstance(cell, boxes.TableCellBox) and hasattr(cell, "mark"):
            tag = cell.mark
            while tag["S"] != "/Table":
                tag = tree.at(tag["P"])
            return tag
    return None


@dataclass(init=False, slots=True)
class _Tree:
    """The structure of a document that is about to be written."""

    pdf: pydyf.PDF
    root: pydyf.Dictionary
    top: pydyf.Dictionary
    identified: dict[str, bytes]
    """The identifier of each head, and the reference of its tag."""

    def __init__(self, pdf: pydyf.PDF) -> None:
        self.pdf = pdf
        self.root = self.at(pdf.catalog["StructTreeRoot"])
        self.top = self.at(self.root["K"][0])
        self.identified = {}

    def at(self, reference: bytes) -> Any:
        """The object that a reference names."""
        return self.pdf.objects[int(reference.split()[0])]

    def write_identifiers(self) -> None:
        """The list that finds a head by its identifier; the engine leaves it out, though the standard asks for it."""
        names = pydyf.Array()
        for name, reference in sorted(self.identified.items()):
            names += [pydyf.String(name), reference]
        if names:
            tree = pydyf.Dictionary({"Names": names, "Limits": pydyf.Array([names[0], names[-2]])})
            self.pdf.add_object(tree)
            self.root["IDTree"] = pydyf.Dictionary({"Kids": pydyf.Array([tree.reference])})

    def turn_figures(self, heights: list[float]) -> None:
        """Measure the places of pictures in points from the bottom, as the standard does; the engine measures from
        the top, in pixels. `heights` are those of the pages, in points."""
        of_pages = dict(zip(self.pdf.page_references, heights, strict=True))
        for tag in self.pdf.objects:
            if _is_tag(tag) and tag["S"] == "/Figure" and "A" in tag:
                height = of_pages[tag["Pg"]]
                left, upper, right, lower = (value * POINTS for value in tag["A"]["BBox"])
                tag["A"]["BBox"] = pydyf.Array([left, height - lower, right, height - upper])

    def prune(self, tag: pydyf.Dictionary) -> None:
        """Take out of a tag what holds nothing."""
        kept = pydyf.Array()
        for kid in tag["K"]:
            if isinstance(kid, bytes) and _is_tag(child := self.at(kid)):
                self.prune(child)
                if not child["K"] and child["S"] in DISPENSABLE:
                    continue
            kept.append(kid)
        tag["K"] = kept

    def hang_seal(self) -> None:
        """Read number, address and QR code of the footer once, at the end: those of the first page."""
        reached = set(self.reached(self.top))
        for tag in self.pdf.objects:
            if (
                _is_tag(tag)
                and tag["S"] == "/Div"
                and tag["K"]  # one that was pruned says nothing
                and tag["P"] == self.top.reference
                and tag["Pg"] == self.pdf.page_references[0]
                and tag.number not in reached
            ):
                self.top["K"].append(tag.reference)

    def reached(self, tag: pydyf.Dictionary) -> Iterator[int]:
        """The numbers of a tag and of all beneath it."""
        yield tag.number
        for kid in tag["K"]:
            if isinstance(kid, bytes) and _is_tag(child := self.at(kid)):
                yield from self.reached(child)

    def loosen(self) -> None:
        """Declare what no branch of the tree reaches as artifact: heads and footers that are repeated on each page."""
        reached = set(self.reached(self.top))
        pages = self.at(self.root["ParentTree"])["Nums"]
        for page, reference in enumerate(self.pdf.page_references):
            tags = pages[2 * page + 1]
            operators = self.at(self.at(reference)["Contents"]).stream
            for place, operator in enumerate(operators):
                if operator == b"BDC" and "MCID" in operators[place - 1]:
                    mark = operators[place - 1]["MCID"]
                    if int(tags[mark].split()[0]) not in reached:
                        tags[mark] = b"null"
                        operators[place - 2] = "/Artifact"
                        operators[place - 1] = pydyf.Dictionary({"Type": "/Pagination"})


def _is_tag(value: object) -> bool:
    return isinstance(value, pydyf.Dictionary) and value.get("Type") == "/StructElem"
