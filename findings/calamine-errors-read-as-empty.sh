#!/usr/bin/env bash
# python-calamine 0.9.1: a cell that shows #DIV/0! or #N/A reads as "", exactly like an empty cell.
#
# Guess: an error comes as an exception, as None or as its text. Other readers give the text (openpyxl: "#DIV/0!").
# Seen: "", in .xlsx and in .ods alike; the reader offers no way to tell the two apart.
# Why it matters: "capaian = realisasi / target" with a target of nought is #DIV/0! in many measurement sheets. Read as
# empty it becomes "not reported yet", which is another statement than "cannot be computed".
# Instead: search the sheet's XML for cells of type "e" (t="e") first and refuse or name them.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check python-calamine==0.9.1 XlsxWriter==3.3.1 openpyxl==3.1.5
venv/bin/python - <<'PYTHON'
import io
import sys

import openpyxl
import xlsxwriter
from python_calamine import CalamineWorkbook

file = io.BytesIO()
book = xlsxwriter.Workbook(file)
sheet = book.add_worksheet()
sheet.write_row("A1", ["Target", "Capaian"])
sheet.write("A2", 0)
sheet.write_formula("B2", "=5/A2", None, "#DIV/0!")
sheet.write("A3", 0)
sheet.write("A4", 1)
sheet.write("B4", 1)
book.close()

rows = CalamineWorkbook.from_filelike(io.BytesIO(file.getvalue())).get_sheet_by_index(0).to_python()
seen = [row[1] for row in rows[1:]]
other = [row[1].value for row in openpyxl.load_workbook(file, data_only=True).active.iter_rows(min_row=2)]
print("Written: an error in B2, nothing in B3, 1 in B4.")
print("Expected: the error and the empty cell differ.")
print("python-calamine:", seen)
print("openpyxl:       ", other)
if seen != ["", "", 1.0]:
    sys.exit("Changed: python-calamine now tells an error cell from an empty one.")
if other != ["#DIV/0!", None, 1]:
    sys.exit("Changed: openpyxl no longer gives the text of the error.")
PYTHON
