#!/usr/bin/env bash
# XlsxWriter 3.3.1 and openpyxl 3.1.5: a text of more than 32,767 characters is cut, and no error is raised.
#
# Guess: a library that cannot store a value raises an error, as XlsxWriter does for a sheet name that is too long.
# Seen: both keep the first 32,767 characters. XlsxWriter's write() returns -2, which nobody looks at; openpyxl gives
# no sign at all.
# Why it matters: the analysis of a year (LKjIP) is pasted from a word processor and can be longer. The export is the
# archive of the government; the end of the text is gone from it.
# Instead: measure the text before writing, and split it over cells or refuse it with a sentence.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check XlsxWriter==3.3.1 openpyxl==3.1.5
venv/bin/python - <<'PYTHON'
import io
import sys
import warnings

import openpyxl
import xlsxwriter

warnings.simplefilter("error")
TEXT = "analisis " * 5000
excel, office = io.BytesIO(), io.BytesIO()
book = xlsxwriter.Workbook(excel)
answer = book.add_worksheet().write("A1", TEXT)
book.close()
book = openpyxl.Workbook()
book.active["A1"] = TEXT
book.save(office)

lengths = [len(openpyxl.load_workbook(file).active["A1"].value) for file in (excel, office)]
print("Written:", len(TEXT), "characters")
print("Expected: an error from either library.")
print("Kept by XlsxWriter and openpyxl:", lengths, "- XlsxWriter returned", answer)
if lengths != [32767, 32767] or answer != -2:
    sys.exit("Changed: long texts are no longer cut at 32,767 characters without an error.")
PYTHON
