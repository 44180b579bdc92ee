"""Quarters, reporting dates and working days."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.domain.periods import (
    EXTENSION,
    PeriodDates,
    Quarter,
    ReminderStage,
    countdown_words,
    days_late,
    deadline_words,
    default_dates,
    follow_up_reminder,
    grace_words,
    roman,
    waiting_reminder,
    waiting_words,
)
from indicators.domain.working_days import (
    DaysOff,
    is_working_day,
    next_working_day,
    previous_working_day,
    working_days_between,
)

QUARTERS = st.builds(Quarter, st.integers(2000, 2100), st.integers(1, 4))
LABOUR_DAY = date(2026, 5, 1)


def off(days=()) -> DaysOff:
    return DaysOff(frozenset(days))


@pytest.mark.parametrize(
    ("quarter", "first", "last"),
    [
        (Quarter(2026, 1), date(2026, 1, 1), date(2026, 3, 31)),
        (Quarter(2026, 2), date(2026, 4, 1), date(2026, 6, 30)),
        (Quarter(2026, 3), date(2026, 7, 1), date(2026, 9, 30)),
        (Quarter(2026, 4), date(2026, 10, 1), date(2026, 12, 31)),
    ],
)
def test_a_quarter_knows_its_days(quarter, first, last):
    assert quarter.first_day == first
    assert quarter.last_day == last


@given(quarter=QUARTERS)
def test_quarters_follow_each_other_without_gap(quarter):
    assert (quarter.next.first_day - quarter.last_day).days == 1
    assert quarter.next.previous == quarter
    assert quarter < quarter.next
    assert Quarter.of(quarter.first_day) == Quarter.of(quarter.last_day) == quarter


def test_a_quarter_is_labelled_as_in_documents():
    assert Quarter(2026, 3).label == "Triwulan III Tahun 2026"
    assert Quarter(2026, 3).short_label == "TW III 2026"
    assert [roman(number) for number in (1, 2, 3, 4)] == ["I", "II", "III", "IV"]


@pytest.mark.parametrize("number", [0, 5, -1])
def test_a_fifth_quarter_is_refused(number):
    with pytest.raises(ValueError, match=r"^Triwulan harus 1, 2, 3, atau 4\.$"):
        Quarter(2026, number)


@pytest.mark.parametrize(
    ("quarter", "dates"),
    [
        (Quarter(2026, 1), PeriodDates(date(2026, 4, 1), date(2026, 4, 10), date(2026, 4, 30))),
        (Quarter(2026, 4), PeriodDates(date(2027, 1, 1), date(2027, 1, 10), date(2027, 1, 31))),
    ],
)
def test_reporting_opens_after_the_quarter_and_closes_with_the_month(quarter, dates):
    assert default_dates(quarter) == dates


@given(quarter=QUARTERS, due_day=st.integers(1, 28))
def test_reporting_dates_stand_in_order(quarter, due_day):
    dates = default_dates(quarter, due_day)

    assert quarter.last_day < dates.opens < dates.due <= dates.closes
    assert dates.due.day == max(due_day, 2)


@pytest.mark.parametrize("due_day", [0, 29, 31])
def test_a_due_day_that_not_every_month_has_is_refused(due_day):
    with pytest.raises(ValueError, match=r"^Tanggal batas lapor harus antara 1 dan 28\.$"):
        default_dates(Quarter(2026, 1), due_day)


def test_weekends_and_holidays_are_no_working_days():
    assert is_working_day(LABOUR_DAY)
    assert not is_working_day(LABOUR_DAY, off({LABOUR_DAY}))
    assert not is_working_day(date(2026, 5, 2))
    assert not is_working_day(date(2026, 5, 3))


def test_a_day_off_is_moved_over_holiday_and_weekend():
    sunday = date(2026, 5, 3)

    assert previous_working_day(sunday, off({LABOUR_DAY})) == date(2026, 4, 30)
    assert next_working_day(LABOUR_DAY, off({LABOUR_DAY})) == date(2026, 5, 4)
    assert previous_working_day(LABOUR_DAY) == LABOUR_DAY
    assert next_working_day(LABOUR_DAY) == LABOUR_DAY


@pytest.mark.parametrize(
    ("start", "end", "holidays", "count"),
    [
        (date(2026, 4, 10), date(2026, 4, 10), (), 0),
        (date(2026, 4, 10), date(2026, 4, 9), (), 0),
        (date(2026, 4, 10), date(2026, 4, 12), (), 0),
        (date(2026, 4, 10), date(2026, 4, 13), (), 1),
        (date(2026, 4, 10), date(2026, 4, 17), (), 5),
        (date(2026, 4, 30), date(2026, 5, 4), (LABOUR_DAY,), 1),
    ],
)
def test_working_days_are_counted_after_the_first_day(start, end, holidays, count):
    assert working_days_between(start, end, off(holidays)) == count


@pytest.mark.parametrize(
    ("today", "late", "words"),
    [
        (date(2026, 4, 7), 0, "3 hari lagi"),
        (date(2026, 4, 9), 0, "1 hari lagi"),
        (date(2026, 4, 10), 0, "hari ini"),
        (date(2026, 4, 11), 1, "terlambat 1 hari"),
        (date(2026, 4, 14), 4, "terlambat 4 hari"),
    ],
)
def test_the_distance_to_the_due_day_is_told_in_words(today, late, words):
    assert days_late(date(2026, 4, 10), today) == late
    assert countdown_words(date(2026, 4, 10), today) == words


DUE = date(2026, 4, 10)  # a Friday


@pytest.mark.parametrize(
    ("today", "grace", "words"),
    [
        (date(2026, 4, 9), None, "1 hari lagi"),
        (date(2026, 4, 9), date(2026, 4, 17), "1 hari lagi"),
        (date(2026, 4, 10), date(2026, 4, 17), "hari ini"),
        (date(2026, 4, 11), date(2026, 4, 17), "masa tenggang, 6 hari lagi"),
        (date(2026, 4, 17), date(2026, 4, 17), "hari terakhir masa tenggang"),
        (date(2026, 4, 18), date(2026, 4, 17), "terlambat 1 hari"),
        (date(2026, 4, 18), None, "terlambat 8 hari"),
    ],
)
def test_nothing_is_late_in_the_grace_and_later_the_delay_counts_from_its_end(today, grace, words):
    assert deadline_words(DUE, today, grace=grace) == words


def test_the_grace_of_one_unit_is_called_an_extension():
    assert deadline_words(DUE, date(2026, 4, 13), grace=date(2026, 4, 15), called=EXTENSION) == (
        "perpanjangan waktu, 2 hari lagi"
    )
    assert grace_words(date(2026, 4, 15), date(2026, 4, 15), EXTENSION) == "hari terakhir perpanjangan waktu"
    assert grace_words(date(2026, 4, 15), date(2026, 4, 14)) == "masa tenggang, 1 hari lagi"


@pytest.mark.parametrize(
    ("today", "holidays", "stage"),
    [
        (date(2026, 4, 3), (), ReminderStage("H-7", "7 hari lagi")),
        (date(2026, 4, 7), (), ReminderStage("H-3", "3 hari lagi")),
        (date(2026, 4, 9), (), None),
        (date(2026, 4, 10), (), ReminderStage("H-0", "hari ini")),
        (date(2026, 4, 9), {DUE}, ReminderStage("H-0", "1 hari lagi")),
        (date(2026, 4, 10), {DUE}, None),
        (date(2026, 4, 11), (), None),
        (date(2026, 4, 13), (), None),
        (date(2026, 4, 14), (), ReminderStage("H+4", "terlambat 4 hari")),
        (date(2026, 4, 14), {date(2026, 4, 13)}, None),
        (date(2026, 4, 15), {date(2026, 4, 13)}, ReminderStage("H+5", "terlambat 5 hari")),
        (date(2026, 4, 16), (), ReminderStage("H+6", "terlambat 6 hari")),
    ],
)
def test_what_was_promised_for_a_day_is_asked_for_seven_three_and_no_days_ahead_and_then_every_second_working_day(
    today, holidays, stage
):
    assert follow_up_reminder(DUE, today, off(holidays)) == stage


@pytest.mark.parametrize(
    ("today", "holidays", "code"),
    [
        (date(2026, 4, 10), (), None),
        (date(2026, 4, 14), (), None),
        (date(2026, 4, 15), (), "K+3"),
        (date(2026, 4, 16), (), None),
        (date(2026, 4, 17), (), "K+5"),
        (date(2026, 4, 18), (), None),
        (date(2026, 4, 21), (), "K+7"),
        (date(2026, 4, 15), {date(2026, 4, 13)}, None),
        (date(2026, 4, 16), {date(2026, 4, 13)}, "K+3"),
        (date(2026, 4, 15), {date(2026, 4, 15)}, None),
    ],
)
def test_a_decision_is_asked_for_on_the_third_and_fifth_working_day_and_then_on_every_second(today, holidays, code):
    stage = waiting_reminder(DUE, today, off(holidays))
    assert (stage and stage.code) == code
    if stage:
        assert stage == ReminderStage(code, f"menunggu {code[2:]} hari kerja")


def test_the_time_of_waiting_is_told_in_working_days():
    assert waiting_words(DUE, date(2026, 4, 12)) == "menunggu sejak hari ini"
    assert waiting_words(DUE, date(2026, 4, 13)) == "menunggu 1 hari kerja"
    assert waiting_words(DUE, date(2026, 4, 15), off({date(2026, 4, 13)})) == "menunggu 2 hari kerja"
