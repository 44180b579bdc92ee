"""Columns that grow with the longest figure or word in them, as far as their table has room."""

import io

import pypdf
import pytest

from documents.drawing import pdf
from documents.enums import Paper
from tests.documents.drawing.letters import torn_figures

PAGE = (
    '<html lang="id"><head><title>Percobaan</title></head><body><table class="{kind}"><colgroup><col>'
    '<col class="w-30"></colgroup><tbody><tr><td>Belanja</td><td>{text}</td></tr></tbody></table></body></html>'
)
AMOUNT = "1.234.567.890.000"


def text_of(text: str, kind: str = "rows") -> tuple[bytes, str]:
    content = pdf.render(PAGE.format(text=text, kind=kind), paper=Paper.A4)
    return content, pypdf.PdfReader(io.BytesIO(content)).pages[0].extract_text()


@pytest.mark.parametrize("word", [AMOUNT, "Rp1.234.567.890", "pertanggungjawaban", "100,25%"])
def test_a_figure_or_a_word_stands_on_one_line(word):
    content, text = text_of(word)
    assert any(word in line for line in text.splitlines())
    assert torn_figures(content) == []


def test_a_table_that_only_arranges_a_page_keeps_its_columns():
    content, text = text_of(AMOUNT, "signatures")
    assert AMOUNT not in text
    assert torn_figures(content), "the test of torn figures finds one"


def test_a_word_without_room_stays_broken_and_the_table_stays_on_its_page():
    _, text = text_of("tanpaspasi" * 30)
    assert "tanpaspasi" * 30 not in text
    assert "tanpaspasi" * 30 in "".join(text.split())


def test_a_line_that_may_end_after_a_stroke_is_no_broken_word():
    _, text = text_of("Urusan/Bidang/Program/Kegiatan")
    assert "Urusan/Bidang/Program/Kegiatan" not in text, "the column stays narrow"
