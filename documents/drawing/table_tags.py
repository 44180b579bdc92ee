"""The tags of one table: its parts on several pages joined, and the heads of each cell named.

A head is a `th` with a scope. `row` is the head of its row, `rowgroup` of the rows beneath it up to the next such head,
`col` and `colgroup` of what stands beneath it. A `th` without scope (the numbers of columns) is a cell like others.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pydyf

At = Callable[[bytes], Any]
SCOPES = {"col": "/Column", "colgroup": "/Column", "row": "/Row", "rowgroup": "/Row"}
EDGE = "edge"
"""The class of a foot that only draws the line below a cell cut by the page."""


@dataclass(frozen=True, slots=True)
class DrawnTable:
    """A table, or its part on one page, with its tag."""

    box: Any
    tag: pydyf.Dictionary


@dataclass(slots=True)
class _Cell:
    box: Any
    row: int
    identifier: str = ""

    @property
    def tag(self) -> pydyf.Dictionary:
        return self.box.mark

    @property
    def scope(self) -> str:
        return self.box.element.get("scope", "") if self.box.element.tag == "th" else ""

    @property
    def columns(self) -> range:
        return range(self.box.grid_x, self.box.grid_x + self.box.colspan)


@dataclass(slots=True)
class _Row:
    tag: pydyf.Dictionary
    cells: list[_Cell] = field(default_factory=list)


@dataclass(slots=True)
class _Group:
    """Rows of a head, a body or a foot."""

    tag: pydyf.Dictionary
    rows: list[_Row] = field(default_factory=list)


@dataclass(slots=True)
class JoinedTable:
    """A table as it was before it was cut into pages."""

    tag: pydyf.Dictionary
    groups: list[_Group] = field(default_factory=list)
    identified: dict[str, bytes] = field(default_factory=dict)

    @classmethod
    def of(cls, parts: list[DrawnTable], at: At) -> "JoinedTable":
        """Hang the rows of all parts into the first one; heads that were repeated leave the tree."""
        table = cls(parts[0].tag)
        known: dict[int, Any] = {}
        captions = [kid for kid in table.tag["K"] if isinstance(kid, bytes) and at(kid)["S"] == "/Caption"]
        table.tag["K"] = pydyf.Array(captions)
        for part in parts:
            if part.tag is not table.tag:
                at(part.tag["P"])["K"].remove(part.tag.reference)
            for box in part.box.children:
                if box.element.get("class") != EDGE and not (box.is_header and id(box.element) in known):
                    table._take_group(box, known, at)
        return table

    def _take_group(self, box: Any, known: dict[int, Any], at: At) -> None:
        rows = [row for row in box.children if any(True for _ in row.children)]
        if not rows:
            return
        group = known.get(id(box.element))
        if group is None:
            group = known[id(box.element)] = _Group(at(at(rows[0].children[0].mark["P"])["P"]))
            group.tag["K"] = pydyf.Array()
            group.tag["P"] = self.tag.reference
            self.tag["K"].append(group.tag.reference)
            self.groups.append(group)
        for row in rows:
            self._take_row(row, group, known, at)

    def _take_row(self, box: Any, group: _Group, known: dict[int, Any], at: At) -> None:
        row = known.get(id(box.element))
        if row is None:
            row = known[id(box.element)] = _Row(at(box.children[0].mark["P"]))
            row.tag["P"] = group.tag.reference
            group.tag["K"].append(row.tag.reference)
            group.rows.append(row)
        for cell in box.children:
            first = known.get(id(cell.element))
            if first is None:
                known[id(cell.element)] = cell
                row.cells.append(_Cell(cell, 0))
                if cell.mark["P"] != row.tag.reference:
                    cell.mark["P"] = row.tag.reference
                    row.tag["K"].append(cell.mark.reference)
            elif first is not cell:
                _go_on(first.mark, cell.mark, at)

    def name_heads(self, prefix: str) -> None:
        """Give every cell the heads above and beside it, in the order in which they are read, and every head a name."""
        cells = list(self._numbered())
        for cell in cells:
            cell.tag.pop("ID", None)
            cell.tag["A"].pop("Headers", None)
            if cell.scope:
                cell.identifier = f"{prefix}r{cell.row:05}c{cell.box.grid_x:03}"
                cell.tag["ID"] = pydyf.String(cell.identifier)
                cell.tag["A"]["Scope"] = SCOPES[cell.scope]
                self.identified[cell.identifier] = cell.tag.reference
            elif cell.tag["S"] == "/TH":
                cell.tag["S"] = "/TD"
        above: list[_Cell] = []
        for group in self.groups:
            of_group: list[_Cell] = []
            for row in group.rows:
                of_group = [cell for cell in row.cells if cell.scope == "rowgroup"] or of_group
                self._name_row(row, group, above, of_group)
                above += [cell for cell in row.cells if cell.scope in ("col", "colgroup")]

    def _numbered(self) -> Iterator[_Cell]:
        number = 0
        for group in self.groups:
            for row in group.rows:
                for cell in row.cells:
                    cell.row = number
                    yield cell
                number += 1

    def _name_row(self, row: _Row, group: _Group, above: list[_Cell], of_group: list[_Cell]) -> None:
        beside = [
            cell
            for other in group.rows
            for cell in other.cells
            if cell.scope == "row" and row.cells and cell.row <= row.cells[0].row < cell.row + cell.box.rowspan
        ]
        for cell in row.cells:
            upper = [head for head in above if set(head.columns) & set(cell.columns)]
            heads = [*of_group, *beside, *upper] if not cell.scope else upper
            if cell.scope == "row":
                heads = [*of_group, *upper]
            names = [pydyf.String(head.identifier) for head in heads if head is not cell]
            if names:
                cell.tag["A"]["Headers"] = pydyf.Array(names)


def _go_on(first: pydyf.Dictionary, later: pydyf.Dictionary, at: At) -> None:
    """Hang what a cell holds on a later page into the cell where it began."""
    for kid in later["K"]:
        if isinstance(kid, bytes):
            at(kid)["P"] = first.reference
        first["K"].append(kid)
