"""The printed agreement, from words to pages."""

import io
import re
from dataclasses import replace

import pikepdf
import pypdf
import pytest

from agreements.models import Agreement, AgreementBudgetLine
from agreements.papers.facts import (
    AgreementDocument,
    BudgetText,
    IndicatorText,
    ObjectiveText,
    PartyText,
    agreement_document,
    render_agreement,
    worded,
)
from agreements.papers.wordings import TEXTS
from documents.drawing import pdf
from documents.drawing.imprint import Imprint
from documents.enums import Paper
from indicators.models import Program
from tests import factories
from tests.agreements.papers.rows import agreement_of, regional_head

pytestmark = pytest.mark.usefixtures("drawn_cold")

OPENING = (
    "Dalam rangka mewujudkan manajemen pemerintahan yang efektif, transparan dan akuntabel serta berorientasi pada "
    "hasil, kami yang bertanda tangan di bawah ini:"
)
PROMISE = (
    "Pihak Pertama berjanji akan mewujudkan target kinerja yang seharusnya sesuai lampiran perjanjian ini, dalam "
    "rangka mencapai target kinerja jangka menengah seperti yang telah ditetapkan dalam dokumen perencanaan. "
    "Keberhasilan dan kegagalan pencapaian target kinerja tersebut menjadi tanggung jawab kami."
)
SUPERVISION = (
    "Pihak Kedua akan melakukan supervisi yang diperlukan serta akan melakukan evaluasi terhadap capaian kinerja dari "
    "perjanjian ini dan mengambil tindakan yang diperlukan dalam rangka pemberian penghargaan dan sanksi."
)
ALONE = (
    "Berjanji akan mewujudkan target kinerja tahunan sesuai lampiran perjanjian ini, dalam rangka mencapai target "
    "kinerja jangka menengah seperti yang telah ditetapkan dalam dokumen perencanaan."
)
HEAD = PartyText("H. Budi Contoh, S.E., M.M.", "Bupati Contoh")
OFFICIAL = PartyText(
    "dr. Siti Rahmawati, M.Kes.", "Plt. Kepala Dinas Kesehatan", "Pembina Utama Muda", "19991301 202012 9 001"
)
SIGNER = "Pembina Utama Muda"
LONG = " yang sangat panjang supaya terlihat bagaimana teks ini dipatahkan pada kolom yang sempit"


def objectives(count: int, rows: int, suffix: str = "") -> tuple[ObjectiveText, ...]:
    return tuple(
        ObjectiveText(
            number,
            f"Meningkatnya derajat kesehatan {number}{suffix}",
            tuple(IndicatorText(f"Indikator {number}.{row}.{suffix}", "Persen", "85,5") for row in range(1, rows + 1)),
        )
        for number in range(1, count + 1)
    )


def budget(count: int, suffix: str = "") -> tuple[BudgetText, ...]:
    return tuple(BudgetText(f"Program ke-{n}{suffix}", "Rp1.000.000.000", "APBD") for n in range(1, count + 1))


def agreement(**changes) -> AgreementDocument:
    """A head of a dinas and the regent, three indicators, two programmes."""
    document = AgreementDocument(
        title="Perjanjian Kinerja Tahun 2026",
        unit_name="Dinas Kesehatan",
        government_name="Pemerintah Kabupaten Contoh",
        first=OFFICIAL,
        second=HEAD,
        place="Contoh",
        date="5 Januari 2026",
        created="2026-01-05",
        objective_title="Sasaran Strategis",
        objectives=objectives(1, 3),
        budget_title="Program",
        budget=budget(2),
        total="Rp2.000.000.000",
        total_in_words="dua miliar rupiah",
        paper=Paper.F4,
        imprint=Imprint("800/1/PK/2026", "https://amanah.contoh.go.id/v/Zk3v9Qm2xT7wLr4BnY8cDa6H"),
    )
    return replace(document, **changes)


def pages_of(document: AgreementDocument) -> list[str]:
    """The text of every page, blanks and line ends made one blank."""
    reader = pypdf.PdfReader(io.BytesIO(render_agreement(document)))
    return [re.sub(r"\s+", " ", page.extract_text()) for page in reader.pages]


# --- What it says ----------------------------------------------------------------------------------------------------


def test_the_statement_has_the_statutory_words_and_both_parties():
    statement = pages_of(agreement())[0]
    for words in (OPENING, PROMISE, SUPERVISION, "Selanjutnya disebut Pihak Pertama"):
        assert words in statement
    assert "Selaku atasan Pihak Pertama, selanjutnya disebut Pihak Kedua" in statement
    assert "PERJANJIAN KINERJA TAHUN 2026 DINAS KESEHATAN" in statement
    assert "Contoh, 5 Januari 2026" in statement
    assert statement.count(HEAD.name) == statement.count(OFFICIAL.name) == 2
    assert "Plt. Kepala Dinas Kesehatan" in statement
    assert "NIP. 19991301 202012 9 001" in statement


