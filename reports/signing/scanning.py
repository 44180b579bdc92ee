"""Taking in scans: what a PDF may hold, and pictures read anew. Runs in the confined inspector only."""

import io
from typing import Any

import pikepdf
import pypdfium2
from PIL import Image, ImageOps

from reports.scans.pages import look, refusal_of_pages

MAX_PIXELS = 60_000_000  # an A3 sheet at 600 dots per inch, nearly
MAX_PICTURES = 20
LONGEST_SIDE = 3508  # A4 at 300 dots per inch
DEEPEST = 40  # levels of direct objects
ACTIVE = {"/JavaScript", "/JS", "/Launch", "/EmbeddedFile", "/RichMedia", "/GoToR", "/ImportData", "/SubmitForm"}


LOCKED = "PDF ini terkunci (terenkripsi). Simpan ulang tanpa kata sandi, lalu unggah kembali."
BROKEN = "Berkas ini bukan PDF yang dapat dibaca, atau rusak. Periksa berkasnya, lalu unggah kembali."


def pdf_refusal(content: bytes, max_pages: int, *, allow_active: bool = False) -> str | None:
    """Why this PDF is not taken, as a sentence; None when it is. A scan may hold nothing but sheets of paper."""
    try:
        with pikepdf.open(io.BytesIO(content)) as document:
            if document.is_encrypted:
                return LOCKED
            pages = len(document.pages)
            if pages > max_pages:
                return f"PDF ini berisi {pages} halaman; paling banyak {max_pages}. Unggah dokumen PK-nya saja."
            if not allow_active and _is_active(document):
                return "PDF ini memuat program atau lampiran. Unggah hasil pindai biasa tanpa isi tambahan."
            return refusal_of_pages(document, content, MAX_PIXELS) if not allow_active else None
    except pikepdf.PasswordError:
        return LOCKED
    except pikepdf.PdfError:
        return BROKEN


def take(blobs: list[bytes], max_pages: int) -> tuple[dict[str, Any], list[bytes]]:
    """One PDF as it is, or pictures joined to a PDF, with a picture of its first page; or `refused` with a sentence.

    The answer tells the number of `pages` and the `codes` that were read on them.
    """
    if len(blobs) == 1 and blobs[0].startswith(b"%PDF-"):
        content, refusal = blobs[0], pdf_refusal(blobs[0], max_pages)
    else:
        content, refusal = _joined(blobs)
    if refusal:
        return {"refused": refusal}, []
    try:
        seen, preview = look(content)
    except pypdfium2.PdfiumError:
        return {"refused": BROKEN}, []
    return seen, [content, preview]


def _joined(blobs: list[bytes]) -> tuple[bytes, str]:
    """The pictures as one PDF, or a sentence that says why not."""
    if any(blob.startswith(b"%PDF-") for blob in blobs):
        return b"", "Unggah satu PDF, atau beberapa gambar; jangan dicampur."
    if len(blobs) > MAX_PICTURES:
        return b"", f"Unggah paling banyak {MAX_PICTURES} gambar, atau gabungkan menjadi satu PDF."
    Image.MAX_IMAGE_PIXELS = MAX_PIXELS
    pages = []
    for number, blob in enumerate(blobs, start=1):
        try:
            pages.append(_picture(blob))
        except Image.DecompressionBombError:
            return b"", f"Gambar ke-{number} terlalu besar. Pindai dengan 300 dpi atau kurang."
        except (OSError, ValueError, SyntaxError):
            return b"", f"Gambar ke-{number} bukan JPG atau PNG yang dapat dibaca. Pindai kembali."
    output = io.BytesIO()
    pages[0].save(output, "PDF", save_all=True, append_images=pages[1:], resolution=300, quality=85)
    return output.getvalue(), ""


def _picture(content: bytes) -> Image.Image:
    """The picture alone, upright and small enough; everything else of the file is left behind."""
    with Image.open(io.BytesIO(content), formats=("JPEG", "PNG")) as image:
        if image.width * image.height > MAX_PIXELS:
            raise Image.DecompressionBombError
        upright = ImageOps.exif_transpose(image).convert("RGB")
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    fresh = Image.new("RGB", upright.size)
    fresh.paste(upright)
    return fresh


def _is_active(document: pikepdf.Pdf) -> bool:
    """Whether any object of the file could run, open or carry something."""
    return any(_holds_active(item, DEEPEST) for item in document.objects)


def _holds_active(item: object, depth: int) -> bool:
    if isinstance(item, pikepdf.Name):
        return str(item) in ACTIVE
    if isinstance(item, pikepdf.Dictionary | pikepdf.Stream):
        if set(item.keys()) & ACTIVE:
            return True
        parts = [value for _, value in item.items()]
    elif isinstance(item, pikepdf.Array):
        parts = list(item)
    else:
        return False
    if depth == 0:
        return True  # no scanner nests so deeply; whoever does hides something
    # What has a number of its own is visited by itself.
    direct = (part for part in parts if isinstance(part, pikepdf.Object) and not part.is_indirect)
    return any(_holds_active(part, depth - 1) for part in direct)
