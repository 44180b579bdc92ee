"""In the days of grace nobody is called late. Exceptions are listed with who gave them and ended with a reason."""

import datetime

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from audit.trail import history
from duties.desk.facts import desk_of
from duties.reminders.facts import owed_on, reminders_on
from duties.reminders.wording import worded
from evaluations.dashboard.facts import build_dashboard
from indicators.calendar.actions import end_extension, extend_period
from indicators.models import Period, PeriodExtension
from organisation.models import User
from realisations.calendar.facts import window_of
from realisations.reports.facts import items_of, reporting_positions, slots_of
from tests.clocks import database_clock
from tests.factories import IndicatorFactory, ObjectiveFactory, PositionFactory, WorkUnitFactory, target_for
from tests.indicators.calendar.test_calendar_pages import calendar_of
from tests.office import TODAY, WIB, Office, figure
from tests.words import lines_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_office")]

LIST = "/realisasi/jadwal/perpanjangan/"
GRACE = datetime.date(2026, 10, 15)
IN_GRACE = datetime.date(2026, 10, 14)
UNTIL = datetime.date(2026, 11, 9)


def as_user(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def with_grace(office: Office) -> Office:
    """The third quarter, due on 10 October, with grace up to the 15th."""
    office.period.grace = GRACE
    office.period.save()
    return office


def lateness(office: Office, today: datetime.date) -> str:
    slots = slots_of(reporting_positions(office.head, year=2026, own_only=True), [office.period])
    (item,) = items_of(slots, [office.period], today=today)
    return item.lateness


def extended(office: Office) -> PeriodExtension:
    return extend_period(office.period, office.unit, until=UNTIL, reason="Banjir", by=office.section)


def test_grace_is_typed_with_the_calendar_and_shown_to_everybody(office: Office) -> None:
    data = calendar_of(2026, tw3_grace="15 Oktober 2026")
    assert as_user(office.section).post("/realisasi/jadwal/2026/", data).status_code == 302
    office.period.refresh_from_db()
    assert office.period.grace == GRACE
    (event,) = history(office.period).filter(verb="period.changed")
    assert lines_of(event) == ["masa tenggang: – → 15 Oktober 2026"]
    assert "15 Oktober 2026" in as_user(office.head).get("/realisasi/jadwal/").content.decode()


@pytest.mark.parametrize("day", ["9-10-2026", "1-11-2026"])
def test_grace_before_the_due_day_or_after_closing_is_refused_by_the_form_and_by_the_database(
    office: Office, day: str
) -> None:
    page = as_user(office.section).post("/realisasi/jadwal/2026/", calendar_of(2026, tw3_grace=day)).content.decode()
    assert "Masa tenggang berakhir antara batas lapor dan tanggal ditutup" in page
    moment = datetime.date(2026, *reversed([int(part) for part in day.split("-")[:2]]))
    with pytest.raises(IntegrityError, match="period_grace"), transaction.atomic():
        Period.objects.filter(pk=office.period.pk).update(grace=moment)


def test_up_to_the_last_day_of_grace_nobody_is_called_late(office: Office) -> None:
    assert lateness(office, IN_GRACE) == "terlambat 4 hari"
    with_grace(office)
    assert [lateness(office, day) for day in (IN_GRACE, GRACE)] == ["", ""]
    assert lateness(office, GRACE + datetime.timedelta(days=1)) == "terlambat 1 hari"
    window = window_of(office.report())
    assert (
        window.countdown_and_delay(IN_GRACE)
        == "Masa tenggang sampai Kamis, 15 Oktober 2026 pukul 23.59 WIB (1 hari lagi)"
    )
    assert window.countdown_and_delay(GRACE + datetime.timedelta(days=2)) == (
        "Ditutup Sabtu, 31 Oktober 2026 pukul 23.59 WIB (14 hari lagi) – terlambat 2 hari"
    )


def test_the_dashboard_calls_nobody_late_in_the_grace(office: Office) -> None:
    def late() -> list[int]:
        board = build_dashboard(office.section, year=2026, quarter=3, today=IN_GRACE)
        return [row.quarters[-1].days_late for row in board.rows]

    assert late() == [4]
    with_grace(office)
    assert late() == [0]


def test_reminders_in_the_grace_ask_without_telling_the_superior(office: Office) -> None:
    with_grace(office)
    written = {
        day: {person: line.stage for person, lines in reminders_on(day).by_person.items() for line in lines}
        for day in (datetime.date(2026, 10, 13), IN_GRACE, GRACE, datetime.date(2026, 10, 16))
    }
    own = {office.head.pk, office.operator.pk}
    assert set(written[datetime.date(2026, 10, 13)]) == own
    assert written[IN_GRACE] == {}, "every second working day"
    assert {stage.words for stage in written[GRACE].values()} == {"hari terakhir masa tenggang"}
    assert set(written[GRACE]) == own


def test_a_unit_with_more_time_is_not_late_before_it_is_over_and_counts_from_its_end(office: Office) -> None:
    assert lateness(office, UNTIL) == "terlambat 30 hari"
    extended(office)
    assert [lateness(office, day) for day in (IN_GRACE, UNTIL)] == ["", ""]
    assert lateness(office, UNTIL + datetime.timedelta(days=2)) == "terlambat 2 hari"
    window = window_of(office.report())
    assert (
        window.countdown_and_delay(UNTIL)
        == "Perpanjangan waktu sampai Senin, 9 November 2026 pukul 23.59 WIB (hari ini)"
    )
    assert asked_for(office, UNTIL).endswith("ari terakhir perpanjangan waktu")
    assert asked_for(office, TODAY).endswith("atas lapor 2 hari lagi")


def asked_for(office: Office, day: datetime.date) -> str:
    """What the start page of the head says of the report on the day."""
    return next(task.detail for task in desk_of(office.head, today=day).tasks if " laporan " in task.title)


def test_more_time_that_was_ended_early_excuses_nobody(office: Office) -> None:
    end_extension(extended(office), reason="Keliru", by=office.section, today=TODAY)
    assert lateness(office, IN_GRACE) == "terlambat 4 hari"


def test_the_dashboard_calls_only_the_units_late_that_were_not_given_more_time(office: Office) -> None:
    other = PositionFactory(title="Kepala Dinas Sosial")
    target_for(IndicatorFactory(objective=ObjectiveFactory(position=other)), figure("10"))
    extended(office)

    def late(today: datetime.date) -> dict[str, int]:
        board = build_dashboard(office.section, year=2026, quarter=3, today=today)
        return {row.position.title: row.days_late for row in board.rows}

    assert late(IN_GRACE) == {"Kepala Dinas Kesehatan": 0, "Kepala Dinas Sosial": 4}
    assert late(UNTIL + datetime.timedelta(days=1))["Kepala Dinas Kesehatan"] == 1


def test_neither_superior_nor_secretary_hears_of_a_unit_that_was_given_more_time(office: Office) -> None:
    def written(day: int) -> dict[int, str]:
        by_person = reminders_on(datetime.date(2026, 10, day)).by_person
        return {person: line.stage.words for person, lines in by_person.items() for line in lines}

    assert office.secretary.pk in written(13)
    extended(office)
    own = {office.head.pk, office.operator.pk}
    assert written(13) == dict.fromkeys(own, "perpanjangan waktu, 27 hari lagi")
    assert all(set(written(day)) <= own for day in range(10, 31))


def test_by_hand_nobody_is_called_late_in_the_time_that_was_given(office: Office) -> None:
    def words() -> set[str]:
        return {line.stage.words for line in owed_on(IN_GRACE).lines}

    assert words() == {"terlambat 4 hari"}
    with_grace(office)
    assert words() == {"masa tenggang, 1 hari lagi"}
    extended(office)
    assert words() == {"perpanjangan waktu, 26 hari lagi"}


def test_more_time_that_is_over_already_is_refused_by_the_day_of_the_database(office: Office) -> None:
    client = as_user(office.section)
    address = reverse("indicators:extension_create", args=[office.period.pk])
    data = {"unit": office.unit.pk, "until": "9 November 2026", "reason": "Banjir"}
    with database_clock(datetime.datetime(2026, 11, 10, tzinfo=WIB)):
        page = client.post(address, data).content.decode()
    assert "Tanggal ini sudah lewat. Pilih hari ini atau tanggal sesudahnya." in page
    assert not PeriodExtension.objects.exists()
    with database_clock(datetime.datetime(2026, 11, 9, 23, 59, tzinfo=WIB)):
        assert client.post(address, data).status_code == 302
    assert PeriodExtension.objects.get().until == UNTIL


@pytest.mark.parametrize(
    ("today", "words"),
    [
        (datetime.date(2026, 10, 9), "Batas lapor Sabtu, 10 Oktober 2026 (1 hari lagi)"),
        (
            datetime.date(2026, 10, 13),
            "Batas lapor Sabtu, 10 Oktober 2026, masa tenggang sampai Kamis, 15 Oktober 2026 "
            "(masa tenggang, 2 hari lagi)",
        ),
        (
            datetime.date(2026, 10, 19),
            "Batas lapor Sabtu, 10 Oktober 2026, masa tenggang sampai Kamis, 15 Oktober 2026 (terlambat 4 hari)",
        ),
    ],
)
def test_a_reminder_says_the_same_of_the_grace_by_itself_and_by_hand(
    office: Office, today: datetime.date, words: str
) -> None:
    with_grace(office)
    by_hand = owed_on(today).by_person[office.head.pk]
    assert words in worded(office.head, by_hand, today=today).body
    by_itself = reminders_on(today).by_person.get(office.head.pk, by_hand)
    assert [line.stage.words for line in by_itself] == [line.stage.words for line in by_hand]


def test_the_page_of_reminders_calls_nobody_late_in_the_grace(office: Office) -> None:
    with_grace(office)
    with time_machine.travel(datetime.datetime(2026, 10, 13, 3, tzinfo=datetime.UTC), tick=False):
        page = as_user(office.section).get("/pengingat/").content.decode()
    assert "masa tenggang, 2 hari lagi" in page
    assert "terlambat" not in page


def test_exceptions_are_listed_with_who_gave_them_and_those_that_are_over(office: Office) -> None:
    extended(office)
    PeriodExtension.objects.create(
        period=Period.objects.get(year=2026, quarter=1),
        unit=office.unit,
        until=datetime.date(2026, 5, 9),
        reason="Server rusak",
    )
    page = as_user(office.head).get(LIST).content.decode()
    for text in ("9 November 2026", "Banjir", "Berlaku", str(office.section), "Server rusak", "Berakhir"):
        assert text in page
    assert "Akhiri" not in page
    calendar = as_user(office.head).get("/realisasi/jadwal/").content.decode()
    assert "Banjir" in calendar
    assert "Server rusak" not in calendar, "what is over stands in the list only"


def test_an_exception_is_ended_early_with_a_reason_and_no_longer_counts(office: Office) -> None:
    extension = extended(office)
    assert window_of(office.report()).closes == UNTIL
    client = as_user(office.section)
    address = reverse("indicators:extension_end", args=[extension.pk])
    assert address in client.get(LIST).content.decode()
    page = client.post(address, {"reason": "Jaringan sudah pulih"}, follow=True).content.decode()
    answer = " ".join(page.split())
    assert "diakhiri." in answer
    assert "Diakhiri lebih awal" in answer
    assert f"8 Oktober 2026, {office.section}: Jaringan sudah pulih" in answer
    assert window_of(office.report()).closes == office.period.closes
    event = history(office.period).first()
    assert (event.verb, lines_of(event)) == (
        "period.extension_ended",
        ["Dinas Kesehatan, semula sampai 9 November 2026: Jaringan sudah pulih"],
    )


def test_time_that_was_ended_can_be_given_again(office: Office) -> None:
    end_extension(extended(office), reason="Keliru", by=office.section, today=TODAY)
    again = extended(office)
    assert (again.ended_on, again.end_reason) == (None, "")
    assert window_of(office.report()).closes == UNTIL


def test_ending_without_a_reason_twice_or_by_others_is_refused(office: Office) -> None:
    extension = extended(office)
    address = reverse("indicators:extension_end", args=[extension.pk])
    assert as_user(office.head).post(address, {"reason": "x"}).status_code == 403
    assert as_user(office.section).post(address, {"reason": "  "}).status_code == 200
    with pytest.raises(ValidationError, match="sudah berakhir"):
        end_extension(extension, reason="x", by=office.section, today=UNTIL + datetime.timedelta(days=1))
    end_extension(extension, reason="Keliru", by=office.section, today=TODAY)
    with pytest.raises(ValidationError, match="sudah berakhir"):
        end_extension(extension, reason="Keliru", by=office.section, today=TODAY)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_number_of_queries_does_not_grow_with_the_exceptions(
    office: Office, rows: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(rows):
        extend_period(office.period, WorkUnitFactory(), until=UNTIL, reason="Banjir", by=office.section)
    client = as_user(office.section)
    with django_assert_num_queries(8):
        client.get(LIST)
