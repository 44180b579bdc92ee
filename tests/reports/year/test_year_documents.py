"""The year on paper and as a workbook: one number with the page and the export, and text that stays text."""

import csv
import datetime
import io
from decimal import Decimal

import openpyxl
import pypdf
import pytest
import time_machine
from django.urls import reverse

from evaluations.years.facts import year_of
from exchange.achievements.table import achievement_rows, write_csv
from indicators.domain.kinds import Figure, Grade
from indicators.domain.working import unrounded
from indicators.enums import Aggregation, Polarity
from indicators.models import Indicator, Objective
from organisation.enums import Role
from realisations.enums import ReportStatus
from reports.year.book import TOP, write_position_year
from reports.year.facts import head_for
from tests import factories
from tests.prepared import fetch

pytestmark = pytest.mark.django_db

LACKING = "TW I, II belum dilaporkan"
NOW = datetime.datetime(2026, 10, 14, 9, tzinfo=datetime.UTC)


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def position(db):
    """The head of Dinas Kesehatan with 56,23 against 49 (lower is better) last year and three quarters this year."""
    factories.GovernmentFactory()
    position = factories.PositionFactory(unit__name="Dinas Kesehatan")
    columns = {"polarity": Polarity.MINIMIZE, "unit_of_measure": "Kasus", "statement": "Angka kematian"}
    indicator = factories.IndicatorFactory(objective__position=position, **columns)
    for year, value in ((2025, "60.5"), (2026, "56.23")):
        factories.target_for(indicator, figure(49), year=year, quarters={3: figure(49), 4: figure(49)})
        factories.realise(factories.report_of(position, year=year), indicator, figure(value))
    line = factories.BudgetLineFactory(position=position, amount=400)
    factories.spend(line, 3, 100)
    return position


@pytest.fixture
def inspector():
    return factories.user_with_role(Role.INSPECTORATE)


def figure(value) -> Figure:
    return Figure(Decimal(str(value)))


def fetched(client, user, name, *args):
    client.force_login(user)
    answer = fetch(client, reverse(f"reports:{name}", args=args))
    assert answer.status_code == 200
    return answer