def test_the_annex_has_indicators_budget_total_and_the_signatures_again():
    annex = pages_of(agreement())[1]
    assert "LAMPIRAN PERJANJIAN KINERJA TAHUN 2026" in annex
    assert "No Sasaran Strategis Indikator Kinerja Satuan Target (1) (2) (3) (4) (5)" in annex
    assert "Program Anggaran Keterangan" in annex
    for words in ("Indikator 1.3.", "Persen", "85,5", "Program ke-2 Rp1.000.000.000 APBD", "Jumlah Rp2.000.000.000"):
        assert words in annex
    assert "Terbilang: dua miliar rupiah" in annex
    assert "Pihak Kedua, Pihak Pertama," in annex
    assert "NIP. 19991301 202012 9 001" in annex


@pytest.mark.parametrize(
    ("kind", "codes", "expected"),
    [
        (
            "administrator",
            ["1.02.02.2.01", "1.02.03.2.01", "1.02.02.2.02.0001"],
            [
                ("Upaya Kesehatan", 101, True),
                ("r1", 1, False),
                ("r3", 100, False),
                ("1.02.03", 10, True),
                ("r2", 10, False),
            ],
        ),
        (
            "supervisor",
            ["1.02.02.2.01.0001", "1.02.02.2.01.0002", "1.02.04"],
            [("Layanan Primer", 11, True), ("r1", 1, False), ("r2", 10, False), ("r3", 100, False)],
        ),
        (
            "administrator",  # the programme is a row itself
            ["1.02.02.2.01", "1.02.02", "1.02.02.2.02"],
            [("r2", 10, False), ("r1", 1, False), ("r3", 100, False)],
        ),
        (
            "apparatus_head",
            ["1.02.02.2.01", "1.02.03", "1.02.02.2.02"],
            [("r1", 1, False), ("r2", 10, False), ("r3", 100, False)],
        ),
    ],
    ids=["administrator", "supervisor", "programme_is_a_row", "head"],
)
@pytest.mark.django_db
def test_below_the_heads_rows_stand_under_what_they_belong_to_and_no_rupiah_is_counted_twice(kind, codes, expected):
    factories.GovernmentFactory()
    Program.objects.create(code="1.02.02", name="Upaya Kesehatan", level=Program.level_of("1.02.02"))
    Program.objects.create(code="1.02.02.2.01", name="Layanan Primer", level=Program.level_of("1.02.02.2.01"))
    position = factories.PositionFactory(kind=kind)
    factories.holder_of(position)
    stored = agreement_of(position, regional_head())
    stored.budget_lines.all().delete()
    for order, code in enumerate(codes, start=1):
        columns = {"program_code": code, "program_name": f"r{order}", "funding_source": "APBD"}
        AgreementBudgetLine.objects.create(agreement=stored, order=order, amount=10 ** (order - 1), **columns)
    document = agreement_document(Agreement.objects.with_content().get())
    assert [(row.name, row.amount, row.is_heading) for row in document.budget] == [
        (name, f"Rp{amount}", is_heading) for name, amount, is_heading in expected
    ]
    assert document.total == "Rp111"
    assert [number for number, _ in document.numbered_budget if number] == [1, 2, 3]
    assert document == agreement_document(Agreement.objects.with_content().get())


def test_a_heading_of_the_budget_has_no_number_and_prints_the_same_bytes():
    rows = (BudgetText("Upaya Kesehatan", "Rp3", "", is_heading=True), *budget(2))
    document = agreement(budget=rows)
    assert "Upaya Kesehatan Rp3 1 Program ke-1 Rp1.000.000.000 APBD 2 Program ke-2" in pages_of(document)[1]
    assert render_agreement(document) == render_agreement(agreement(budget=rows))


def test_the_second_party_signs_on_the_left_and_the_first_on_the_right():
    page = pypdf.PdfReader(io.BytesIO(render_agreement(agreement()))).pages[0]
    found = {}
    page.extract_text(visitor_text=lambda text, cm, tm, *_: found.setdefault(text.strip(), tm[4] * cm[0] + cm[4]))
    assert found["Pihak Kedua,"] < found["Pihak Pertama,"]


def test_the_regional_head_promises_alone_without_rank_or_nip():
    alone = agreement(first=HEAD, second=None, unit_name="Kabupaten Contoh")
    pages = pages_of(worded(alone, TEXTS["agreement_alone"].defaults, 2026))
    assert ALONE in pages[0]
    assert OPENING.replace("kami yang", "yang") in pages[0]
    text = " ".join(pages)
    assert "Pihak" not in text
    assert "NIP" not in text


def test_every_page_tells_its_number_and_where_the_document_can_be_checked():
    pages = pages_of(agreement(objectives=objectives(10, 6)))
    for number, text in enumerate(pages, start=1):
        assert f"Halaman {number} dari {len(pages)}" in text
        assert "Nomor: 800/1/PK/2026" in text
        assert "https://amanah.contoh.go.id/v/Zk3v9Qm2xT7wLr4BnY8cDa6H" in text
    for text in pages[1:]:
        assert text.count("Perjanjian Kinerja Tahun 2026") >= 1


