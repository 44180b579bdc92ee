#!/usr/bin/env bash
# pdfminer.six 20260107 (pdfplumber 0.11.10) with reportlab 5.1.0: the sign for "at least" is read as a double dagger.
#
# Guess: readers agree on the text of a PDF that uses nothing but the fourteen standard fonts.
# Seen: reportlab prints U+2265 and U+2192 in the built-in font Symbol. pypdf 7.1.0 and PDFium (pypdfium2 5.15.2) read
# them rightly. pdfminer.six, and with it pdfplumber and camelot, decodes Symbol like a Latin font: U+2021 and "fi".
# Why it matters: targets are written with this sign, and tables are taken out of other offices' PDFs with these very
# libraries. The target "at least 80" arrives with a sign that means nothing, on another line than its number.
# Instead: replace the texts of characters whose fontname is Symbol, or read with another library.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check pdfplumber==0.11.10 pdfminer.six==20260107 reportlab==5.1.0 pypdf==7.1.0 pypdfium2==5.15.2
venv/bin/python - <<'PYTHON'
import io
import sys

import pdfplumber
import pypdf
import pypdfium2
from reportlab.pdfgen.canvas import Canvas

SIGNS = "\u2265\u2192"
file = io.BytesIO()
canvas = Canvas(file)
canvas.setFont("Helvetica", 12)
canvas.drawString(72, 700, f"Target {SIGNS} 80")
canvas.save()
seen = {
    "pypdf": pypdf.PdfReader(file).pages[0].extract_text(),
    "PDFium": pypdfium2.PdfDocument(file.getvalue())[0].get_textpage().get_text_range(),
    "pdfplumber": pdfplumber.open(file).pages[0].extract_text(),
}
print("Expected: the signs", SIGNS, "from each reader.")
for name, text in seen.items():
    print(f"{name:12}", repr(text))
if SIGNS not in seen["pypdf"] or SIGNS not in seen["PDFium"]:
    sys.exit("Changed: pypdf or PDFium reads these signs otherwise.")
if SIGNS in seen["pdfplumber"] or "\u2021fi" not in seen["pdfplumber"]:
    sys.exit("Changed: pdfplumber reads these signs otherwise.")
PYTHON
