#!/usr/bin/env bash
# XlsxWriter 3.3.1: a formula that was never computed is stored with the result 0.
#
# Guess: a file written by a program holds no results, so a reader sees nothing until a spreadsheet has computed them.
# Seen: every reader gets 0, a number like any other. openpyxl 3.1.5 writes the same formula without a result, and the
# same readers then see nothing. So "0" or "nothing" depends on the library that wrote the file.
# Why it matters: a target or an achievement of 0 is a statement, and a bad one. Filled templates that go from program
# to program without ever being opened in a spreadsheet carry noughts nobody typed.
# Instead: compute the figure and pass it as the fourth argument of write_formula(), or write the number alone.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check XlsxWriter==3.3.1 openpyxl==3.1.5 python-calamine==0.9.1
venv/bin/python - <<'PYTHON'
import io
import sys

import openpyxl
import xlsxwriter
from python_calamine import CalamineWorkbook

first, second = io.BytesIO(), io.BytesIO()
book = xlsxwriter.Workbook(first)
sheet = book.add_worksheet()
sheet.write_row("A1", [40, "TW I"])
sheet.write_formula("A2", "=A1*2")
sheet.write("B2", "TW II")
book.close()
book = openpyxl.Workbook()
book.active.append([40, "TW I"])
book.active.append(["=A1*2", "TW II"])
book.save(second)


def results(file):
    """What two readers find in A2."""
    read = CalamineWorkbook.from_filelike(io.BytesIO(file.getvalue())).get_sheet_by_index(0).to_python()
    return read[1][0], openpyxl.load_workbook(file, data_only=True).active["A2"].value


print("Written by both: 40 in A1 and the formula =A1*2 in A2.")
print("Expected: no result in either file, because nothing has computed it.")
print("XlsxWriter, read by calamine and openpyxl:", results(first))
print("openpyxl,   read by calamine and openpyxl:", results(second))
if results(first) != (0.0, 0):
    sys.exit("Changed: XlsxWriter no longer stores 0 as the result of a formula.")
if results(second) != ("", None):
    sys.exit("Changed: openpyxl no longer leaves the result of a formula out.")
PYTHON
