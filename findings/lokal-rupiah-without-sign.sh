#!/usr/bin/env bash
# lokal-id 0.7.2: parse_rupiah() reads "-5.000" and "(5.000)" as 5000, and "0,125" as 125.
#
# Guess: negative amounts come back negative or as None, and the comma is the decimal comma, as in its own description
# ("Indonesian conventions first").
# Seen: the sign is dropped without the mark for approximate values. A comma before exactly three digits parts
# thousands unless a unit follows: "1,250" is 1250 but "1,250 juta" is 1.25 million.
# Why it matters: corrections in budget lists are negative; read as positive they double the error they should remove.
# Instead: look for a sign or brackets first, and refuse a comma before three digits.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check lokal-id==0.7.2
venv/bin/python - <<'PYTHON'
import sys

from lokal import parse_rupiah

seen = {text: parse_rupiah(text).amount for text in ("-5.000", "(5.000)", "0,12", "0,125", "1,250", "1,250 juta")}
print("Expected: -5000, -5000, 0.12, 0.125, 1.25 and 1250000, or None where it is not understood.")
print("Seen:", seen)
if list(seen.values()) != [5000, 5000, 0.12, 125, 1250, 1250000]:
    sys.exit("Changed: parse_rupiah() reads signs or commas otherwise.")
PYTHON