def test_a_draft_says_so_on_every_page_and_has_neither_number_nor_code():
    pages = pages_of(agreement(imprint=None, objectives=objectives(10, 6)))
    assert len(pages) > 2
    for text in pages:
        assert "DRAF — belum ditetapkan" in text
        assert re.search(r"\bDRAF(?! —)", text)
        assert "Nomor" not in text


def test_an_issued_document_has_no_watermark():
    assert "DRAF" not in " ".join(pages_of(agreement()))


def test_the_same_agreement_gives_the_same_bytes():
    assert render_agreement(agreement()) == render_agreement(agreement())


@pytest.mark.parametrize(("paper", "height"), [(Paper.F4, 935.43), (Paper.A4, 841.89)])
def test_it_is_printed_on_the_chosen_paper_with_the_day_of_the_agreement(paper, height):
    with pikepdf.open(io.BytesIO(render_agreement(agreement(paper=paper)))) as document:
        assert {round(float(page.mediabox[3]), 2) for page in document.pages} == {height}
        assert str(document.docinfo.CreationDate) == "D:20260105"
        assert document.docinfo.Title == "Perjanjian Kinerja Tahun 2026 – Dinas Kesehatan"


def test_the_coat_of_arms_is_shown():
    crest = pdf.Asset(pdf.BASE_DIR.joinpath("static/img/coat_of_arms_demo.svg").read_bytes(), "image/svg+xml")
    assert len(render_agreement(agreement(crest=crest))) > len(render_agreement(agreement()))


# --- What it withstands ----------------------------------------------------------------------------------------------


# Around the numbers of programmes at which a page more is needed.
CROWDED = [(Paper.F4, n) for n in (0, 1, 3, 4, 5, 19, 20, 21)] + [(Paper.A4, n) for n in (1, 2, 3, 15, 16, 17)]


@pytest.mark.parametrize(("paper", "programmes"), CROWDED)
def test_the_signatures_never_stand_on_a_page_without_rows(paper, programmes):
    document = agreement(objectives=objectives(4, 4), budget=budget(programmes, LONG), paper=paper)
    signed = [text for text in pages_of(document)[1:] if SIGNER in text]
    assert len(signed) == 1
    assert "Jumlah Rp2.000.000.000" in signed[0] if programmes else "tidak memuat anggaran" in signed[0]
    assert f"Program ke-{programmes}" in signed[0] if programmes else "Indikator 4.4." in signed[0]


def test_sixty_indicators_and_twelve_programmes_are_all_printed_under_repeated_headings():
    document = agreement(objectives=objectives(3, 20, LONG), budget=budget(12, LONG))
    pages = pages_of(document)
    text = " ".join(pages)
    for number in range(1, 4):
        for row in range(1, 21):
            assert f"Indikator {number}.{row}. " in text
    for programme in range(1, 13):
        assert f"Program ke-{programme} " in text
    for page in pages[1:]:
        assert "Indikator Kinerja Satuan Target" in page or "Program Anggaran Keterangan" in page


def test_very_long_names_and_unbroken_words_are_broken_and_not_lost():
    name = PartyText("Prof. Dr. Ir. " + "Namayangpanjangsekali" * 6, "Kepala" + LONG * 3, OFFICIAL.rank, OFFICIAL.nip)
    rows = objectives(1, 2, "tanpaspasi" * 20)
    pages = pages_of(agreement(first=name, unit_name="Dinas" + LONG * 2, objectives=rows))
    assert len(pages) == 2
    assert pages[0].replace(" ", "").count("Namayangpanjangsekali" * 6) == 2
    assert pages[1].replace(" ", "").count("tanpaspasi" * 20) == 3
    assert "Kepala" + LONG * 3 in pages[1]


def test_an_agreement_without_budget_says_so():
    text = " ".join(pages_of(agreement(budget=())))
    assert "Perjanjian kinerja ini tidak memuat anggaran program." in text
    assert "Jumlah" not in text


@pytest.mark.parametrize(
    "typed",
    ["<script>alert(1)</script>", "{{ 7*7 }} {% debug %}", '"><img src=x onerror=y>', "A & B < C", "&lt;b&gt;"],
)
def test_text_is_printed_as_it_was_typed(typed):
    rows = (ObjectiveText(1, typed, (IndicatorText(typed, typed, typed),)),)
    text = "".join(pages_of(agreement(place=typed, objectives=rows))).replace(" ", "")
    assert text.count(typed.replace(" ", "")) == 6


def test_hostile_text_is_printed_and_neither_fetched_nor_attached(hostile_fragment, trap):
    rows = (ObjectiveText(1, hostile_fragment, (IndicatorText("a", "b", "c"),)),)
    with pikepdf.open(io.BytesIO(render_agreement(agreement(objectives=rows)))) as document:
        assert not document.attachments
    assert trap[1] == []
