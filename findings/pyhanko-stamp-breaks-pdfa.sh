#!/usr/bin/env bash
# pyHanko 0.38.0: the default text stamp brings a font that is not embedded into a PDF/A file; the claim stays.
#
# Guess: stamping a PDF/A file embeds what it uses, warns, or takes the claim of PDF/A back.
# Seen: the stamp uses the built-in font Courier by its name only. PDF/A asks for every font to be embedded, and the
# metadata still say part 3.
# Why it matters: agreements are archived as PDF/A. The visible signature, the last step, makes them something else,
# and nobody validates after signing.
# Instead: give the style a font file: TextBoxStyle(font=GlyphAccumulatorFactory(path)), which needs pyHanko[opentype].
# Needs: the Pango library on the system, for WeasyPrint 70.0, which makes the PDF/A file.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check pyHanko==0.38.0 pikepdf==10.17.0 WeasyPrint==70.0
venv/bin/python - <<'PYTHON'
import pathlib
import sys

import pikepdf
from pyhanko.stamp import TextStampStyle, text_stamp_file
from weasyprint import HTML

HTML(string='<html lang="id"><title>PK</title><p>Isi</p>').write_pdf("pk.pdf", pdf_variant="pdf/a-3b")
style = TextStampStyle(stamp_text="DITANDATANGANI")
text_stamp_file("pk.pdf", "stamped.pdf", style, dest_page=0, x=100, y=100)


def loose(resources):
    """The fonts in use here and below that are not embedded."""
    found = []
    for font in resources.get("/Font", {}).values():
        described = font.DescendantFonts[0] if "/DescendantFonts" in font else font
        if not any(str(key).startswith("/FontFile") for key in described.get("/FontDescriptor", {}).keys()):
            found.append(str(font.BaseFont))
    for form in resources.get("/XObject", {}).values():
        found += loose(form.get("/Resources", pikepdf.Dictionary()))
    return found


files = {name: pikepdf.open(name) for name in ("pk.pdf", "stamped.pdf")}
seen = {
    name: (loose(pdf.pages[0].Resources), b"pdfaid:part" in pdf.Root.Metadata.read_bytes())
    for name, pdf in files.items()
}
pathlib.Path("stamped.pdf").unlink()
print("Fonts that are not embedded, and whether PDF/A is claimed")
print("Expected: no such font in either file, or no claim in the second.")
for name, values in seen.items():
    print(f"  {name:12}", values)
if list(seen.values()) != [([], True), (["/Courier"], True)]:
    sys.exit("Changed: the stamp embeds its font, or the claim of PDF/A is gone.")
PYTHON
