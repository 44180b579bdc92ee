"""Verdicts, agreements and follow-ups: on which days somebody is reminded of them; and what holds for every plan."""

import datetime
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duties.enums import Kind, Reason
from duties.owed.domain import MissingAgreement, OpenFollowUp, OwedReport, WaitingAgreement, WaitingReport
from duties.reminders.domain import plan_by_hand, plan_reminders
from indicators.domain.periods import Quarter
from indicators.domain.working_days import (
    WEEKENDS,
    DaysOff,
    is_working_day,
    previous_working_day,
    working_days_between,
)

SUPERIOR, SECRETARY = 90, 91
GOOD_FRIDAY = DaysOff(frozenset({datetime.date(2026, 4, 3)}))
Q1 = Quarter(2026, 1)


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


def days_named(duty, first: str, last: str) -> list[str]:
    """Each day from first to last on which somebody is reminded, with its stage."""
    count = (day(last) - day(first)).days + 1
    days = [day(first) + datetime.timedelta(days=number) for number in range(count)]
    plans = [(today, plan_reminders([duty], today=today, holidays=GOOD_FRIDAY)) for today in days]
    return [f"{today:%m-%d} {line.stage.code}" for today, plan in plans for line in plan.lines]


def waiting(**changes: object) -> WaitingReport:
    return WaitingReport(
        **{"position": "Camat", "unit": "Kecamatan", "quarter": Q1, "sent": day("2026-04-01"), "verifiers": (1,)}
        | changes
    )


def follow_up(due: str = "2026-04-12") -> OpenFollowUp:
    return OpenFollowUp("Camat", "Kecamatan", Q1, "Angka stunting", day(due), holders=(1,))


def test_a_verifier_is_reminded_on_the_third_and_fifth_working_day_and_then_on_every_second():
    """Sent on Wednesday 1 April 2026; the 3rd is Good Friday."""
    assert days_named(waiting(), "2026-04-01", "2026-04-16") == ["04-07 K+3", "04-09 K+5", "04-13 K+7", "04-15 K+9"]


def test_whose_turn_it_is_in_an_agreement_is_reminded_in_the_same_rhythm():
    agreement = WaitingAgreement("Camat", "Kecamatan", 2026, "tanda tangani", day("2026-04-01"), parties=(1,))
    assert days_named(agreement, "2026-04-01", "2026-04-09") == ["04-07 K+3", "04-09 K+5"]


def test_a_follow_up_is_reminded_seven_three_and_no_days_ahead_and_then_on_every_second_working_day():
    """Due on Sunday 12 April 2026: each reminder that falls on a day off moves to the working day before it."""
    assert days_named(follow_up(), "2026-03-20", "2026-04-21") == [
        "04-02 H-7",
        "04-09 H-3",
        "04-10 H-0",
        "04-14 H+2",
        "04-16 H+4",
        "04-20 H+8",
    ]


def test_an_agreement_that_nobody_sent_is_reminded_around_the_end_of_its_month_and_goes_to_no_superior():
    missing = MissingAgreement("Camat", "Kecamatan", 2026, day("2026-02-02"), "belum disusun", (1,), (2,))
    plan = plan_reminders([missing], today=day("2026-02-05"), holidays=WEEKENDS)

    assert {line.person: line.reason for line in plan.lines} == {1: Reason.HOLDER, 2: Reason.OPERATOR}
    assert days_named(missing, "2026-01-15", "2026-02-06")[:6] == [
        "01-19 H-14",
        "01-19 H-14",
        "01-26 H-7",
        "01-26 H-7",
        "01-30 H-1",
        "01-30 H-1",
    ]


def test_a_duty_that_nobody_can_do_is_told_apart():
    nobody = waiting(verifiers=())
    assert plan_reminders([nobody], today=day("2026-04-07"), holidays=GOOD_FRIDAY).without_user == (nobody,)


def test_how_it_stands_can_be_said_on_any_day_also_on_a_day_off():
    sunday = day("2026-04-12")
    plan = plan_by_hand([waiting(), follow_up("2026-04-14")], today=sunday, holidays=GOOD_FRIDAY)

    assert [line.stage.words for line in plan.by_person[1]] == ["menunggu 6 hari kerja", "2 hari lagi"]


# --- What holds for every plan ------------------------------------------------------------------------------------

