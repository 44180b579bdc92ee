#!/usr/bin/env bash
# XlsxWriter 3.3.1 with openpyxl 3.1.5: a line break from a web form comes back as "_x000D_" in the text.
#
# Guess: both libraries know the escape that the file format has for a carriage return; one writes it, so one reads it.
# Seen: XlsxWriter writes "baris 1_x000D_" and a line feed. openpyxl hands this out as it stands; python-calamine
# decodes it.
# Why it matters: a textarea of a web page sends carriage returns. Narratives of a quarter exported by one program and
# read by the next show "_x000D_" at each line end, in reports that people sign.
# Instead: replace "\r\n" by "\n" before writing, or decode the escapes after reading.
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

TEXT = "baris 1\r\nbaris 2"
file = io.BytesIO()
book = xlsxwriter.Workbook(file)
book.add_worksheet().write_string("A1", TEXT)
book.close()

first = openpyxl.load_workbook(file).active["A1"].value
second = CalamineWorkbook.from_filelike(io.BytesIO(file.getvalue())).get_sheet_by_index(0).to_python()[0][0]
print("Written:          ", repr(TEXT))
print("Expected: the same text, or the same with line feeds only.")
print("openpyxl:         ", repr(first))
print("python-calamine:  ", repr(second))
if first != "baris 1_x000D_\nbaris 2":
    sys.exit("Changed: openpyxl now decodes the carriage return that XlsxWriter wrote.")
if second != TEXT:
    sys.exit("Changed: python-calamine no longer decodes the carriage return.")
PYTHON
