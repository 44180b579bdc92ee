"""Where the lines, marks and words of a trend chart stand; the template only draws them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from indicators.domain.numbers import format_percent, round_half_up

WIDTH, HEIGHT = 260, 110
LEFT, RIGHT, TOP, BOTTOM = 22, 22, 20, 28
"""Room for the words around the field."""

MARK = 5
LEAST_TOP = Decimal(120)
"""The field reaches at least to this achievement, so that 100 percent always lies within it."""

HIGHEST = Decimal(200)
"""Higher achievements are drawn at the upper edge; the words beside the mark are never cut."""


@dataclass(frozen=True, slots=True)
class TrendMark:
    """One year, or quarter: where its mark and words stand; without a figure only its name is written."""

    name: str
    x: str
    y: str
    mark_x: str
    mark_y: str
    label: str
    label_y: str
    is_known: bool
    note: str
    """What part of the year the figure speaks of, when it is not the whole."""


@dataclass(frozen=True, slots=True)
class Trend:
    """A chart of achievements by year or by quarter; all places are texts in the units of the view box."""

    key: str
    title: str
    description: str
    marks: tuple[TrendMark, ...]
    path: str
    """The line through neighbouring years; it breaks where a year has no figure."""

    target_y: str
    """Where 100 percent lies."""

    width: int = WIDTH
    height: int = HEIGHT
    mark: int = MARK
    base_y: int = HEIGHT - BOTTOM
    words_y: int = HEIGHT - 15
    note_y: int = HEIGHT - 4
    left: int = LEFT - 12
    right: int = WIDTH - RIGHT + 12


def trend(
    key: str, title: str, percents: Sequence[tuple[str, Decimal | None]], notes: Mapping[str, str] | None = None
) -> Trend | None:
    """The chart of these (year or quarter, shown achievement), oldest first; None when fewer than two are known.

    `notes` say of which part of a year its figure speaks.
    """
    notes = notes or {}
    known = [percent for _, percent in percents if percent is not None]
    if len(known) < 2:
        return None
    top = min(max([LEAST_TOP, *known]), HIGHEST)
    marks = tuple(
        _mark(number, len(percents), name, percent, top, notes.get(name, ""))
        for number, (name, percent) in enumerate(percents)
    )
    words = [_words(name, percent, notes.get(name, "")) for name, percent in percents]
    return Trend(
        key=key,
        title=title,
        description=f"{'; '.join(words)}. Garis mendatar menandai 100%.",
        marks=marks,
        path=_path(marks),
        target_y=_text(_height(Decimal(100), top)),
    )


def _words(name: str, percent: Decimal | None, note: str) -> str:
    return f"{' '.join(filter(None, (name, note)))}: {'belum ada' if percent is None else format_percent(percent)}"


def _mark(number: int, count: int, name: str, percent: Decimal | None, top: Decimal, note: str) -> TrendMark:
    x = Decimal(LEFT) + (Decimal(WIDTH - LEFT - RIGHT) * number / (count - 1) if count > 1 else 0)
    y = _height(percent or Decimal(0), top)
    half = Decimal(MARK) / 2
    return TrendMark(
        name=name,
        x=_text(x),
        y=_text(y),
        mark_x=_text(x - half),
        mark_y=_text(y - half),
        label="" if percent is None else format_percent(percent, 1),
        label_y=_text(_label_height(y, _height(Decimal(100), top))),
        is_known=percent is not None,
        note=note,
    )


def _label_height(y: Decimal, target_y: Decimal) -> Decimal:
    """Above the mark, or below it where the line of 100 percent would run through the words."""
    is_struck = Decimal(2) < y - target_y < Decimal(16)
    return y + MARK + 7 if is_struck else y - MARK - 2


def _height(percent: Decimal, top: Decimal) -> Decimal:
    field = Decimal(HEIGHT - TOP - BOTTOM)
    return Decimal(HEIGHT - BOTTOM) - field * min(max(percent, Decimal(0)), top) / top


def _path(marks: Sequence[TrendMark]) -> str:
    parts, pen_down = [], False
    for mark in marks:
        if mark.is_known:
            parts.append(f"{'L' if pen_down else 'M'}{mark.x} {mark.y}")
        pen_down = mark.is_known
    return " ".join(parts)


def _text(place: Decimal) -> str:
    """A place with a point, whatever the language of the page."""
    return f"{round_half_up(place, 1):f}"
