#!/usr/bin/env bash
# pikepdf 10.17.0, pypdfium2 5.15.2: after joining, the visible stamp of a signature is still there and is not drawn.
#
# Guess: a joined file is not signed any more, but each page looks as before; that is what print files are for.
# Seen: pikepdf and PDFium copy the stamp with the page and leave the list of form fields behind. PDFium draws fields
# only by that list, so the stamp is gone, even after init_forms(). pypdf 7.1.0 takes the list along, and it is drawn.
# Why it matters: a print file of signed agreements shows empty boxes above the names, depending on the program that
# opens it. Whoever made it saw the stamps.
# Instead: pikepdf's flatten_annotations("all") on each part before joining, which makes the stamp part of the page.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check pikepdf==10.17.0 pypdf==7.1.0 pypdfium2==5.15.2 Pillow==13.0.0
venv/bin/python - <<'PYTHON'
import io
import sys

import pikepdf
import pypdf
import pypdfium2
from pikepdf import Array, Dictionary, Name


def part():
    """A page with nothing but a signature field whose stamp is a black square."""
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(200, 200))
    stamp = pdf.make_stream(b"0 0 100 100 re f", Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 100, 100])
    field = Dictionary(Type=Name.Annot, Subtype=Name.Widget, FT=Name.Sig, T="Pertama", F=4, Rect=[50, 50, 150, 150])
    field.AP, field.P = Dictionary(N=stamp), page.obj
    page.obj.Annots = Array([pdf.make_indirect(field)])
    pdf.Root.AcroForm = Dictionary(Fields=Array([page.obj.Annots[0]]), SigFlags=1)
    return saved(pdf.save)


def saved(write):
    """The bytes that this function writes."""
    target = io.BytesIO()
    write(target)
    return target.getvalue()


def dark(content):
    """Number of dark pixels of the first page, drawn with its form fields."""
    document = pypdfium2.PdfDocument(content)
    document.init_forms()
    return sum(document[0].render(scale=1, grayscale=True).to_pil().histogram()[:128])


def joined(flat=False):
    """The part, joined by pikepdf."""
    source, target = pikepdf.open(io.BytesIO(PART)), pikepdf.new()
    if flat:
        source.flatten_annotations("all")
    target.pages.extend(source.pages)
    return saved(target.save)


PART = part()
writer, engine = pypdf.PdfWriter(), pypdfium2.PdfDocument.new()
writer.append(io.BytesIO(PART))
engine.import_pages(pypdfium2.PdfDocument(PART))
seen = {
    "the part itself": dark(PART),
    "joined by pypdf": dark(saved(writer.write)),
    "joined by pikepdf": dark(joined()),
    "joined by PDFium": dark(saved(engine.save)),
    "flattened, joined by pikepdf": dark(joined(flat=True)),
}
print("Dark pixels of the page")
print("Expected: about 10,000 everywhere.")
for name, pixels in seen.items():
    print(f"  {name:30}", pixels)
if [pixels > 9000 for pixels in seen.values()] != [True, True, False, False, True]:
    sys.exit("Changed: the stamp is drawn or lost in other ways of joining.")
PYTHON
