#!/usr/bin/env bash
# Pillow 13.0.0: of the one clear shade that a 16-bit PNG names, only the lower 8 bits are looked at.
#
# Guess: a PNG of 16-bit RGB that calls (32768, 0, 0) clear keeps black ink black when it is laid on white.
# Seen: 32768 and 0 have the same lower 8 bits, so black is taken for the clear shade too and the ink becomes white.
# Why it matters: a scan that is flattened on white before it is kept loses its writing, without any error.
# Instead: read the tRNS chunk, compare whole samples, and only then reduce to 8 bits.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check Pillow==13.0.0
venv/bin/python - <<'PYTHON'
import io
import struct
import sys
import zlib

from PIL import Image


def chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def png(ink: tuple[int, int, int], clear: tuple[int, int, int]) -> bytes:
    """One pixel of 16-bit RGB, and the shade that is clear."""
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 16, 2, 0, 0, 0))
    pixel = zlib.compress(b"\0" + struct.pack(">3H", *ink))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"tRNS", struct.pack(">3H", *clear)) + chunk(b"IDAT", pixel) + chunk(b"IEND", b"")


def on_white(content: bytes) -> tuple[int, ...]:
    picture = Image.open(io.BytesIO(content)).convert("RGBA")
    paper = Image.new("RGBA", picture.size, "white")
    paper.alpha_composite(picture)
    return paper.convert("RGB").getpixel((0, 0))


black, other = (0, 0, 0), (32768, 0, 0)
print("Black ink, clear shade (32768, 0, 0), laid on white")
print("Expected: (0, 0, 0)")
print("Seen:    ", on_white(png(black, other)))
if on_white(png(black, other)) != (255, 255, 255):
    sys.exit("Changed: whole samples of the clear shade are compared now.")
PYTHON
