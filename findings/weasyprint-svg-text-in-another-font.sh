#!/usr/bin/env bash
# WeasyPrint 70.0: text in an inline SVG takes a font of the machine, although the page sets another for everything.
#
# Guess: an <svg> inside the page inherits font-family from it, as in every browser.
# Seen: the page is in the font of its style sheet, the words of the chart in whatever the machine has for sans-serif; two
# fonts are in the file. An attribute font-family on the <svg> itself is heeded.
# Why it matters: charts of a report look different on each server, and may have letters of another width than planned.
# Instead: write font-family as an attribute of each <svg>, and let a test read the fonts of every paper.
# Needs: the Pango library on the system, as WeasyPrint does.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check WeasyPrint==70.0 pikepdf==10.17.0 fontpkg-arimo==1.341
venv/bin/python - <<'PYTHON'
import io
import sys
from importlib.resources import files

import fontpkg_arimo
import pikepdf
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration

FONT = next(path for path in files(fontpkg_arimo).joinpath("files").iterdir() if path.name == "Arimo[wght].ttf")
STYLE = f"@font-face {{ font-family: Kantor; src: url('file://{FONT}') }} * {{ font-family: Kantor }}"


def fonts(svg: str) -> set[str]:
    """The fonts of a page with one paragraph and one chart."""
    config = FontConfiguration()
    page = HTML(string=f'<html lang="id"><title>Grafik</title><p>Capaian</p>{svg}')
    content = page.write_pdf(stylesheets=[CSS(string=STYLE, font_config=config)], font_config=config)
    found = set()
    with pikepdf.open(io.BytesIO(content)) as pdf:
        for item in pdf.objects:
            if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/Font" and "/DescendantFonts" in item:
                found.add(str(item.BaseFont).partition("+")[2])
    return found


CHART = '<svg viewBox="0 0 100 20" width="100" height="20"{}><text x="0" y="12" font-size="10">TW I</text></svg>'
plain, named = fonts(CHART.format("")), fonts(CHART.format(' font-family="Kantor"'))
print("Expected: one font in both files.")
print("Without the attribute:", sorted(plain))
print("With the attribute:   ", sorted(named))
if len(plain) != 2 or len(named) != 1:
    sys.exit("Changed: text in an inline SVG takes its font otherwise.")
PYTHON
