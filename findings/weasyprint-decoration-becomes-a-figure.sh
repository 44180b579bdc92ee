#!/usr/bin/env bash
# WeasyPrint 70.0: alt="", aria-hidden and aria-label are not heeded; such pictures are figures without a description.
#
# Guess: as in a browser, an empty alt makes a picture decoration (an artifact), and aria-label describes inline SVG.
# Seen: under pdf/ua-1 both become a Figure without /Alt, which the standard forbids. Inline SVG is described by its
# <title> child only; with a <title> it is announced even when it is marked as hidden.
# Why it matters: charts are inline SVG with an aria-label in web pages. The same template in the PDF has no
# description.
# Instead: a <title> in each SVG that means something; decoration as a CSS background.
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

PICTURE = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/%3E"
PARTS = {
    "img with empty alt": f'<img alt="" src="{PICTURE}">',
    "svg with aria-label": '<svg width="9" height="9" role="img" aria-label="Grafik"></svg>',
    "svg with title": '<svg width="9" height="9"><title>Grafik</title></svg>',
    "svg hidden, with title": '<svg width="9" height="9" aria-hidden="true"><title>Hias</title></svg>',
}
seen = {}
for name, part in PARTS.items():
    made = HTML(string=f'<html lang="id"><title>Gambar</title><body>{part}').write_pdf(pdf_variant="pdf/ua-1")
    pdf = pikepdf.open(io.BytesIO(made))
    figures = [item for item in pdf.objects if isinstance(item, pikepdf.Dictionary) and item.get("/S") == "/Figure"]
    seen[name] = [str(figure.get("/Alt")) for figure in figures]
print("Descriptions of the figures in the tags")
print("Expected: none for the first and the last picture, Grafik for the others.")
for name, figures in seen.items():
    print(f"  {name:24}", figures)
if list(seen.values()) != [["None"], ["None"], ["Grafik"], ["Hias"]]:
    sys.exit("Changed: decoration or labels of pictures are tagged otherwise.")
PYTHON
