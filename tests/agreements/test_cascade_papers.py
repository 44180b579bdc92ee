"""The performance tree as PDF, workbook and drawing: complete, in scope, and harmless whatever was typed."""

import io
import re
from decimal import Decimal
from itertools import pairwise
from xml.etree import ElementTree

import openpyxl
import pypdf
import pytest
from django.urls import reverse

from agreements.cascade_papers import drawing, paper
from agreements.cascade_papers.drawing import draw
from agreements.cascade_papers.listing import Entry
from indicators.definitions.crosscutting import write_also_supports
from indicators.domain.kinds import Figure, Range
from indicators.models import Indicator
from organisation.enums import PositionKind, Role
from tests import prepared
from tests.documents.drawing.readable import assert_readable
from tests.factories import (
    GovernmentFactory,
    IndicatorFactory,
    ObjectiveFactory,
    PositionFactory,
    WorkUnitFactory,
    holder_of,
    target_for,
    user_with_role,
)

YEAR = 2026
PDF, EXPORT = reverse("agreements:cascade_pdf"), reverse("agreements:cascade_export")


def measured(position, statement, value=80, **facts):
    """An indicator of the position with a target for the year."""
    objective = ObjectiveFactory(position=position, statement=f"Sasaran {position}")
    indicator = IndicatorFactory(objective=objective, statement=statement, **facts)
    target_for(indicator, value if isinstance(value, Range) else Figure(Decimal(value)), YEAR)
    return indicator


@pytest.fixture
def bupati(db):
    """The top of the tree, with one indicator."""
    GovernmentFactory()
    return PositionFactory(title="Bupati Contoh", kind=PositionKind.REGIONAL_HEAD, unit__name="Pemerintah Kabupaten")


@pytest.fixture
def head(bupati):
    """A head below, with what was adopted, and what looks like a formula."""
    head = PositionFactory(
        title="Kepala Dinas Kesehatan", unit=WorkUnitFactory(name="Dinas Kesehatan"), reports_to=bupati
    )
    top = measured(bupati, "Indeks kesehatan", "85.5", code="B-1")
    measured(head, "Indeks layanan", 80, supports=top, cascade_kind="adopted", code="D-1", is_key=True)
    measured(head, "=1+1", Range(Decimal(70), Decimal(80)), polarity="range", code="D-2")
    return head


@pytest.fixture
def reader(db):
    """Somebody who sees the whole government."""
    return user_with_role(Role.INSPECTORATE)


def drawing_of(position):
    return reverse("agreements:cascade_drawing", args=[position.pk])


def fetch(client, user, address, **chosen):
    client.force_login(user)
    return prepared.fetch(client, address, {"tahun": YEAR, **chosen})


def pages_of(answer) -> list[str]:
    reader = pypdf.PdfReader(io.BytesIO(answer.content))
    return [re.sub(r"\s+", " ", page.extract_text()) for page in reader.pages]


def cells_of(answer) -> list[list]:
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content))["Pohon Kinerja"]
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


# --- Works ------------------------------------------------------------------------------------------------------------


def test_the_pdf_holds_the_tree_from_top_to_bottom_on_landscape_paper(client, reader, head):
    answer = fetch(client, reader, PDF)
    assert answer["Content-Type"] == "application/pdf"
    text = " ".join(pages_of(answer))
    for words in (
        "POHON KINERJA TAHUN 2026",
        "PEMERINTAH KABUPATEN CONTOH",
        "Tanpa indikator atasan: 1",
        "Indeks layanan (IKU)",
        "Adopsi langsung: Indeks kesehatan – Bupati Contoh",
        "Target lebih lemah dari atasan. Target lebih rendah daripada",
        "85,5 %",
        "70–80 %",
    ):
        assert words in text
    assert text.index("Bupati Contoh") < text.index("Kepala Dinas Kesehatan") < text.index("Indeks layanan")
    assert_readable(answer.content)
    page = pypdf.PdfReader(io.BytesIO(answer.content)).pages[0]
    assert page.mediabox.width > page.mediabox.height


