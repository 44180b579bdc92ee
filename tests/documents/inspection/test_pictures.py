"""Pictures read anew: what was grey stays grey, and what was clear lies on white."""

import io
import struct
import zlib

import pytest
from PIL import Image

from documents.inspection.pictures import fresh_picture


def png(mode: str, colour: object, **saving: object) -> bytes:
    target = io.BytesIO()
    Image.new(mode, (4, 3), colour).save(target, "PNG", **saving)
    return target.getvalue()


def deep_png(kind: int, *samples: int, clear: tuple[int, ...] = ()) -> bytes:
    """A PNG of 4 by 3 equal pixels with sixteen bits a sample: kind 0 grey, 2 RGB, 4 grey with alpha, 6 RGBA."""
    row = b"\0" + struct.pack(f">{len(samples)}H", *samples) * 4
    parts = [
        (b"IHDR", struct.pack(">IIBBBBB", 4, 3, 16, kind, 0, 0, 0)),
        (b"IDAT", zlib.compress(row * 3)),
        (b"IEND", b""),
    ]
    if clear:
        parts.insert(1, (b"tRNS", struct.pack(f">{len(clear)}H", *clear)))
    chunks = (
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data)) for name, data in parts
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


@pytest.mark.parametrize(("deep", "shallow"), [(0, 0), (257 * 90, 90), (32_896, 128), (65_535, 255)])
def test_grey_with_sixteen_bits_keeps_its_shade(deep, shallow):
    picture = fresh_picture(png("I;16", deep), ["PNG"])
    assert picture.mode == "RGB"
    assert picture.getpixel((1, 1)) == (shallow,) * 3


@pytest.mark.parametrize(
    ("content", "seen"),
    [
        (png("RGBA", (0, 0, 0, 0)), (255, 255, 255)),
        (png("RGBA", (0, 0, 0, 128)), (127, 127, 127)),
        (png("LA", (0, 0)), (255, 255, 255)),
        (png("P", 0, transparency=0), (255, 255, 255)),
        (png("L", 7, transparency=7), (255, 255, 255)),
        (png("L", 7, transparency=9), (7, 7, 7)),
    ],
    ids=["clear", "half clear", "clear grey", "clear colour of a palette", "clear shade", "another clear shade"],
)
def test_what_is_clear_lies_on_white_paper(content, seen):
    picture = fresh_picture(content, ["PNG"])
    assert picture.mode == "RGB"
    assert picture.getpixel((1, 1)) == seen


def test_clearness_is_kept_where_the_file_may_have_it():
    assert fresh_picture(png("RGBA", (9, 8, 7, 0)), ["PNG"], keeps_alpha=True).getpixel((0, 0)) == (9, 8, 7, 0)
    assert fresh_picture(png("RGB", (9, 8, 7)), ["PNG"], keeps_alpha=True).mode == "RGB"


@pytest.mark.parametrize(
    ("content", "seen"),
    [
        (deep_png(4, 0, 0), (255, 255, 255)),
        (deep_png(4, 0, 32_896), (127, 127, 127)),
        (deep_png(6, 0, 0, 0, 0), (255, 255, 255)),
        (deep_png(6, 32_896, 0, 65_535, 65_535), (128, 0, 255)),
        (deep_png(2, 32_768, 0, 0, clear=(32_768, 0, 0)), (255, 255, 255)),
        (deep_png(2, 0, 0, 0, clear=(32_768, 0, 0)), (0, 0, 0)),
        (deep_png(0, 32_768, clear=(32_768,)), (255, 255, 255)),
        (deep_png(0, 0, clear=(32_768,)), (0, 0, 0)),
        (deep_png(0, 32_896, clear=(128,)), (128, 128, 128)),
    ],
    ids=[
        "clear grey", "half clear black", "clear", "colour", "the clear colour", "black beside a clear colour",
        "the clear grey", "black beside a clear grey", "grey beside a clear shade that is nearly black",
    ],
)  # fmt: skip
def test_sixteen_bits_with_transparency(content, seen):
    assert fresh_picture(content, ["PNG"]).getpixel((1, 1)) == seen


@pytest.mark.parametrize(
    ("ink", "seen"), [((0, 0, 0, 0), (255, 255, 255)), ((0, 0, 0, 255), (0, 0, 0)), ((255, 0, 0, 0), (0, 255, 255))]
)
def test_the_inks_of_a_printer_are_read_as_they_are_seen(ink, seen):
    target = io.BytesIO()
    Image.new("CMYK", (8, 8), ink).save(target, "JPEG", quality=95)
    assert b"Adobe" in target.getvalue(), "which means that its inks are stored inverted"
    assert fresh_picture(target.getvalue(), ["JPEG"]).getpixel((1, 1)) == seen


def test_a_palette_with_a_clear_colour_beside_a_full_one():
    picture = Image.new("P", (2, 1))
    picture.putpalette([0, 0, 0, 10, 20, 30])
    picture.putdata([0, 1])
    target = io.BytesIO()
    picture.save(target, "PNG", transparency=bytes([0, 255]))
    fresh = fresh_picture(target.getvalue(), ["PNG"])
    assert [fresh.getpixel((place, 0)) for place in (0, 1)] == [(255, 255, 255), (10, 20, 30)]


@pytest.mark.parametrize(("mode", "kind"), [("RGB", "JPEG"), ("RGB", "PNG"), ("I;16", "PNG")])
def test_a_picture_taken_sideways_stands_upright(mode, kind):
    turned = Image.Exif()
    turned[0x0112] = 6
    target = io.BytesIO()
    Image.new(mode, (8, 4)).save(target, kind, exif=turned)
    assert fresh_picture(target.getvalue(), [kind]).size == (4, 8)
