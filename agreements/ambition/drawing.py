"""The last five years of an indicator beside the box of its target: where marks, lines and words stand."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from agreements.ambition.facts import Past
from agreements.domain.ambition import PLAN
from indicators.domain.kinds import Figure, Grade, Range, Value
from indicators.domain.numbers import format_figure, round_half_up
from indicators.domain.strength import same_word

WIDTH, HEIGHT = 240, 84
SIDE, TOP, BOTTOM = 22, 18, 20
"""Room for the words around the field."""

MARK = 5


@dataclass(frozen=True, slots=True)
class DrawnYear:
    """One year: where its mark and its words stand; a year of which nothing is known has only its name."""

    year: int
    words: str
    x: str
    y: str
    mark_x: str
    mark_y: str
    label_y: str

    @property
    def is_known(self) -> bool:
        """Whether anything was reached that can be drawn."""
        return bool(self.y)


@dataclass(frozen=True, slots=True)
class DrawnYears:
    """What was reached, oldest first, and the line of the medium-term plan; places are texts in the view box."""

    years: tuple[DrawnYear, ...]
    path: str
    """The line through neighbouring years; it breaks where a year has no figure."""

    plan: str
    """`Renstra/RPJMD 2026: 13`; empty where the plan sets nothing."""

    plan_y: str
    description: str
    width: int = WIDTH
    height: int = HEIGHT
    mark: int = MARK
    names_y: int = HEIGHT - 5
    left: int = SIDE - 14
    right: int = WIDTH - SIDE + 14

    @property
    def has_line(self) -> bool:
        """Whether there is enough to draw: two figures, or one and the plan."""
        return sum(year.is_known for year in self.years) + bool(self.plan_y) > 1


def drawn(past: Past, indicator_id: int) -> DrawnYears | None:
    """The years of the indicator; None where neither a year nor the plan tells anything."""
    planned, history = past.planned.get(indicator_id), past.history(indicator_id)
    if planned is None and all(value is None for _, value in history):
        return None
    indicator = past.indicators[indicator_id]
    scale, decimals = tuple(indicator.predicate_scale), indicator.decimals
    heights = _heights([value for _, value in history] + [planned], scale)
    years = tuple(
        _year(place, year, value, height, decimals)
        for place, ((year, value), height) in enumerate(zip(history, heights[:-1], strict=True))
    )
    plan = "" if planned is None else f"{PLAN} {past.year}: {format_figure(planned, decimals)}"
    said = [f"{year.year}: {year.words}" for year in years]
    return DrawnYears(years, _path(years), plan, _text(heights[-1]), "; ".join([*said, plan] if plan else said))


def _year(place: int, year: int, value: Value | None, height: Decimal | None, decimals: int | None) -> DrawnYear:
    x = Decimal(SIDE) + Decimal(WIDTH - 2 * SIDE) * place / 4
    half = Decimal(MARK) / 2
    return DrawnYear(
        year,
        "belum ada" if value is None else format_figure(value, decimals),
        _text(x),
        _text(height),
        _text(x - half),
        _text(None if height is None else height - half),
        _text(None if height is None else height - MARK),
    )


def _heights(values: Sequence[Value | None], scale: tuple[str, ...]) -> list[Decimal | None]:
    """How far from the upper edge each stands: the lowest at the bottom, the highest at the top, one alone between."""
    levels = [_level(value, scale) for value in values]
    known = [level for level in levels if level is not None]
    low, high = (min(known), max(known)) if known else (Decimal(0), Decimal(0))
    field = Decimal(HEIGHT - TOP - BOTTOM)
    return [
        None
        if level is None
        else Decimal(HEIGHT - BOTTOM) - (field * (level - low) / (high - low) if high > low else field / 2)
        for level in levels
    ]


def _level(value: Value | None, scale: tuple[str, ...]) -> Decimal | None:
    """The figure, the middle of a range, the rank of a grade; None for what has no place."""
    match value:
        case Figure(value=figure):
            return figure
        case Range(lower=lower, upper=upper):
            return (lower + upper) / 2
        case Grade(label=label):
            ranks = [*map(same_word, scale)]
            return Decimal(ranks.index(same_word(label))) if same_word(label) in ranks else None
    return None


def _path(years: Sequence[DrawnYear]) -> str:
    parts, pen_down = [], False
    for year in years:
        if year.is_known:
            parts.append(f"{'L' if pen_down else 'M'}{year.x} {year.y}")
        pen_down = year.is_known
    return " ".join(parts)


def _text(place: Decimal | None) -> str:
    """A place with a point, whatever the language of the page; empty for none."""
    return "" if place is None else f"{round_half_up(place, 1):f}"
