"""Sheets and headers: any order, any case; what is unknown is named, what is missing is refused."""

import datetime as dt
import io
import zipfile

import pytest

from exchange.sheets.outcome import import_workbook
from exchange.workbook import reading
from exchange.workbook.extent import MOST_CELLS
from exchange.workbook.problems import WorkbookError, WorkbookFindings
from exchange.workbook.schema import TARGET, UNIT
from organisation.models import WorkUnit
from tests.exchange.books import GOVERNMENT, bring_in, messages, places, warnings, workbook

pytestmark = pytest.mark.django_db


def test_sheets_and_columns_may_come_in_any_order_and_spelling():
    outcome = bring_in(
        {"unit": [("", "dinas", "Dinas A", "A")], "PEMDA": [GOVERNMENT]},
        headers={
            "unit": ("kode  induk", "JENIS", "Nama", " Kode "),
            "PEMDA": ("Nama", "Jenis", "Kode Wilayah", "Sebutan Kepala Daerah", "Ibu Kota", "Zona Waktu"),
        },
    )
    assert messages(outcome) == []
    assert WorkUnit.objects.get().name == "Dinas A"


def test_unknown_sheets_and_columns_are_named_and_passed_over():
    outcome = bring_in(
        {"Pemda": [GOVERNMENT], "Unit": [("A", "Dinas A", "dinas", "x")], "Catatan": [("apa saja",)]},
        headers={"Unit": ("Kode", "Nama", "Jenis", "Warna")},
    )
    assert outcome.is_written
    assert warnings(outcome) == [
        "Lembar Catatan: Lembar ini tidak dikenal dan diabaikan.",
        "Lembar Unit, baris 1, kolom Warna: Kolom ini tidak dikenal dan diabaikan.",
    ]


def test_instructions_and_the_returned_errors_are_passed_over_in_silence():
    outcome = bring_in(
        {
            "Petunjuk": [("Isi lembar",)],
            "Kesalahan": [("Unit",)],
            "Pemda": [GOVERNMENT],
            "Unit": [("A", "Dinas A", "dinas", "dulu salah")],
        },
        headers={"Unit": ("Kode", "Nama", "Jenis", "Kesalahan")},
    )
    assert outcome.is_written
    assert warnings(outcome) == []


def test_empty_rows_are_passed_over_and_rows_keep_the_numbers_that_excel_shows():
    rows = [("A", "Dinas A", "dinas", ""), ("", "", "", ""), ("", "", "", ""), ("B", "", "dinas", "")]
    outcome = bring_in({"Pemda": [GOVERNMENT], "Unit": rows})
    assert messages(outcome) == ["Lembar Unit, baris 5, kolom Nama: Wajib diisi."]


def test_a_missing_required_column_is_refused_once_and_not_held_against_other_sheets():
    outcome = bring_in(
        {"Pemda": [GOVERNMENT], "Unit": [("A", "dinas")], "Jabatan": [("J", "Kepala", "A", "kepala opd", "", "")]},
        headers={"Unit": ("Kode", "Jenis")},
    )
    assert places(outcome) == [("Unit", 1, "Nama")]


def test_a_column_that_is_there_twice_is_refused():
    outcome = bring_in(
        {"Pemda": [GOVERNMENT], "Unit": [("A", "Dinas A", "dinas", "B")]},
        headers={"Unit": ("Kode", "Nama", "Jenis", "Kode")},
    )
    assert "dua kali" in messages(outcome)[0]


def test_a_workbook_without_a_known_sheet_is_refused_with_the_names_to_use():
    with pytest.raises(WorkbookError, match="Pakai nama lembar dari templat: Pemda, Unit"):
        bring_in({"Sheet1": [("A",)]})


def with_cells(cells: str) -> io.BytesIO:
    """A workbook whose sheet `Unit` has these cells below its headers, as programs write them that compute nothing."""
    plain = zipfile.ZipFile(workbook({"Unit": []}))
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as file:
        for name in plain.namelist():
            content = plain.read(name)
            if name == "xl/worksheets/sheet1.xml":
                content = content.replace(b"</sheetData>", f"{cells}</sheetData>".encode())
            file.writestr(name, content)
    target.seek(0)
    return target


def refused(file: io.BytesIO) -> str:
    with pytest.raises(WorkbookError) as refusal:
        import_workbook(file, by=None, is_verified=True, today=dt.date(2026, 1, 5))
    return str(refusal.value)


def test_a_small_file_with_a_huge_range_is_refused_with_the_sheet_and_the_place():
    row = MOST_CELLS // 26 + 1
    sentence = refused(with_cells(f'<row r="{row}"><c r="Z{row}"><v>1</v></c></row>'))
    assert sentence.startswith("Lembar Unit: ")
    assert f"sampai sel Z{row} ke kanan dan sampai sel Z{row} ke bawah" in sentence


def test_a_formula_that_nobody_computed_is_named_and_not_read_as_empty():
    text = '<c r="{}" t="inlineStr"><is><t>{}</t></is></c>'.format
    row = f'{text("A2", "A")}<c r="B2"><f>UPPER("dinas")</f></c>{text("C2", "dinas")}'
    outcome = import_workbook(
        with_cells(f'<row r="2">{row}</row>'), by=None, is_verified=True, today=dt.date(2026, 1, 5)
    )
    assert outcome.is_refused
    assert any("baris 2: Sel B2 berisi rumus yang belum dihitung" in sentence for sentence in messages(outcome))
    assert not WorkUnit.objects.exists()


@pytest.mark.parametrize("error", [EOFError, TimeoutError])
def test_a_file_at_which_the_inspector_dies_is_refused_in_words(monkeypatch, error):
    def die(*args, **kwargs):
        raise error

    monkeypatch.setattr(reading, "ask", die)
    assert "terlalu berat untuk dibaca" in refused(workbook({"Unit": []}))


@pytest.mark.parametrize(("largest", "patience"), [(5000, reading.PAGE_TIME_LIMIT), (None, reading.TIME_LIMIT)])
def test_a_command_waits_longer_for_a_file_than_a_page_may(monkeypatch, largest, patience):
    given = []

    def note(module, header, blobs, *, time_limit):
        given.append(time_limit)
        raise TimeoutError

    monkeypatch.setattr(reading, "ask", note)
    with pytest.raises(WorkbookError):
        import_workbook(workbook({"Unit": []}), by=None, is_verified=True, today=dt.date(2026, 1, 5), largest=largest)
    assert given == [patience]


def test_cells_arrive_as_they_were():
    moment = dt.datetime(2026, 3, 1, 8, 30)  # noqa: DTZ001
    rows = [("00012", 1.5, True, ""), ("", "", "", ""), (dt.date(2026, 3, 1), moment, "a\u2028b\n", 12)]
    book = reading.open_workbook(workbook({"Unit": rows, "Target": []}), WorkbookFindings())
    assert list(book) == [UNIT, TARGET]
    assert book.count_rows([UNIT]) == 2
    _, first, third = book.lines(UNIT)
    assert first == (2, ["00012", 1.5, True])
    assert third[0] == 4
    assert third[1][0] == dt.date(2026, 3, 1)
    assert third[1][2:] == ["a\u2028b\n", 12]
