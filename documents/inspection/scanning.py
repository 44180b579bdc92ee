"""Taking in scans: what a PDF may hold, and pictures read anew. Runs in the confined inspector only."""

import io
from typing import Any

import pikepdf
import pypdfium2
from PIL import Image

from documents.inspection.pages import look, refusal_of_pages
from documents.inspection.pdf_content import is_active
from documents.inspection.pictures import MAX_PIXELS, UNREADABLE, fresh_picture

MAX_PICTURES = 20

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
                return f"PDF ini berisi {pages} halaman; paling banyak {max_pages}. Unggah dokumennya saja."
            if not allow_active and is_active(document):
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
    pages = []
    for number, blob in enumerate(blobs, start=1):
        try:
            pages.append(fresh_picture(blob, ("JPEG", "PNG")))
        except Image.DecompressionBombError:
            return b"", f"Gambar ke-{number} terlalu besar. Pindai dengan 300 dpi atau kurang."
        except UNREADABLE:
            return b"", f"Gambar ke-{number} bukan JPG atau PNG yang dapat dibaca. Pindai kembali."
    output = io.BytesIO()
    pages[0].save(output, "PDF", save_all=True, append_images=pages[1:], resolution=300, quality=85)
    return output.getvalue(), ""
