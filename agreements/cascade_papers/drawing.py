"""The subtree of one position as a drawing: boxes from left to right, joined by lines. Sizes are in SVG units."""

import textwrap
from dataclasses import dataclass

from django.template.loader import render_to_string

from agreements.cascade.rows import CascadeRow, target_in_words
from agreements.cascade_papers.listing import Entry

MOST_DRAWN = 250
"""Indicators in one drawing; more would not be read."""

LONGEST_DRAWN = 400
WIDTH, GAP_X, GAP_Y, MARGIN = 330, 60, 14, 20
LINE, PADDING = 15, 10
LETTERS, BOLD, CAPITALS = 42, 38, 28
"""Letters that fit into a line of a box, whatever sans-serif the reader has; fewer when bold or mostly capitals."""

MOST_LINES = 3
"""Lines of one text; what is longer ends with an ellipsis."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text inside a box; `weight` and `fill` as SVG attributes."""

    y: int
    text: str
    weight: str = "400"
    fill: str = "#1d2b32"


@dataclass(frozen=True, slots=True)
class Box:
    """A position with its indicators."""

    x: int
    y: int
    height: int
    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Drawing:
    """Everything on the page, with its size."""

    title: str
    description: str
    width: int
    height: int
    boxes: tuple[Box, ...]
    joints: tuple[str, ...]
    """Paths from a box to those below it."""


def draw(entries: list[Entry], title: str) -> Drawing:
    """Lay the subtree out: every position right of its superior, every branch below the one before it."""
    children: dict[int, list[int]] = {}
    stack: list[int] = []
    for number, entry in enumerate(entries):
        del stack[entry.depth :]
        if stack:
            children.setdefault(stack[-1], []).append(number)
        stack.append(number)
    lines = [_lines(entry) for entry in entries]
    heights = [2 * PADDING + LINE * len(own) for own in lines]
    tops = _tops([entry.depth for entry in entries], heights, children)
    boxes = tuple(
        Box(MARGIN + entry.depth * (WIDTH + GAP_X), top, height, entry.position.title, own)
        for entry, top, height, own in zip(entries, tops, heights, lines, strict=True)
    )
    joints = tuple(_joint(boxes[above], boxes[below]) for above, group in children.items() for below in group)
    count = sum(len(entry.rows) for entry in entries)
    return Drawing(
        title=title,
        description=f"{len(entries)} jabatan dengan {count} indikator, dari kiri (atasan) ke kanan (bawahan).",
        width=max((box.x + WIDTH for box in boxes), default=0) + MARGIN,
        height=max((box.y + box.height for box in boxes), default=0) + MARGIN,
        boxes=boxes,
        joints=joints,
    )


def _tops(depths: list[int], heights: list[int], children: dict[int, list[int]]) -> list[int]:
    """The upper edge of every box: its superior's for the first below one, else as high as its branch fits."""
    firsts = {group[0] for group in children.values()}
    ends = [MARGIN] * (max(depths, default=0) + 1)
    tops: list[int] = []
    for number, (depth, height) in enumerate(zip(depths, heights, strict=True)):
        tops.append(tops[-1] if number in firsts else max(ends[depth:]))
        ends[depth] = tops[-1] + height + GAP_Y
    return tops


def _lines(entry: Entry) -> tuple[Line, ...]:
    texts: list[tuple[str, str, str]] = [(text, "700", "#0b4f5c") for text in _wrapped(entry.position.title, BOLD)]
    texts.append((entry.position.get_kind_display(), "400", "#5a5850"))
    for row in entry.rows:
        texts += _row_lines(row)
    return tuple(
        Line(PADDING + LINE * (number + 1) - 4, text, weight, fill) for number, (text, weight, fill) in enumerate(texts)
    )


def _row_lines(row: CascadeRow) -> list[tuple[str, str, str]]:
    statement = [(text, "400", "#1d2b32") for text in _wrapped(f"• {row.wording.statement}", LETTERS, "   ")]
    target = [(f"   Target {text}", "600", "#1d2b32") for text in _wrapped(target_in_words(row.node), BOLD - 10)[:1]]
    marks = [(f"   ! {finding.mark.label}", "600", "#7d4f00") for finding in row.findings]
    also = [
        (text, "400", "#5a5850")
        for other in row.also
        for text in _wrapped(f"   Ikut mendukung: {other.named}", LETTERS, "   ")[:2]
    ]
    return statement + target + also + marks


def _wrapped(text: str, letters: int, indent: str = "") -> list[str]:
    """The text in lines; a long word is cut, and characters that XML does not know are left out."""
    plain = "".join(letter if letter.isprintable() else " " for letter in text)
    if sum(map(str.isupper, plain)) * 2 > len(plain):
        letters = min(letters, CAPITALS)
    return textwrap.wrap(plain, letters, max_lines=MOST_LINES, placeholder=" …", subsequent_indent=indent) or ["–"]


def _joint(above: Box, below: Box) -> str:
    start, end, middle = above.x + WIDTH, below.x, above.x + WIDTH + GAP_X // 2
    return f"M{start} {above.y + 22}H{middle}V{below.y + 22}H{end}"


def written(drawing: Drawing) -> bytes:
    """The drawing as an SVG file: shapes and escaped text, no style, no script, no reference to anything."""
    return render_to_string("agreements/cascade.svg", {"drawing": drawing, "width": WIDTH}).encode()
