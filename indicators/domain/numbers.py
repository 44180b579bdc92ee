"""What a stored object looks like as a row of the workbook.

Export writes these cells; import compares them with the file's, so "0 berubah" after a second import and equal content
after a round trip are the same promise, kept in one place.
"""

import re
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Context, Decimal

from indicators.domain.kinds import NO, YES, Grade, Range, Value


def number_cell(number: Decimal | None) -> Decimal | None:
    """A number without the zeros that only fill up its decimals, so that 4 and 4.000000 are the same cell."""
    if number is None:
        return None
    return number.quantize(Decimal(1)) if number == number.to_integral_value() else number.normalize()


LONGEST = 40
"""More characters than any honest figure has."""

_WIDE = Context(prec=200)
_MONEY_PREFIX = re.compile(r"^rp\.?\s*", re.IGNORECASE)
_SPACED_GROUPS = re.compile(r"^([0-9]{1,3})((?:\s[0-9]{3})+)(,[0-9]+)?$")
_PLAIN = re.compile(r"^[0-9]+$")
_DECIMAL_COMMA = re.compile(r"^[0-9]+,[0-9]+$")
_GROUPED = re.compile(r"^[1-9][0-9]{0,2}(?:\.[0-9]{3})+(?:,[0-9]+)?$")
_ONE_POINT = re.compile(r"^([0-9]+)\.([0-9]+)$")
_ENGLISH = re.compile(r"^[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?$")


class NumberError(ValueError):
    """The text is not a number; `str()` is an Indonesian sentence that says what to write instead."""


class AmbiguousNumber(NumberError):  # noqa: N818 - the name says what it is
    """The text is a number in two ways; `readings` holds both, first with the point as thousands separator."""

    def __init__(self, text: str, readings: tuple[Decimal, Decimal]) -> None:
        """Name both readings and how each is written without doubt."""
        self.readings = readings
        whole, fraction = (_plain(reading) for reading in readings)
        grouped = f"{format_number(readings[0], 0)},0"
        super().__init__(
            f"“{text}” dapat dibaca {whole} atau {fraction}. "
            f"Tulis {grouped} atau {whole} untuk yang pertama, {fraction} untuk yang kedua."
        )


def parse_number(text: str, *, money: bool = False) -> Decimal:
    """Read an Indonesian number: comma for decimals, points between thousands.

    `Rp`, `%` and surrounding spaces are ignored. `1.234` is ambiguous unless it is money (`money`, or written with
    `Rp`), where points always group. Raises NumberError, or its subclass AmbiguousNumber.
    """
    shown = " ".join(text.split())
    if not shown:
        raise NumberError("Angka belum diisi.")
    if len(shown) > LONGEST:
        raise NumberError(f"“{shown[:LONGEST]}…” terlalu panjang untuk sebuah angka.")
    negative, body, money = _stripped(shown, money)
    number = _read(body, shown, money)
    return number.copy_negate() if negative and number else number


def _stripped(shown: str, money: bool) -> tuple[bool, str, bool]:
    """Take sign, `Rp`, `%` and `,-` off: (negative, the rest, whether it is money)."""
    body = shown.replace("\u2212", "-")
    sign, body = _sign(body)
    without_prefix = _MONEY_PREFIX.sub("", body)
    if without_prefix != body:
        money = True
        inner, body = _sign(without_prefix)
        sign = sign or inner
    body = body.removesuffix(",-") if money else body.removesuffix("%").rstrip()
    return sign == "-", body, money


def _sign(body: str) -> tuple[str, str]:
    if body[:1] in ("-", "+"):
        return body[0], body[1:].lstrip()
    return "", body


def _read(body: str, shown: str, money: bool) -> Decimal:
    """Read digits and separators; `shown` is what the user typed, for the sentence."""
    if _SPACED_GROUPS.match(body):
        body = body.replace(" ", "")
    if _PLAIN.match(body) or _DECIMAL_COMMA.match(body):
        return Decimal(body.replace(",", "."))
    one_point = _ONE_POINT.match(body)
    if one_point:
        return _read_one_point(one_point[1], one_point[2], shown, money)
    if _GROUPED.match(body):
        return Decimal(body.replace(".", "").replace(",", "."))
    raise NumberError(_refusal(body, shown))


def _read_one_point(before: str, after: str, shown: str, money: bool) -> Decimal:
    """Read `12.5`, `0.375` and `1234.567` (a decimal point), and `1.234` (money: thousands; else both)."""
    fraction = Decimal(f"{before}.{after}")
    if len(after) != 3:
        return fraction
    grouped = len(before) <= 3 and not before.startswith("0")
    if money and grouped:
        return Decimal(before + after)
    if money:
        raise NumberError(f"Titik pada “{shown}” tidak memisahkan ribuan. {_cure(fraction)}")
    if not grouped:
        return fraction
    sign = -1 if shown.lstrip().startswith(("-", "\u2212")) else 1
    raise AmbiguousNumber(shown, (sign * Decimal(before + after), sign * fraction))


