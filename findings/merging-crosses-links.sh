#!/usr/bin/env bash
# pypdf 7.1.0, pikepdf 10.17.0, pypdfium2 5.15.2: links inside joined PDFs lead to another document, or nowhere.
#
# Guess: a link to "#lampiran" inside each part still leads to the annex of its own part.
# Seen: the parts come from one template and use the same names. pypdf keeps one entry for each name, so the links of
# every part lead to the annex of the first. pikepdf and PDFium leave the table of names behind, so all links are dead.
# Why it matters: in a print file of 45 agreements, "see annex" of one official shows the annex of another one.
# Instead: make names unique for each document before joining, or turn links into direct page references.
# Needs: the Pango library on the system, for WeasyPrint 70.0, which makes the parts.
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

TEMPLATE = '<p><a href="#lampiran">lampiran</a></p><p id="lampiran" style="break-before: page">Lampiran {}</p>'
PARTS = [HTML(string=TEMPLATE.format(number)).write_pdf() for number in (1, 2)]


def links(content):
    """For each link: its page and the page it leads to, counted from 0; None for a dead link."""
    pdf = pikepdf.open(io.BytesIO(content))
    names = list(pdf.Root.Names.Dests.Names) if "/Names" in pdf.Root else []
    places = {str(name): place for name, place in zip(names[::2], names[1::2])}
    pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
    found = []
    for number, page in enumerate(pdf.pages):
        for link in page.obj.get("/Annots", []):
            place = places.get(str(link.Dest))
            found.append((number, pages.get(place[0].objgen) if place is not None else None))
    return found


def saved(write):
    """The bytes that this function writes."""
    target = io.BytesIO()
    write(target)
    return target.getvalue()


writer, joined, engine = pypdf.PdfWriter(), pikepdf.new(), pypdfium2.PdfDocument.new()
sources = [pikepdf.open(io.BytesIO(part)) for part in PARTS]
for part, source in zip(PARTS, sources):
    writer.append(io.BytesIO(part))
    joined.pages.extend(source.pages)
    engine.import_pages(pypdfium2.PdfDocument(part))
seen = {name: links(saved(write)) for name, write in
        (("pypdf", writer.write), ("pikepdf", joined.save), ("PDFium", engine.save))}
print("Two parts of two pages, each with a link from its first page to its second")
print("Expected: [(0, 1), (2, 3)]")
for name, found in seen.items():
    print(f"{name:8}", found)
if links(PARTS[0]) != [(0, 1)]:
    sys.exit("Changed: the link inside one part is written otherwise.")
if list(seen.values()) != [[(0, 1), (2, 1)], [(0, None), (2, None)], [(0, None), (2, None)]]:
    sys.exit("Changed: links inside joined files lead elsewhere.")
PYTHON
