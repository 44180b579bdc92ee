#!/usr/bin/env bash
# python-dateutil 2.9.0.post0: with fuzzy=True "Jakarta, 5 Juni 2026" is a day in May: the day is taken for the month.
#
# Guess: fuzzy=True skips words; a date whose month is not understood is refused, or the month of today is taken.
# Seen: the Indonesian month is skipped like any word, then the first number is the month and the day comes from today.
# Days from 13 on raise an error, days up to 12 give a wrong date. English names (September) are read rightly.
# Why it matters: place and date stand on every agreement. Twelve of thirty dates are wrong, and none of them strange.
# Instead: replace Indonesian month names before parsing, and never use fuzzy=True for them.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check python-dateutil==2.9.0.post0
venv/bin/python - <<'PYTHON'
import datetime
import sys

from dateutil import parser

TODAY = datetime.datetime(2026, 2, 20)


def read(text):
    """The day that is found in this text."""
    try:
        return parser.parse(text, fuzzy=True, dayfirst=True, default=TODAY).date().isoformat()
    except parser.ParserError:
        return "refused"


TEXTS = ["Jakarta, 5 Juni 2026", "2 Agustus 2026", "31 Desember 2026", "1 September 2026"]
seen = {text: read(text) for text in TEXTS}
print("Today is taken as", TODAY.date())
print("Expected: 2026-06-05, 2026-08-02, 2026-12-31, 2026-09-01, or refused.")
print("Seen:", seen)
if list(seen.values()) != ["2026-05-20", "2026-02-20", "refused", "2026-09-01"]:
    sys.exit("Changed: dateutil reads dates with Indonesian months otherwise.")
PYTHON
