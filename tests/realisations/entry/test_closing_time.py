"""Whether a quarter may still be typed and sent: the database's clock decides, whatever the web server's says."""

import datetime
from collections.abc import Iterator
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.test import Client

from indicators.enums import ValueState
from indicators.models import PeriodExtension
from organisation.enums import TimeZone
from organisation.models import Government
from realisations.entry.domain import Entry
from realisations.enums import ReportStatus
from realisations.models import QuarterReport, Realisation
from realisations.reports.actions import start_report, submit_report
from tests.clocks import database_clock
from tests.entries import save_report
from tests.office import Office

pytestmark = pytest.mark.django_db

ONE_SECOND = datetime.timedelta(seconds=1)
ONE_DAY = datetime.timedelta(days=1)
ZONES = [zone.value for zone in TimeZone]


@pytest.fixture(params=[-1, 1], ids=["a day behind", "a day ahead"])
def wrong_server(request: pytest.FixtureRequest) -> Iterator[datetime.timedelta]:
    """By how much the clock of the web server is wrong, on purpose."""
    yield request.param * ONE_DAY


def closing_of(office: Office, zone: str) -> datetime.datetime:
    """The first moment after the third quarter's last day in this zone."""
    Government.objects.update(time_zone=zone)
    return datetime.datetime.combine(office.period.closes + ONE_DAY, datetime.time(), ZoneInfo(zone))


def save(office: Office, report: QuarterReport, value: int) -> QuarterReport:
    entry = Entry(state=ValueState.REPORTED, figure=value)
    return save_report(report, {office.clinics.pk: entry}, by=office.operator, version=report.version)


def answered(office: Office) -> QuarterReport:
    """A report with every question answered."""
    report = office.report()
    words = Entry(state=ValueState.NOT_APPLICABLE, note="Dihentikan Perbup 5/2026")
    indicators = (office.stunting, office.clinics, office.grade, office.on_time)
    values = {indicator.pk: words for indicator in indicators}
    return save_report(report, values, by=office.operator, version=0, today=office.period.closes)


@pytest.mark.parametrize("zone", ZONES)
def test_a_save_in_the_last_second_is_kept_and_at_the_closing_time_and_after_it_refused(
    office: Office, wrong_server: datetime.timedelta, zone: str
) -> None:
    closing, report = closing_of(office, zone), office.report()
    with database_clock(closing - ONE_SECOND), time_machine.travel(closing - ONE_SECOND + wrong_server):
        report = save(office, report, 1)
    for late in (closing, closing + ONE_SECOND):
        with (
            database_clock(late),
            time_machine.travel(late + wrong_server),
            pytest.raises(ValidationError, match="sudah ditutup pada Sabtu, 31 Oktober 2026"),
        ):
            save(office, report, 2)
    assert Realisation.objects.get().figure == 1


def test_a_box_saved_by_itself_obeys_the_same_second(office: Office, wrong_server: datetime.timedelta) -> None:
    closing, report, client = closing_of(office, TimeZone.WIT), office.report(), Client()
    answers = []
    for second, text, was in ((-1, "7", ""), (0, "8", "7"), (1, "9", "7")):
        moment = closing + second * ONE_SECOND
        with database_clock(moment), time_machine.travel(moment + wrong_server):
            client.force_login(office.operator)
            sent = {"name": f"r{office.clinics.pk}-value", "text": text, "was": was}
            answers.append(client.post(f"/realisasi/{report.pk}/isi/sel/", sent))
    assert [answer.status_code for answer in answers] == [200, 422, 422]
    assert all("sudah ditutup pada Sabtu, 31 Oktober 2026" in late.content.decode() for late in answers[1:])
    assert Realisation.objects.get().figure == 7


def test_a_save_before_the_first_second_is_refused_and_in_it_kept(
    office: Office, wrong_server: datetime.timedelta
) -> None:
    opening = datetime.datetime.combine(office.period.opens, datetime.time(), ZoneInfo("Asia/Jakarta"))
    report = office.report()
    with (
        database_clock(opening - ONE_SECOND),
        time_machine.travel(opening - ONE_SECOND + wrong_server),
        pytest.raises(ValidationError, match="baru dibuka"),
    ):
        save(office, report, 1)
    with database_clock(opening), time_machine.travel(opening + wrong_server):
        assert save(office, report, 1).version == 1


def test_sending_and_beginning_obey_the_same_clock(office: Office, wrong_server: datetime.timedelta) -> None:
    closing, report = closing_of(office, TimeZone.WIT), answered(office)
    with database_clock(closing), time_machine.travel(closing + wrong_server):
        with pytest.raises(ValidationError, match="sudah ditutup"):
            submit_report(report, by=office.head)
        with pytest.raises(ValidationError, match="sudah ditutup"):
            start_report(office.division, office.period, by=office.division_head)
    with database_clock(closing - ONE_SECOND), time_machine.travel(closing - ONE_SECOND + wrong_server):
        assert submit_report(report, by=office.head).status == ReportStatus.SUBMITTED


def test_more_time_of_the_unit_ends_by_the_same_clock(office: Office, wrong_server: datetime.timedelta) -> None:
    closing, report = closing_of(office, TimeZone.WITA), office.report()
    PeriodExtension.objects.create(
        period=office.period, unit=office.unit, until=office.period.closes + 2 * ONE_DAY, reason="Banjir"
    )
    last = closing + 2 * ONE_DAY
    with database_clock(last - ONE_SECOND), time_machine.travel(last + wrong_server):
        report = save(office, report, 1)
    with (
        database_clock(last),
        time_machine.travel(last + wrong_server),
        pytest.raises(ValidationError, match="sudah ditutup pada Senin, 2 November 2026"),
    ):
        save(office, report, 2)


def test_the_page_that_was_open_at_closing_keeps_what_was_typed_and_says_why_it_is_not_stored(office: Office) -> None:
    report, closing = office.report(), closing_of(office, TimeZone.WIB)
    client = Client()
    sent = {"version": "0", f"r{office.clinics.pk}-value": "7"}
    with database_clock(closing), time_machine.travel(closing - ONE_DAY):
        client.force_login(office.operator)
        page = client.post(f"/realisasi/{report.pk}/isi/", sent).content.decode()
    assert "sudah ditutup pada Sabtu, 31 Oktober 2026" in page
    assert 'value="7"' in page
    assert not Realisation.objects.exists()
