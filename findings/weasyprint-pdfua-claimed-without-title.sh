#!/usr/bin/env bash
# WeasyPrint 70.0: pdf_variant="pdf/ua-1" claims PDF/UA for a document without title, language and descriptions.
#
# Guess: the variant checks what it can check and raises, or at least does not write the claim.
# Seen: the claim is written whatever the document lacks. The missing language and description are lines in a log; the
# missing title is not even that, though the file says that readers shall show the title.
# Why it matters: the claim is a statement of the office that hands the paper out. It says nothing about the paper.
# Instead: turn the log's warnings into errors, and test title, language and descriptions before rendering.
# Needs: the Pango library on the system, as WeasyPrint does.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check WeasyPrint==70.0 pikepdf==10.17.0
venv/bin/python - <<'PYTHON'
import io
import logging
import sys

import pikepdf
from weasyprint import HTML

said = []
listener = logging.Handler()
listener.emit = lambda record: said.append(record.getMessage())
logging.getLogger("weasyprint").addHandler(listener)
PICTURE = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/%3E"
pdf = pikepdf.open(io.BytesIO(HTML(string=f'<p>Isi</p><img src="{PICTURE}">').write_pdf(pdf_variant="pdf/ua-1")))
metadata = pdf.Root.Metadata.read_bytes()
facts = {
    "claim": b"pdfuaid:part" in metadata,
    "title": b"dc:title" in metadata,
    "language": bool(str(pdf.Root.get("/Lang", ""))),
    "title shall be shown": bool(pdf.Root.ViewerPreferences.DisplayDocTitle),
}
complaints = [word for word in ("title", "lang", "alt") if any(word in line for line in said)]
print("Expected: an error, or no claim.")
print("In the file:", facts)
print("The log complains of:", complaints)
if list(facts.values()) != [True, False, False, True] or complaints != ["lang", "alt"]:
    sys.exit("Changed: the claim of PDF/UA depends on the document, or other complaints are made.")
PYTHON
