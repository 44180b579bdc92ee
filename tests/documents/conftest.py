"""What the tests of documents share: a trap for requests, and markup that an enemy would like to be printed."""

import http.server
import threading
from collections.abc import Iterator

import pytest

from agreements.models import Agreement
from organisation.models import User
from tests import factories
from tests.agreements.papers.rows import agreement_of, regional_head


@pytest.fixture(scope="session")
def trap() -> Iterator[tuple[str, list[str]]]:
    """A server on this machine that must never be asked (its address, the paths asked for); it also redirects."""
    asked: list[str] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(302 if self.path == "/pindah" else 200)
            if self.path == "/pindah":
                self.send_header("Location", "/tujuan")
            self.end_headers()

        def log_message(self, *arguments: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", asked
    server.shutdown()
    thread.join()
    server.server_close()


INSIDE_SVG = (
    "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink'%3E"
    "%3Cimage xlink:href='{trap}/svg-dalam' width='9' height='9'/%3E%3C/svg%3E"
)
FONT_FACE = "@font-face {{ font-family: X; src: url('{trap}/huruf.ttf') }} p {{ font-family: X }}"
HOSTILE_FRAGMENTS = {
    "gambar dari alamat lain": '<img src="{trap}/gambar" alt="x">',
    "gambar dari berkas": '<img src="file://{file}" alt="x">',
    "gambar yang mengalihkan": '<img src="{trap}/pindah" alt="x">',
    "gambar relatif": '<img src="lambang.png" alt="x">',
    "svg di dalam data": f'<img src="{INSIDE_SVG}" alt="x">',
    "srcset": '<img src="data:," srcset="{trap}/set 2x" alt="x">',
    "lembar gaya": '<link rel="stylesheet" href="{trap}/gaya.css">',
    "gaya dengan impor": '<style>@import url("{trap}/impor.css");</style>',
    "gaya dengan huruf": f"<style>{FONT_FACE}</style><p>x</p>",
    "atribut gaya": "<p style=\"background: url('{trap}/latar')\">x</p>",
    "isi dari gaya": "<style>p::before {{ content: url('{trap}/isi') }}</style><p>x</p>",
    "tanda daftar": "<ul style=\"list-style-image: url('{trap}/tanda')\"><li>x</li></ul>",
    "lampiran dokumen": '<link rel="attachment" href="file://{file}">',
    "lampiran tautan": '<a rel="attachment" href="file://{file}">unduh</a>',
    "bingkai": '<iframe src="{trap}/bingkai"></iframe>',
    "objek": '<object data="{trap}/objek"></object>',
    "sematan": '<embed src="{trap}/sematan">',
    "gambar di dalam svg": '<svg viewBox="0 0 9 9"><image href="{trap}/svg" width="9" height="9"/></svg>',
    "svg memakai svg lain": '<svg viewBox="0 0 9 9"><use href="{trap}/lain.svg#a"/></svg>',
    "alamat dasar": '<base href="{trap}/"><img src="dasar.png" alt="x">',
}


@pytest.fixture(params=HOSTILE_FRAGMENTS.values(), ids=HOSTILE_FRAGMENTS.keys())
def hostile_fragment(request, trap, tmp_path) -> str:
    """One fragment after the other, each aimed at the trap or at a file with a secret."""
    secret = tmp_path / "rahasia.txt"
    secret.write_text("isi-berkas-yang-tidak-boleh-keluar")
    return request.param.format(trap=trap[0], file=secret)


@pytest.fixture
def agreement(db) -> Agreement:
    """An approved agreement of the head of Dinas Kesehatan with the regent."""
    factories.GovernmentFactory()
    position = factories.PositionFactory(unit__name="Dinas Kesehatan")
    factories.holder_of(position)
    return agreement_of(position, regional_head())


@pytest.fixture
def officer(db) -> User:
    """Somebody of Bagian Organisasi."""
    return factories.user_with_role("organisation_section")
