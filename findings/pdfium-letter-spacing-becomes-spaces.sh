#!/usr/bin/env bash
# pypdfium2 5.15.2 (PDFium) with WeasyPrint 70.0: a title with letter-spacing is read as single letters without words.
#
# Guess: readers of text agree on where words end, at least for a space that is really in the file.
# Seen: PDFium gives "P E R J A N J I A N K I N E R J A": a space after each letter and the same between the words.
# pypdf 7.1.0 gives "PERJANJIAN KINERJA".
# Why it matters: titles of official papers are spaced out. Whoever recognises uploaded documents by their title fails
# with one reader and not with the other.
# Instead: compare titles without any white space.
# Needs: the Pango library on the system, as WeasyPrint does.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check WeasyPrint==70.0 pypdf==7.1.0 pypdfium2==5.15.2
venv/bin/python - <<'PYTHON'
import io
import sys

import pypdf
import pypdfium2
from weasyprint import HTML

TITLE = "PERJANJIAN KINERJA"
made = HTML(string=f'<html lang="id"><p style="letter-spacing: 4px">{TITLE}</p>').write_pdf()
first = pypdf.PdfReader(io.BytesIO(made)).pages[0].extract_text().strip()
second = pypdfium2.PdfDocument(made)[0].get_textpage().get_text_range().strip()
print("Expected: twice", TITLE)
print("pypdf: ", first)
print("PDFium:", second)
if first != TITLE:
    sys.exit("Changed: pypdf does not give the title any more.")
if second != " ".join(TITLE.replace(" ", "")):
    sys.exit("Changed: PDFium reads spaced letters otherwise.")
PYTHON
