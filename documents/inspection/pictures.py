"""Pictures read anew, so that nothing but what is seen is kept. Runs in a confined child only."""

import io
from collections.abc import Sequence

from PIL import Image, ImageOps

MAX_PIXELS = 60_000_000  # an A3 sheet at 600 dots per inch, nearly
LONGEST_SIDE = 3508  # A4 at 300 dots per inch
UNREADABLE = (OSError, ValueError, SyntaxError)
"""What Pillow raises for a damaged picture."""


def fresh_picture(content: bytes, formats: Sequence[str], *, keeps_alpha: bool = False) -> Image.Image:
    """The picture alone, upright and small enough; everything else of the file is left behind.

    Raises `Image.DecompressionBombError` before a picture of too many pixels is decoded, or one of `UNREADABLE`.
    """
    Image.MAX_IMAGE_PIXELS = MAX_PIXELS
    with Image.open(io.BytesIO(content), formats=tuple(formats)) as image:
        if image.width * image.height > MAX_PIXELS:
            raise Image.DecompressionBombError
        is_clear = keeps_alpha and image.has_transparency_data
        upright = ImageOps.exif_transpose(image).convert("RGBA" if is_clear else "RGB")
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    fresh = Image.new(upright.mode, upright.size)
    fresh.paste(upright)
    return fresh
