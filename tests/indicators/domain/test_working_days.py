"""Weeks of five and six days, days off, days that are worked all the same, and due days that move."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.domain.working_days import DaysOff, DueMove, due_day, is_working_day, next_working_day

SATURDAY, SUNDAY = datetime.date(2027, 4, 10), datetime.date(2027, 4, 11)
OPENS, CLOSES = datetime.date(2027, 4, 1), datetime.date(2027, 4, 30)
DAYS = st.dates(datetime.date(2026, 1, 1), datetime.date(2028, 12, 31))


def test_in_a_six_day_week_saturday_is_worked_and_sunday_is_not():
    six = DaysOff(six_day_years=frozenset({2027}))
    assert is_working_day(SATURDAY, six) and not is_working_day(SUNDAY, six)
    assert not is_working_day(SATURDAY)
    assert not is_working_day(datetime.date(2026, 4, 11), six), "another year has a week of its own"


def test_a_day_off_of_the_calendar_that_is_worked_is_a_working_day():
    assert is_working_day(SATURDAY, DaysOff(frozenset({SATURDAY}), worked=frozenset({SATURDAY})))


@pytest.mark.parametrize(
    ("move", "six", "due"),
    [
        (DueMove.STAYS, False, SATURDAY),
        (DueMove.NEXT, False, datetime.date(2027, 4, 12)),
        (DueMove.PREVIOUS, False, datetime.date(2027, 4, 9)),
        (DueMove.NEXT, True, SATURDAY),
    ],
)
def test_a_due_day_on_saturday(move, six, due):
    holidays = DaysOff(six_day_years=frozenset({2027} if six else ()))
    assert due_day(SATURDAY, holidays, move, after=OPENS, until=CLOSES) == due


@pytest.mark.parametrize(
    ("move", "after", "until"), [(DueMove.NEXT, OPENS, SUNDAY), (DueMove.PREVIOUS, datetime.date(2027, 4, 9), CLOSES)]
)
def test_a_due_day_does_not_leave_its_time(move, after, until):
    assert due_day(SATURDAY, DaysOff(), move, after=after, until=until) == SATURDAY


@given(day=DAYS, off=st.frozensets(DAYS, max_size=9), six=st.booleans(), move=st.sampled_from(DueMove))
def test_a_moved_due_day_is_the_nearest_working_day_on_its_side(day, off, six, move):
    holidays = DaysOff(off, frozenset({2026, 2027, 2028} if six else ()))
    due = due_day(day, holidays, move, after=datetime.date.min, until=datetime.date.max)
    if move == DueMove.STAYS or is_working_day(day, holidays):
        assert due == day
    else:
        assert is_working_day(due, holidays) and (due > day) == (move == DueMove.NEXT)
        between = range(min(due, day).toordinal() + 1, max(due, day).toordinal())
        assert not any(is_working_day(datetime.date.fromordinal(one), holidays) for one in between)
    assert next_working_day(day, holidays) >= day
