#!/usr/bin/env bash
# segno 1.6.6: make() of a NIP or a short number gives a Micro QR code, another symbology.
#
# Guess: segno.make(text) is a QR code. The name of the function and of the module's purpose say so.
# Seen: whatever fits becomes a Micro QR code (one corner mark instead of three), 18 digits among it. An address is too
# long for it, so the same line of code gives one or the other, depending on the text.
# Why it matters: the code on the paper is tested with an address and works. The same code with a NIP or a document
# number is printed for thousands of people, and readers that know QR codes only do not react.
# Instead: segno.make_qr(text), or make(text, micro=False).
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check segno==1.6.6 zxing-cpp==3.1.1 Pillow==13.0.0
venv/bin/python - <<'PYTHON'
import io
import sys

import segno
import zxingcpp
from PIL import Image


def kind(code):
    """What a reader that knows both symbologies calls this code."""
    file = io.BytesIO()
    code.save(file, kind="png", scale=8)
    return zxingcpp.read_barcodes(Image.open(file).convert("L"))[0].format.name


NIP, ADDRESS = "198001012010012003", "https://pk.example.org/periksa/1"
seen = [kind(segno.make(NIP)), kind(segno.make(ADDRESS)), kind(segno.make_qr(NIP))]
print("Expected: three times QRCode.")
print("make(NIP), make(address), make_qr(NIP):", seen)
if seen != ["MicroQRCode", "QRCode", "QRCode"]:
    sys.exit("Changed: make() chooses another symbology.")
PYTHON
