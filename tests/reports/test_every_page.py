"""Every level and every attachment on both papers: what no page may lack, and what must never be cut or torn apart."""

import io
import re
import subprocess
import xml.etree.ElementTree as ET
from itertools import product

import pikepdf
import pypdf
import pytest

from agreements.papers.attachments import WIDE, AttachmentDocument, render_attachment
from agreements.papers.facts import AgreementDocument, render_agreement
from documents.enums import Paper
from indicators.enums import Attachment
from tests.agreements.papers.paper import AGREEMENTS, ATTACHMENTS, on_paper
from tests.documents.drawing.readable import assert_readable

SIZES = {Paper.F4: (609.45, 935.43), Paper.A4: (595.28, 841.89)}
EDGE = 14  # points of every page that most printers cannot reach
DOCUMENTS = {**AGREEMENTS, **ATTACHMENTS}
LONG = "6 x 10 x 12"
"""Documents of dozens of pages need seconds to be drawn and read."""

BOTH_PAPERS = pytest.mark.parametrize(
    ("name", "paper"),
    [
        pytest.param(name, paper, marks=[pytest.mark.slow] if LONG in name else [])
        for name, paper in product(DOCUMENTS, Paper)
    ],
)


def rendered(name: str, paper: Paper) -> tuple[AgreementDocument, AttachmentDocument | None, bytes]:
    """The agreement, the attachment if it is one, and its PDF."""
    document = on_paper(DOCUMENTS[name], paper)
    if isinstance(document, AttachmentDocument):
        return document.agreement, document, render_attachment(document)
    return document, None, render_agreement(document)


def words_of(content: bytes) -> list[list[tuple[float, float, float, float]]]:
    """The box of every word, page by page; points from the upper left corner."""
    command = ["pdftotext", "-bbox", "-", "-"]
    output = subprocess.run(command, input=content, capture_output=True, check=True).stdout
    tree = ET.fromstring(re.sub(rb' xmlns="[^"]+"', b"", output))  # noqa: S314 - our own PDF
    return [
        [tuple(float(word.get(side)) for side in ("xMin", "yMin", "xMax", "yMax")) for word in page.iter("word")]
        for page in tree.iter("page")
    ]


@BOTH_PAPERS
def test_every_document_is_whole_on_paper_and_for_a_screen_reader(name, paper):
    agreement, attachment, content = rendered(name, paper)
    width, height = SIZES[paper]
    if attachment and attachment.kind in WIDE:
        width, height = height, width
    with pikepdf.open(io.BytesIO(content)) as document:
        assert document.Root.MarkInfo.Marked
        assert "/StructTreeRoot" in document.Root
        assert str(document.Root.Lang) == "id"
        assert document.Root.ViewerPreferences.DisplayDocTitle
        assert str(document.docinfo.Title) == (attachment or agreement).full_title
        for page in document.pages:
            assert [float(side) for side in page.mediabox] == pytest.approx([0, 0, width, height], abs=0.01)
    boxes = words_of(content)
    for page in boxes:
        assert page, "a page without a word"
        for left, top, right, bottom in page:
            assert EDGE <= left <= right <= width - EDGE
            assert EDGE <= top <= bottom <= height - EDGE
    assert_readable(content)
    assert_pages_are_named(content, agreement)
    assert_signatures_are_whole(content, agreement, attachment)


def assert_pages_are_named(content: bytes, agreement: AgreementDocument) -> None:
    pages = texts_of(content)
    for number, text in enumerate(pages, start=1):
        assert f"Halaman {number} dari {len(pages)}" in text
        assert (f"Nomor: {agreement.imprint.number}" if agreement.imprint else "DRAF — belum ditetapkan") in text


def assert_signatures_are_whole(
    content: bytes, agreement: AgreementDocument, attachment: AttachmentDocument | None
) -> None:
    """Place and day, names and NIP stand on one page, and never on a page of their own."""
    day = squeezed(f"{agreement.place}, {agreement.date}")
    signed = [squeezed(text) for text in texts_of(content) if day in squeezed(text)]
    if attachment and attachment.kind == Attachment.REFERENCE_SHEETS:
        assert not signed
        return
    assert len(signed) == (1 if attachment else 2)
    for text in signed:
        before = text.split(day, 1)[0] if attachment else text
        for party in filter(None, (agreement.first, agreement.second)):
            assert squeezed(party.name) in text
            assert squeezed(party.nip) in text
        assert len(before) > 25, "signatures on a page of their own"


def texts_of(content: bytes) -> list[str]:
    """The text of every page, blanks and line ends made one blank."""
    reader = pypdf.PdfReader(io.BytesIO(content))
    return [re.sub(r"\s+", " ", page.extract_text()) for page in reader.pages]


def squeezed(text: str) -> str:
    """Without blanks: long names are broken anywhere."""
    return re.sub(r"\s+", "", text)


def test_nothing_of_the_longest_texts_is_lost():
    for name in (
        "nama sangat panjang",
        "Rencana Aksi, nama sangat panjang",
        "Lembar Referensi Indikator, nama sangat panjang",
    ):
        agreement, _, content = rendered(name, Paper.A4)
        text = squeezed("".join(re.split(r"Nomor:", page)[0] for page in texts_of(content)))
        for objective in agreement.objectives:
            for row in objective.indicators:
                assert squeezed(row.statement) in text, name


def test_headings_are_repeated_on_every_page_of_a_long_table():
    for text in texts_of(rendered("Rencana Aksi, kepala OPD 6 x 10 x 12", Paper.F4)[2]):
        assert "Target Tahun TW I TW II TW III TW IV" in text or "TW I TW II TW III TW IV Penanggung Jawab" in text


def test_a_long_action_plan_does_not_end_with_a_heading():
    """The line of an indicator stays with its first action."""
    for text in texts_of(rendered("Rencana Aksi, kepala OPD 6 x 10 x 12", Paper.A4)[2]):
        body = re.sub(r"(Rencana Aksi, Perjanjian Kinerja|Nomor: |Halaman ).*", "", text)
        assert not re.search(r"\d\.\d+ Persentase pelayanan sesuai standar \d\.\d$", body.strip())


@pytest.mark.usefixtures("drawn_cold")
def test_the_same_attachment_gives_the_same_bytes():
    document = ATTACHMENTS["Rencana Aksi, kepala OPD biasa"]
    assert render_attachment(document) == render_attachment(document)
