"""The sheet Libur: in, again, out, and what is refused."""

import datetime
import io

import pytest

from exchange.export.facts import export_workbook
from exchange.sheets.outcome import import_workbook
from indicators.models import DayOff
from organisation.enums import Role
from tests.exchange.books import bring_in, places
from tests.factories import GovernmentFactory, user_with_role

pytestmark = pytest.mark.django_db

ROWS = [
    (datetime.date(2027, 11, 17), "Hari jadi kabupaten", "libur daerah", "Perda 5/2001"),
    (datetime.date(2027, 3, 9), "Tetap masuk", "hari kerja", ""),
]


@pytest.fixture(autouse=True)
def government(db):
    return GovernmentFactory()


def with_row(*cells: object) -> dict[str, list]:
    return {"Libur": [*ROWS, cells]}


def test_days_come_in_once_and_again_without_a_change():
    assert bring_in({"Libur": ROWS}).new == 2
    again = bring_in({"Libur": ROWS})
    assert (again.new, again.changed) == (0, 0)
    assert list(DayOff.objects.values_list("name", "kind")) == [
        ("Tetap masuk", "worked"),
        ("Hari jadi kabupaten", "regional"),
    ]


def test_without_the_column_the_letter_stays():
    bring_in({"Libur": ROWS})
    rows = [(ROWS[0][0], "Hari jadi", "libur daerah")]
    outcome = bring_in({"Libur": rows}, headers={"Libur": ["Tanggal", "Nama", "Jenis"]})
    assert outcome.changed == 1
    assert DayOff.objects.get(name="Hari jadi").basis == "Perda 5/2001"


def test_the_days_of_the_year_go_out_and_come_in_elsewhere():
    bring_in({"Libur": ROWS})
    target = io.BytesIO()
    assert export_workbook(target, year=2027, today=datetime.date(2027, 1, 4))["Libur"] == 2
    DayOff.objects.all().delete()
    target.seek(0)
    import_workbook(target, by=None, is_verified=True, today=datetime.date(2027, 1, 4))
    assert DayOff.objects.count() == 2


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ((datetime.date(2027, 4, 9), "Biasa", "hari kerja", ""), "Jenis"),
        ((datetime.date(2027, 11, 17), "Dua kali", "libur daerah", ""), "Tanggal"),
        (("kemarin", "Kapan", "libur daerah", ""), "Tanggal"),
        ((datetime.date(2027, 4, 9), "Apa", "cuti bersama sebagian", ""), "Jenis"),
    ],
    ids=["worked anyway", "twice", "no date", "no kind"],
)
def test_what_is_refused_is_named_and_nothing_is_kept(row, column):
    outcome = bring_in(with_row(*row))
    assert places(outcome) == [("Libur", 4, column)]
    assert not DayOff.objects.exists()


def test_only_those_who_keep_the_calendar_bring_days_in():
    assert bring_in({"Libur": ROWS}, by=user_with_role(Role.PLANNING_AGENCY)).is_refused
    assert bring_in({"Libur": ROWS}, by=user_with_role(Role.ORGANISATION_SECTION)).is_written
