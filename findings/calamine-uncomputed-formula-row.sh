#!/usr/bin/env bash
# python-calamine 0.9.1 with openpyxl 3.1.5: a last row of formulas that were never computed does not exist.
#
# Guess: a formula without a stored result reads as an empty cell, or as an error, in a row that is still there.
# Seen: the last row is missing from to_python(), from iter_rows() and from the height of the sheet. A formula that has
# other cells beside it reads as "".
# Why it matters: programs that write workbooks with openpyxl store formulas without results until somebody saves the
# file in a spreadsheet. A total row, or a target "=B2*2", is then "not reported", and nothing says so.
# Instead: look for <f> elements without <v> in the sheet's XML before reading, and name these cells to the user.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check python-calamine==0.9.1 openpyxl==3.1.5
venv/bin/python - <<'PYTHON'
import io
import sys

import openpyxl
from python_calamine import CalamineWorkbook

book = openpyxl.Workbook()
for row in (["Kode", "Target"], ["IK-1", 40], ["IK-2", "=B2*2"], [None, "=SUM(B2:B3)"]):
    book.active.append(row)
file = io.BytesIO()
book.save(file)

sheet = CalamineWorkbook.from_filelike(io.BytesIO(file.getvalue())).get_sheet_by_index(0)
seen = sheet.to_python()
print("Written: four rows, the last with one formula only.")
print("Expected: four rows, formulas without result marked in some way.")
print("Seen:", seen, "height", sheet.height)
known = [["Kode", "Target"], ["IK-1", 40.0], ["IK-2", ""]]
if seen != known or list(sheet.iter_rows()) != known or sheet.height != 3:
    sys.exit("Changed: rows that hold only uncomputed formulas are no longer dropped without a word.")
PYTHON
