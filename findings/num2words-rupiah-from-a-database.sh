#!/usr/bin/env bash
# num2words 0.5.14, lang="id": the Decimal of a money column becomes "satu juta koma nol nol rupiah".
#
# Guess: to="currency" knows the currency, so Decimal("1000000.00") and 1000000 are the same amount in words.
# Seen: the zeros are spelled. The currency cannot be named (currency= raises TypeError, which other languages take),
# and there is no word for cents. A text, which the English version takes, raises AttributeError.
# Why it matters: databases give money with two decimals. The agreement then says "koma nol nol" in its amount.
# Instead: pass int(amount) after making sure that there are no cents.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check num2words==0.5.14
venv/bin/python - <<'PYTHON'
import sys
from decimal import Decimal

from num2words import num2words


def words(amount, language, **options):
    """The amount in words, or the name of the error."""
    try:
        return num2words(amount, lang=language, to="currency", **options)
    except Exception as error:
        return type(error).__name__


seen = [
    words(1_000_000, "id"),
    words(Decimal("1000000.00"), "id"),
    words(1_000_000, "id", currency="IDR"),
    words("1000000", "id"),
    words("1000000", "en", currency="USD"),
]
print("Expected: four times the same, and the English amount.")
print("int, Decimal of two places, with currency=, as text, and as English text:")
for line in seen:
    print("  ", line)
known = ["satu juta rupiah", "satu juta koma nol nol rupiah", "TypeError", "AttributeError"]
if seen[:4] != known or not seen[4].startswith("one million dollars"):
    sys.exit("Changed: num2words writes rupiah otherwise.")
PYTHON
