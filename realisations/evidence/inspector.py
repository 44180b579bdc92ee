"""A process of its own that looks into one file somebody offers as evidence, answers, and ends.

Asked by `realisations.evidence.intake` through `documents.inspection.child`, forked from a resident process that has
this module imported. It has no secrets, bounded memory and time, opens no socket and starts no program.
"""

import io
import os
import signal
import sys
from typing import Any

import pikepdf
from PIL import Image

from documents.inspection.confinement import confine
from documents.inspection.frames import read_frame, write_frame
from documents.inspection.pdf_content import is_active
from documents.inspection.pictures import UNREADABLE, fresh_picture
from realisations.evidence.containers import document_kind
from realisations.evidence.sniffing import CONTAINER, JPEG, PDF, PNG, WEBP, FileRefusedError, kind_of, refuse_two_in_one

MEMORY_LIMIT = 1024 * 1024 * 1024  # bytes of address space
FILE_LIMIT = 16 * 1024 * 1024  # bytes
HARD_TIME_LIMIT = 30  # seconds; for a caller that has died
MAX_PAGES = 500
END_OF_PDF = 2048  # bytes in which a whole PDF says that it ends

LOCKED_PDF = "PDF ini berkata sandi. Simpan ulang tanpa kata sandi, lalu unggah lagi."
BROKEN_PDF = "PDF ini rusak atau terpotong. Buka dan simpan ulang, lalu unggah lagi."
ACTIVE_PDF = (
    "PDF ini memuat program, tombol yang menjalankan sesuatu, atau lampiran. Cetak ke PDF tanpa isi tambahan, lalu "
    "unggah hasilnya."
)
BROKEN_PICTURE = "Gambar ini rusak atau terpotong. Buka dan simpan ulang, lalu unggah lagi."
HUGE_PICTURE = "Gambar ini berisi lebih dari 60 juta piksel. Perkecil dahulu, lalu unggah lagi."
TOO_HEAVY = "Berkas ini terlalu berat untuk diperiksa. Perkecil atau simpan sebagai PDF, lalu unggah lagi."
_SAVING: dict[str, dict[str, Any]] = {
    JPEG: {"format": "JPEG", "quality": 85},
    PNG: {"format": "PNG"},
    WEBP: {"format": "WEBP", "quality": 85},
}


def examine(content: bytes) -> tuple[str, bytes]:
    """What the file is, and what of it is kept: pictures are read anew. Raises RefusedError with a sentence."""
    kind = kind_of(content)
    if kind == CONTAINER:
        return document_kind(content), content
    if kind == PDF:
        _check_pdf(content)
        return PDF, content
    return kind, _picture(content, kind)


def _check_pdf(content: bytes) -> None:
    if b"%%EOF" not in content[-END_OF_PDF:]:
        raise FileRefusedError(BROKEN_PDF)
    refuse_two_in_one(content)
    try:
        with pikepdf.open(io.BytesIO(content)) as document:
            if document.is_encrypted:
                raise FileRefusedError(LOCKED_PDF)
            pages = len(document.pages)
            if pages > MAX_PAGES:
                raise FileRefusedError(
                    f"PDF ini berisi {pages} halaman; paling banyak {MAX_PAGES}. Bagi menjadi beberapa."
                )
            if not pages:
                raise FileRefusedError(BROKEN_PDF)
            if is_active(document):
                raise FileRefusedError(ACTIVE_PDF)
    except pikepdf.PasswordError as error:
        raise FileRefusedError(LOCKED_PDF) from error
    except pikepdf.PdfError as error:
        raise FileRefusedError(BROKEN_PDF) from error


def _picture(content: bytes, kind: str) -> bytes:
    saving = _SAVING[kind]
    output = io.BytesIO()
    try:
        fresh_picture(content, [saving["format"]], keeps_alpha=kind != JPEG).save(output, **saving)
    except Image.DecompressionBombError as error:
        raise FileRefusedError(HUGE_PICTURE) from error
    except UNREADABLE as error:
        raise FileRefusedError(BROKEN_PICTURE) from error
    return output.getvalue()


def answer(content: bytes) -> tuple[dict[str, Any], list[bytes]]:
    """What is told to the caller: the kind and the bytes to keep, or `refused` with a sentence."""
    try:
        kind, kept = examine(content)
    except FileRefusedError as refusal:
        return {"refused": str(refusal)}, []
    except (MemoryError, RecursionError):
        return {"refused": TOO_HEAVY}, []
    except Exception as error:  # any parser may stumble over a hostile file, and that is an answer too
        return {"failed": f"{type(error).__name__}: {error}"[:300]}, []
    return {"kind": kind}, [kept]


def main() -> None:
    """Answer one request, in the child and before anything was read."""
    requests = sys.stdin.buffer
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # a library that prints must not break the message
    signal.alarm(HARD_TIME_LIMIT)
    confine(memory=MEMORY_LIMIT, file_size=FILE_LIMIT)
    _, blobs = read_frame(requests)
    write_frame(answers, *answer(blobs[0]))
