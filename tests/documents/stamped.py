"""A PDF whose first page bears the stamp of a signature: the look of a field, black, in the lower left corner."""

import io

import pikepdf
import pypdfium2
from pikepdf import Array, Dictionary, Name

SIDE = 100  # points


def stamped(content: bytes) -> bytes:
    """The same file with a field of a signature on its first page; nobody signed, only the look is there."""
    with pikepdf.open(io.BytesIO(content)) as document:
        look = document.make_stream(f"0 g 0 0 {SIDE} {SIDE} re f".encode())
        look.Type, look.Subtype, look.BBox = Name.XObject, Name.Form, Array([0, 0, SIDE, SIDE])
        page = document.pages[0].obj
        field = document.make_indirect(
            Dictionary(
                Type=Name.Annot, Subtype=Name.Widget, FT=Name.Sig, T="Pihak Pertama", F=132, P=page,
                Rect=[0, 0, SIDE, SIDE], AP=Dictionary(N=look),
            )
        )  # fmt: skip
        page.Annots = Array([*page.get("/Annots", []), field])
        document.Root.AcroForm = document.make_indirect(Dictionary(Fields=Array([field]), SigFlags=3))
        target = io.BytesIO()
        document.save(target)
    return target.getvalue()


def shade_of_corner(content: bytes) -> int:
    """How dark the lower left corner is as a program prints it that knows no forms: 0 is black, 255 white."""
    document = pypdfium2.PdfDocument(content)
    try:
        picture = document[0].render(scale=1, grayscale=True).to_pil()
        return picture.getpixel((SIDE // 2, picture.height - SIDE // 2))
    finally:
        document.close()
