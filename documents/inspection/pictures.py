"""Pictures read anew, so that nothing but what is seen is kept. Runs in a confined child only."""

import io
from collections.abc import Sequence

from PIL import Image, ImageMath, ImageOps

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
    image = _shallow(image)
    if not image.has_transparency_data:
        return image.convert("RGB")
    clear = image.convert("RGBA")
    return clear if keeps_alpha else Image.alpha_composite(Image.new("RGBA", clear.size, "white"), clear).convert("RGB")


def _shallow(image: Image.Image) -> Image.Image:
    """With eight bits a colour, and the one shade that is clear, if there is one, still that shade and no other.

    Pillow reads colours of sixteen bits as eight, but leaves grey and the clear shade as they are, and looks later at
    the lower eight bits of the shade alone.
    """
    shade = image.info.get("transparency")
    if image.mode.startswith("I"):
        grey = image.point(lambda value: value * (1 / SIXTEEN_TO_EIGHT)).convert("L")
        grey.info.pop("transparency", None)
        if isinstance(shade, int):
            grey.putalpha(
                ImageMath.lambda_eval(
                    lambda known: known["convert"]((known["deep"] != shade) * 255, "L"), deep=image.convert("I")
                )
            )
        return grey
    if isinstance(shade, tuple) and max(shade) > 255:
        image.info["transparency"] = tuple(part >> 8 for part in shade)
    return image
