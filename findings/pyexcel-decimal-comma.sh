#!/usr/bin/env bash
# pyexcel 0.7.6 with pyexcel-io 0.6.8: "85,5" in a CSV is read as the number 855, while "0012" stays text.
#
# Guess: the reader that is careful enough to keep leading zeros also leaves "85,5" alone.
# Seen: commas are taken out before the text is tried as a number, wherever they stand: 85,5 is 855 and 1,25 is 125.
# Why it matters: figures are ten or a hundred times too large, in whole numbers that no check of the type finds.
# Instead: get_array(..., auto_detect_int=False, auto_detect_float=False) and read the numbers by the country's rules.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check pyexcel==0.7.6 pyexcel-io==0.6.8
venv/bin/python - <<'PYTHON'
import sys

import pyexcel

TEXT = 'kode;capaian;indeks\n0012;85,5;1,25\n'
seen = pyexcel.get_array(file_content=TEXT, file_type="csv", delimiter=";")[1]
off = {"auto_detect_int": False, "auto_detect_float": False, "auto_detect_datetime": False}
kept = pyexcel.get_array(file_content=TEXT, file_type="csv", delimiter=";", **off)[1]
print("Read:", TEXT.splitlines()[1])
print("Expected: the texts, or 85.5 and 1.25.")
print("Seen:", seen)
print("Without detection:", kept)
if seen != ["0012", 855, 125]:
    sys.exit("Changed: pyexcel no longer drops the decimal comma.")
if kept != ["0012", "85,5", "1,25"]:
    sys.exit("Changed: pyexcel without detection no longer keeps the texts.")
PYTHON
