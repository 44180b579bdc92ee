"""How figures look on pages and in documents: the one place where they are rounded (half up)."""

from decimal import Decimal

from django import template

from indicators.domain.kinds import NO, YES, Figure, Grade, Range, Value
from indicators.domain.numbers import format_number, format_percent, format_rupiah, round_half_up

register = template.Library()

NO_VALUE = "–"
"""What stands where there is no figure: never 0."""

STORED_DECIMALS = 6


@register.filter
def angka(value: Decimal | int | None, decimals: int = 2) -> str:
    """`1.234,5`: rounded half up to `decimals`, without zeros at the end."""
    return NO_VALUE if value is None else _number(Decimal(value), int(decimals))


@register.filter
def persen(value: Decimal | int | None, decimals: int = 2) -> str:
    """`85,24%`."""
    return NO_VALUE if value is None else format_percent(Decimal(value), int(decimals))


@register.filter
def berubah(value: Decimal | int | None, decimals: int = 2) -> str:
    """A change with its sign: `+1,05`, `-5,88`, `0`."""
    if value is None:
        return NO_VALUE
    text = format_number(Decimal(value), int(decimals))
    return f"+{text}" if Decimal(value) > 0 and text != "0" else text


@register.filter
def rupiah(value: Decimal | int | None, decimals: int = 0) -> str:
    """`Rp1.234.567`."""
    return NO_VALUE if value is None else format_rupiah(Decimal(value), int(decimals))


@register.filter
def nilai(value: Value | None, decimals: int = 2) -> str:
    """A target or realisation as text: `85,5`, `80–90`, `BB`, `Ya`."""
    match value:
        case None:
            return NO_VALUE
        case Figure(value=figure):
            return _number(figure, int(decimals))
        case Range(lower=lower, upper=upper):
            return f"{_number(lower, int(decimals))}–{_number(upper, int(decimals))}"
        case Grade(label=label):
            return label.capitalize() if label in (YES, NO) else label
    raise TypeError(f"{value!r} is not a value")


def _number(value: Decimal, decimals: int) -> str:
    """Round, but never so far that a figure of 0,003 would read as nothing."""
    vanishes = value != 0 and round_half_up(value, decimals) == 0
    return format_number(value, STORED_DECIMALS if vanishes else decimals)
