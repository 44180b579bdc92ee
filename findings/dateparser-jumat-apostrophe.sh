#!/usr/bin/env bash
# dateparser 1.5.0: "Jum'at, 5 Juni 2026" is not understood, "Jumat, 5 Juni 2026" is.
#
# Guess: a library with old spellings ("Nopember", "Pebruari") also knows the older and still common spelling of
# Friday.
# Seen: the whole date is dropped (None), though day, month and year stand there. The month "Ags" is dropped too, while
# "Agt" and "Agu" are read.
# Why it matters: many official letters write "Jum'at". The Fridays among the dates that were copied from them are
# missing.
# Instead: take the name of the weekday away before parsing.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check dateparser==1.5.0
venv/bin/python - <<'PYTHON'
import sys

import dateparser

TEXTS = ["Jumat, 5 Juni 2026", "Jum'at, 5 Juni 2026", "10 Nopember 2026", "3 Agt 2026", "3 Agu 2026", "3 Ags 2026"]
seen = [bool(dateparser.parse(text, languages=["id"])) for text in TEXTS]
print("Expected: all are dates.")
for text, found in zip(TEXTS, seen):
    print(f"{text:22}", "a date" if found else "None")
if seen != [True, False, True, True, True, False]:
    sys.exit("Changed: dateparser knows other Indonesian spellings now.")
PYTHON