def _refusal(body: str, shown: str) -> str:
    """The sentence for a text that is no Indonesian number."""
    if _ENGLISH.match(body):
        return f"“{shown}” ditulis dengan cara Inggris. {_cure(Decimal(body.replace(',', '')))}"
    if re.fullmatch(r"[0-9.,]+", body):
        return f"Titik atau koma pada “{shown}” tidak pada tempatnya. Tulis angka seperti 1.234,5."
    return f"“{shown}” bukan angka. Tulis angka seperti 1.234,5."


def _cure(number: Decimal) -> str:
    return f"Tulis {format_number(number, max(0, -_exponent(number)))}."


def _plain(number: Decimal) -> str:
    """The number with a decimal comma and no grouping, with no digit lost."""
    return f"{number:f}".replace(".", ",")


def _exponent(number: Decimal) -> int:
    exponent = number.as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0


def round_half_up(value: Decimal, places: int = 2) -> Decimal:
    """Round for display: 0,5 goes away from zero, as the published tables do."""
    return value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP, context=_WIDE)


def format_number(value: Decimal, decimals: int = 2, trim: bool = True) -> str:
    """Write `1.234,5`: rounded half up to `decimals`; `trim` drops zeros at the end of the fraction."""
    rounded = round_half_up(value, decimals)
    if not rounded:
        rounded = rounded.copy_abs()
    whole, _, fraction = f"{rounded:,.{decimals}f}".partition(".")
    if trim:
        fraction = fraction.rstrip("0")
    whole = whole.replace(",", ".")
    return f"{whole},{fraction}" if fraction else whole


def format_typed(value: Decimal, decimals: int) -> str:
    """Write a number as one would type it, so that `parse_number` reads it back: `1250`, `1.250,5`, `1.250.000`."""
    text = format_number(value, decimals)
    return text.replace(".", "") if text.count(".") == 1 and "," not in text else text


def format_percent(value: Decimal, decimals: int = 2) -> str:
    """Write `85,24%`, always with every decimal."""
    return f"{format_number(value, decimals, trim=False)}%"


def format_rupiah(value: Decimal, decimals: int = 0) -> str:
    """Write `Rp1.234.567` (`-Rp500` when negative)."""
    number = format_number(value, decimals, trim=False)
    return f"-Rp{number[1:]}" if number.startswith("-") else f"Rp{number}"


STORED_PLACES = 6
"""Decimals with which figures are stored."""

SHOWN_PLACES = 4
"""Where nobody chose a number of decimals for an indicator, as many as were given are shown, at most these."""


def format_exact(value: Value) -> str:
    """Write a number, a range with an en dash, or a grade, with every stored decimal; `parse_target` reads it back."""
    return _written(value, lambda number: format_number(number, STORED_PLACES))


def format_figure(value: Value, decimals: int | None) -> str:
    """Write a target or realisation as people are shown it, the same on every page, paper and workbook.

    `decimals` are those chosen for the indicator: always so many, rounded half up. None: as many as were given, at
    most four. A figure is never rounded so far that it would read as nothing.
    """
    return _written(value, lambda number: format_number(number, shown_places(number, decimals), trim=decimals is None))


def format_change(before: Value | None, after: Value | None, decimals: int | None) -> tuple[str, str]:
    """Both sides of a change as they are shown, empty for none; with every decimal where they would look the same."""
    sides = {format_figure(value, decimals) for value in (before, after) if value is not None}
    looks_alike = before is not None and after is not None and len(sides) == 1 and before != after

    def written(value: Value | None) -> str:
        if value is None:
            return ""
        return format_exact(value) if looks_alike else format_figure(value, decimals)

    return written(before), written(after)


def shown_places(number: Decimal, decimals: int | None) -> int:
    """How many decimals of a figure are shown, for an indicator with so many `decimals`, None where nobody chose."""
    given = max(0, -_exponent(number.normalize(_WIDE)))
    wanted = min(given, SHOWN_PLACES) if decimals is None else decimals
    vanishes = bool(number) and not round_half_up(number, wanted)
    return min(given, STORED_PLACES) if vanishes else wanted


def _written(value: Value, number: Callable[[Decimal], str]) -> str:
    if isinstance(value, Grade):
        return value.label.capitalize() if value.label in (YES, NO) else value.label
    if isinstance(value, Range):
        return f"{number(value.lower)}\u2013{number(value.upper)}"
    return number(value.value)
