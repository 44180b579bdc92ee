"""What to write instead of what is no number: a grade, a fraction, an answer, an error of Excel."""

import re
from decimal import Decimal

from indicators.domain.numbers import NumberError, format_number

GRADE = re.compile(r"^(?:[A-Z]{1,4}[+-]?|baik|sangat baik|cukup|kurang|istimewa|memuaskan|opini .+)$")
GRADED = re.compile(r"^(?P<grade>[A-Za-z]{1,4}[+-]?)\s*\(\s*(?P<rest>[0-9][0-9.,]*)\s*\)$")
_FRACTION = re.compile(r"^(?P<above>[0-9]+)\s*/\s*(?P<below>[0-9]+)$")
_PLUS_MINUS = re.compile(r"^[0-9.,]+\s*(?:±|\+/-)\s*[0-9.,]+$")
_DONE = frozenset({"ada", "tercapai", "terlaksana", "selesai", "sudah", "ya", "tidak", "tidak ada", "belum"})


def cure_for(shown: str, unit: str | None, error: NumberError, *, is_target: bool) -> NumberError:
    """The sentence for what is no number at all."""
    if shown.startswith("#"):
        return NumberError(f"“{shown}” adalah galat rumus Excel. Perbaiki rumusnya atau ketik nilainya.")
    if unit is None:
        return error
    fraction = _FRACTION.match(shown)
    if fraction and int(fraction["below"]):
        part = format_number(Decimal(fraction["above"]) / Decimal(fraction["below"]), 6)
        return NumberError(f"“{shown}” adalah pecahan. Tulis {part} sebagai desimal, atau persentasenya.")
    if _PLUS_MINUS.match(shown):
        return NumberError(
            f"“{shown}” adalah rentang. Ubah arah indikatornya menjadi rentang, lalu tulis dua batasnya."
        )
    if shown.casefold() in ("n/a", "na", "menunggu", "proses") and is_target:
        return NumberError(f"Target tidak dapat “{shown}”. Kosongkan bila tidak ada target.")
    if shown.casefold() in _DONE:
        return NumberError(
            f"“{shown}” bukan angka. Ubah arah indikatornya menjadi ya-tidak lalu tulis ya atau tidak, atau tulis "
            "angkanya."
        )
    if GRADE.match(shown) or GRADED.match(shown):
        return NumberError(
            f"“{shown}” adalah predikat. Ubah arah indikatornya menjadi predikat dan isi Skala Predikat, atau tulis "
            "nilainya sebagai angka."
        )
    return error
