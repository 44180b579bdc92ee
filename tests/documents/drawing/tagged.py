"""What a screen reader is told of a PDF, read from its tags alone, without the program that wrote them."""

import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pikepdf

GROUPS = {"/THead", "/TBody", "/TFoot"}


@dataclass
class TaggedCell:
    """A cell at its place in the grid, with the identifiers that it names as its heads."""

    row: int
    column: int
    tag: Any
    rows: int = 1
    columns: int = 1

    @property
    def attributes(self) -> Any:
        return self.tag.get("/A", {})

    @property
    def scope(self) -> str:
        return str(self.attributes.get("/Scope", ""))

    @property
    def heads(self) -> list[str]:
        return [str(head) for head in self.attributes.get("/Headers", [])]


@dataclass
class TaggedTable:
    """The cells of one table, and what is wrong with its grid."""

    cells: list[TaggedCell] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def named(self) -> dict[str, TaggedCell]:
        return {str(cell.tag.ID): cell for cell in self.cells if "/ID" in cell.tag}


def faults_of(content: bytes) -> list[str]:
    """Everything that is wrong with the tags of a file: grids, heads of cells, content outside the tree."""
    with pikepdf.open(io.BytesIO(content)) as document:
        root = document.Root.StructTreeRoot
        faults = [fault for table in tables_of(document) for fault in _faults_of_table(table)]
        return faults + list(_loose(document)) + list(_unnamed(document, root))


def tables_of(document: pikepdf.Pdf) -> list[TaggedTable]:
    return [_table(tag) for tag in elements(document.Root.StructTreeRoot.K[0]) if tag.S == "/Table"]


def elements(tag: Any) -> Iterator[Any]:
    yield tag
    for kid in kids(tag):
        yield from elements(kid)


def kids(tag: Any) -> list[Any]:
    held = tag.get("/K", [])
    listed = held if isinstance(held, pikepdf.Array) else [held]
    return [kid for kid in listed if isinstance(kid, pikepdf.Dictionary) and "/S" in kid]


def _table(tag: Any) -> TaggedTable:
    table = TaggedTable()
    number, width = 0, 0
    for group in (kid for kid in kids(tag) if str(kid.S) in GROUPS):
        taken: set[tuple[int, int]] = set()
        rows = kids(group)
        for place, row in enumerate(rows):
            column = 0
            for cell in kids(row):
                while (place, column) in taken:
                    column += 1
                attributes = cell.get("/A", {})
                spanned = int(attributes.get("/ColSpan", 1)), int(attributes.get("/RowSpan", 1))
                table.cells.append(TaggedCell(number + place, column, cell, spanned[1], spanned[0]))
                if place + spanned[1] > len(rows):
                    table.faults.append(f"a cell spans {spanned[1]} rows of {len(rows)}")
                taken |= {(place + down, column + right) for down in range(spanned[1]) for right in range(spanned[0])}
                column += spanned[0]
        widths = {sum(1 for down, _ in taken if down == place) for place in range(len(rows))}
        if widths and (len(widths) > 1 or (width and widths != {width})):
            table.faults.append(f"rows of {sorted(widths)} cells in a table of {width}")
        width = width or max(widths, default=0)
        number += len(rows)
    return table


def _faults_of_table(table: TaggedTable) -> Iterator[str]:
    """Heads are those above in the same columns, and those beside in the same rows; no other."""
    yield from table.faults
    named = table.named()
    for cell in table.cells:
        if cell.tag.S == "/TH" and not cell.scope:
            yield "a head without scope"
        wanted = {
            name
            for name, head in named.items()
            if head is not cell and head.scope == "/Column" and _shares(head, cell) and head.row < cell.row
        }
        unknown = [name for name in cell.heads if name not in named]
        upper = {name for name in cell.heads if name in named and named[name].scope == "/Column"}
        if unknown or upper != wanted:
            yield f"cell {cell.row}/{cell.column} names {sorted(upper) + unknown} for {sorted(wanted)}"
        if cell.tag.S == "/TD":
            beside = {
                name
                for name, head in named.items()
                if head.scope == "/Row" and head.columns == 1 and head.row <= cell.row < head.row + head.rows
            }
            if not beside <= set(cell.heads):
                yield f"cell {cell.row}/{cell.column} does not name {sorted(beside - set(cell.heads))}"


def _shares(head: TaggedCell, cell: TaggedCell) -> bool:
    return head.column < cell.column + cell.columns and cell.column < head.column + head.columns


def _loose(document: pikepdf.Pdf) -> Iterator[str]:
    """Marked content that no branch of the tree reaches, and content of a page without any mark."""
    reached = {tag.objgen for tag in elements(document.Root.StructTreeRoot.K[0])}
    numbers = document.Root.StructTreeRoot.ParentTree.Nums
    marks = {int(numbers[place]): numbers[place + 1] for place in range(0, len(numbers), 2)}
    for number, page in enumerate(document.pages, start=1):
        of_page = marks[int(page.obj.StructParents)]
        depth = 0
        for operands, operator in pikepdf.parse_content_stream(page):
            if str(operator) in {"BDC", "BMC"}:
                depth += 1
                mark = (
                    operands[1].get("/MCID")
                    if len(operands) > 1 and isinstance(operands[1], pikepdf.Dictionary)
                    else None
                )
                if mark is not None and (of_page[int(mark)] is None or of_page[int(mark)].objgen not in reached):
                    yield f"page {number}: mark {mark} hangs nowhere"
            elif str(operator) == "EMC":
                depth -= 1
            elif str(operator) in {"Tj", "TJ"} and not depth:
                yield f"page {number}: text without a mark"


def _unnamed(document: pikepdf.Pdf, root: Any) -> Iterator[str]:
    """Heads that the list of identifiers does not find."""
    listed: set[str] = set()
    for kid in root.get("/IDTree", {}).get("/Kids", []):
        listed |= {str(name) for name in list(kid.Names)[::2]}
    for tag in elements(root.K[0]):
        if "/ID" in tag and str(tag.ID) not in listed:
            yield f"identifier {tag.ID} is not listed"
