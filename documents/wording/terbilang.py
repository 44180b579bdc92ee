"""Words that stand on printed pages: rupiah in words."""

import re
from decimal import Decimal

from num2words import num2words

_ONE_THOUSAND = re.compile(r"\b(juta|miliar|triliun) satu ribu\b")


def rupiah_in_words(amount: Decimal) -> str:
    """Whole rupiah in words (terbilang); empty when there are cents, which words would hide."""
    if amount != amount.to_integral_value():
        return ""
    words = num2words(int(amount), lang="id")
    return _ONE_THOUSAND.sub(r"\1 seribu", words) + " rupiah"
