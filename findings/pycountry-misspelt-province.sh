#!/usr/bin/env bash
# pycountry 26.2.16: the province of ID-PE is spelt "Papua Pengunungan"; its name is Papua Pegunungan.
#
# Guess: names in a copy of the ISO standard can be matched with the names that a government writes.
# Seen: one of the 38 provinces is misspelt, and 7 of the 45 entries are groups of islands, not provinces.
# Why it matters: a join of ISO names with planning data loses this one province, and a list for choosing offers "Jawa"
# beside "Jawa Barat".
# Instead: join by code, filter by type, and take the names from the ministry's list.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check pycountry==26.2.16
venv/bin/python - <<'PYTHON'
import sys

import pycountry

entries = list(pycountry.subdivisions.get(country_code="ID"))
groups = sorted(entry.name for entry in entries if entry.type == "Geographical unit")
highland = pycountry.subdivisions.get(code="ID-PE").name
print("Expected: 38 entries, ID-PE is Papua Pegunungan.")
print("Seen:", len(entries), "entries, of which groups of islands:", groups)
print("ID-PE:", highland)
if highland != "Papua Pengunungan":
    sys.exit("Changed: ID-PE is spelt otherwise.")
if (len(entries), len(groups)) != (45, 7):
    sys.exit("Changed: the number of entries or of groups of islands is another one.")
PYTHON
