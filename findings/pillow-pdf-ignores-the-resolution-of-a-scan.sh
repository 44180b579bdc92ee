#!/usr/bin/env bash
# Pillow 13.0.0: a scan of 150 dpi saved as PDF becomes a page of 43 by 61 cm, though the picture knows its resolution.
#
# Guess: save("PDF") uses the resolution that Image.open() found in the file (info["dpi"]), so an A4 scan is an A4
# page.
# Seen: 72 dots per inch are taken unless resolution= or dpi= is given; info["dpi"] is not looked at.
# Why it matters: scanned agreements come out more than twice too large, print on four sheets or not at all, and checks
# for the size of paper refuse them.
# Instead: image.save(target, "PDF", dpi=image.info.get("dpi", (200, 200))).
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check Pillow==13.0.0 pikepdf==10.17.0
venv/bin/python - <<'PYTHON'
import io
import sys

import pikepdf
from PIL import Image

file = io.BytesIO()
Image.new("L", (1240, 1754), 255).save(file, "JPEG", dpi=(150, 150))
scan = Image.open(file)


def page(**options):
    """Width and height of the page in millimetres."""
    target = io.BytesIO()
    scan.save(target, "PDF", **options)
    pdf = pikepdf.open(target)
    return [round(float(side) / 72 * 25.4) for side in pdf.pages[0].mediabox[2:]]


print("A JPEG of an A4 sheet; info['dpi'] is", tuple(scan.info["dpi"]))
print("Expected: a page of 210 by 297 mm.")
print("save('PDF'):         ", page())
print("save('PDF', dpi=...):", page(dpi=scan.info["dpi"]))
if page() != [437, 619]:
    sys.exit("Changed: the resolution of the picture is used, or another one than 72.")
if page(dpi=scan.info["dpi"]) != [210, 297]:
    sys.exit("Changed: dpi= no longer gives the size of the sheet.")
PYTHON