PEOPLE = st.lists(st.integers(1, 6), max_size=3, unique=True).map(tuple)
DAYS = st.dates(datetime.date(2026, 1, 1), datetime.date(2026, 12, 31))
HOLIDAYS = st.builds(DaysOff, st.frozensets(DAYS, max_size=12), st.sampled_from([frozenset(), frozenset({2026})]))
PLACE = {"position": st.just("Camat"), "unit": st.just("Kecamatan")}
REPORTS = st.builds(
    OwedReport,
    **PLACE,
    quarter=st.just(Q1),
    opens=DAYS,
    due=DAYS,
    status=st.just("belum diisi"),
    holders=PEOPLE,
    operators=PEOPLE,
    superiors=st.just((SUPERIOR,)),
    secretaries=st.just((SECRETARY,)),
)
WAITING = st.builds(WaitingReport, **PLACE, quarter=st.just(Q1), sent=DAYS, verifiers=PEOPLE)
MISSING = st.builds(
    MissingAgreement, **PLACE, year=st.just(2026), due=DAYS, status=st.just(""), holders=PEOPLE, operators=PEOPLE
)
AGREEMENTS = st.builds(WaitingAgreement, **PLACE, year=st.just(2026), task=st.just(""), since=DAYS, parties=PEOPLE)
FOLLOW_UPS = st.builds(
    OpenFollowUp, **PLACE, quarter=st.just(Q1), indicator=st.just("I"), due=DAYS, holders=PEOPLE, operators=PEOPLE
)
DUTIES = st.lists(st.one_of(REPORTS, WAITING, MISSING, AGREEMENTS, FOLLOW_UPS), max_size=8)


@given(owed=DUTIES, today=DAYS, holidays=HOLIDAYS)
def test_nothing_goes_out_on_a_day_off(owed, today, holidays):
    if not is_working_day(today, holidays):
        assert plan_reminders(owed, today=today, holidays=holidays).lines == []


@given(owed=DUTIES, today=DAYS, holidays=HOLIDAYS)
def test_a_person_hears_of_a_duty_once_in_one_message(owed, today, holidays):
    plan = plan_reminders(owed, today=today, holidays=holidays)

    assert len(plan.by_person) == len({line.person for line in plan.lines})
    for person, lines in plan.by_person.items():
        assert {line.person for line in lines} == {person}
        assert len({id(line.duty) for line in lines}) == len(lines)


@given(owed=DUTIES, today=DAYS, holidays=HOLIDAYS)
def test_only_reports_that_are_not_sent_are_passed_on_and_never_before_they_are_late(owed, today, holidays):
    for line in plan_reminders(owed, today=today, holidays=holidays).lines:
        if not line.reason.is_own_duty:
            assert line.duty.kind == Kind.FILL
            assert today > line.duty.due


@given(owed=DUTIES, today=DAYS, holidays=HOLIDAYS)
def test_the_order_of_the_duties_changes_nothing(owed, today, holidays):
    def reminded(duties):
        lines = plan_reminders(duties, today=today, holidays=holidays).lines
        return sorted((line.person, line.reason, id(line.duty), line.stage.code) for line in lines)

    assert reminded(owed) == reminded(owed[::-1])


@given(duty=st.one_of(REPORTS, MISSING, FOLLOW_UPS), holidays=HOLIDAYS)
def test_the_due_day_or_the_working_day_before_it_is_never_forgotten(duty, holidays):
    last = previous_working_day(duty.due, holidays)
    assert duty.stage_on(last, holidays) is not None


@given(duty=st.one_of(REPORTS, MISSING, WAITING, AGREEMENTS, FOLLOW_UPS), holidays=HOLIDAYS)
def test_what_stays_undone_is_said_again_within_two_working_days(duty, holidays):
    start = getattr(duty, "due", None) or getattr(duty, "sent", None) or duty.since
    span = [start + datetime.timedelta(days=number) for number in range(60)]
    said = [today for today in span if duty.stage_on(today, holidays)]
    assert said
    for earlier, later in pairwise(said):
        assert working_days_between(earlier, later, holidays) <= 2


@given(owed=DUTIES, today=DAYS, holidays=HOLIDAYS)
def test_who_is_reminded_by_hand_is_one_who_has_to_act(owed, today, holidays):
    plan = plan_by_hand(owed, today=today, holidays=holidays)
    assert all(line.reason.is_own_duty for line in plan.lines)
    reminded = {(line.person, id(line.duty)) for line in plan_reminders(owed, today=today, holidays=holidays).lines
            if line.reason.is_own_duty}  # fmt: skip
    assert reminded <= {(line.person, id(line.duty)) for line in plan.lines}


@pytest.mark.parametrize("duty", [waiting(), follow_up()])
def test_a_duty_says_what_it_is(duty):
    assert "TW I 2026" in duty.label
