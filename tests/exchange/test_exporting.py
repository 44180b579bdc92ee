"""The workbook out: text stays text, a part stays a part, and what comes out goes in again."""

import io
import re
import zipfile

import openpyxl
import pytest
from django.utils import timezone

from exchange.export.facts import export_workbook
from exchange.export.scopes import EVERYTHING, ExportScope, scope_of_positions, scope_of_unit
from exchange.sheets.outcome import import_workbook
from exchange.workbook.template import write_template
from organisation.models import Employee, Position, WorkUnit
from tests.exchange.books import bring_in, messages, plan

pytestmark = pytest.mark.django_db


def exported(scope: ExportScope = EVERYTHING, **options) -> io.BytesIO:
    target = io.BytesIO()
    export_workbook(target, year=2026, scope=scope, **{"today": timezone.localdate()} | options)
    target.seek(0)
    return target


def content(file: io.BytesIO) -> dict[str, list[tuple]]:
    book = openpyxl.load_workbook(io.BytesIO(file.getvalue()))
    return {sheet.title: list(sheet.values) for sheet in book}


@pytest.fixture
def government(db):
    held = ("definitif", "1/1/2025", "")
    plan(
        Pegawai=[
            (
                "198502032010011004",
                "Siti Rahma",
                "dr.",
                "M.Kes.",
                "IV/b",
                "KADIS",
                *held,
                "a@b.example",
                "",
                "operator",
            ),
            ("", "Raden Contoh", "", "", "", "BUPATI", "definitif", "1/2/2025", "28/2/2030", "", "", ""),
        ],
        Target=[
            ("I1", 2026, "70,5", "", "", "", "70,5"),
            ("I4", 2026, "60,5-85", "", "", "", ""),
            ("I3", 2025, "B", "", "", "", ""),
        ],
        Realisasi=[
            ("I1", 2026, 1, "70,123456", "", "", "Baik\nsekali", "", "", ""),
            ("I4", 2026, 1, "", 1, 3, "", "", "", ""),
            ("I5", 2026, 1, "n/a", "", "", "", "", "", ""),
        ],
        Program=[("1.02.02", "Program A"), ("1.02.03", "Program B")],
        Anggaran=[("KADIS", 2026, "1.02.02", "1.500.000,50", "DAU", "", "10", "", "")],
    )


def test_what_comes_out_is_no_change_when_it_goes_in_again(government):
    file = exported()
    assert [len(rows) for rows in content(file).values()] == [2, 3, 3, 3, 2, 6, 3, 4, 3, 2, *[1] * 7]
    again = import_workbook(file, by=None, is_verified=True, today=timezone.localdate())
    assert again.summary == "0 baru, 0 berubah, 0 ditolak"


def test_only_the_year_is_exported(government):
    assert [row[0] for row in content(exported())["Target"][1:]] == ["I1", "I4"]


def test_formulas_and_links_stay_text(government):
    bring_in(
        {"Unit": [("X", '=HYPERLINK("http://a.example","klik")', "dinas", ""), ("Y", "http://a.example", "dinas", "")]}
    )
    bring_in({"Unit": [(f"Z{n}", f"{start}1+1", "dinas", "") for n, start in enumerate("=+-@;|")]})
    file = exported()
    with zipfile.ZipFile(file) as archive:
        parts = [archive.read(name) for name in archive.namelist() if name.startswith("xl/worksheets/")]
    assert not any(re.search(rb"<f>|<f |<hyperlink", part) for part in parts)
    assert content(file)["Unit"][3][1] == '=HYPERLINK("http://a.example","klik")'


def test_codes_and_nip_are_text_cells_and_figures_number_cells(government):
    sheets = content(exported())
    assert sheets["Pegawai"][2][0] == "198502032010011004"
    assert sheets["Target"][1][2] == 70.5
    assert sheets["Target"][2][2] == "60,5-85"
    assert sheets["Anggaran"][1][3] == 1500000.5


def test_people_may_be_left_out(government):
    assert "Pegawai" not in content(exported(with_people=False))


