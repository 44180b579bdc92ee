"""What was not sent leaves the house with nobody but those who write it: the workbook says no more than the pages."""

from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from indicators.domain.kinds import Figure
from indicators.models import Indicator
from organisation.models import User
from realisations.enums import ReportStatus
from tests.factories import (
    BudgetLineFactory,
    GovernmentFactory,
    IndicatorFactory,
    PositionFactory,
    holder_of,
    realise,
    report_of,
    spend,
    user_with_role,
)

pytestmark = pytest.mark.django_db

FIGURE, MONEY = 72.5, 12_345
SENT = (ReportStatus.SUBMITTED, ReportStatus.VERIFIED)
READERS = ("inspectorate", "planning_agency", "organisation_section", "administrator")


@pytest.fixture(params=list(ReportStatus))
def indicator(request: pytest.FixtureRequest) -> Indicator:
    """An indicator with a figure and money of a quarter whose report is in each of the four states."""
    GovernmentFactory()
    indicator = IndicatorFactory()
    position = indicator.objective.position
    realise(report_of(position, request.param), indicator, Figure(Decimal(str(FIGURE))))
    spend(BudgetLineFactory(position=position), 3, Decimal(MONEY))
    return indicator


def exported(content: bytes) -> tuple[list[object], list[object]]:
    """The figures of Realisasi, and what was spent in the third quarter."""
    book = load_workbook(BytesIO(content))
    figures = [row[3] for row in book["Realisasi"].iter_rows(min_row=2, values_only=True)]
    headers = [cell.value for cell in book["Anggaran"][1]]
    column = headers.index("Realisasi TW III")
    money = [row[column] for row in book["Anggaran"].iter_rows(min_row=2, values_only=True)]
    return figures, money


def download(user: User) -> tuple[list[object], list[object]]:
    client = Client()
    client.force_login(user)
    return exported(client.get(reverse("exchange:workbook_export"), {"tahun": 2026}).content)


@pytest.mark.parametrize("role", READERS)
def test_a_reader_gets_only_what_was_sent(indicator: Indicator, role: str) -> None:
    is_sent = indicator.realisations.get().report.status in SENT
    assert download(user_with_role(role)) == (([FIGURE], [MONEY]) if is_sent else ([], [None]))


def test_those_who_write_the_report_get_their_drafts(indicator: Indicator) -> None:
    position = indicator.objective.position
    for user in (holder_of(position), user_with_role("operator", position.unit)):
        assert download(user) == ([FIGURE], [MONEY])


def test_who_leads_the_writer_gets_what_was_sent(indicator: Indicator) -> None:
    position = indicator.objective.position
    superior = PositionFactory(code="ATAS", unit=position.unit, kind="administrator")
    position.reports_to = superior
    position.save()
    is_sent = indicator.realisations.get().report.status in SENT
    assert download(holder_of(superior)) == (([FIGURE], [MONEY]) if is_sent else ([], [None]))


@pytest.mark.parametrize("with_drafts", [False, True])
def test_the_command_gives_drafts_only_when_it_is_told_to(
    indicator: Indicator, tmp_path: Path, with_drafts: bool
) -> None:
    path = tmp_path / "keluar.xlsx"
    call_command("export_workbook", path, "--tahun", "2026", *(["--dengan-draf"] if with_drafts else []))
    is_told = with_drafts or indicator.realisations.get().report.status in SENT
    assert exported(path.read_bytes()) == (([FIGURE], [MONEY]) if is_told else ([], [None]))
