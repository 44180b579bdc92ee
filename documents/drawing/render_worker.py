"""The renderer: a process of its own that turns HTML into PDF and can do nothing else.

WeasyPrint is, by design, a program that fetches what a page names. Here it runs without the application, without
its secrets, with bounded memory and time, and gets every picture handed over; it opens no socket and starts no
program. Pango must not be shared by threads, so one process renders one document at a time.
Started by `documents.drawing.pdf` as `python -m documents.drawing.render_worker`; ends when its input ends.
"""

import functools
import gc
import logging
import os
import signal
import sys
from typing import Any

import weasyprint
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from documents.drawing import print_fonts
from documents.drawing.columns import widen
from documents.drawing.page_vocabulary import foreign_markup
from documents.drawing.tags import put_in_order
from documents.inspection.confinement import confine
from documents.inspection.frames import read_frame, write_frame

SVG = "{http://www.w3.org/2000/svg}"
FAMILY = "Amanah"  # as the style sheet calls our faces
MEMORY_LIMIT = 1280 * 1024 * 1024  # bytes of address space; a report of 80 pages needs about 500 MB
FILE_LIMIT = 64 * 1024 * 1024  # bytes; the only files written are the four font faces
WIDENINGS = 2  # a column that is made wider can make another one too narrow once
HARD_TIME_LIMIT = 90  # seconds; the caller gives up at 45, this is for a caller that has died


class AssetFetcher(URLFetcher):
    """Serves fonts and the pictures handed over with the request; refuses and remembers everything else.

    WeasyPrint swallows most errors of a fetcher and prints the page without the picture, so a refusal is also
    kept in `refused`, and the render fails when that list is not empty.
    """

    def __init__(self, assets: dict[str, tuple[str, bytes]]) -> None:
        super().__init__(allowed_protocols=(), allow_redirects=False, fail_on_errors=True)
        self.assets = assets
        self.refused: list[str] = []

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        if url in print_fonts.FACES:
            return URLFetcherResponse(url, print_fonts.face(url), {"Content-Type": "font/ttf"})
        if url in self.assets:
            media_type, content = self.assets[url]
            return URLFetcherResponse(url, content, {"Content-Type": media_type})
        self.refused.append(f"alamat di luar daftar: {url[:120]}")
        raise FatalURLFetchingError(url[:120])


class _Complaints(logging.Handler):
    """Collects what WeasyPrint logs, so that nothing is printed wrong in silence."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.errors: list[str] = []
        self.warnings: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        kept = self.errors if record.levelno >= logging.ERROR else self.warnings
        kept.append(record.getMessage()[:300])

    def clear(self) -> None:
        self.errors, self.warnings = [], []


complaints = _Complaints()


@functools.cache
def font_configuration() -> FontConfiguration:
    """Fonts of the whole process: loading them anew for each document would double the time."""
    return FontConfiguration()


@functools.lru_cache(maxsize=16)
def stylesheet(text: str) -> weasyprint.CSS:
    """A parsed style sheet; parsing also registers its font faces."""
    return weasyprint.CSS(string=text, font_config=font_configuration(), url_fetcher=AssetFetcher({}))


def render(header: dict[str, Any], blobs: list[bytes]) -> tuple[dict[str, Any], list[bytes]]:
    """Answer one request: the PDF, or the list of reasons why it must not be used."""
    complaints.clear()
    assets = {
        name: (media_type, blob)
        for name, media_type, blob in zip(header["asset_names"], header["media_types"], blobs, strict=True)
    }
    fetcher = AssetFetcher(assets)
    page = weasyprint.HTML(string=header["html"], url_fetcher=fetcher, media_type="print")
    refused = foreign_markup(page.etree_element)
    if refused:
        return {"refused": refused}, []
    for picture in page.etree_element.iter(f"{SVG}svg"):  # the style of the page does not reach into a picture
        picture.set("font-family", FAMILY)
    try:
        content = draw(page, header)
    except FatalURLFetchingError:
        return {"refused": fetcher.refused + complaints.errors}, []
    refused = fetcher.refused + complaints.errors
    if refused:
        return {"refused": refused}, []
    return {"warnings": complaints.warnings}, [content]


def draw(page: weasyprint.HTML, header: dict[str, Any]) -> bytes:
    """Lay the page out, with columns wide enough for their words, and write it with its tags in order."""
    is_tagged = header["variant"] is not None
    options = {**weasyprint.DEFAULT_OPTIONS, "pdf_variant": header["variant"], "pdf_tags": is_tagged}
    options["pdf_identifier"] = header["identifier"].encode()
    options["stylesheets"] = [stylesheet(text) for text in header["stylesheets"]]
    document = page.render(font_config=font_configuration(), **options)
    for _ in range(WIDENINGS):
        if not widen(document.pages):
            break
        document = page.render(font_config=font_configuration(), **options)
    return document.write_pdf(finisher=put_in_order if is_tagged else None, **options)


def answer(header: dict[str, Any], blobs: list[bytes]) -> tuple[dict[str, Any], list[bytes]]:
    """Like `render`, with any failure told in words instead of ending the process."""
    try:
        return render(header, blobs)
    except (RecursionError, MemoryError) as error:
        return {"failed": f"dokumen terlalu besar atau terlalu dalam ({type(error).__name__})"}, []
    except Exception as error:
        return {"failed": f"{type(error).__name__}: {error}"[:500]}, []


def main() -> None:
    """Serve requests until the input ends."""
    requests = sys.stdin.buffer
    answers = os.fdopen(os.dup(1), "wb")
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group; the caller ends us in order
    os.dup2(2, 1)  # a library that prints must not break the messages
    weasyprint.LOGGER.handlers = [complaints]
    # Boxes of a document form cycles that live until its end: looking for them meanwhile is wasted time.
    gc.set_threshold(100_000, 50, 100)
    # What the imports made lives as long as the process; walking it after each document took a quarter of its time.
    gc.collect()
    gc.freeze()
    confine(memory=MEMORY_LIMIT, file_size=FILE_LIMIT)
    write_frame(answers, {"ready": True})
    while True:
        try:
            request = read_frame(requests)
        except EOFError:
            return
        signal.alarm(HARD_TIME_LIMIT)
        write_frame(answers, *answer(*request))
        signal.alarm(0)
        gc.collect()


if __name__ == "__main__":
    main()
