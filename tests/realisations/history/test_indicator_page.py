"""An indicator through the years: targets, realisations, achievement with its working, who changed what."""

from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from indicators.enums import ValueState
from organisation.models import User
from realisations.entry.domain import Entry
from realisations.enums import ReportStatus
from tests.entries import save_report
from tests.factories import realise, report_of, target_for
from tests.office import TODAY, Office, figure

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_office")]


def page_for(user: User, office: Office, status: int = 200) -> str:
    client = Client()
    client.force_login(user)
    response = client.get(reverse("realisations:indicator_detail", args=[office.stunting.pk]))
    assert response.status_code == status
    return response.content.decode()


def draft(office: Office) -> None:
    for text in ("16.25", "17.75"):
        report = office.report()
        entry = Entry(state=ValueState.REPORTED, figure=Decimal(text), note="menurut e-PPGBM")
        save_report(report, {office.stunting.pk: entry}, by=office.operator, version=report.version, today=TODAY)


def test_every_year_and_quarter_stands_with_its_achievement_and_working(office: Office) -> None:
    target_for(office.stunting, figure("18"), year=2025, quarters={4: figure("18")})
    realise(report_of(office.position, year=2025, quarter=4), office.stunting, figure("20.7"))
    realise(report_of(office.position, ReportStatus.VERIFIED), office.stunting, figure("16.9"))
    page = page_for(office.secretary, office)
    for text in ("Tahun 2026", "Tahun 2025", "20,7", "16,9", "85,00%", "90,97%", "Rumus", "Kebijakan 2025"):
        assert text in page
    assert page.count('<span class="unknown">Tidak diukur</span>') == 5, "quarters without a target owe nothing"
    assert "Belum lapor" not in page


def test_a_quarter_that_was_not_opened_owes_nothing(office: Office) -> None:
    page = page_for(office.secretary, office)
    assert page.count('<span class="unknown">Belum dibuka</span>') == 2, "figure and report of the fourth quarter"
    assert page.count('<span class="unknown">Belum lapor</span>') == 1
    assert "Belum lapor: TW III<" in page, "the year is not complete"


def test_a_draft_is_nobody_elses_business(office: Office) -> None:
    draft(office)
    page = page_for(office.secretary, office)
    assert "16,25" not in page
    assert "17,75" not in page
    assert page.count("Belum dilaporkan") == 3, "the fourth quarter is not opened yet"


def test_an_indicator_outside_the_scope_is_not_found(office: Office) -> None:
    page_for(office.division_head, office, status=404)
    assert Client().get(reverse("realisations:indicator_detail", args=[office.stunting.pk])).status_code == 302


@pytest.mark.parametrize("years", [1, 3])
def test_the_number_of_queries_does_not_grow_with_the_years(
    office: Office, years: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for year in range(2027, 2027 + years):
        target_for(office.stunting, figure("10"), year=year, quarters={1: figure("10")})
        realise(report_of(office.position, year=year, quarter=1), office.stunting, figure("11"))
    client = Client()
    client.force_login(office.head)
    with django_assert_num_queries(17):
        client.get(reverse("realisations:indicator_detail", args=[office.stunting.pk]))
