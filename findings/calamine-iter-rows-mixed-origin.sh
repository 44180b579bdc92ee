#!/usr/bin/env bash
# python-calamine 0.9.1: iter_rows() keeps the empty rows above the data but drops the empty columns left of it.
#
# Guess: rows and columns are treated alike. Either both are counted from A1, or both from the first used cell.
# Seen: a table that starts in B3 comes with its row numbers counted from row 1 and its columns counted from column B.
# to_python() drops both sides; to_python(skip_empty_area=False) keeps both; only iter_rows() mixes them.
# Why it matters: a report such as "row 5, column C is wrong" names the right row and the wrong column when a
# measurement sheet leaves column A empty as a margin, which office workbooks often do.
# Instead: add sheet.start[1] to the index of a column that comes from iter_rows().
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check python-calamine==0.9.1 XlsxWriter==3.3.1
venv/bin/python - <<'PYTHON'
import io
import sys

import xlsxwriter
from python_calamine import CalamineWorkbook

file = io.BytesIO()
book = xlsxwriter.Workbook(file)
sheet = book.add_worksheet()
sheet.write_row("B3", ["Kode", "Target"])
sheet.write_row("B4", ["IK-1", 80])
book.close()

read = CalamineWorkbook.from_filelike(io.BytesIO(file.getvalue())).get_sheet_by_index(0)
iterated = list(read.iter_rows())
trimmed = read.to_python()
whole = read.to_python(skip_empty_area=False)
print("Written: a table of two columns whose first cell is B3.")
print("Expected of iter_rows(): the same origin for rows and columns.")
print("iter_rows():", iterated)
print("to_python():", trimmed)
print("to_python(skip_empty_area=False):", whole)
table = [["Kode", "Target"], ["IK-1", 80.0]]
if trimmed != table or whole != [["", "", ""], ["", "", ""], ["", "Kode", "Target"], ["", "IK-1", 80.0]]:
    sys.exit("Changed: to_python() no longer trims or keeps both sides alike.")
if iterated != [["", ""], ["", ""], *table]:
    sys.exit("Changed: iter_rows() no longer counts rows from A1 and columns from the first used one.")
PYTHON
