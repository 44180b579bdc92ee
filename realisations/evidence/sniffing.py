"""What a file is, by its first bytes; its name and what the browser calls it prove nothing. Knows no Django."""

import zipfile
from io import BytesIO

PDF, JPEG, PNG, WEBP, DOCX, XLSX, ODS = "pdf", "jpg", "png", "webp", "docx", "xlsx", "ods"
CONTAINER = "zip"
PICTURES = frozenset({JPEG, PNG, WEBP})
ALIASES = {"jpeg": JPEG, "jpe": JPEG, "jfif": JPEG}
EXTENSIONS = frozenset({PDF, JPEG, PNG, WEBP, DOCX, XLSX, ODS, *ALIASES})

EMPTY = "Berkas ini kosong. Pilih berkas yang berisi."
WRONG_TYPE = (
    "Jenis berkas ini tidak diterima. Unggah PDF, JPG, PNG, WebP, DOCX, XLSX, atau ODS; simpan dulu ke salah satunya."
)
TEST_VIRUS = "Berkas ini memuat virus (EICAR), jadi ditolak. Periksa komputer Anda dengan antivirus."
TWO_IN_ONE = (
    "Berkas ini memuat berkas lain di belakang atau di dalam isinya, jadi ditolak. Simpan ulang sebagai PDF dari "
    "aplikasi asalnya, lalu unggah hasilnya."
)
_TEXT_START = 1024
_KNOWN_OTHERS = (
    ((b"GIF87a", b"GIF89a"), "Gambar GIF tidak diterima. Simpan sebagai PNG atau JPG, lalu unggah."),
    ((b"BM",), "Gambar BMP tidak diterima. Simpan sebagai PNG atau JPG, lalu unggah."),
    ((b"II*\0", b"MM\0*"), "Gambar TIFF tidak diterima. Simpan sebagai PDF atau JPG, lalu unggah."),
    ((b"MZ", b"\x7fELF", b"#!"), "Berkas ini adalah program, jadi ditolak. Unggah dokumen atau gambar."),
    ((b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b"), "Arsip mampat tidak diterima. Unggah isinya satu per satu."),
    ((b"{\\rtf",), "Dokumen RTF tidak diterima. Simpan sebagai DOCX atau PDF, lalu unggah."),
)
HEIC = "Foto HEIC tidak diterima. Atur kamera ke “Paling kompatibel”, atau simpan sebagai JPG, lalu unggah."
OLD_OFFICE = (
    "Dokumen Office lama (.doc, .xls) atau yang berkata sandi tidak diterima. Hapus kata sandinya, simpan sebagai "
    ".docx, .xlsx, atau PDF, lalu unggah."
)
WEB_PAGE = "Halaman web, SVG, dan XML tidak diterima karena dapat memuat program. Cetak ke PDF, lalu unggah hasilnya."
_MARKS = (b"<!doctype html", b"<html", b"<svg", b"<?xml", b"<script", b"mime-version:")

# Long enough that ten million random bytes hold one of them less than once in a thousand files.
_WEB_IN_PDF = (b"<script", b"<html", b"<!doctype html", b"<?php", b"<iframe", b"<svg xmlns")
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR" + b"-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


class FileRefusedError(Exception):
    """The file is not taken; the message is a sentence for the person who sent it."""


def kind_of(content: bytes) -> str:
    """One of `PDF`, `JPEG`, `PNG`, `WEBP`, `CONTAINER`. Raises RefusedError for everything else."""
    if not content:
        raise FileRefusedError(EMPTY)
    if EICAR in content:
        raise FileRefusedError(TEST_VIRUS)
    if content.startswith(b"%PDF-"):
        return PDF
    if content.startswith(b"\xff\xd8\xff"):
        return JPEG
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if content.startswith(b"RIFF") and content[8:12] == b"WEBP":
        return WEBP
    if content.startswith(b"PK\x03\x04"):
        return CONTAINER
    raise FileRefusedError(_why_not(content))


def refuse_two_in_one(content: bytes) -> None:
    """RefusedError for a PDF that is an archive or a web page as well."""
    lower = content.lower()
    if zipfile.is_zipfile(BytesIO(content)) or any(mark in lower for mark in _WEB_IN_PDF):
        raise FileRefusedError(TWO_IN_ONE)


def _why_not(content: bytes) -> str:
    for starts, sentence in _KNOWN_OTHERS:
        if content.startswith(starts):
            return sentence
    if content.startswith(bytes.fromhex("d0cf11e0a1b11ae1")):
        return OLD_OFFICE
    if content[4:8] == b"ftyp" and content[8:12] in (b"heic", b"heix", b"mif1", b"msf1", b"hevc"):
        return HEIC
    start = content[:_TEXT_START].lower()
    return WEB_PAGE if any(mark in start for mark in _MARKS) else WRONG_TYPE
