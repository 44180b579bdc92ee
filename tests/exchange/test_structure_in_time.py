"""Berlaku Sejak, Berlaku Sampai and Menggantikan in the workbook, and what a change keeps of before."""

import datetime

import pytest

from audit import trail
from audit.sentences import worded
from exchange.export import rows
from organisation.models import FormerUnit, Position, WorkUnit
from tests import factories
from tests.exchange.books import GOVERNMENT, bring_in, messages, places

pytestmark = pytest.mark.django_db

JULY, JUNE = datetime.date(2026, 7, 1), datetime.date(2026, 6, 30)
UNITS = [
    ("A", "Dinas A", "dinas", "", None, JUNE, ""),
    ("B", "Dinas B", "dinas", "", None, JUNE, ""),
    ("C", "Dinas AB", "dinas", "", JULY, None, "A; B"),
]


def test_the_days_and_the_succession_come_in_and_go_out_the_same():
    bring_in({"Pemda": [GOVERNMENT], "Unit": UNITS})
    unit = WorkUnit.objects.get(code="C")
    assert (unit.valid_from, WorkUnit.objects.get(code="A").valid_until) == (JULY, JUNE)
    assert {one.code for one in unit.replaces.all()} == {"A", "B"}
    cells = rows.unit_cells(rows.units().get(code="C"))
    assert (cells["Berlaku Sejak"], cells["Menggantikan"]) == (JULY, "A;B")
    again = [(*row[:6], row[6].replace(" ", "")) for row in UNITS]
    assert bring_in({"Unit": again}).summary == "0 baru, 0 berubah, 0 ditolak"
    assert worded(trail.history(unit))[0].changes[0].after == "Dinas A, Dinas B"


def test_positions_have_them_too():
    position = [("K", "Kepala", "A", "kepala opd", "II.b", "", JULY, None, "L"), ("L", "Lama", "A", "kepala opd")]
    bring_in({"Pemda": [GOVERNMENT], "Unit": UNITS, "Jabatan": position})
    assert Position.objects.get(code="K").valid_from == JULY
    assert Position.objects.get(code="L").replaced_by.get().code == "K"


def test_a_file_without_the_columns_leaves_them_alone():
    bring_in({"Pemda": [GOVERNMENT], "Unit": UNITS})
    bring_in({"Unit": [("C", "Dinas ABC", "dinas")]}, headers={"Unit": ("Kode", "Nama", "Jenis")})
    unit = WorkUnit.objects.get(code="C")
    assert (unit.name, unit.valid_from, unit.replaces.count()) == ("Dinas ABC", JULY, 2)


def test_bad_days_and_unknown_codes_are_told():
    bad = [("A", "Dinas A", "dinas", "", JULY, JUNE, ""), ("B", "Dinas B", "dinas", "", None, None, "X;B")]
    outcome = bring_in({"Pemda": [GOVERNMENT], "Unit": bad})
    assert places(outcome) == [("Unit", 2, "Berlaku Sampai"), ("Unit", 3, "Menggantikan"), ("Unit", 3, "Menggantikan")]
    assert "Kode X tidak ada" in " ".join(messages(outcome))


def test_a_new_name_corrects_until_something_is_verified_and_is_a_version_after_that():
    bring_in({"Pemda": [GOVERNMENT], "Unit": [("A", "Dnas A", "dinas", "")]})
    bring_in({"Unit": [("A", "Dinas A", "dinas", "")]})
    assert not FormerUnit.objects.exists()
    head = factories.PositionFactory(unit=WorkUnit.objects.get(code="A"))
    factories.report_of(head)
    bring_in({"Unit": [("A", "Dinas Baru", "dinas", "")]})
    assert FormerUnit.objects.get().name == "Dinas A"
    assert WorkUnit.objects.get(code="A").name == "Dinas Baru"


def test_nothing_ends_before_a_quarter_that_was_verified_of_it():
    bring_in({"Pemda": [GOVERNMENT], "Unit": [("A", "Dinas A", "dinas", "")]})
    unit = WorkUnit.objects.get(code="A")
    factories.report_of(factories.PositionFactory(unit=unit, title="Kepala Dinas A"), quarter=3)
    outcome = bring_in({"Unit": [("A", "Dinas A", "dinas", "", None, JUNE, "")]})
    assert places(outcome) == [("Unit", 2, "Berlaku Sampai")]
    assert "TW III 2026 Kepala Dinas A sudah terverifikasi" in " ".join(messages(outcome))
    unit.refresh_from_db()
    assert unit.valid_until is None
    bring_in({"Unit": [("A", "Dinas A", "dinas", "", None, datetime.date(2026, 9, 30), "")]})
    unit.refresh_from_db()
    assert unit.valid_until == datetime.date(2026, 9, 30)


