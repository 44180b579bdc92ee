"""The few elements and attributes that our printed pages use; anything else in a page is somebody else's.

Text of users is escaped by the templates. Should that ever be forgotten, this list makes the document fail instead
of carrying out what the text says.
"""

from collections.abc import Iterable
from xml.etree.ElementTree import Element

_XHTML = "{http://www.w3.org/1999/xhtml}"
_SVG = "{http://www.w3.org/2000/svg}"


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


ELEMENTS = _words(
    "html head title meta body header footer main section article div p span strong em br h1 h2 h3 h4 "
    "ol ul li dl dt dd table caption colgroup col thead tbody tfoot tr th td img a figure figcaption"
)
ATTRIBUTES = _words("lang class id colspan rowspan scope headers span src alt href charset name content start title")
SVG_ELEMENTS = _words("svg g rect line path text title desc")
SVG_ATTRIBUTES = _words(
    "viewBox width height x y x1 y1 x2 y2 d class fill stroke stroke-width text-anchor font-size font-weight role "
    "aria-labelledby id"
)
_SAFE_LINKS = ("#", "https://", "http://")


def foreign_markup(root: Element) -> list[str]:
    """Sentences on markup that no template of ours contains; an empty list means the page is ours."""
    return list(dict.fromkeys(_complaints(root)))


def _complaints(root: Element) -> Iterable[str]:
    for element in root.iter():
        if not isinstance(element.tag, str):  # a comment
            continue
        is_svg = element.tag.startswith(_SVG)
        name = element.tag.removeprefix(_SVG).removeprefix(_XHTML)
        if name not in (SVG_ELEMENTS if is_svg else ELEMENTS):
            yield f"unsur asing <{name[:40]}>"
        allowed = SVG_ATTRIBUTES if is_svg else ATTRIBUTES
        for attribute, value in element.attrib.items():
            if attribute not in allowed:
                yield f"atribut asing {attribute[:40]} pada <{name[:40]}>"
            elif attribute == "href" and not value.startswith(_SAFE_LINKS):
                yield f"tautan asing pada <{name[:40]}>"
