#!/usr/bin/env bash
# Pillow 13.0.0: convert("RGB") or convert("L") of a 16-bit grey picture makes almost everything white.
#
# Guess: 16 bits are scaled down to 8: the middle grey 32768 becomes 128.
# Seen: values are cut at 255, so all but the darkest 0.4 % of the greys are white. Nothing is raised or warned of.
# Why it matters: some scanning programs save 16-bit grey PNG. A server that draws uploads anew, to keep nothing but
# the picture, stores an empty page as the evidence of a government.
# Instead: for modes that begin with "I" divide first: picture.point(lambda value: value / 257).convert("L").
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check Pillow==13.0.0
venv/bin/python - <<'PYTHON'
import io
import sys

from PIL import Image

scan = Image.new("I;16", (3, 1))
for place, grey in enumerate((0, 32768, 65535)):
    scan.putpixel((place, 0), grey)
file = io.BytesIO()
scan.save(file, "PNG")
picture = Image.open(file)
seen = [picture.convert("RGB").getpixel((place, 0))[0] for place in range(3)]
right = [picture.point(lambda value: value / 257).convert("L").getpixel((place, 0)) for place in range(3)]
print("A PNG of mode", picture.mode, "with black, middle grey and white")
print("Expected: [0, 128, 255]")
print("convert('RGB'):", seen)
print("divided first: ", right)
if picture.mode != "I;16" or seen != [0, 255, 255]:
    sys.exit("Changed: Pillow scales 16-bit greys now.")
if right[0] != 0 or not 126 <= right[1] <= 129 or right[2] != 255:
    sys.exit("Changed: dividing first no longer gives the greys.")
PYTHON
