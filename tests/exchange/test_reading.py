"""Sheets and headers: any order, any case; what is unknown is named, what is missing is refused."""

import pytest

from exchange.workbook.problems import WorkbookError
from organisation.models import WorkUnit
from tests.exchange.books import GOVERNMENT, bring_in, messages, places, warnings

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
