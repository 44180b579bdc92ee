"""Pictures read anew: what was grey stays grey, and what was clear lies on white."""

import io

import pytest
from PIL import Image

from documents.inspection.pictures import fresh_picture


def png(mode: str, colour: object, **saving: object) -> bytes:
    target = io.BytesIO()
    Image.new(mode, (4, 3), colour).save(target, "PNG", **saving)
    return target.getvalue()


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
