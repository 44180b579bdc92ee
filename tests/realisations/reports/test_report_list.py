"""The list of reports: what I may fill, where each stands, how long is left; and the same over a larger scope."""

import datetime
import re

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from indicators.calendar.actions import extend_period
from organisation.models import Position, User
from realisations.enums import ReportStatus
from realisations.models import QuarterReport
from tests.factories import IndicatorFactory, PositionFactory, report_of, target_for
from tests.office import WIB, Office, figure

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_office")]

LIST = "/realisasi/"


def page_for(user: User, query: str = "", status: int = 200) -> str:
    client = Client()
    client.force_login(user)
    response = client.get(LIST + query)
    assert response.status_code == status
    return response.content.decode()


def rows(page: str) -> list[str]:
    """The rows of the list as text, without tags and spare blanks."""
    body = page.partition("<tbody>")[2].partition("</tbody>")[0]
    return [plain(row) for row in body.split("<tr>")[1:]]


def plain(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def office_with(number: int, office: Office) -> list[Position]:
    """So many more offices with something to report, all below the Sekda."""
    positions = []
    for _ in range(number):
        position = PositionFactory(reports_to=office.position.reports_to)
        target_for(IndicatorFactory(objective__position=position), figure("80"))
        positions.append(position)
    return positions


def test_the_head_sees_each_opened_quarter_with_its_state_and_the_days_left(office: Office) -> None:
    report_of(office.position, ReportStatus.VERIFIED, quarter=1)
    late = report_of(office.position, ReportStatus.SUBMITTED, quarter=2)
    QuarterReport.objects.filter(pk=late.pk).update(submitted_at=datetime.datetime(2026, 7, 13, 9, tzinfo=WIB))
    third, second, first = rows(page_for(office.head))
    assert "TW III 2026 Belum mulai Batas lapor Sabtu, 10 Oktober 2026 pukul 23.59 WIB (2 hari lagi)" in third
    assert "Mulai isi" in third
    assert "TW II 2026 Dikirim dikirim terlambat 3 hari" in second
    assert "TW I 2026 Terverifikasi tepat waktu" in first


@pytest.mark.parametrize(
    ("status", "label", "action"),
    [(ReportStatus.DRAFT, "Draf", "Lanjutkan"), (ReportStatus.RETURNED, "Dikembalikan", "Perbaiki")],
)
def test_work_that_has_begun_is_continued_by_holder_and_operator(
    office: Office, status: str, label: str, action: str
) -> None:
    report = report_of(office.position, status)
    for user in (office.head, office.operator):
        row = next(row for row in rows(page_for(user, "?triwulan=3")) if office.position.title in row)
        assert f"TW III 2026 {label}" in row
        assert action in row
    assert reverse("realisations:report_edit", args=[report.pk]) in page_for(office.head)


def test_after_the_due_day_the_delay_is_counted_and_after_closing_nothing_can_be_begun(office: Office) -> None:
    with time_machine.travel(datetime.datetime(2026, 10, 14, 9, tzinfo=WIB), tick=False):
        (row,) = rows(page_for(office.head, "?triwulan=3"))
        assert "Ditutup Sabtu, 31 Oktober 2026 pukul 23.59 WIB (17 hari lagi)" in row
        assert "terlambat 4 hari" in row
        assert "Mulai isi" in row
    with time_machine.travel(datetime.datetime(2026, 11, 3, 9, tzinfo=WIB), tick=False):
        (row,) = rows(page_for(office.head, "?triwulan=3"))
        assert "Ditutup Sabtu, 31 Oktober 2026 terlambat 24 hari" in row
        assert "Mulai isi" not in row
        extend_period(
            office.period, office.unit, until=datetime.date(2026, 11, 9), reason="Listrik padam", by=office.section
        )
        (row,) = rows(page_for(office.head, "?triwulan=3"))
        assert "Waktu diperpanjang: Listrik padam" in row
        assert "Mulai isi" in row


def test_a_reader_with_a_larger_scope_gets_the_same_list_over_it(office: Office) -> None:
    report_of(office.position, ReportStatus.SUBMITTED)
    others = office_with(2, office)
    listed = rows(page_for(office.section, "?triwulan=3"))
    assert len(listed) == 3
    assert "Verifikasi" in listed[0]
    assert all("Mulai isi" not in row for row in listed), "a reader begins nothing"
    (only,) = rows(page_for(office.section, f"?triwulan=3&unit={others[1].unit.pk}"))
    assert others[1].title in only


def test_the_filters_stand_in_the_address(office: Office) -> None:
    report_of(office.position, ReportStatus.SUBMITTED)
    office_with(2, office)
    assert len(rows(page_for(office.section, "?triwulan=3&status=submitted"))) == 1
    assert len(rows(page_for(office.section, "?triwulan=3&status=belum-mulai"))) == 2
    assert rows(page_for(office.section, "?triwulan=3&status=verified")) == []
    assert rows(page_for(office.section, "?tahun=2025")) == []
    for nonsense in ("?tahun=abc&triwulan=9&status=x&unit=-1&halaman=zzz&lingkup=?", "?tahun=99999999999999999999"):
        page_for(office.section, nonsense)


def test_own_reports_come_first_and_the_scope_is_one_click_away(office: Office) -> None:
    target_for(IndicatorFactory(objective__position=office.division), figure("90"))
    own = page_for(office.head, "?triwulan=3")
    assert "Semua dalam lingkup saya" in own
    assert len(rows(own)) == 1
    assert len(rows(page_for(office.head, "?triwulan=3&lingkup=semua"))) == 2
    assert len(rows(page_for(office.division_head, "?triwulan=3&lingkup=semua"))) == 1, "never beyond the scope"


def test_nothing_to_report_says_what_to_do(office: Office) -> None:
    assert "Target dimasukkan oleh Bagian Organisasi" in page_for(office.division_head, "?lingkup=saya")


def test_a_quarter_that_is_not_open_yet_is_announced(office: Office) -> None:
    (row,) = rows(page_for(office.head, "?triwulan=4"))
    assert "Dibuka Jumat, 1 Januari 2027 (85 hari lagi)" in row
    assert "Mulai isi" not in row


@pytest.mark.parametrize("others", [1, 3])
def test_the_number_of_queries_does_not_grow_with_the_list(
    office: Office, others: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for position in office_with(others, office):
        report_of(position, ReportStatus.SUBMITTED)
    client = Client()
    client.force_login(office.secretary)
    with django_assert_num_queries(20):
        client.get(LIST + "?lingkup=semua")


def test_a_long_list_is_read_page_by_page(office: Office) -> None:
    office_with(30, office)
    first, second = page_for(office.section, "?triwulan=3"), page_for(office.section, "?triwulan=3&halaman=2")
    assert (len(rows(first)), len(rows(second))) == (25, 6)
    assert "1–25 dari 31 laporan" in plain(first)
