"""What a government says of single days: due days and reminders follow, and everybody sees it."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from audit.models import Event
from audit.trail import history
from duties.desk.facts import desk_of
from duties.reminders.facts import reminders_on
from indicators.calendar.actions import change_periods, ensure_year
from indicators.days_off.actions import set_day, take_back
from indicators.days_off.facts import days_off_in, years_without_joint_leave
from indicators.domain.periods import PeriodDates
from indicators.enums import DayKind, DueMove, WorkingWeek
from indicators.models import DayOff, Period, Policy
from indicators.policies.actions import change_policy
from organisation.enums import Role
from organisation.models import User
from tests.clocks import database_clock
from tests.factories import PositionFactory, TargetFactory, holder_of, user_with_role

pytestmark = pytest.mark.django_db

FRIDAY, SATURDAY, MONDAY = (datetime.date(2027, 4, number) for number in (9, 10, 12))
"""TW I 2027 is due on a Saturday."""


@pytest.fixture(autouse=True)
def in_january(db):
    """The due days of the year lie ahead."""
    with database_clock(datetime.datetime(2027, 1, 4, 2, tzinfo=datetime.UTC)):
        yield


@pytest.fixture
def section() -> User:
    return user_with_role(Role.ORGANISATION_SECTION)


@pytest.fixture
def first_quarter(section) -> Period:
    ensure_year(2027, by=section)
    return Period.objects.get(year=2027, quarter=1)


@pytest.fixture
def head(first_quarter) -> User:
    """The holder of a position that is measured in 2027."""
    position = PositionFactory()
    TargetFactory(indicator__objective__position=position, year=2027)
    return holder_of(position)


def decide(section: User, **values: object) -> None:
    change_policy(Policy.objects.get(year=2027), values, by=section)


def due_of(period: Period) -> datetime.date:
    period.refresh_from_db()
    return period.due


def last_reminder_before(head: User, day: datetime.date) -> datetime.date:
    """The last day up to this one on which the person is reminded of TW I."""
    days = (day - datetime.timedelta(number) for number in range(20))
    return next(one for one in days if head.pk in reminders_on(one).by_person)


# --- Days of the government's own ------------------------------------------------------------------------------------


def test_a_regional_day_is_off_and_a_national_one_can_be_worked(section):
    set_day(FRIDAY, name="Pilkada", kind=DayKind.REGIONAL, basis="SE Bupati 1/2027", by=section)
    set_day(datetime.date(2027, 3, 9), name="Tetap masuk", kind=DayKind.WORKED, basis="SE Bupati 2/2027", by=section)
    off = days_off_in([2027])
    assert FRIDAY in off and datetime.date(2027, 3, 9) not in off and datetime.date(2027, 3, 10) in off


def test_a_saturday_that_replaces_a_day_off_is_worked(section):
    set_day(SATURDAY, name="Pengganti", kind=DayKind.WORKED, basis="SE Bupati 3/2027", by=section)
    assert SATURDAY not in days_off_in([2027])


def test_what_is_a_working_day_anyway_is_not_called_so(section):
    with pytest.raises(ValidationError, match="memang hari kerja"):
        set_day(FRIDAY, name="Biasa", kind=DayKind.WORKED, basis="-", by=section)


def test_taken_back_the_national_calendar_speaks_again(section):
    said = set_day(FRIDAY, name="Pilkada", kind=DayKind.REGIONAL, basis="SE 1", by=section)
    set_day(FRIDAY, name="Pilkada ulang", kind=DayKind.REGIONAL, basis="SE 1", by=section)
    take_back(said, by=section)
    assert FRIDAY not in days_off_in([2027])
    verbs = Event.objects.filter(target_type="indicators.dayoff").order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["day_off.added", "day_off.changed", "day_off.removed"]


# --- Reminders and due days follow -----------------------------------------------------------------------------------


def test_a_regional_day_moves_the_last_reminder(section, head):
    assert last_reminder_before(head, SATURDAY) == FRIDAY
    set_day(FRIDAY, name="Pilkada", kind=DayKind.REGIONAL, basis="SE 1", by=section)
    assert last_reminder_before(head, SATURDAY) == datetime.date(2027, 4, 8)


def test_in_a_six_day_week_the_reminder_of_the_due_day_goes_out_on_it(section, head):
    decide(section, working_week=WorkingWeek.SIX)
    assert last_reminder_before(head, SATURDAY) == SATURDAY


def test_the_due_day_stays_unless_the_government_moves_it(section, first_quarter):
    assert due_of(first_quarter) == SATURDAY
    decide(section, due_move=DueMove.NEXT)
    assert (due_of(first_quarter), first_quarter.due_before_move) == (MONDAY, SATURDAY)
    decide(section, due_move=DueMove.PREVIOUS)
    assert due_of(first_quarter) == FRIDAY
    decide(section, due_move=DueMove.STAYS)
    assert (due_of(first_quarter), first_quarter.due_before_move) == (SATURDAY, None)
    assert history(first_quarter).filter(verb="period.changed").count() == 3


def test_a_moved_due_day_follows_the_table_and_comes_back(section, first_quarter):
    decide(section, due_move=DueMove.NEXT)
    said = set_day(MONDAY, name="Pilkada", kind=DayKind.REGIONAL, basis="SE 1", by=section)
    assert due_of(first_quarter) == datetime.date(2027, 4, 13)
    take_back(said, by=section)
    assert due_of(first_quarter) == MONDAY
    decide(section, working_week=WorkingWeek.SIX)
    assert (due_of(first_quarter), first_quarter.due_before_move) == (SATURDAY, None)


def test_reminders_follow_a_moved_due_day(section, head):
    decide(section, due_move=DueMove.NEXT)
    assert last_reminder_before(head, MONDAY) == MONDAY


def test_a_new_year_is_prepared_with_moved_due_days(section):
    ensure_year(2026, by=section)
    change_policy(Policy.objects.get(year=2026), {"due_move": DueMove.NEXT}, by=section)
    ensure_year(2027, by=section)
    assert Policy.objects.get(year=2027).due_move == DueMove.NEXT
    assert Period.objects.get(year=2027, quarter=1).due == MONDAY


def test_days_that_are_set_by_hand_are_meant_so_and_move_as_well(section, first_quarter):
    decide(section, due_move=DueMove.NEXT)
    sunday = datetime.date(2027, 4, 18)
    change_periods(2027, {1: PeriodDates(first_quarter.opens, sunday, first_quarter.closes)}, by=section)
    assert (due_of(first_quarter), first_quarter.due_before_move) == (datetime.date(2027, 4, 19), sunday)
    change_periods(2027, {1: PeriodDates(first_quarter.opens, first_quarter.due, first_quarter.closes)}, by=section)
    assert (due_of(first_quarter), first_quarter.due_before_move) == (datetime.date(2027, 4, 19), sunday)


def test_a_due_day_that_has_passed_stays(section, first_quarter):
    with database_clock(datetime.datetime(2027, 4, 13, 2, tzinfo=datetime.UTC)):
        decide(section, due_move=DueMove.NEXT)
    assert due_of(first_quarter) == SATURDAY


# --- Joint leave that is not known yet --------------------------------------------------------------------------------


def test_from_october_the_joint_leave_of_the_next_year_is_missed_until_somebody_enters_it(section):
    assert years_without_joint_leave(datetime.date(2027, 9, 30)) == []
    assert years_without_joint_leave(datetime.date(2027, 10, 1)) == [2028]
    set_day(datetime.date(2028, 2, 28), name="Cuti bersama", kind=DayKind.JOINT, basis="SKB", by=section)
    assert years_without_joint_leave(datetime.date(2027, 10, 1)) == []


@pytest.mark.parametrize("role", [Role.ORGANISATION_SECTION, Role.ADMINISTRATOR])
def test_those_who_keep_the_calendar_find_it_on_their_start_page(role):
    keeper, october = user_with_role(role), datetime.date(2027, 10, 1)
    assert "Lengkapi cuti bersama 2028" in [task.title for task in desk_of(keeper, today=october).tasks]
    other = user_with_role(Role.INSPECTORATE)
    assert "Lengkapi cuti bersama 2028" not in [task.title for task in desk_of(other, today=october).tasks]


# --- The pages -------------------------------------------------------------------------------------------------------


def as_user(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_a_day_is_set_shown_and_taken_back_on_the_pages(section):
    client, address = as_user(section), reverse("indicators:day_off_set")
    given = {"day": "17 November 2027", "name": "Hari jadi kabupaten", "kind": "regional", "basis": "Perda 5/2001"}
    page = client.post(address, given, follow=True).content.decode()
    assert "17 November 2027 tercatat sebagai libur daerah." in page
    assert "Rabu, 17 November 2027" in page and "Perda 5/2001" in page
    assert 'value="Hari jadi kabupaten"' in client.get(address, {"hari": "2027-11-17"}).content.decode()
    back = reverse("indicators:day_off_take_back", args=[DayOff.objects.get().pk])
    assert "kembali mengikuti kalender nasional" in client.post(back, follow=True).content.decode()
    assert not DayOff.objects.exists()


def test_a_letter_is_asked_for_and_a_working_day_refused_beside_its_box(section):
    client, address = as_user(section), reverse("indicators:day_off_set")
    page = client.post(address, {"day": "9-4-2027", "name": "x", "kind": "worked", "basis": ""}).content.decode()
    assert "Tulis nomor surat atau dasarnya." in page
    page = client.post(address, {"day": "9-4-2027", "name": "x", "kind": "worked", "basis": "SE"}).content.decode()
    assert "Tanggal ini memang hari kerja." in page


def test_everybody_reads_the_list_and_only_keepers_change_it():
    reader = as_user(user_with_role(Role.INSPECTORATE))
    page = reader.get(reverse("indicators:day_off_list", args=[2027])).content.decode()
    assert "Hari Suci Nyepi" in page and "Tetapkan hari" not in page
    assert reader.get(reverse("indicators:day_off_set")).status_code == 403
    assert reader.get(reverse("indicators:day_off_list", args=[1800])).status_code == 404
