"""Whether one target asks for more or less than another figure of the same indicator: by its polarity, not its sign."""

from decimal import Decimal

from indicators.domain.choices import LabelledChoice
from indicators.domain.kinds import NO, YES, Figure, Grade, Polarity, Range, Value


class Strength(LabelledChoice):
    """How a target stands to what it is held against."""

    WEAKER = "weaker", "lebih lemah"
    SAME = "same", "sama"
    STRONGER = "stronger", "lebih kuat"
    OTHER = "other", "tidak sebanding"


def strength(target: Value, wanted: Value, *, polarity: str, scale: tuple[str, ...] = ()) -> Strength:
    """How `target` stands to `wanted`, both in the same unit of measure.

    Higher is better: a lower target is weaker. Lower is better: a higher one. Range: one that holds the other range
    and more (one that is only moved cannot be told). Predicate and yes/no: a lower grade; `scale` orders the grades
    from the lowest. Values of different kinds cannot be told, except a figure and a range.
    """
    if _comparable(target) == _comparable(wanted):
        return Strength.SAME
    if _leaves_unreached(target, wanted, polarity, scale):
        return Strength.WEAKER
    return Strength.STRONGER if _leaves_unreached(wanted, target, polarity, scale) else Strength.OTHER


def strength_of_reached(target: Value, reached: Value, *, polarity: str, scale: tuple[str, ...] = ()) -> Strength:
    """How `target` stands to what was reached before; that of a range cannot be told, every figure in it is as good."""
    if polarity == Polarity.RANGE:
        return Strength.OTHER
    return strength(target, reached, polarity=polarity, scale=scale)


def _leaves_unreached(target: Value, wanted: Value, polarity: str, scale: tuple[str, ...]) -> bool:
    """Whether reaching `target` can leave `wanted`, which differs from it, unreached."""
    if isinstance(target, Grade) or isinstance(wanted, Grade):
        return _has_lower_grade(target, wanted, (NO, YES) if polarity == Polarity.YES_NO else scale)
    (low, high), (wanted_low, wanted_high) = _bounds(target), _bounds(wanted)
    match polarity:
        case Polarity.MAXIMIZE:
            return low <= wanted_low and high <= wanted_high
        case Polarity.MINIMIZE:
            return low >= wanted_low and high >= wanted_high
        case Polarity.RANGE:
            return low <= wanted_low and high >= wanted_high
    return False


def _has_lower_grade(target: Value, wanted: Value, scale: tuple[str, ...]) -> bool:
    if not (isinstance(target, Grade) and isinstance(wanted, Grade)):
        return False
    ranks = [*map(same_word, scale)]
    own, other = same_word(target.label), same_word(wanted.label)
    return own in ranks and other in ranks and ranks.index(own) < ranks.index(other)


def _comparable(value: Value) -> object:
    return same_word(value.label) if isinstance(value, Grade) else _bounds(value)


def _bounds(value: Figure | Range) -> tuple[Decimal, Decimal]:
    return (value.value, value.value) if isinstance(value, Figure) else (value.lower, value.upper)


def same_word(text: str) -> str:
    """The text without differences of case and blanks, as grades and units of measure are compared."""
    return " ".join(text.split()).casefold()
