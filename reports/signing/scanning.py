"""Taking in scans: what a PDF may hold, and pictures read anew. Runs in the confined inspector only."""

import io
from typing import Any

import pikepdf
from PIL import Image, ImageOps

MAX_PIXELS = 60_000_000  # an A3 sheet at 600 dots per inch, nearly
MAX_PICTURES = 20
LONGEST_SIDE = 3508  # A4 at 300 dots per inch
DEEPEST = 40  # levels of direct objects
ACTIVE = {"/JavaScript", "/JS", "/Launch", "/EmbeddedFile", "/RichMedia", "/GoToR", "/ImportData", "/SubmitForm"}


def pdf_refusal(content: bytes, max_pages: int, *, allow_active: bool = False) -> str | None:
    """Why this PDF is not taken, as a sentence; None when it is."""
    try:
        with pikepdf.open(io.BytesIO(content)) as document:
            if document.is_encrypted:
                return "PDF ini terkunci (terenkripsi). Simpan ulang tanpa kata sandi, lalu unggah kembali."
            pages = len(document.pages)
            if pages > max_pages:
                return f"PDF ini berisi {pages} halaman; paling banyak {max_pages}. Unggah dokumen PK-nya saja."
            if not allow_active and _is_active(document):
                return "PDF ini memuat program atau lampiran. Unggah hasil pindai biasa tanpa isi tambahan."
    except pikepdf.PasswordError:
        return "PDF ini terkunci (terenkripsi). Simpan ulang tanpa kata sandi, lalu unggah kembali."
    except pikepdf.PdfError:
        return "Berkas ini bukan PDF yang dapat dibaca, atau rusak. Periksa berkasnya, lalu unggah kembali."
    return None


def take(blobs: list[bytes], max_pages: int) -> tuple[dict[str, Any], list[bytes]]:
    """One PDF as it is, or pictures joined to a PDF; `refused` with a sentence otherwise."""
    if len(blobs) == 1 and blobs[0].startswith(b"%PDF-"):
        refusal = pdf_refusal(blobs[0], max_pages)
        return ({"refused": refusal}, []) if refusal else ({"kind": "pdf"}, blobs)
    if any(blob.startswith(b"%PDF-") for blob in blobs):
        return {"refused": "Unggah satu PDF, atau beberapa gambar; jangan dicampur."}, []
    if len(blobs) > MAX_PICTURES:
        return {"refused": f"Unggah paling banyak {MAX_PICTURES} gambar, atau gabungkan menjadi satu PDF."}, []
    Image.MAX_IMAGE_PIXELS = MAX_PIXELS
    pages = []
    for number, blob in enumerate(blobs, start=1):
        try:
            pages.append(_picture(blob))
        except Image.DecompressionBombError:
            return {"refused": f"Gambar ke-{number} terlalu besar. Pindai dengan 300 dpi atau kurang."}, []
        except (OSError, ValueError, SyntaxError):
            return {"refused": f"Gambar ke-{number} bukan JPG atau PNG yang dapat dibaca. Pindai kembali."}, []
    output = io.BytesIO()
    pages[0].save(output, "PDF", save_all=True, append_images=pages[1:], resolution=300, quality=85)
    return {"kind": "pictures"}, [output.getvalue()]


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
