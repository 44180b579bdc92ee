#!/usr/bin/env bash
# hapilibur 0.2.0: is_libur("2025-08-17") is False; the package knows the year 2026 only and does not say so.
#
# Guess: for a year without data the answer is an error; Independence Day is known in every year.
# Seen: False, an empty list, and for the next holiday after the data {"date": None, "name": None}.
# Why it matters: deadlines in working days that reach into January are counted without New Year.
# Instead: refuse years whose list is empty before asking.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check hapilibur==0.2.0
venv/bin/python - <<'PYTHON'
import sys

import hapilibur

seen = {year: (hapilibur.is_libur(f"{year}-08-17"), len(hapilibur.libur(year))) for year in (2025, 2026, 2027)}
following = hapilibur.upcoming("2027-01-01")
print("Expected: 17 August is a holiday in every year, or an error.")
print("Is a holiday, and number of holidays:", seen)
print("Next holiday from 2027-01-01:", following)
if seen != {2025: (False, 0), 2026: (True, 17), 2027: (False, 0)} or following != {"date": None, "name": None}:
    sys.exit("Changed: hapilibur knows other years or speaks up about missing ones.")
PYTHON
