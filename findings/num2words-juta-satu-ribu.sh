#!/usr/bin/env bash
# num2words 0.5.14, lang="id": 1,001,000 is "satu juta satu ribu"; Indonesian says "satu juta seribu".
#
# Guess: the library knows "seribu", because num2words(1001, lang="id") is "seribu satu".
# Seen: only a leading thousand becomes "seribu". Behind millions, milliards and billions it stays "satu ribu".
# Why it matters: amounts in words stand in agreements and receipts, where the words count when figures and words
# differ. One amount in about a thousand has this form, so samples do not show it.
# Instead: replace "juta satu ribu", "miliar satu ribu" and "triliun satu ribu" afterwards, and nothing else: "dua
# puluh satu ribu" is right.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check num2words==0.5.14
venv/bin/python - <<'PYTHON'
import sys

from num2words import num2words

seen = {number: num2words(number, lang="id") for number in (1001, 21000, 1_001_000, 2_000_001_000)}
print("Expected: seribu satu, dua puluh satu ribu, satu juta seribu, dua miliar seribu.")
print("Seen:", seen)
known = ["seribu satu", "dua puluh satu ribu", "satu juta satu ribu", "dua miliar satu ribu"]
if list(seen.values()) != known:
    sys.exit("Changed: num2words says the thousand behind a million otherwise.")
PYTHON
