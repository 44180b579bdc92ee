"""Columns as wide as the longest word that stands in them: no figure and no word is cut in two by a narrow column.

Tables of our papers have fixed columns, so that a document of many pages is laid out fast. A figure that does not fit
would be broken anywhere, and its last digits on a second line read as another figure. What was broken is found in the
laid-out pages; its column is made as wide as it needs, and the columns without a width of their own give the room.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from xml.etree.ElementTree import Element

from weasyprint.formatting_structure import boxes
from weasyprint.text.line_break import split_first_line

DATA = "rows"
"""The class of tables whose columns follow what they hold; those that only arrange a page keep theirs."""

NARROWEST = 45.0
"""CSS pixels (12 mm) that a column without a width of its own keeps."""

_GAP = 0.5
"""Pixels added, so that rounding does not break the word again."""


@dataclass(slots=True)
class _Wish:
    """The width that a column asks for, in pixels; figures come before words."""

    width: float = 0.0
    is_figure: bool = False


def widen(pages: Iterable[Any]) -> bool:
    """Give a width to each column in which a word was broken; whether there was one.

    `pages` are those of a laid-out document; its elements are changed, so it must be laid out again. A word for which
    the table has no room stays broken: a table never grows over its page.
    """
    wishes: dict[int, dict[int, _Wish]] = defaultdict(lambda: defaultdict(_Wish))
    tables: dict[int, Any] = {}
    for page in pages:
        for table in page._page_box.descendants():
            if isinstance(table, boxes.TableBox) and DATA in table.element.get("class", "").split():
                for cell in _cells(table):
                    for word, box in _broken(cell):
                        tables[id(table.element)] = table
                        _wish(wishes[id(table.element)][cell.grid_x], cell, word, box)
    granted = [_grant(tables[key], columns) for key, columns in wishes.items()]
    return any(granted)


def _wish(wish: _Wish, cell: Any, word: str, box: Any) -> None:
    width = float(split_first_line(word, box.style, None, None, 0)[3]) + cell.border_width() - cell.width + _GAP
    wish.width = max(wish.width, width)
    wish.is_figure = wish.is_figure or any(map(str.isdigit, word))


def _grant(table: Any, wishes: dict[int, _Wish]) -> bool:
    """Fulfil the wishes for which the table has room; whether there was one."""
    columns = table.element.findall("./colgroup/col")
    if len(columns) != len(table.column_widths):
        return False
    free = [column for column, element in enumerate(columns) if not element.keys()]
    room = sum(table.column_widths[column] - NARROWEST for column in free)
    is_granted = False
    for column, wish in sorted(wishes.items(), key=lambda item: (not item[1].is_figure, item[1].width)):
        cost = wish.width - (NARROWEST if column in free else table.column_widths[column])
        if cost <= room:
            columns[column].set("style", f"width: {wish.width:.2f}px")
            room -= cost
            is_granted = True
    return is_granted


def _cells(table: Any) -> Iterator[Any]:
    """The cells of a table that stand in one column."""
    for box in table.descendants():
        if isinstance(box, boxes.TableCellBox) and box.colspan == 1:
            yield box


def _broken(cell: Any) -> Iterator[tuple[str, Any]]:
    """The words of a cell that stand on two lines or more, each with the box of text that it begins in."""
    source = _text(cell.element)
    for block in (cell, *cell.descendants()):
        lines = [line for line in getattr(block, "children", ()) if isinstance(line, boxes.LineBox)]
        word, first = "", None
        for line in lines:
            texts = [box for box in line.descendants() if isinstance(box, boxes.TextBox) and box.text.strip()]
            if not texts:
                word, first = "", None
                continue
            parts = "".join(box.text for box in texts).split()
            joined = word + parts[0]
            if first is not None and _is_broken(word, parts[0]) and joined in source:
                yield joined, first
                word = joined if len(parts) == 1 else parts[-1]
            else:
                word, first = parts[-1], texts[-1]


def _is_broken(end: str, beginning: str) -> bool:
    """Whether a line ends where none may: inside a word or a figure; after a stroke or a hyphen it may."""
    return end[-1:].isalnum() or (end[-1:] in ".," and beginning[:1].isdigit())


def _text(element: Element) -> str:
    """The text of an element, with a space where a line is broken on purpose."""
    parts = [element.text or ""]
    for child in element:
        parts += [" " if child.tag == "br" else _text(child), child.tail or ""]
    return "".join(parts)