@pytest.mark.parametrize("sheet", ["Unit", "Jabatan"])
def test_nothing_begins_after_a_quarter_that_was_verified_of_it(sheet: str):
    bring_in({"Pemda": [GOVERNMENT], "Unit": [("A", "Dinas A", "dinas", "")]})
    head = factories.PositionFactory(unit=WorkUnit.objects.get(code="A"), code="K", title="Kepala Dinas A")
    factories.report_of(head, quarter=2)
    rows = {
        "Unit": lambda first: ("A", "Dinas A", "dinas", "", first, None, ""),
        "Jabatan": lambda first: ("K", "Kepala Dinas A", "A", "kepala OPD", "", "", first, None, ""),
    }[sheet]
    outcome = bring_in({sheet: [rows(JULY)]})
    assert places(outcome) == [(sheet, 2, "Berlaku Sejak")], messages(outcome)
    assert "TW II 2026 Kepala Dinas A sudah terverifikasi, jadi harus sudah ada saat itu" in " ".join(messages(outcome))
    assert "Isi paling lambat 30 Juni 2026, atau kosongkan" in " ".join(messages(outcome))
    stored = WorkUnit.objects.get(code="A") if sheet == "Unit" else Position.objects.get(code="K")
    assert stored.valid_from is None
    assert not places(bring_in({sheet: [rows(datetime.date(2026, 6, 30))]}))
    stored.refresh_from_db()
    assert stored.valid_from == datetime.date(2026, 6, 30)


def test_nothing_begins_after_what_it_was_called_before():
    bring_in({"Pemda": [GOVERNMENT], "Unit": [("A", "Dinas A", "dinas", "")]})
    unit = WorkUnit.objects.get(code="A")
    unit.former.create(until=JUNE, name="Dinas Lama", kind=unit.kind)
    outcome = bring_in({"Unit": [("A", "Dinas A", "dinas", "", datetime.date(2026, 8, 1), None, "")]})
    assert places(outcome) == [("Unit", 2, "Berlaku Sejak")]
    assert "sampai 30 Juni 2026" in " ".join(messages(outcome))


HELD = {"Pemda": [GOVERNMENT], "Unit": [("A", "Dinas A", "dinas", "")]}
HEAD = ("K", "Kepala Dinas A", "A", "kepala opd", "II.b", "")
JANUARY, AUGUST = datetime.date(2026, 1, 1), datetime.date(2026, 8, 1)


def holder(start: datetime.date, end: datetime.date | None) -> tuple:
    return ("199001012015012001", "Siti", "", "", "", "K", "definitif", start, end)


@pytest.mark.parametrize(
    ("start", "end", "header", "cure"),
    [
        (JANUARY, None, "Mulai", "baru ada sejak 1 Juli 2026. Pilih hari itu atau sesudahnya."),
        (JULY, None, "Selesai", "hanya berlaku sampai 1 Agustus 2026. Isi hari terakhir menjabat paling lambat"),
        (datetime.date(2026, 9, 1), None, "Mulai", "Tugaskan pada jabatan penggantinya"),
    ],
)
def test_nobody_holds_a_position_outside_of_its_days(start, end, header, cure):
    outcome = bring_in(HELD | {"Jabatan": [(*HEAD, JULY, AUGUST, "")], "Pegawai": [holder(start, end)]})
    assert places(outcome) == [("Pegawai", 2, header)], messages(outcome)
    assert cure in " ".join(messages(outcome))
    assert not places(bring_in(HELD | {"Jabatan": [(*HEAD, JULY, AUGUST, "")], "Pegawai": [holder(JULY, AUGUST)]}))


@pytest.mark.parametrize(
    ("sheet", "header"), [("Jabatan", "Berlaku Sejak"), ("Jabatan", "Berlaku Sampai"), ("Unit", "Berlaku Sampai")]
)
def test_no_days_of_a_position_or_its_unit_leave_its_holder_outside(sheet, header):
    bring_in(HELD | {"Jabatan": [HEAD], "Pegawai": [holder(JANUARY, None)]})
    days = (JULY, None, "") if header == "Berlaku Sejak" else (None, JUNE, "")
    rows_of = {"Jabatan": [(*HEAD, *days)], "Unit": [("A", "Dinas A", "dinas", "", *days)]}
    outcome = bring_in({sheet: rows_of[sheet]})
    assert places(outcome) == [(sheet, 2, header)], messages(outcome)
    assert "Siti tercatat sebagai Kepala Dinas A mulai 1 Januari 2026. Akhiri" in " ".join(messages(outcome))
    if header == "Berlaku Sampai":
        assert not places(bring_in({sheet: rows_of[sheet], "Pegawai": [holder(JANUARY, JUNE)]}))
        assert Position.objects.get(code="K").assignments.get().end == JUNE
