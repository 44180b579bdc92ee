"""How figures look on pages and in documents: the one place where they are rounded (half up)."""

from decimal import Decimal

from django import template

from indicators.domain.kinds import Value
from indicators.domain.money_units import MoneyUnit
from indicators.domain.numbers import format_exact, format_figure, format_number, format_percent, format_rupiah

register = template.Library()

NO_VALUE = "–"
"""What stands where there is no figure: never 0."""


@register.filter
def angka(value: Decimal | int | None, decimals: int = 2) -> str:
    """`1.234,5`: rounded half up to `decimals`, without zeros at the end."""
    return NO_VALUE if value is None else format_number(Decimal(value), int(decimals))


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
def uang(value: Decimal | int | None, unit: MoneyUnit) -> str:
    """`Rp1.234.567`, or in a larger unit that the head of the column names: `1.234`."""
    return NO_VALUE if value is None else unit.named(Decimal(value))


@register.filter
def nilai(value: Value | None, decimals: int | None) -> str:
    """A target or realisation as text, with the decimals of its indicator: `85,5`, `80–90`, `BB`, `Ya`."""
    return NO_VALUE if value is None else format_figure(value, decimals)


@register.filter
def nilai_tersimpan(value: Value | None) -> str:
    """A target or realisation with every stored decimal, beside a box in which it is typed."""
    return NO_VALUE if value is None else format_exact(value)
