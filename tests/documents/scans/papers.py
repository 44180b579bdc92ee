"""Scans of all kinds: of our documents, of others, and what is none."""

import io
import zlib

import pikepdf
import pypdfium2
import segno
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageFilter

from agreements.models import Agreement
from agreements.papers.actions import issue_agreement
from documents.models import IssuedDocument, UploadedScan
from documents.scans import reading
from documents.scans.actions import upload_scans
from organisation.models import User


def issued(agreement: Agreement, by: User) -> IssuedDocument:
    """The agreement's document."""
    return issue_agreement(agreement, by=by)


def bytes_of(document: IssuedDocument) -> bytes:
    """The file as it was issued."""
    with document.file.open("rb") as file:
        return file.read()


def sheets(content: bytes, *, dots: int = 150, angle: float = 2, blur: float = 1) -> list[Image.Image]:
    """The pages as a cheap scanner sees them: grey, a little askew, a little out of focus."""
    with pypdfium2.PdfDocument(content) as document:
        pages = [page.render(scale=dots / 72, grayscale=True).to_pil() for page in document]
    return [page.rotate(angle, expand=True, fillcolor=255).filter(ImageFilter.GaussianBlur(blur)) for page in pages]


def scanned(content: bytes, **conditions: float) -> bytes:
    """The paper of this file, scanned into a PDF of pictures."""
    first, *others = sheets(content, **conditions)
    output = io.BytesIO()
    first.save(output, "PDF", save_all=True, append_images=others, resolution=150, quality=60)
    return output.getvalue()


def photographed(content: bytes, **options: object) -> bytes:
    """The first page as a JPEG."""
    output = io.BytesIO()
    sheets(content)[0].save(output, "JPEG", quality=60, **options)
    return output.getvalue()


def paper_with(*codes: str) -> bytes:
    """A PNG of a sheet with these QR codes."""
    sheet = Image.new("L", (1240, 1754), 255)
    for row, text in enumerate(codes):
        picture = io.BytesIO()
        segno.make(text, error="m", micro=False).save(picture, kind="png", scale=6, border=4)
        sheet.paste(Image.open(picture).convert("L"), (100, 100 + 400 * row))
    output = io.BytesIO()
    sheet.save(output, "PNG")
    return output.getvalue()


def pdf_of(*sizes: tuple[float, float], pages: int = 1) -> bytes:
    """A PDF with blank pages of these sizes in points, so many times."""
    output = io.BytesIO()
    with pikepdf.new() as document:
        for _ in range(pages):
            for size in sizes:
                document.add_blank_page(page_size=size)
        document.save(output)
    return output.getvalue()


def encrypted(content: bytes) -> bytes:
    """The same file behind a password."""
    output = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as document:
        document.save(output, encryption=pikepdf.Encryption(user="rahasia", owner="rahasia"))
    return output.getvalue()


def png_bomb(side: int = 30_000) -> bytes:
    """A true PNG of so many pixels a side, all white, in some hundred kilobytes."""
    row = b"\0" + b"\xff" * (side // 8)
    packer = zlib.compressobj(9)
    data = b"".join(packer.compress(row) for _ in range(side)) + packer.flush()
    header = side.to_bytes(4) * 2 + bytes([1, 0, 0, 0, 0])
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", data) + _chunk(b"IEND", b"")


def _chunk(kind: bytes, data: bytes) -> bytes:
    return len(data).to_bytes(4) + kind + data + zlib.crc32(kind + data).to_bytes(4)


def pdf_bomb(side: int = 30_000) -> bytes:
    """One ordinary page with a picture that unfolds to a gigabyte."""
    output = io.BytesIO()
    with pikepdf.new() as document:
        document.add_blank_page()
        picture = document.make_stream(
            zlib.compress(b"\0" * 100_000),
            Type=pikepdf.Name.XObject,
            Subtype=pikepdf.Name.Image,
            Width=side,
            Height=side,
            ColorSpace=pikepdf.Name.DeviceGray,
            BitsPerComponent=8,
            Filter=pikepdf.Name.FlateDecode,
        )
        document.pages[0].Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im0=picture))
        document.pages[0].Contents = document.make_stream(b"600 0 0 800 0 0 cm /Im0 Do")
        document.save(output)
    return output.getvalue()


def upload(by: User, *files: bytes | tuple[str, bytes]) -> list[UploadedScan]:
    """These files in the inbox, as far as the upload goes."""
    named = [file if isinstance(file, tuple) else (f"{n}.pdf", file) for n, file in enumerate(files, start=1)]
    return upload_scans([SimpleUploadedFile(name, content) for name, content in named], by=by)


def read(by: User, *files: bytes | tuple[str, bytes]) -> list[UploadedScan]:
    """These files, uploaded and looked into."""
    scans = upload(by, *files)
    reading.read_waiting()
    return [UploadedScan.objects.get(pk=scan.pk) for scan in scans]
