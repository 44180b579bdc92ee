#!/usr/bin/env bash
# lokal-id 0.7.2: parse_rupiah() adds the amount in words to the amount in figures.
#
# Guess: "Rp1.000.000,00 (satu juta rupiah)" is one million, or no amount at all (None), as for other texts it does not
# understand.
# Seen: 1,000,001,000,000: both parts are read and summed. "2-3 juta" becomes five million in the same way.
# Why it matters: agreements and contracts always write an amount in figures and then in words in brackets.
# Instead: cut the text at the first bracket, and refuse ranges, before parsing.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check lokal-id==0.7.2
venv/bin/python - <<'PYTHON'
import sys

from lokal import parse_rupiah

TEXTS = ["Rp1.000.000,00", "satu juta rupiah", "Rp1.000.000,00 (satu juta rupiah)", "2-3 juta"]
seen = [parse_rupiah(text).amount for text in TEXTS]
print("Expected: three times one million, and a range or None.")
for text, amount in zip(TEXTS, seen):
    print(f"{text:36}{amount:>20,}")
if seen != [1_000_000, 1_000_000, 1_000_001_000_000, 5_000_000]:
    sys.exit("Changed: parse_rupiah() no longer adds what stands in one text.")
PYTHON
