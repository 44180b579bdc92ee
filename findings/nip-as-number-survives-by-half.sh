#!/usr/bin/env bash
# XlsxWriter 3.3.1, openpyxl 3.1.5, pandas 3.1.1: a NIK stored as a number survives, a NIP loses its last digits.
#
# Guess: Python's int is exact, so both come back exactly; or both are cut to the 15 digits that Excel is known for.
# Seen: 16 digits (NIK) come back right, 18 digits (NIP) end in 000, without a word. And pandas with dtype=str turns
# the damaged number into 18 digits that look like a NIP again.
# Why it matters: a test with a NIK passes, and the list of civil servants is wrong. The birth date and the date of
# appointment inside the NIP stay right, so a check of these parts passes too; only the serial number is another one.
# Instead: write and demand text for NIP and NIK; refuse numeric cells in these columns.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check XlsxWriter==3.3.1 openpyxl==3.1.5 pandas==3.1.1
venv/bin/python - <<'PYTHON'
import io
import sys

import openpyxl
import pandas
import xlsxwriter

NIK, NIP = 1207014101800001, 198001012010012003
excel, office = io.BytesIO(), io.BytesIO()
book = xlsxwriter.Workbook(excel)
book.add_worksheet().write_row("A1", [NIK, NIP])
book.close()
book = openpyxl.Workbook()
book.active.append([NIK, NIP])
book.save(office)

seen = {}
for name, file in (("XlsxWriter", excel), ("openpyxl", office)):
    seen[name] = [int(cell.value) for cell in openpyxl.load_workbook(file).active[1]]
text = pandas.read_excel(office, header=None, dtype=str, engine="openpyxl").iloc[0, 1]
print("Written as int:", [NIK, NIP])
print("Expected: both exact, or both cut.")
for name, values in seen.items():
    print(f"{name}, read back:", values)
print("pandas, dtype=str:", repr(text))
for name, values in seen.items():
    if values[0] != NIK or values[1] == NIP or values[1] // 1000 != NIP // 1000:
        sys.exit(f"Changed: {name} no longer keeps 16 digits and loses the last of 18.")
if text == str(NIP) or len(text) != 18 or not text.isdigit():
    sys.exit("Changed: pandas no longer makes 18 plausible digits of the damaged number.")
PYTHON
