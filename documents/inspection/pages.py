"""The pages of a scan as pictures, and the QR codes on them. Runs in the confined inspector only."""

import io
import time
from typing import Any

import pikepdf
import pypdfium2
import zxingcpp
from PIL import Image

POINTS_PER_INCH = 72
RESOLUTIONS = (200, 300)  # dots per inch; the finer one only for a page on which the first found nothing
LARGEST_PAGE = 2400  # points, 85 cm: longer than A1, which no office scanner takes
LONGEST_RENDERED = 5000  # pixels; A3 at 300 dots per inch
PREVIEW_SIDE = 1000  # pixels
TIME_FOR_CODES = 15.0  # seconds; what is not read by then stays unread, and the person chooses by hand
LONGEST_CODE = 500  # characters of a code that are told
MOST_CODES = 50
END_WITHIN = 4096  # bytes before the end in which a whole PDF says that it ends


def refusal_of_pages(document: pikepdf.Pdf, content: bytes, max_pixels: int) -> str | None:
    """Why this PDF cannot be a whole scan of ordinary sheets, as a sentence; None when it can."""
    if not len(document.pages) or b"%%EOF" not in content[-END_WITHIN:]:
        return "PDF ini terpotong atau rusak; akhirnya tidak ada. Pindai kembali, lalu unggah berkas yang utuh."
    for number, page in enumerate(document.pages, start=1):
        if _longest_side(page) > LARGEST_PAGE:
            return f"Halaman {number} terlalu besar untuk selembar kertas. Pindai dengan ukuran F4 atau A4."
    if any(_pixels(item) > max_pixels for item in document.objects):
        return "PDF ini memuat gambar yang terlalu besar. Pindai dengan 300 dpi atau kurang."
    return None


def look(content: bytes) -> tuple[dict[str, Any], bytes]:
    """Number of pages and the distinct codes on them, and the first page as a small JPEG.

    Raises `pypdfium2.PdfiumError` for a file whose pages cannot be drawn.
    """
    end = time.monotonic() + TIME_FOR_CODES
    codes: dict[str, None] = {}
    document = pypdfium2.PdfDocument(content)
    try:
        document.init_forms()  # else the fields of a form are not drawn, and the stamp of a signature is one
        preview = _preview(document[0])
        for page in document:
            if time.monotonic() > end or len(codes) >= MOST_CODES:
                break
            codes.update(dict.fromkeys(_codes(page)))
        return {"pages": len(document), "codes": list(codes)}, preview
    finally:
        document.close()


def _codes(page: pypdfium2.PdfPage) -> list[str]:
    for resolution in RESOLUTIONS:
        picture = _drawn(page, resolution / POINTS_PER_INCH, LONGEST_RENDERED)
        found = zxingcpp.read_barcodes(picture, formats=zxingcpp.BarcodeFormat.QRCode)
        if found:
            return [code.text[:LONGEST_CODE] for code in found]
    return []


def _preview(page: pypdfium2.PdfPage) -> bytes:
    """Drawn twice as large and made smaller, so that thin letters stay readable."""
    picture = _drawn(page, 1e9, 2 * PREVIEW_SIDE)
    picture.thumbnail((PREVIEW_SIDE, PREVIEW_SIDE))
    output = io.BytesIO()
    picture.save(output, "JPEG", quality=60)
    return output.getvalue()


def _drawn(page: pypdfium2.PdfPage, scale: float, longest: int) -> Image.Image:
    return page.render(scale=min(scale, longest / max(*page.get_size(), 1)), grayscale=True).to_pil()


def _longest_side(page: pikepdf.Page) -> float:
    unit = float(page.obj.get("/UserUnit", 1))
    left, bottom, right, top = (float(value) for value in page.mediabox)
    return max(abs(right - left), abs(top - bottom)) * unit


def _pixels(item: object) -> int:
    """How many pixels this object unfolds to, if it is a picture."""
    if not isinstance(item, pikepdf.Stream) or item.get("/Subtype") != "/Image":
        return 0
    return int(item.get("/Width", 0)) * int(item.get("/Height", 0))
