#!/usr/bin/env bash
# XlsxWriter 3.3.1 with openpyxl 3.1.5: write_formula(..., value=None) writes a file that openpyxl cannot open at all.
#
# Guess: None means "no result known" and leaves the result out.
# Seen: the word None is written where a number belongs. openpyxl refuses the whole workbook, while python-calamine
# reads the other cells.
# Why it matters: results often come from a database, where a missing figure is None. One such cell makes the year's
# export unreadable for the next program, and the message speaks of invalid XML.
# Instead: pass "" as the value, which readers take for no result.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check XlsxWriter==3.3.1 openpyxl==3.1.5
venv/bin/python - <<'PYTHON'
import io
import sys

import openpyxl
import xlsxwriter


def opened(value):
    """What openpyxl says about a workbook with one formula of this stored value."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file)
    sheet = book.add_worksheet()
    sheet.write("A1", 40)
    sheet.write_formula("A2", "=A1*2", None, value)
    book.close()
    try:
        return f"opens, A2 is {openpyxl.load_workbook(file, data_only=True).active['A2'].value!r}"
    except ValueError as error:
        return f"refused: {str(error).splitlines()[0]}"


print("Expected: a stored value of None means no stored value.")
print("value=None:", opened(None))
print('value="":  ', opened(""))
if not opened(None).startswith("refused: Unable to read workbook"):
    sys.exit("Changed: a formula with the value None no longer makes the workbook unreadable for openpyxl.")
if opened("") != "opens, A2 is None":
    sys.exit('Changed: the value "" is no longer read as no result.')
PYTHON
