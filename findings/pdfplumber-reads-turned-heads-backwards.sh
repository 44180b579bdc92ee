#!/usr/bin/env bash
# pdfplumber 0.11.10: text that is turned by 90 degrees is read backwards, and its lines in the wrong order.
#
# Guess: turned text is read along its own direction, as pypdf 7.1.0 does with the same file.
# Seen: "Realisasi" becomes "isasilaeR". extract_text() sorts letters from the left and from the top of the page only.
# Why it matters: the heads of narrow columns in monitoring tables are turned. They are what one looks for to find the
# columns, and they are not found.
# Instead: pass char_dir_rotated="btt" to extract_text(), or compare heads backwards too.
# Needs: the Pango library on the system, for WeasyPrint 70.0, which makes the page.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check WeasyPrint==70.0 pdfplumber==0.11.10 pypdf==7.1.0
venv/bin/python - <<'PYTHON'
import io
import sys

import pdfplumber
import pypdf
from weasyprint import HTML

STYLE = "transform: rotate(-90deg); width: 80px; margin: 40px 0"
made = HTML(string=f'<html lang="id"><div style="{STYLE}">Realisasi</div>').write_pdf()
page = pdfplumber.open(io.BytesIO(made)).pages[0]
first = pypdf.PdfReader(io.BytesIO(made)).pages[0].extract_text().strip()
second = page.extract_text().strip()
print("Expected: twice Realisasi.")
print("pypdf:     ", first)
print("pdfplumber:", second)
if first != "Realisasi":
    sys.exit("Changed: pypdf reads turned text otherwise.")
if second != "isasilaeR":
    sys.exit("Changed: pdfplumber reads turned text otherwise.")
PYTHON
