"""Who is reminded when."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.domain.periods import ReminderStage, reminder_for
from indicators.domain.working_days import DaysOff, is_working_day

FRIDAY = date(2026, 4, 10)
SUNDAY = date(2027, 1, 10)
DAYS = st.dates(date(2024, 1, 1), date(2030, 12, 31))


def _calendar(due: date, holidays=(), *, before: int = 40, after: int = 30) -> dict[date, ReminderStage]:
    """Every reminder around a due day, by the day on which it goes out."""
    days = [due + timedelta(days=number) for number in range(-before, after + 1)]
    stages = {day: reminder_for(due, day, DaysOff(frozenset(holidays))) for day in days}
    return {day: stage for day, stage in stages.items() if stage is not None}


def _codes(due: date, holidays=()) -> dict[date, str]:
    return {day: stage.code for day, stage in _calendar(due, holidays, after=14).items()}


def test_a_due_day_on_friday_is_reminded_of_at_its_stages_and_then_every_second_working_day():
    assert _codes(FRIDAY) == {
        date(2026, 3, 27): "H-14",
        date(2026, 4, 3): "H-7",
        date(2026, 4, 7): "H-3",
        date(2026, 4, 9): "H-1",
        date(2026, 4, 10): "H-0",
        date(2026, 4, 13): "H+3",
        date(2026, 4, 14): "H+4",
        date(2026, 4, 16): "H+6",
        date(2026, 4, 17): "H+7",
        date(2026, 4, 20): "H+10",
        date(2026, 4, 22): "H+12",
        date(2026, 4, 24): "H+14",
    }


def test_the_superior_is_told_three_days_late_and_the_sekda_seven_days_late_once():
    calendar = _calendar(FRIDAY)

    assert [day for day, stage in calendar.items() if stage.superior] == [date(2026, 4, 13)]
    assert [day for day, stage in calendar.items() if stage.secretary] == [date(2026, 4, 17)]


def test_a_due_day_on_sunday_is_reminded_of_on_friday_by_its_most_urgent_stage():
    assert _codes(SUNDAY) == {
        date(2026, 12, 25): "H-14",
        date(2027, 1, 1): "H-7",
        date(2027, 1, 7): "H-3",
        date(2027, 1, 8): "H-0",
        date(2027, 1, 12): "H+2",
        date(2027, 1, 13): "H+3",
        date(2027, 1, 14): "H+4",
        date(2027, 1, 15): "H+5",
        date(2027, 1, 18): "H+8",
        date(2027, 1, 20): "H+10",
        date(2027, 1, 22): "H+12",
    }


def test_a_reminder_sent_ahead_of_its_weekend_counts_the_days_that_are_left():
    assert reminder_for(SUNDAY, date(2027, 1, 8)).words == "2 hari lagi"


def test_an_escalation_on_sunday_goes_out_on_friday():
    assert _calendar(SUNDAY)[date(2027, 1, 15)].secretary


def test_holidays_move_a_reminder_to_the_working_day_before():
    assert _codes(FRIDAY, {date(2026, 4, 3)})[date(2026, 4, 2)] == "H-7"


def test_an_escalation_that_would_move_back_over_more_than_a_weekend_moves_forwards():
    holidays = {date(2027, 1, 15)}
    calendar = _calendar(SUNDAY, holidays)

    assert [day for day, stage in calendar.items() if stage.secretary] == [date(2027, 1, 18)]


def test_an_escalation_in_long_holidays_waits_for_their_end():
    holidays = {FRIDAY + timedelta(days=number) for number in range(1, 11)}
    calendar = _calendar(FRIDAY, holidays)

    first = calendar[date(2026, 4, 21)]
    assert first.superior
    assert first.secretary
    assert first.code == "H+11"


@pytest.mark.parametrize("today", [date(2026, 4, 11), date(2026, 4, 12)])
def test_nothing_goes_out_on_a_weekend(today):
    assert reminder_for(FRIDAY, today) is None


def test_nothing_goes_out_on_a_holiday():
    assert reminder_for(FRIDAY, FRIDAY, {FRIDAY}) is None


@pytest.mark.parametrize("today", [date(2026, 3, 26), date(2026, 4, 6), date(2026, 4, 8), date(2026, 4, 15)])
def test_nothing_goes_out_between_the_stages(today):
    assert reminder_for(FRIDAY, today) is None


@given(due=DAYS, holidays=st.sets(st.integers(-20, 20), max_size=12))
def test_no_stage_goes_out_twice_and_none_on_a_day_off(due, holidays):
    days_off = {due + timedelta(days=number) for number in holidays}
    calendar = _calendar(due, days_off)
    codes = [stage.code for stage in calendar.values()]

    assert len(codes) == len(set(codes))
    assert all(is_working_day(day, DaysOff(frozenset(days_off))) for day in calendar)


@given(due=DAYS, holidays=st.sets(st.integers(-20, 20), max_size=12))
def test_superior_and_sekda_are_each_told_once_and_never_before_somebody_is_late(due, holidays):
    calendar = _calendar(due, {due + timedelta(days=number) for number in holidays}, after=60)
    superior = [day for day, stage in calendar.items() if stage.superior]
    secretary = [day for day, stage in calendar.items() if stage.secretary]

    assert len(superior) == len(secretary) == 1
    assert due < superior[0] <= secretary[0]


@given(due=DAYS)
def test_the_due_day_is_always_announced(due):
    assert "H-0" in _codes(due).values()


GRACE_DAY = date(2026, 4, 17)


@pytest.mark.parametrize(
    ("today", "code", "words"),
    [
        (date(2026, 4, 10), "H-0", "hari ini"),
        (date(2026, 4, 13), None, ""),
        (date(2026, 4, 14), "MT-3", "masa tenggang, 3 hari lagi"),
        (date(2026, 4, 16), "MT-1", "masa tenggang, 1 hari lagi"),
        (date(2026, 4, 17), "MT-0", "hari terakhir masa tenggang"),
        (date(2026, 4, 20), "H+3", "terlambat 3 hari"),
        (date(2026, 4, 24), "H+7", "terlambat 7 hari"),
    ],
)
def test_in_the_grace_nobody_is_late_and_the_delay_is_counted_from_its_end(today, code, words):
    stage = reminder_for(date(2026, 4, 10), today, grace=GRACE_DAY)
    assert (stage.code if stage else None, stage.words if stage else "") == (code, words)
    assert not (stage and today <= GRACE_DAY and (stage.superior or stage.secretary))


@pytest.mark.parametrize(
    ("today", "holidays", "stage"),
    [
        (date(2026, 4, 14), (), ReminderStage("MT-2", "perpanjangan waktu, 2 hari lagi")),
        (date(2026, 4, 14), {date(2026, 4, 13)}, None),
        (date(2026, 4, 15), {date(2026, 4, 16)}, ReminderStage("MT-1", "perpanjangan waktu, 1 hari lagi")),
    ],
)
def test_an_extension_is_called_so_and_its_last_working_day_is_announced(today, holidays, stage):
    assert (
        reminder_for(FRIDAY, today, DaysOff(frozenset(holidays)), grace=date(2026, 4, 16), called="perpanjangan waktu")
        == stage
    )


def test_after_the_grace_superior_and_sekda_hear_of_the_delay_since_its_end():
    monday = reminder_for(FRIDAY, date(2026, 4, 20), grace=GRACE_DAY)
    friday = reminder_for(FRIDAY, date(2026, 4, 24), grace=GRACE_DAY)
    assert monday == ReminderStage("H+3", "terlambat 3 hari", superior=True)
    assert friday == ReminderStage("H+7", "terlambat 7 hari", secretary=True)
    assert reminder_for(FRIDAY, date(2026, 4, 21), grace=GRACE_DAY) == ReminderStage("H+4", "terlambat 4 hari")


def test_holidays_after_the_grace_are_no_working_days():
    assert reminder_for(FRIDAY, date(2026, 4, 21), DaysOff(frozenset({date(2026, 4, 20)})), grace=GRACE_DAY) is not None
    assert (
        reminder_for(FRIDAY, date(2026, 4, 22), DaysOff(frozenset({date(2026, 4, 20)})), grace=GRACE_DAY).code == "H+5"
    )
