"""The door to the PDF engine: what it makes, and what it refuses."""

import io
import logging
import os
import signal
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pikepdf
import pypdf
import pytest

from documents.drawing import pdf
from documents.drawing.render_worker import MEMORY_LIMIT
from documents.enums import Paper

pytestmark = pytest.mark.usefixtures("drawn_cold")

PAGE = '<html lang="id"><head><title>Percobaan</title></head><body>{}</body></html>'
WORDS = ("Satu", "Dua", "Tiga", "Empat", "Lima", "Enam")


def text_of(content: bytes) -> str:
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages)


# --- What it makes ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("paper", "size"), [(Paper.F4, (609.45, 935.43)), (Paper.A4, (595.28, 841.89))])
def test_the_page_has_the_size_of_the_paper(paper, size):
    with pikepdf.open(io.BytesIO(pdf.render(PAGE.format("<p>Isi</p>"), paper=paper))) as document:
        assert [round(float(edge), 2) for edge in document.pages[0].mediabox] == [0, 0, *size]


def test_the_document_tells_its_language_and_title_and_is_tagged():
    with pikepdf.open(io.BytesIO(pdf.render(PAGE.format("<h1>Judul</h1>"), paper=Paper.F4))) as document:
        assert document.Root.Lang == "id"
        assert document.docinfo.Title == "Percobaan"
        assert bool(document.Root.MarkInfo.Marked)


def test_regular_bold_and_italic_are_faces_of_our_own_font():
    content = pdf.render(PAGE.format("<p>Biasa <strong>tebal</strong> <em>miring</em></p>"), paper=Paper.F4)
    with pikepdf.open(io.BytesIO(content)) as document:
        fonts = {str(font.BaseFont).split("+")[1] for font in document.pages[0].Resources.Font.values()}
    assert fonts == {"Amanah", "Amanah-Bold", "Amanah-Italic"}


def test_our_style_sheet_is_understood_completely(caplog):
    with caplog.at_level(logging.WARNING, "documents.drawing.pdf"):
        pdf._renderer.stop()  # a style sheet is parsed, and complained about, once in a renderer's life
        pdf.render(PAGE.format("<p>Isi</p>"), paper=Paper.F4)
    assert caplog.messages == []


def test_the_same_page_gives_the_same_bytes_in_another_process():
    first = pdf.render(PAGE.format("<p>Sama <strong>tebal</strong></p>"), paper=Paper.F4)
    pdf._renderer.stop()
    assert pdf.render(PAGE.format("<p>Sama <strong>tebal</strong></p>"), paper=Paper.F4) == first


def test_a_renderer_that_was_killed_is_replaced():
    pdf.render(PAGE.format("<p>Satu</p>"), paper=Paper.F4)
    os.kill(pdf._renderer.process.pid, signal.SIGKILL)
    pdf._renderer.process.wait()
    assert "Dua" in text_of(pdf.render(PAGE.format("<p>Dua</p>"), paper=Paper.F4))


def test_threads_wait_for_each_other_and_get_their_own_document():
    answers = {}

    def work(number: int) -> None:
        answers[number] = text_of(pdf.render(PAGE.format(f"<p>Nomor-{number}.</p>"), paper=Paper.A4))

    threads = [threading.Thread(target=work, args=[number]) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(f"Nomor-{number}." in answers[number] for number in range(6))


def test_the_renderer_knows_nothing_of_the_application_and_its_memory_is_bounded(monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "sangat-rahasia")
    pdf._renderer.stop()
    pdf.render(PAGE.format("<p>Isi</p>"), paper=Paper.F4)
    process = Path("/proc") / str(pdf._renderer.process.pid)
    assert "sangat-rahasia" not in (process / "environ").read_text()
    assert f"Max address space         {MEMORY_LIMIT}" in (process / "limits").read_text()


# --- What it refuses -------------------------------------------------------------------------------------------------


def test_markup_that_slipped_past_escaping_stops_the_document(hostile_fragment, trap):
    with pytest.raises(pdf.RenderRefusedError):
        pdf.render(PAGE.format(hostile_fragment), paper=Paper.F4)
    assert trap[1] == []


def test_a_picture_that_was_not_handed_over_is_not_left_out_in_silence():
    with pytest.raises(pdf.RenderRefusedError, match="amanah:crest"):
        pdf.render(PAGE.format('<img src="amanah:crest" alt="Lambang">'), paper=Paper.F4)


def test_a_broken_picture_is_not_left_out_in_silence():
    broken = {"crest": pdf.Asset(b"bukan gambar", "image/png")}
    with pytest.raises(pdf.RenderRefusedError):
        pdf.render(PAGE.format('<img src="amanah:crest" alt="Lambang">'), paper=Paper.F4, assets=broken)


def test_a_coat_of_arms_that_fetches_something_itself_stops_the_document(trap):
    address, asked = trap
    inside = f'<image href="{address}/mata" width="9" height="9"/>'
    spy = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">{inside}</svg>'
    assets = {"crest": pdf.Asset(spy.encode(), "image/svg+xml")}
    with pytest.raises(pdf.RenderRefusedError):
        pdf.render(PAGE.format('<img src="amanah:crest" alt="Lambang">'), paper=Paper.F4, assets=assets)
    assert asked == []


def test_a_document_that_takes_too_long_is_given_up_and_the_next_one_is_made(monkeypatch):
    pdf.render(PAGE.format("<p>Hangat</p>"), paper=Paper.F4)
    monkeypatch.setattr(pdf, "TIME_LIMIT", 0.5)
    with pytest.raises(pdf.RenderTimeoutError):
        pdf.render(PAGE.format(f"<p>{'kata ' * 60_000}</p>"), paper=Paper.F4)
    monkeypatch.undo()
    assert "Berikut" in text_of(pdf.render(PAGE.format("<p>Berikut</p>"), paper=Paper.F4))


def test_a_thread_that_waits_for_the_documents_of_others_is_told_soon(monkeypatch):
    monkeypatch.setattr(pdf, "WAIT_LIMIT", 0.1)
    with pdf._renderer.lock, pytest.raises(pdf.RenderTimeoutError, match="sedang sibuk"):
        pdf.render(PAGE.format("<p>Antre</p>"), paper=Paper.F4)


def test_documents_of_several_threads_do_not_mix():
    pdf.render(PAGE.format("<p>Hangat</p>"), paper=Paper.F4)
    with ThreadPoolExecutor(4) as threads:
        drawn = threads.map(lambda word: pdf.render(PAGE.format(f"<p>{word}</p>"), paper=Paper.F4), WORDS)
        assert [word in text_of(content) for word, content in zip(WORDS, drawn, strict=True)] == [True] * len(WORDS)


def test_a_document_nested_too_deep_is_refused_in_words():
    with pytest.raises(pdf.RenderError, match="terlalu dalam"):
        pdf.render(PAGE.format("<div>" * 600), paper=Paper.F4)
    assert pdf.render(PAGE.format("<p>Berikut</p>"), paper=Paper.F4)


def test_a_renderer_that_cannot_start_says_what_to_check(monkeypatch):
    pdf._renderer.stop()
    monkeypatch.setattr(pdf.sys, "executable", "/bin/false")
    with pytest.raises(pdf.RendererUnavailableError, match="libpango"):
        pdf.render(PAGE.format("<p>Isi</p>"), paper=Paper.F4)
    monkeypatch.undo()
    assert pdf.render(PAGE.format("<p>Isi</p>"), paper=Paper.F4)
