#!/usr/bin/env bash
# Babel 2.19.0: format_currency() drops the cents of rupiah and rounds to even numbers, so shown amounts do not add up.
#
# Guess: two decimals are shown, as for other currencies with cents, or rounded half up as on paper.
# Seen: 1250000.50 is "Rp1.250.000" and 1250001.50, one rupiah more, is "Rp1.250.002". Nothing tells that something was
# left out.
# Why it matters: budget lists come with cents (shares of a sum). A table whose lines do not add up is sent back.
# Instead: currency_digits=False with a pattern of two decimals, or refuse amounts with cents where whole rupiah are
# due.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check Babel==2.19.0
venv/bin/python - <<'PYTHON'
import sys
from decimal import Decimal

from babel.numbers import format_currency

AMOUNTS = [Decimal("1250000.50"), Decimal("1250001.50")]
seen = [format_currency(amount, "IDR", locale="id") for amount in AMOUNTS]
whole = [format_currency(amount, "IDR", locale="id", currency_digits=False) for amount in AMOUNTS]
print("Amounts:", [str(amount) for amount in AMOUNTS])
print("Expected: Rp1.250.000,50 and Rp1.250.001,50, or both rounded up.")
print("Seen:", seen)
print("With currency_digits=False:", whole)
if seen != ["Rp1.250.000", "Rp1.250.002"]:
    sys.exit("Changed: Babel shows or rounds cents of rupiah otherwise.")
if whole != ["Rp1.250.000,50", "Rp1.250.001,50"]:
    sys.exit("Changed: currency_digits=False no longer keeps the cents.")
PYTHON