def test_a_unit_is_exported_with_what_is_below_it_and_nothing_else(government):
    bring_in(
        {
            "Unit": [("LAIN", "Dinas Lain", "dinas", "")],
            "Jabatan": [("KALAIN", "Kepala Lain", "LAIN", "kepala opd", "", "BUPATI")],
        }
    )
    sheets = content(exported(scope_of_unit(WorkUnit.objects.get(code="LAIN"), EVERYTHING)))
    assert [row[0] for row in sheets["Unit"][1:]] == ["LAIN"]
    assert sheets["Jabatan"][1:] == [("KALAIN", "Kepala Lain", "LAIN", "kepala opd", *[None] * 5)]
    assert [len(sheets[name]) for name in ("Pegawai", "Sasaran", "Indikator", "Target", "Program")] == [1] * 5


def test_a_unit_comes_with_what_stands_above_the_codes_of_its_budget(government):
    below = [("1.02.03.2.01", "Kegiatan"), ("1.02.03.2.01.0001", "Sub kegiatan"), ("1.02.03.2.02", "Yang lain")]
    line = ("KADIS", 2026, "1.02.03.2.01.0001", 100, "DAU", "", "", "", "")
    assert bring_in({"Program": below, "Anggaran": [line]}).is_written
    sheets = content(exported(scope_of_unit(WorkUnit.objects.get(code="DINKES"), EVERYTHING)))
    assert [row[0] for row in sheets["Program"][1:]] == ["1.02.02", "1.02.03", "1.02.03.2.01", "1.02.03.2.01.0001"]


def test_a_part_of_a_unit_comes_with_the_units_above_it(government):
    bring_in({"Jabatan": [("KABID", "Kepala Bidang", "DINKES-1", "administrator", "", "KADIS")]})
    position = Position.objects.get(code="KABID")
    sheets = content(exported(scope_of_positions([position.pk])))
    assert {row[0] for row in sheets["Unit"][1:]} == {"DINKES", "DINKES-1"}
    assert [row[0] for row in sheets["Jabatan"][1:]] == ["KABID"]


def test_a_unit_inside_a_smaller_scope_is_cut_to_it(government):
    bring_in({"Jabatan": [("KABID", "Kepala Bidang", "DINKES-1", "administrator", "", "KADIS")]})
    within = scope_of_positions([Position.objects.get(code="KABID").pk])
    sheets = content(exported(scope_of_unit(WorkUnit.objects.get(code="DINKES"), within)))
    assert [row[0] for row in sheets["Jabatan"][1:]] == ["KABID"]


def test_the_template_is_empty_explained_and_offers_lists():
    target = io.BytesIO()
    write_template(target)
    book = openpyxl.load_workbook(target)
    assert book.sheetnames[0] == "Petunjuk"
    assert book.sheetnames[1:] == [
        "Pemda", "Unit", "Jabatan", "Pegawai", "Sasaran", "Indikator", "Target", "Realisasi", "Program", "Anggaran",
        "Rencana", "Misi", "Tujuan", "Sasaran Tujuan", "Indikator Tujuan", "Target Rencana", "Libur",
    ]  # fmt: skip
    unit = book["Unit"]
    days = ["Berlaku Sejak", "Berlaku Sampai", "Menggantikan"]
    assert [cell.value for cell in unit[1]] == ["Kode", "Nama", "Jenis", "Kode Induk", *days]
    assert [cell.font.bold for cell in unit[1]] == [True, True, True, False, False, False, False]
    lists = {str(rule.sqref): rule.formula1 for rule in unit.data_validations.dataValidation}
    assert '"sekretariat daerah,sekretariat dprd' in lists["C2:C20000"]
    assert lists["D2:D20000"] == "'Unit'!$A$2:$A$20000"


def test_the_empty_template_imports_as_nothing(government):
    target = io.BytesIO()
    write_template(target)
    target.seek(0)
    outcome = import_workbook(target, by=None, is_verified=True, today=timezone.localdate())
    assert (messages(outcome), outcome.summary) == ([], "0 baru, 0 berubah, 0 ditolak")
    assert outcome.findings.warnings == []
    assert Employee.objects.count() == 2