def text_of(content: bytes) -> str:
    pages = pypdf.PdfReader(io.BytesIO(content)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def book_of(client, user, position):
    content = fetched(client, user, "year_workbook", "jabatan", position.pk, 2026).content
    return openpyxl.load_workbook(io.BytesIO(content))


def named_row(sheet, number=TOP + 2) -> dict[str, object]:
    """The cells of a row by their headings."""
    return {head.value: cell.value for head, cell in zip(sheet[TOP + 1], sheet[number], strict=True)}


# --- Works -----------------------------------------------------------------------------------------------------------


def test_page_print_workbook_export_and_working_tell_the_same_number(client, inspector, position):
    [row] = year_of(position, 2026, today=NOW.date()).rows
    percent = row.line.percent
    client.force_login(inspector)
    page = client.get(reverse("evaluations:position_year", args=[position.pk, 2026])).content.decode()
    working = client.get(reverse("realisations:figure_working", args=[row.indicator.pk, 2026])).content.decode()
    paper = text_of(fetched(client, inspector, "year_pdf", "jabatan", position.pk, 2026).content)
    cells = named_row(book_of(client, inspector, position)["Kinerja"])
    written = io.StringIO(newline="")
    write_csv(achievement_rows(Indicator.objects.all(), year=2026, quarter=None), written)
    [exported] = csv.DictReader(io.StringIO(written.getvalue(), newline=""))
    assert "85,24%" in page
    assert "85,24%" in paper
    assert unrounded(percent) in working
    assert cells["Capaian (%)"] == pytest.approx(float(percent), abs=1e-12)
    assert Decimal(exported["capaian_persen"]) == percent
    assert exported["status_laporan"] == "terverifikasi"


def test_a_running_year_is_told_to_date_on_page_paper_and_in_the_workbook(client, inspector):
    factories.GovernmentFactory()
    position = factories.PositionFactory()
    indicator = factories.IndicatorFactory(objective__position=position, aggregation=Aggregation.SUM)
    factories.target_for(indicator, figure(100), quarters=dict.fromkeys(range(1, 5), figure(25)))
    factories.realise(factories.report_of(position, quarter=1), indicator, figure(25))
    client.force_login(inspector)
    page = client.get(reverse("evaluations:position_year", args=[position.pk, 2026])).content.decode()
    paper = text_of(fetched(client, inspector, "year_pdf", "jabatan", position.pk, 2026).content)
    book = book_of(client, inspector, position)
    cells, trend = named_row(book["Kinerja"]), named_row(book["Tren"])
    assert (cells["Periode capaian"], cells["Realisasi"], cells["Capaian (%)"]) == ("s.d. TW I", 25, 100)
    assert (trend["Capaian 2026 (%)"], trend["Bukan setahun"]) == (100, "2026: s.d. TW I")
    words = " ".join(str(cell.value) for cell in book["Kinerja"]["A"])
    for text in (page, paper, words):
        assert "Ringkasan 2026 s.d. TW I" in text
        assert "Sangat Rendah" not in text
        assert "25,00%" not in text


def test_the_workbook_holds_numbers_for_everything_that_is_one(client, inspector, position):
    book = book_of(client, inspector, position)
    cells = named_row(book["Kinerja"])
    assert (cells["Target tahun"], cells["Realisasi TW III"], cells["Status TW IV"]) == (49, 56.23, "Belum dibuka")
    assert (cells["Pembanding"], cells["Realisasi pembanding"]) == ("s.d. TW III 2025", 60.5)
    assert cells["Perubahan (%)"] == pytest.approx(-7.0579, abs=1e-4)
    assert (cells["Arah perubahan"], cells["Perkiraan akhir tahun"]) == ("membaik", 56.23)
    assert cells["Target TW I"] is None
    assert [cell.value for cell in book["Anggaran"][TOP + 4]] == ["TW III", 100, 25, 100, 25, LACKING]
    trend = named_row(book["Tren"])
    assert (trend["Realisasi 2025"], trend["Realisasi 2026"]) == (60.5, 56.23)


def test_the_print_says_whose_it_is_and_who_printed_it(client, inspector, position):
    paper = text_of(fetched(client, inspector, "year_pdf", "jabatan", position.pk, 2026).content)
    for words in ("KINERJA TAHUNAN 2026", "Dinas Kesehatan", "Kabupaten Contoh", f"oleh {inspector}", "Terverifikasi"):
        assert words in paper
    for words in ("s.d. TW III 2025: 60,5", "-7,06%", "membaik", "perkiraan", "Rp100", "25,00%", LACKING):
        assert words in paper


def test_a_long_year_repeats_its_head_rows_and_stays_landscape(client, inspector, position):
    objective = factories.ObjectiveFactory(position=position)
    for _ in range(40):
        factories.target_for(factories.IndicatorFactory(objective=objective), figure(80))
    content = fetched(client, inspector, "year_pdf", "jabatan", position.pk, 2026).content
    pages = pypdf.PdfReader(io.BytesIO(content)).pages
    assert len(pages) > 3
    assert all(page.mediabox.width > page.mediabox.height for page in pages)
    assert sum("Perkiraan akhir" in " ".join(page.extract_text().split()) for page in pages) >= 3


def test_a_unit_has_its_documents_too(client, inspector, position):
    unit = position.unit_id
    paper = text_of(fetched(client, inspector, "year_pdf", "unit", unit, 2026).content)
    content = fetched(client, inspector, "year_workbook", "unit", unit, 2026).content
    cells = named_row(openpyxl.load_workbook(io.BytesIO(content))["Jabatan"])
    assert "85,24%" in paper
    assert cells["Rata-rata capaian (%)"] == pytest.approx(85.2448979592)
    assert cells["Keterangan anggaran"] == "TW I, II, IV belum dilaporkan"
    assert "TW I, II, IV belum dilaporkan" in paper
    assert (cells["Indikator"], cells["Terverifikasi"], cells["Pagu (Rp)"], cells["Penyerapan (%)"]) == (1, 1, 400, 25)


def test_the_documents_of_a_unit_tell_its_quarters_years_and_the_indicators_of_its_head(client, inspector, position):
    unit = position.unit_id
    paper = text_of(fetched(client, inspector, "year_pdf", "unit", unit, 2026).content)
    content = fetched(client, inspector, "year_workbook", "unit", unit, 2026).content
    book = openpyxl.load_workbook(io.BytesIO(content))
    course = book["Triwulan dan tahun"]
    written = {course.cell(row, 1).value: course.cell(row, 8).value for row in range(TOP + 2, course.max_row + 1)}
    assert written["2026 s.d. TW III"] == pytest.approx(85.2448979592)
    assert written["2025 s.d. TW III"] == pytest.approx(76.5306122449)
    assert written["2026 s.d. TW I"] is None
    cells = named_row(book["Pimpinan unit"])
    assert (cells["Indikator"], cells["Jabatan"], cells["Realisasi"]) == ("Angka kematian", position.title, 56.23)
    for words in ("2025 s.d. TW III", "76,53%", "C. Indikator Pimpinan Unit", "Angka kematian", "perkiraan"):
        assert words in paper


def test_formulas_in_texts_stay_text_and_grades_are_words(client, inspector, position):
    Indicator.objects.update(statement="=1+1")
    Objective.objects.update(statement='=HYPERLINK("x")')
    scale = ["CC", "B", "BB", "A"]
    graded = factories.IndicatorFactory(
        objective__position=position, polarity=Polarity.PREDICATE, predicate_scale=scale, aggregation=Aggregation.ANNUAL
    )
    factories.target_for(graded, Grade("A"))
    book = book_of(client, inspector, position)
    kinds = {cell.value: cell.data_type for sheet in book for row in sheet for cell in row if str(cell.value)[0] == "="}
    assert kinds == {"=1+1": "s", '=HYPERLINK("x")': "s"}
    assert named_row(book["Kinerja"], TOP + 3)["Target tahun"] == "A"


# --- Who may not, and what is not there ------------------------------------------------------------------------------


def test_drafts_are_in_no_document(client, inspector, position):
    draft = factories.report_of(position, ReportStatus.DRAFT, quarter=4)
    factories.realise(draft, Indicator.objects.get(), figure("11.11"))
    assert "11,11" not in text_of(fetched(client, inspector, "year_pdf", "jabatan", position.pk, 2026).content)
    assert named_row(book_of(client, inspector, position)["Kinerja"])["Realisasi TW IV"] is None


def test_documents_outside_the_scope_of_unknown_kinds_and_years_are_not_found(client, inspector, position):
    client.force_login(factories.holder_of(factories.PositionFactory()))
    for name in ("year_pdf", "year_workbook"):
        for kind, pk in (("jabatan", position.pk), ("unit", position.unit_id)):
            assert client.get(reverse(f"reports:{name}", args=[kind, pk, 2026])).status_code == 404
    client.force_login(inspector)
    for kind, year in (("lain", 2026), ("jabatan", 1999)):
        assert client.get(reverse("reports:year_pdf", args=[kind, position.pk, year])).status_code == 404


def test_an_empty_year_has_documents_that_say_so(position, inspector):
    head = head_for(position.title, position.unit.name, 2019, at=NOW, by=inspector)
    sheet = openpyxl.load_workbook(io.BytesIO(write_position_year(year_of(position, 2019, today=NOW.date()), head)))
    notes = [str(cell.value) for cell in sheet["Kinerja"]["A"]]
    assert any(note.endswith(": belum ada indikator yang diukur.") for note in notes)
