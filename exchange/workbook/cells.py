"""One cell into one value, by the kind of its column. Text is never turned into a number, a number never guessed."""

import datetime as dt
import re
from dataclasses import replace
from decimal import Decimal
from typing import Any

from documents.drawing.workbook import Column, Format
from exchange.workbook.percents import PercentCell
from indicators.domain.numbers import NumberError, parse_number, round_half_up
from indicators.domain.odd_numbers import Context, NumberRead, read_number

# Excel keeps 15 digits; longer numbers have lost their end.
LONGEST_NUMBER = 10**15
FIGURE_DECIMALS, MONEY_DECIMALS = 6, 2
LARGEST_FIGURE, LARGEST_MONEY = Decimal(10) ** 14, Decimal(10) ** 16
LONGEST_TYPED = 12
"""Digits of a figure that a person may have typed; longer ones were left by a formula."""

NEGLIGIBLE = Decimal("1e-6")
"""The part of a computed figure that rounding may cost."""

WEIGHT = "Bobot"
FIRST_YEAR, LAST_YEAR = 2000, 2100
AS_TEXT = "Ubah format sel menjadi Teks, lalu ketik ulang isinya."
MONTHS = (
    "januari", "februari", "maret", "april", "mei", "juni",
    "juli", "agustus", "september", "oktober", "november", "desember",
)  # fmt: skip
_NUMERIC_DATE = re.compile(r"^(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})$")
_ISO_DATE = re.compile(r"^(\d{4})-(\d{2})-(\d{2})$")
_WORDED_DATE = re.compile(r"^(\d{1,2})\s+([a-z]{3,})\.?\s+(\d{4})$")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


class CellError(ValueError):
    """The cell cannot be read; `str()` is an Indonesian sentence that says what to do."""


class Erased:
    """The word `hapus`: the cell takes away what is stored. An empty cell takes nothing away."""


ERASE = Erased()
ERASING = "hapus"


def read_cell(column: Column, raw: Any) -> Any:
    """The value of a cell: str, int, Decimal, date, ERASE, or None when it is empty. Raises CellError.

    A FIGURE comes back as Decimal when it is a number cell, as PercentCell when it is shown as a percentage, and as
    text otherwise: how both are read depends on the indicator. An odd writing of money or of a number comes back as
    NumberRead, with how it was read.
    """
    if raw is None or (isinstance(raw, str) and not raw.strip()):
        return None
    if isinstance(raw, str) and raw.strip().casefold() == ERASING:
        if column.required:
            raise CellError("Kolom wajib tidak dapat dihapus isinya.")
        return ERASE
    return _READERS[column.kind](column, raw)


def _text(column: Column, raw: Any) -> str:
    text = _plain_text(raw, column)
    if column.longest and len(text) > column.longest:
        raise CellError(f"Isi sel lebih dari {column.longest} huruf. Ringkas isinya.")
    return text


def _code(column: Column, raw: Any) -> str:
    return " ".join(_text(column, raw).split())


def _choice(column: Column, raw: Any) -> str:
    if isinstance(raw, bool) and "ya" in column.choices:
        return "ya" if raw else "tidak"
    wanted = " ".join(_plain_text(raw, column).split()).casefold().rstrip(".")
    for choice in column.choices:
        if choice.casefold() == wanted:
            return choice
    raise CellError(f"Pilihan ini tidak dikenal. Pilih salah satu: {', '.join(column.choices)}.")


def _integer(column: Column, raw: Any) -> int:
    if column.choices:
        text = str(int(raw)) if _is_number(raw) and raw == int(raw) else _plain(raw)
        if text not in column.choices:
            raise CellError(f"Tulis salah satu: {', '.join(column.choices)}.")
        return int(text)
    number = _number_cell(raw) if _is_number(raw) else _parsed(_plain_text(raw, column))
    if number != number.to_integral_value():
        raise CellError("Tulis bilangan bulat tanpa koma.")
    if not FIRST_YEAR <= number <= LAST_YEAR:
        raise CellError(f"Tahun di luar {FIRST_YEAR}–{LAST_YEAR}. Tulis tahun dengan empat angka, misalnya 2026.")
    return int(number)


def _number(column: Column, raw: Any) -> Decimal | NumberRead:
    if isinstance(raw, PercentCell):
        if column.header != WEIGHT:
            raise CellError(f"Sel ini menampilkan {raw}. Tulis jumlahnya sebagai angka biasa, tanpa format persen.")
        return NumberRead(figure(raw.shown), f"Sel yang menampilkan {raw} dibaca {str(raw)[:-1]}.", "percent_cell")
    if _is_number(raw):
        return figure(_number_cell(raw))
    read = _read(_plain_text(raw, column), Context())
    if read.is_provisional:
        raise CellError("Tanda * hanya untuk kolom Realisasi. Tulis angkanya saja.")
    return replace(read, number=figure(read.number)) if read.notice else figure(read.number)


def _money(column: Column, raw: Any) -> Decimal | NumberRead:
    if isinstance(raw, PercentCell):
        raise CellError(f"Sel ini menampilkan {raw}, padahal yang diminta rupiah. Tulis jumlah rupiahnya.")
    if _is_number(raw):
        return rupiah(_number_cell(raw))
    read = _read(_plain_text(raw, column), Context(is_money=True))
    return replace(read, number=rupiah(read.number)) if read.notice else rupiah(read.number)