def test_the_table_has_one_row_per_indicator_with_its_parent_and_notes(client, reader, head):
    header, *rows = cells_of(fetch(client, reader, EXPORT))
    assert header[:4] == ["Level", "Jabatan", "Unit Kerja", "Sasaran"]
    facts = [dict(zip(header, row, strict=True)) for row in rows]
    assert [row["Kode Indikator"] for row in facts] == ["B-1", "D-1", "D-2"]
    assert facts[1] == {
        "Level": "Kepala OPD",
        "Jabatan": "Kepala Dinas Kesehatan",
        "Unit Kerja": "Dinas Kesehatan",
        "Sasaran": "Sasaran Kepala Dinas Kesehatan",
        "Kode Indikator": "D-1",
        "Indikator": "Indeks layanan",
        "IKU": "Ya",
        "Satuan": "%",
        "Target": 80,
        "Renstra/RPJMD": None,
        "Jabatan Induk": "Bupati Contoh",
        "Indikator Induk": "Indeks kesehatan",
        "Target Induk": "85,5 %",
        "Cara Menurunkan": "Adopsi langsung",
        "Ikut Mendukung": None,
        "Didukung dari Garis Lain": None,
        "Catatan": "Target lebih lemah dari atasan: Target lebih rendah daripada target indikator atasan yang diadopsi "
        "langsung.",
    }
    assert facts[2]["Target"] == "70–80"


def test_the_drawing_is_a_harmless_download(client, reader, bupati, head):
    measured(head, "<script>alert(1)</script> & \x01", code="D-3")
    answer = fetch(client, reader, drawing_of(bupati))
    assert answer["Content-Type"] == "image/svg+xml"
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    root = ElementTree.fromstring(answer.content)  # noqa: S314  our own file
    known = {"svg", "title", "desc", "rect", "path", "g", "text"}
    assert {element.tag.rpartition("}")[2] for element in root.iter()} == known
    assert "style" not in {name for element in root.iter() for name in element.attrib}
    words = " ".join("".join(element.itertext()) for element in root.iter("{http://www.w3.org/2000/svg}text"))
    assert "<script>alert(1)</script> &" in words
    assert "! Target lebih lemah dari atasan" in words


def test_the_files_follow_the_filter(client, reader, head):
    assert len(cells_of(fetch(client, reader, EXPORT, tanda="target-lebih-lemah"))) == 2
    assert len(cells_of(fetch(client, reader, EXPORT, jabatan=head.pk))) == 3
    text = " ".join(pages_of(fetch(client, reader, PDF, unit=head.unit_id, tanda="ada")))
    assert "Kepala Dinas Kesehatan, hanya indikator yang bertanda" in text
    assert "Kepala Daerah" not in text


def test_every_file_names_what_is_supported_beside_the_parent(client, reader, head):
    camat = PositionFactory(title="Camat Satu", reports_to=head.reports_to)
    own, top = Indicator.objects.get(code="D-1"), Indicator.objects.get(code="B-1")
    measured(camat, "Posyandu aktif", supports=top, cascade_kind="component", code="C-1")
    write_also_supports({Indicator.objects.get(code="C-1").pk: [own.pk]})
    supporter = "Posyandu aktif – Camat Satu (penanggung jawab: Indeks kesehatan – Bupati Contoh)"
    header, *rows = cells_of(fetch(client, reader, EXPORT))
    facts = {row[header.index("Kode Indikator")]: dict(zip(header, row, strict=True)) for row in rows}
    assert len(rows) == 4
    assert facts["C-1"]["Ikut Mendukung"] == "Indeks layanan – Kepala Dinas Kesehatan"
    assert facts["D-1"]["Didukung dari Garis Lain"] == supporter
    text = " ".join(pages_of(fetch(client, reader, PDF)))
    assert "Ikut mendukung: Indeks layanan – Kepala Dinas Kesehatan" in text
    assert f"Didukung dari garis lain: {supporter}" in text
    assert "Ikut mendukung: Indeks" in fetch(client, reader, drawing_of(camat)).content.decode()


