#!/usr/bin/env bash
# WeasyPrint 70.0: the box of a figure in the tags is counted in CSS pixels from the top of the page.
#
# Guess: /BBox is a rectangle of the PDF, in points from the lower left corner, as the format says.
# Seen: a picture at the top of an A4 page (842 points high) has a box near 0, at the bottom; one at the bottom has a
# box that ends above 1,050, far outside the page.
# Why it matters: readers that show or enlarge the figure that is being read go to an empty part of the page. For an
# agreement these figures are the coat of arms and the QR code.
# Instead: in a finisher, multiply by 0.75 and subtract from the height of the page.
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

PICTURE = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='40' height='40'/%3E"
DOCUMENT = f"""<html lang="id"><title>Gambar</title><style>@page {{ size: A4; margin: 0 }} body {{ margin: 0 }}
img {{ position: absolute; left: 0 }}</style>
<img alt="lambang" style="top: 0" src="{PICTURE}"><img alt="kode" style="bottom: 0" src="{PICTURE}">"""
pdf = pikepdf.open(io.BytesIO(HTML(string=DOCUMENT).write_pdf(pdf_variant="pdf/ua-1")))
boxes = {}
for item in pdf.objects:
    if isinstance(item, pikepdf.Dictionary) and item.get("/S") == "/Figure":
        boxes[str(item.Alt)] = [round(float(side)) for side in item.A.BBox]
print("Height of the page:", round(float(pdf.pages[0].mediabox[3])))
print("Expected: lambang [0, 812, 30, 842], kode [0, 0, 30, 30].")
print("Seen:", boxes)
if boxes["lambang"][1] != 0 or boxes["kode"][3] < 1050:
    sys.exit("Changed: the boxes of figures are counted otherwise.")
PYTHON
