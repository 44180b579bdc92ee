#!/usr/bin/env bash
# WeasyPrint 70.0: lang on a part of the document does not reach the tagged PDF; only the language of the whole does.
#
# Guess: the elements of the structure tree have /Lang where the HTML has lang, as PDF/UA asks for changes of language.
# Seen: the catalog has /Lang, no element has one. Nothing is said in the log.
# Why it matters: visions of regions are in Javanese or Sundanese, terms in English. A voice reads them in Indonesian,
# and the file claims that this is right.
# Instead: set /Lang on the elements in a finisher of write_pdf().
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

DOCUMENT = """<html lang="id"><title>Visi</title><p>Visi daerah:</p><p lang="jv">Memayu hayuning bawana</p>
<p>Dengan <span lang="en">open government</span>.</p>"""
pdf = pikepdf.open(io.BytesIO(HTML(string=DOCUMENT).write_pdf(pdf_variant="pdf/ua-1")))
elements = [item for item in pdf.objects if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/StructElem"]
languages = sorted({str(element.Lang) for element in elements if "/Lang" in element})
print("Expected: id for the whole, en and jv on two elements.")
print("Seen:", pdf.Root.Lang, "for the whole;", languages, "on", len(elements), "elements")
if str(pdf.Root.Lang) != "id" or languages or len(elements) < 4:
    sys.exit("Changed: parts of the document have a language of their own now.")
PYTHON