def test_boxes_never_lie_upon_each_other(db):
    positions = PositionFactory.create_batch(9)
    depths = [0, 1, 2, 2, 1, 0, 1, 2, 3]
    entries = [Entry(position, depth, ()) for position, depth in zip(positions, depths, strict=True)]
    drawn = draw(entries, "Pohon")
    assert len(drawn.joints) == 7
    for column in {box.x for box in drawn.boxes}:
        boxes = sorted((box for box in drawn.boxes if box.x == column), key=lambda box: box.y)
        for above, below in pairwise(boxes):
            assert above.y + above.height < below.y
    assert drawn.height > max(box.y + box.height for box in drawn.boxes)


@pytest.mark.parametrize("more", [0, 2])
@pytest.mark.parametrize("address", [PDF, EXPORT])
def test_the_queries_do_not_depend_on_the_number_of_rows(
    client, reader, head, django_assert_num_queries, address, more
):
    for number in range(more):
        measured(PositionFactory(reports_to=head), f"Indikator {number}")
    client.force_login(reader)
    with django_assert_num_queries({PDF: 51, EXPORT: 11}[address]):
        prepared.fetch(client, address, {"tahun": YEAR})


# --- Who may not ------------------------------------------------------------------------------------------------------


def test_the_files_hold_the_own_scope_only(client, bupati, head):
    user = holder_of(head)
    header, *rows = cells_of(fetch(client, user, EXPORT))
    facts = [dict(zip(header, row, strict=True)) for row in rows]
    assert [row["Kode Indikator"] for row in facts] == ["D-1", "D-2"]
    assert facts[0]["Indikator Induk"] == "Indikator di luar kewenangan Anda"
    assert facts[0]["Jabatan Induk"] is facts[0]["Target Induk"] is facts[0]["Catatan"] is None
    text = " ".join(pages_of(fetch(client, user, PDF)))
    assert "Indeks kesehatan" not in text
    assert fetch(client, user, drawing_of(bupati)).status_code == 404
    assert fetch(client, user, PDF, jabatan=bupati.pk).status_code == 404


# --- Refused and bad --------------------------------------------------------------------------------------------------


def test_what_looks_like_a_formula_stays_text(client, reader, head):
    answer = fetch(client, reader, EXPORT)
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content))["Pohon Kinerja"]
    cell = sheet.cell(4, 6)
    assert (cell.value, cell.data_type) == ("=1+1", "s")


def test_a_part_that_is_too_large_is_refused_with_what_to_do(client, reader, head, monkeypatch):
    monkeypatch.setattr(paper, "MOST_PRINTED", 2)
    answer = fetch(client, reader, PDF)
    assert "Dokumen tidak dapat dibuat" in answer.content.decode()
    assert "Bagian pohon ini memuat 3 indikator; paling banyak 2" in answer.content.decode()
    monkeypatch.setattr("agreements.cascade_papers.views.MOST_DRAWN", 1)
    assert fetch(client, reader, drawing_of(head)).status_code == 409


def test_an_empty_tree_gives_empty_files(client, reader, bupati):
    assert "Tidak ada indikator yang cocok" in " ".join(pages_of(fetch(client, reader, PDF, tahun=2031)))
    assert len(cells_of(fetch(client, reader, EXPORT, tahun=2031))) == 1
    assert b"0 jabatan dengan 0 indikator" in fetch(client, reader, drawing_of(bupati), tahun=2031).content


def test_a_word_of_five_thousand_letters_and_markup_do_no_harm(client, reader, head):
    measured(head, "W" * 5000, code="D-4")
    measured(head, "<img src=https://example.com/x.png> <b>tebal</b>", code="D-5")
    text = " ".join(pages_of(fetch(client, reader, PDF)))
    assert "<b>tebal</b>" in text
    assert len(re.findall("W", text)) == paper.LONGEST_PRINTED - 1
    rows = {row[4]: row for row in cells_of(fetch(client, reader, EXPORT))}
    assert rows["D-4"][5] == "W" * 5000
    drawn = fetch(client, reader, drawing_of(head)).content.decode()
    assert max(map(len, re.findall("W+", drawn))) <= drawing.CAPITALS
