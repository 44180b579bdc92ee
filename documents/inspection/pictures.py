"""Pictures read anew, so that nothing but what is seen is kept. Runs in a confined child only."""

import io
from collections.abc import Sequence

from PIL import Image, ImageOps

MAX_PIXELS = 60_000_000  # an A3 sheet at 600 dots per inch, nearly
LONGEST_SIDE = 3508  # A4 at 300 dots per inch
SIXTEEN_TO_EIGHT = 257  # 65,535 is the white that is 255 with eight bits
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
        upright = _coloured(ImageOps.exif_transpose(image), keeps_alpha=keeps_alpha)
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    fresh = Image.new(upright.mode, upright.size)
    fresh.paste(upright)
    return fresh


def _coloured(image: Image.Image, *, keeps_alpha: bool) -> Image.Image:
    """With eight bits a colour. What is transparent lies on white paper, unless it is kept: black would hide ink."""
    if image.mode.startswith("I"):  # grey with sixteen bits, of which Pillow would cut off all that is above 255
        image = image.point(lambda value: value * (1 / SIXTEEN_TO_EIGHT)).convert("L")
    if not image.has_transparency_data:
        return image.convert("RGB")
    clear = image.convert("RGBA")
    return clear if keeps_alpha else Image.alpha_composite(Image.new("RGBA", clear.size, "white"), clear).convert("RGB")