def rupiah(number: Decimal) -> Decimal:
    """An amount as it is stored: rupiah and cents. Raises CellError when it is negative or too large."""
    if number < 0:
        raise CellError("Jumlah rupiah tidak boleh negatif.")
    if number >= LARGEST_MONEY:
        raise CellError("Jumlah rupiah ini terlalu besar. Periksa banyaknya nol.")
    return round_half_up(number, MONEY_DECIMALS)


def _figure(column: Column, raw: Any) -> Decimal | PercentCell | str:
    if isinstance(raw, bool):
        return "ya" if raw else "tidak"
    if isinstance(raw, PercentCell):
        return raw
    return figure(_number_cell(raw)) if _is_number(raw) else _plain_text(raw, column)


def _date(column: Column, raw: Any) -> dt.date:
    if isinstance(raw, dt.datetime):
        return raw.date()
    if isinstance(raw, dt.date):
        return raw
    if not isinstance(raw, str):
        raise CellError("Sel ini berisi angka, bukan tanggal. Tulis tanggal seperti 31/12/2026.")
    return parse_date(raw)


def parse_date(text: str) -> dt.date:
    """`31-12-2026`, `31/12/2026`, `31.12.2026`, `31 Desember 2026`, `31 Des 2026`, `2026-12-31`. Raises CellError.

    The day always comes before the month.
    """
    wanted = " ".join(text.split()).casefold()
    try:
        if match := _NUMERIC_DATE.match(wanted):
            return dt.date(int(match[3]), int(match[2]), int(match[1]))
        if match := _ISO_DATE.match(wanted):
            return dt.date(int(match[1]), int(match[2]), int(match[3]))
        if match := _WORDED_DATE.match(wanted):
            return dt.date(int(match[3]), _month(match[2]), int(match[1]))
    except ValueError:
        raise CellError("Tanggal ini tidak ada di kalender. Tulis hari/bulan/tahun, misalnya 31/12/2026.") from None
    raise CellError("Tanggal tidak terbaca. Tulis hari/bulan/tahun, misalnya 31/12/2026 atau 31 Desember 2026.")


def figure(number: Decimal) -> Decimal:
    """A figure as it is stored: six decimals. Raises CellError when it is too large, or when they cannot hold it.

    What somebody typed is kept exactly or refused: a target of 0,0000001 is not 0. Only the endless decimals that a
    formula leaves in a cell (33,33333333333333) are rounded, as long as nobody can tell the difference.
    """
    if abs(number) >= LARGEST_FIGURE:
        raise CellError("Angka ini terlalu besar. Periksa banyaknya angka, atau pakai satuan yang lebih besar.")
    kept = round_half_up(number, FIGURE_DECIMALS)
    is_computed = len(number.normalize().as_tuple().digits) > LONGEST_TYPED
    if kept != number and not (is_computed and abs(kept - number) <= abs(number) * NEGLIGIBLE):
        shown = f"{number:f}".replace(".", ",")
        raise CellError(
            f"{shown} tidak dapat disimpan utuh: paling banyak {FIGURE_DECIMALS} angka di belakang koma. Bulatkan "
            "angkanya, atau pakai satuan yang lebih kecil."
        )
    return kept


def _month(word: str) -> int:
    for index, month in enumerate(MONTHS, start=1):
        if month == word or (len(word) == 3 and month.startswith(word)):
            return index
    raise ValueError(word)


def _plain_text(raw: Any, column: Column) -> str:
    """The text of a cell. A number that can be told without loss is taken digit by digit."""
    if isinstance(raw, PercentCell):
        raw = str(raw)
    if isinstance(raw, bool | dt.date | dt.time | dt.timedelta):
        kind = "TRUE/FALSE (BENAR/SALAH)" if isinstance(raw, bool) else "tanggal atau waktu"
        raise CellError(f"Sel ini tersimpan sebagai {kind}, bukan teks. {AS_TEXT}")
    if _is_number(raw):
        if raw != int(raw) or abs(raw) >= LONGEST_NUMBER:
            raise CellError(
                f"{column.header} ini tersimpan sebagai angka, padahal harus teks: angka di depan atau di belakangnya "
                f"dapat hilang. {AS_TEXT}"
            )
        return str(int(raw))
    if _CONTROL.search(raw):
        raise CellError("Sel ini berisi tanda yang tidak terlihat. Ketik ulang isinya.")
    return raw.strip()


def _number_cell(raw: float) -> Decimal:
    return Decimal(repr(raw))


def _parsed(text: str) -> Decimal:
    try:
        return parse_number(text)
    except NumberError as error:
        raise CellError(str(error)) from None


def _read(text: str, context: Context) -> NumberRead:
    try:
        return read_number(text, context)
    except NumberError as error:
        raise CellError(str(error)) from None


def _plain(raw: Any) -> str:
    return raw.strip() if isinstance(raw, str) else str(raw)


def _is_number(raw: Any) -> bool:
    return isinstance(raw, int | float) and not isinstance(raw, bool)


_READERS = {
    Format.TEXT: _text,
    Format.CODE: _code,
    Format.CHOICE: _choice,
    Format.INTEGER: _integer,
    Format.NUMBER: _number,
    Format.MONEY: _money,
    Format.FIGURE: _figure,
    Format.DATE: _date,
}
