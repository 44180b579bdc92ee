"""Roles on the way out: those of the day, one a row, and none lost without a word."""

import datetime as dt
import io

import openpyxl
import pytest

from exchange.export.facts import export_workbook
from organisation.enums import Role
from organisation.models import Position, RoleGrant, User
from tests.exchange.books import plan
from tests.factories import AssignmentFactory

pytestmark = pytest.mark.django_db

NIP, TODAY = "198502032010011004", dt.date(2026, 11, 2)


@pytest.fixture
def user(db) -> User:
    plan(Pegawai=[(NIP, "Siti Rahma", "", "", "", "KADIS", "definitif", "1/1/2025", "", "", "", "")])
    return User.objects.get(employee__employee_number=NIP)


def people(today: dt.date = TODAY) -> tuple[list[tuple], list[str]]:
    """Position, kind and role of every row of Pegawai, and what was warned of."""
    target, written = io.BytesIO(), []
    export_workbook(target, year=2026, today=today, warn=written.append)
    lines = list(openpyxl.load_workbook(target)["Pegawai"].values)[1:]
    return sorted((line[5], line[6], line[11]) for line in lines), written


def grant(user: User, role: Role, start: str = "2025-01-01", end: str | None = None) -> None:
    RoleGrant.objects.create(user=user, role=role, start=start, end=end)


def acting(user: User, end: str | None = None) -> None:
    regent = Position.objects.get(code="BUPATI")
    AssignmentFactory(employee=user.employee, position=regent, kind="acting", start="2026-10-01", end=end)


def test_a_role_stands_on_the_definitive_assignment(user):
    grant(user, Role.PLANNING_AGENCY)
    acting(user)
    assert people() == ([("BUPATI", "Plt", None), ("KADIS", "definitif", "bappeda")], [])


def test_a_second_role_stands_on_another_assignment(user):
    grant(user, Role.PLANNING_AGENCY)
    grant(user, Role.INSPECTORATE)
    acting(user)
    assert people() == ([("BUPATI", "Plt", "bappeda"), ("KADIS", "definitif", "inspektorat")], [])


def test_a_role_that_finds_no_row_is_told(user):
    grant(user, Role.PLANNING_AGENCY)
    grant(user, Role.INSPECTORATE)
    acting(user, end="2026-10-31")
    rows, [written] = people()
    assert rows == [("BUPATI", "Plt", None), ("KADIS", "definitif", "inspektorat")]
    assert written.startswith("Peran bappeda dari Siti Rahma tidak ikut tertulis")


@pytest.mark.parametrize(("start", "end"), [("2025-01-01", "2026-11-01"), ("2026-11-03", None)])
def test_a_role_of_another_day_is_not_written(user, start, end):
    grant(user, Role.ADMINISTRATOR, start, end)
    assert people() == ([("KADIS", "definitif", None)], [])


def test_the_last_day_of_a_role_counts(user):
    grant(user, Role.ADMINISTRATOR, end="2026-11-02")
    assert people() == ([("KADIS", "definitif", "admin")], [])
