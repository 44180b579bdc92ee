#!/usr/bin/env bash
# XlsxWriter 3.3.1: a drop-down of Indonesian numbers offers other choices than those that were named.
#
# Guess: source=["0,5", "1,5"] gives a list of two choices, because it was given as two strings.
# Seen: the strings are joined by commas without any quoting, so the stored list is 0 | 5 | 1 | 5. No warning is
# raised.
# Why it matters: weights and scores are written with a decimal comma. The person who chooses from the list picks "5"
# where "0,5" was meant, and the workbook's own validation accepts it.
# Instead: put the choices into cells of a hidden sheet and name the range as the source.
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
file = io.BytesIO()
book = xlsxwriter.Workbook(file)
sheet = book.add_worksheet()
answer = sheet.data_validation("A1:A9", {"validate": "list", "source": ["0,5", "1,5"]})
book.close()

formula = openpyxl.load_workbook(file).active.data_validations.dataValidation[0].formula1
choices = formula.strip('"').split(",")
print('Asked for: two choices, "0,5" and "1,5"; the function answered', answer)
print("Expected: two choices, or a refusal.")
print("Stored:", formula, "which the file format splits into", choices)
if answer != 0 or choices != ["0", "5", "1", "5"]:
    sys.exit("Changed: choices with a comma are no longer stored unquoted and without a warning.")
PYTHON
