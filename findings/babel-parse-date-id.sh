#!/usr/bin/env bash
# Babel 2.19.0: parse_date() cannot read the long date that format_date() writes, and takes month and day as they fit.
#
# Guess: what format_date(day, "long", locale="id") wrote can be parsed with the same arguments; 12/31/2026 is refused
# in a locale that writes the day first.
# Seen: "31 Desember 2026" raises IndexError (not ParseError, which callers catch). 12/31/2026 is read as 31 December,
# so days up to 12 are read one way and later ones the other way.
# Why it matters: dates of decrees are written in words on Indonesian letters. A list with the month first is half
# wrong instead of refused.
# Instead: parse dates with a table of month names of your own, strictly by the day-month order.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check Babel==2.19.0
venv/bin/python - <<'PYTHON'
import datetime
import sys

from babel.dates import format_date, parse_date

day = datetime.date(2026, 12, 31)
written = format_date(day, "long", locale="id")
try:
    long = parse_date(written, locale="id", format="long")
except Exception as error:
    long = type(error).__name__
first, second = (parse_date(text, locale="id_ID").isoformat() for text in ("12/31/2026", "12/11/2026"))
print("Written by format_date():", written)
print("Expected: the same day; 12/31/2026 refused.")
print("parse_date() of it:", long)
print("12/31/2026 ->", first, "and 12/11/2026 ->", second)
if long != "IndexError":
    sys.exit("Changed: the long Indonesian date no longer raises IndexError.")
if (first, second) != ("2026-12-31", "2026-11-12"):
    sys.exit("Changed: month and day are no longer exchanged to fit.")
PYTHON
