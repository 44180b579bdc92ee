"""The first page of a PDF as a small picture."""

import io

import pikepdf
from PIL import Image

from documents.inspection.pages import look
from tests.documents.stamped import SIDE, shade_of_corner, stamped


def blank() -> bytes:
    target = io.BytesIO()
    with pikepdf.new() as document:
        document.add_blank_page(page_size=(600, 900))
        document.save(target)
    return target.getvalue()


def test_the_stamp_of_a_signature_is_in_the_picture_of_the_page():
    content = stamped(blank())
    assert shade_of_corner(content) == 255, "without its form the stamp is not drawn"
    seen, preview = look(content)
    assert seen == {"pages": 1, "codes": []}
    picture = Image.open(io.BytesIO(preview))
    corner = SIDE // 2 * picture.width // 600
    assert picture.getpixel((corner, picture.height - corner)) < 10
    assert picture.getpixel((picture.width - corner, corner)) > 245
