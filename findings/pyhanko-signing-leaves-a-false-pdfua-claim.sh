#!/usr/bin/env bash
# pyHanko 0.38.0: signing a PDF/UA file adds an untagged field to it and leaves its claim of PDF/UA in place.
#
# Guess: a library that inserts a visible field into a tagged file tags it, warns, or takes the claim back.
# Seen: the widget has no /StructParent and no description (/TU), the tree does not know it, and the metadata still say
# part 1 of PDF/UA. Both are so for visible fields that pyHanko adds itself.
# Why it matters: every agreement that is signed on request claims an accessibility that it lost by the signature.
# Instead: reserve tagged fields before the first signature, or take the claim out where another service adds the
# field.
# Needs: the Pango library on the system, for WeasyPrint 70.0, which makes the tagged page.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check pyHanko==0.38.0 pikepdf==10.17.0 WeasyPrint==70.0
venv/bin/python - <<'PYTHON'
import io
import sys

import pikepdf
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import SigFieldSpec, append_signature_field
from weasyprint import HTML

page = HTML(string='<html lang="id"><title>PK</title><p>Isi</p>').write_pdf(pdf_variant="pdf/ua-1")
writer = IncrementalPdfFileWriter(io.BytesIO(page))
append_signature_field(writer, SigFieldSpec("Pertama", box=(100, 600, 300, 700), on_page=0))
target = io.BytesIO()
writer.write(target)
pdf = pikepdf.open(target)
widget = pdf.pages[0].Annots[0]
tagged = "/StructParent" in widget
described = "/TU" in widget
claimed = b"pdfuaid:part" in pdf.Root.Metadata.read_bytes()
print("Expected: the field is tagged and described, or the claim is gone.")
print("tagged:", tagged, "described:", described, "PDF/UA claimed:", claimed)
if tagged or described or not claimed:
    sys.exit("Changed: pyHanko tags or describes new fields, or takes the claim of PDF/UA back.")
PYTHON
