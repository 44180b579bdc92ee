#!/usr/bin/env bash
# WeasyPrint 70.0: words that "hyphens: auto" divides cannot be found in the PDF any more.
#
# Guess: a hyphen that the layout adds is a soft one, or has /ActualText, so text that is copied or searched is whole.
# Seen: pypdf 7.1.0 and PDFium (pypdfium2 5.15.2) both give a real hyphen (U+2010) and a line break inside the word.
# Why it matters: narrow columns of Indonesian ("pertanggungjawaban") are where hyphens help most. A search for the
# word in the archive finds nothing, and copied sentences have holes.
# Instead: wider columns, or hyphens only where nobody searches.
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

WORD = "pertanggungjawaban"
DOCUMENT = f'<html lang="id"><style>p {{ width: 70px; hyphens: auto }}</style><p>{WORD}</p>'
made = HTML(string=DOCUMENT).write_pdf()
seen = {
    "pypdf": pypdf.PdfReader(io.BytesIO(made)).pages[0].extract_text(),
    "PDFium": pypdfium2.PdfDocument(made)[0].get_textpage().get_text_range(),
}
print("Expected: the word", WORD, "in the text of the page.")
for name, text in seen.items():
    print(f"{name}:", repr(text))
for name, text in seen.items():
    if WORD in text or "\u2010" not in text:
        sys.exit(f"Changed: the divided word is whole for {name}.")
PYTHON
