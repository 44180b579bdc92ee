"""Shares and rates: a numerator by a denominator, in the indicator's unit."""

import re
from decimal import Decimal, localcontext

from indicators.domain.formulas import EXACT

_PER = re.compile(r"\bper\s+(?P<number>10{0,2}(?:\.?0{3})*)(?!\.?[0-9])(?:\s+(?P<word>ribu|juta)\b)?")
_WORDS = {None: 1, "ribu": 1000, "juta": 1_000_000}


def component_value(numerator: Decimal, denominator: Decimal, multiplier: Decimal) -> Decimal:
    """Numerator / denominator x multiplier, e.g. 9 deaths of 8.233 births x 100.000. Raises ValueError for 0."""
    if denominator == 0:
        raise ValueError("Penyebut tidak boleh 0.")
    with localcontext(EXACT):
        return numerator * multiplier / denominator


def multiplier_for_unit(unit: str) -> Decimal:
    """What a ratio is multiplied with to be in `unit`: %/persen 100, "per 1.000 KH" 1000, otherwise 1."""
    words = unit.casefold()
    if "%" in words or "persen" in words:
        return Decimal(100)
    per = _PER.search(words)
    if per is None:
        return Decimal(1)
    return Decimal(per["number"].replace(".", "")) * _WORDS[per["word"]]
