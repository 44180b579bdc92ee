#!/usr/bin/env bash
# python-calamine 0.9.1: the same duration is a timedelta from .xlsx and the text "PT30H00M00S" from .ods.
#
# Guess: one reader for both formats gives one type for one kind of cell.
# Seen: the workbook of the other office suite gives the raw text of the file format. Dates and percentages are fine.
# Why it matters: response times and service hours are indicators ("waktu tanggap 30:00 jam"). Code that was tried with
# .xlsx only takes the text for a wrong answer, or stores it as text.
# Instead: accept text that starts with "PT" as a duration, or refuse .ods.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check python-calamine==0.9.1 XlsxWriter==3.3.1 odfpy==1.4.1
venv/bin/python - <<'PYTHON'
import datetime
import io
import sys

import xlsxwriter
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P
from python_calamine import CalamineWorkbook

excel = io.BytesIO()
book = xlsxwriter.Workbook(excel)
book.add_worksheet().write_datetime("A1", datetime.timedelta(hours=30), book.add_format({"num_format": "[h]:mm"}))
book.close()

office = io.BytesIO()
document = OpenDocumentSpreadsheet()
cell = TableCell(valuetype="time", timevalue="PT30H00M00S")
cell.addElement(P(text="30:00"))
row = TableRow()
row.addElement(cell)
table = Table(name="Data")
table.addElement(row)
document.spreadsheet.addElement(table)
document.save(office)

books = [CalamineWorkbook.from_filelike(io.BytesIO(file.getvalue())) for file in (excel, office)]
seen = [book.get_sheet_by_index(0).to_python()[0][0] for book in books]
print("Written: 30 hours, once as .xlsx and once as .ods.")
print("Expected: twice the same value.")
print("Seen:", seen)
if seen != [datetime.timedelta(hours=30), "PT30H00M00S"]:
    sys.exit("Changed: a duration from .ods is no longer the raw text of the file.")
PYTHON
