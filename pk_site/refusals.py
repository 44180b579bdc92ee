"""The last answers: a request that cannot be read, and a disk without room; each with its own sentence."""

import sys

import psycopg.errors
from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.shortcuts import render
from django.views import defaults

from organisation.pages.storage import FULL

FULL_STATUS = 507
"""Insufficient Storage, RFC 4918 section 11.5."""

CUT = (
    "Kiriman terputus sebelum seluruhnya diterima, atau rusak di jalan. Periksa jaringan, lalu kirim lagi dari halaman "
    "sebelumnya."
)
ODD = "Alamat atau isi permintaan ini tidak lengkap. Buka kembali halaman sebelumnya, lalu coba lagi dari sana."
NULL_CHARACTER = (
    "Isian ini memuat karakter kosong (NUL) yang tidak dapat dibaca, biasanya terbawa saat menyalin. Ketik ulang "
    "isiannya, lalu kirim lagi. Tidak ada yang disimpan."
)
DISK_FULL = (
    "Ruang penyimpanan server penuh, jadi yang baru saja Anda kirim belum tersimpan. Beri tahu Diskominfo, lalu kirim "
    "lagi setelah ada ruang."
)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say which limit a request passed, or that it did not arrive whole. Nothing of it was read, so nothing changed."""
    return refuse(sentence_for(exception))


def refuse(sentence: str) -> HttpResponse:
    """The page that says why a request cannot be read."""
    return _page("Permintaan ini tidak dapat dibaca", sentence, status=400)


def server_error(request: HttpRequest) -> HttpResponse:
    """Tell a full disk and a broken connection as what they are, wherever they struck; the rest is a disturbance."""
    error = sys.exc_info()[1]
    if isinstance(error, UnreadablePostError):
        return bad_request(request, error)
    if not _is_disk_full(error):
        return defaults.server_error(request)
    return _page("Ruang penyimpanan penuh", DISK_FULL, status=FULL_STATUS)


def sentence_for(exception: Exception) -> str:
    """What was wrong with a request, and what to do."""
    match exception:
        case TooManyFieldsSent():
            most = f"{settings.DATA_UPLOAD_MAX_NUMBER_FIELDS:,}".replace(",", ".")
            return f"Formulir ini mengirim lebih dari {most} isian sekaligus. Kirim dalam beberapa bagian."
        case TooManyFilesSent():
            files = settings.DATA_UPLOAD_MAX_NUMBER_FILES
            return f"Sekali kirim paling banyak {files} berkas. Pilih lebih sedikit, lalu kirim sisanya sesudahnya."
        case RequestDataTooBig():
            most = f"{settings.DATA_UPLOAD_MAX_MEMORY_SIZE / 1024 / 1024:.1f}".replace(".", ",")
            return f"Tulisan dalam formulir ini lebih dari {most} MB. Pendekkan, atau kirim dalam beberapa bagian."
        case MultiPartParserError() | UnreadablePostError():
            return CUT
    return ODD


def _page(title: str, sentence: str, *, status: int) -> HttpResponse:
    """The page without the menu: a broken request may have no session and no user, and a full disk no database."""
    return render(None, "400.html", {"page_title": title, "sentence": sentence}, status=status)


def _is_disk_full(error: BaseException | None) -> bool:
    while error is not None:
        if isinstance(error, psycopg.errors.DiskFull) or (isinstance(error, OSError) and error.errno in FULL):
            return True
        error = error.__cause__ or error.__context__
    return False
