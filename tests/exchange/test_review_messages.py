"""What the sentences say: the cell as Excel shows it, the setting that differs, and no faults that are not there."""

import datetime as dt
import errno

import pytest
from django.core.management import CommandError, call_command

from exchange.pages.console import reason_of
from organisation import clock
from organisation.models import Employee
from tests.exchange.books import GOVERNMENT, bring_in, messages, only, plan, warnings

pytestmark = pytest.mark.django_db


def person(number: object, name: object = "Siti Rahma", position: object = "KADIS"):
    plan()
    row = (number, name, "", "", "", position, "definitif", dt.date(2025, 1, 1), "", "", "", "")
    return bring_in({"Pegawai": [row]})


@pytest.mark.parametrize("number", ["199001012015011001", "19900101 201501 1 001"])
def test_a_nip_comes_in_as_text(number):
    assert person(number).is_written
    assert Employee.objects.get().employee_number == "199001012015011001"


def test_a_nip_in_a_number_cell_is_shown_as_excel_shows_it_and_must_become_text():
    outcome = person(199001012015011001)
    sentence = only(outcome, messages(outcome))
    assert "kolom NIP (isi: “1,99001E+17”): NIP ini tersimpan sebagai angka, padahal harus teks" in sentence
    assert "Ubah format sel menjadi Teks" in sentence


@pytest.mark.parametrize("text", ["1.99001012015011e+17", "1,99001E+17"])
def test_a_nip_that_was_a_number_on_its_way_is_told_as_that(text):
    outcome = person(text)
    assert f"(isi: “{text}”): NIP ini pernah tersimpan sebagai angka" in only(outcome, messages(outcome))


def test_a_short_nip_is_counted_in_digits_and_signs():
    outcome = person("12a4")
    assert "yang ini 4 angka/tanda" in only(outcome, messages(outcome))


@pytest.mark.parametrize(("cell", "shown"), [(True, "TRUE"), (False, "FALSE")])
def test_a_boolean_cell_is_shown_as_excel_shows_it(cell, shown):
    outcome = person("199001012015011001", name=cell)
    assert f"kolom Nama (isi: “{shown}”): Sel ini tersimpan sebagai TRUE/FALSE" in only(outcome, messages(outcome))


@pytest.mark.parametrize(("cell", "shown"), [(-1234.5, "-1234,5"), (-1_500_000_000_000, "-1500000000000")])
def test_an_ordinary_number_is_shown_with_all_its_digits(cell, shown):
    plan(Program=[("1.02.02", "Program A")])
    outcome = bring_in({"Anggaran": [("KADIS", 2026, "1.02.02", cell, "DAU", "", "", "", "")]})
    assert f"(isi: “{shown}”)" in only(outcome, messages(outcome))


@pytest.mark.parametrize(
    ("sheet", "row", "columns"),
    [
        ("Target", ("I1", "tahun", 70, "", "", "", ""), {"Tahun"}),
        ("Realisasi", ("I1", 2025, "III", 70, "", "", "", "", "", ""), {"Triwulan"}),
        ("Anggaran", ("KADIS", 2026, 17.5, 100, "DAU", "", "", "", ""), {"Kode Program"}),
    ],
)
def test_two_rows_whose_key_cannot_be_read_are_no_duplicates(sheet, row, columns):
    plan()
    outcome = bring_in({sheet: [row, row]})
    assert {problem.column for problem in outcome.findings.problems} == columns
    assert not any("sudah ada pada baris" in sentence for sentence in messages(outcome))


def test_another_time_zone_than_that_of_the_installation_is_taken_over_without_a_word():
    assert warnings(bring_in({"Pemda": [(*GOVERNMENT[:5], "WIT")]})) == []
    assert clock.government_zone().key == "Asia/Jayapura"


@pytest.mark.parametrize("zone", ["WIB", ""])
def test_the_time_zone_of_the_application_is_nothing_to_tell(zone):
    assert warnings(bring_in({"Pemda": [(*GOVERNMENT[:5], zone)]})) == []


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOENT, "tidak ada"),
        (errno.EACCES, "tidak ada izin"),
        (errno.EISDIR, "itu map"),
        (errno.ENOSPC, "penuh"),
        (errno.EIO, "galat 5"),
    ],
)
def test_the_operating_system_answers_in_indonesian(number, words):
    assert words in reason_of(OSError(number, "in English"))


def test_a_folder_is_not_taken_for_a_file(tmp_path):
    with pytest.raises(CommandError, match="tidak dapat dibuka: itu map, bukan berkas"):
        call_command("import_workbook", tmp_path)
    with pytest.raises(CommandError, match="tidak dapat ditulis: berkas atau mapnya tidak ada"):
        call_command("export_workbook", tmp_path / "tidak" / "ada.xlsx", "--tahun", "2026")
