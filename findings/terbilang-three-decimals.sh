#!/usr/bin/env bash
# terbilang 0.0.6: the float 85.125 is "delapan puluh lima ribu seratus dua puluh lima", a thousand times too much.
#
# Guess: a number is a number; only texts can be ambiguous.
# Seen: the number is turned into text and read again by the rules for Indonesian text, so a point before three digits
# parts thousands. 85.5 is right, 85.125 is not; Decimal("85.125") neither.
# Why it matters: the mean of four quarters often has three decimals (85.125). Whether the words are right depends on
# the number of decimals of a figure.
# Instead: round to two places before, or give Terbilang a text with a decimal comma.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check terbilang==0.0.6
venv/bin/python - <<'PYTHON'
import sys
from decimal import Decimal

from terbilang import Terbilang

seen = [Terbilang(value).getresult() for value in (85.5, 85.125, Decimal("85.125"), "85,125")]
print("Given: 85.5, 85.125, Decimal('85.125') and the text 85,125")
print("Expected: ... koma lima, and three times ... koma satu dua lima.")
for words in seen:
    print("  ", words)
thousands = "delapan puluh lima ribu seratus dua puluh lima"
if seen != ["delapan puluh lima koma lima", thousands, thousands, "delapan puluh lima koma satu dua lima"]:
    sys.exit("Changed: terbilang reads numbers with three decimals otherwise.")
PYTHON
