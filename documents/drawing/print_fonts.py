"""The letters of printed pages: four plain faces cut out of Arimo, a variable font as wide as Arial.

The layout engine measures a variable font by its regular weight and draws it bold, so bold text would stand too
close. Cutting faces out takes a fifth of a second each, once in a renderer's life.
"""

import functools
import io
from importlib.resources import as_file, files

import fontpkg_arimo
from fontTools import subset
from fontTools.varLib.instancer import instantiateVariableFont

FACES = {
    "amanah:font/regular": ("Arimo[wght].ttf", 400),
    "amanah:font/bold": ("Arimo[wght].ttf", 700),
    "amanah:font/italic": ("Arimo-Italic[wght].ttf", 400),
    "amanah:font/bold-italic": ("Arimo-Italic[wght].ttf", 700),
}
"""Address in the style sheet: the file of the package and the weight."""

_KEPT = [*range(0x20, 0x250), *range(0x2000, 0x2070), 0x20AC, *range(0x2190, 0x2270)]
"""Latin letters of every language, punctuation, arrows and mathematical signs; other scripts fall back."""


@functools.cache
def face(address: str) -> bytes:
    """One face as a TrueType file; `KeyError` for an address that is none of ours."""
    name, weight = FACES[address]
    options = subset.Options(layout_features=["*"], name_IDs=["*"], notdef_outline=True)
    with as_file(files(fontpkg_arimo).joinpath("files", name)) as path:
        font = subset.load_font(str(path), options, lazy=True)
        subsetter = subset.Subsetter(options)
        subsetter.populate(unicodes=_KEPT)
        subsetter.subset(font)
        result = io.BytesIO()
        instantiateVariableFont(font, {"wght": weight}, inplace=True, static=True).save(result)
        font.close()
    return result.getvalue()
