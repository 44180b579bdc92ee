#!/usr/bin/env bash
# pikepdf 10.17.0, pypdf 7.1.0, pypdfium2 5.15.2: joining tagged PDFs leaves an untagged file, by all three usual ways.
#
# Guess: joining keeps what makes the files accessible, or refuses; at least the language of the document stays.
# Seen: structure tree, language, mark and metadata are gone. pikepdf and PDFium leave /StructParents 0 on both pages,
# numbers that point at nothing. Appending to an opened first file keeps its tree, and both pages then claim number 0,
# so the marks of the second page lead to the elements of the first.
# Why it matters: one print file of 45 agreements is no longer accessible although each part is.
# Instead: hand out the single files in a ZIP, or rebuild the tree by hand.
# Needs: the Pango library on the system, for WeasyPrint 70.0, which makes the two files.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check WeasyPrint==70.0 pikepdf==10.17.0 pypdf==7.1.0 pypdfium2==5.15.2
venv/bin/python - <<'PYTHON'
import io
import sys

import pikepdf
import pypdf
import pypdfium2
from weasyprint import HTML

PARTS = [
    HTML(string=f'<html lang="id"><title>PK {number}</title><p>Isi {number}</p>').write_pdf(pdf_variant="pdf/ua-1")
    for number in (1, 2)
]


def facts(content):
    """Whether there are a tree and a language, and the number of each page in the parent tree."""
    pdf = pikepdf.open(io.BytesIO(content))
    numbers = [page.obj.get("/StructParents") for page in pdf.pages]
    return "/StructTreeRoot" in pdf.Root, "/Lang" in pdf.Root, numbers


def saved(write):
    """The bytes that this function writes."""
    target = io.BytesIO()
    write(target)
    return target.getvalue()


joined = pikepdf.new()
opened = pikepdf.open(io.BytesIO(PARTS[0]))
sources = [pikepdf.open(io.BytesIO(part)) for part in PARTS]
for source in sources:
    joined.pages.extend(source.pages)
opened.pages.extend(sources[1].pages)
writer = pypdf.PdfWriter()
engine = pypdfium2.PdfDocument.new()
for part in PARTS:
    writer.append(io.BytesIO(part))
    engine.import_pages(pypdfium2.PdfDocument(part))
seen = {
    "one part": facts(PARTS[0]),
    "pikepdf, new file": facts(saved(joined.save)),
    "pikepdf, into the first": facts(saved(opened.save)),
    "pypdf": facts(saved(writer.write)),
    "PDFium": facts(saved(engine.save)),
}
print("(structure tree, language, number of each page in the parent tree)")
print("Expected: a tree, a language and different numbers, or an error.")
for name, values in seen.items():
    print(f"  {name:24}", values)
known = [
    (True, True, [0]),
    (False, False, [0, 0]),
    (True, True, [0, 0]),
    (False, False, [None, None]),
    (False, False, [0, 0]),
]
if list(seen.values()) != known:
    sys.exit("Changed: joining tagged files gives another result.")
PYTHON
