#!/usr/bin/env bash
# terbilang 0.0.6: 101,000 is "seratus seribu"; right is "seratus satu ribu".
#
# Guess: a package with this one purpose is right below a million.
# Seen: "satu ribu" is replaced by "seribu" wherever it stands, also behind hundreds: 101,000 and 201,000 and
# 100,101,000. 21,000 and 1,001,000 are right.
# Why it matters: "seratus seribu" is no amount. It stands in words behind a figure that people sign.
# Instead: count 101,000 and 1,001,000 among the tests of any function for amounts in words. The common packages fail
# at one of the two (num2words at the other one).
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check terbilang==0.0.6
venv/bin/python - <<'PYTHON'
import sys

from terbilang import Terbilang

seen = {number: Terbilang(number).getresult() for number in (21_000, 101_000, 201_000, 1_001_000)}
print("Expected: dua puluh satu ribu, seratus satu ribu, dua ratus satu ribu, satu juta seribu.")
print("Seen:", seen)
if list(seen.values()) != ["dua puluh satu ribu", "seratus seribu", "dua ratus seribu", "satu juta seribu"]:
    sys.exit("Changed: terbilang says thousands otherwise.")
PYTHON
