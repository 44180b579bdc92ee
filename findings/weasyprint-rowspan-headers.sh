#!/usr/bin/env bash
# WeasyPrint 70.0: below a head with rowspan and colspan the tagged PDF names wrong heads for the cells, or none.
#
# Guess: pdf/ua-1 output names for each cell the heads that stand above it.
# Seen: heads are counted by their place among the siblings of a row, without the cells that reach in from the row
# above. The second cell gets a head of its neighbour, the last cell gets an empty list. Even a scope on each head does
# not help.
# Why it matters: nearly all tables of agreements and measurements have heads over two rows ("Target" over four
# quarters). A screen reader announces "TW II" at the figure of TW I, in a file that claims PDF/UA.
# Instead: compute /Headers in a finisher of write_pdf() from the boxes, which know their true column.
# Needs: the Pango library on the system, as WeasyPrint does.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check WeasyPrint==70.0 pikepdf==10.17.0
venv/bin/python - <<'PYTHON'
import io
import sys

import pikepdf
from weasyprint import HTML

DOCUMENT = """<html lang="id"><title>Tabel</title><table>
<thead><tr><th rowspan="2" scope="col">Indikator</th><th colspan="2" scope="colgroup">Target</th></tr>
<tr><th scope="col">TW I</th><th scope="col">TW II</th></tr></thead>
<tbody><tr><td>IK-1</td><td>40</td><td>80</td></tr></tbody></table>"""
pdf = pikepdf.open(io.BytesIO(HTML(string=DOCUMENT).write_pdf(pdf_variant="pdf/ua-1")))
cells = [item for item in pdf.objects if isinstance(item, pikepdf.Dictionary) and item.get("/S") in ("/TH", "/TD")]
names = dict(zip((str(cell.ID) for cell in cells if cell.S == "/TH"), ("Indikator", "Target", "TW I", "TW II")))
seen = [[names[str(head)] for head in cell.A.Headers] for cell in cells if cell.S == "/TD"]
print("Heads named for the cells IK-1, 40 and 80")
print("Expected:", [["Indikator"], ["Target", "TW I"], ["Target", "TW II"]])
print("Seen:    ", seen)
if seen != [["Indikator", "TW I"], ["Target", "TW II"], []]:
    sys.exit("Changed: WeasyPrint names other heads for the cells below a head of two rows.")
PYTHON
