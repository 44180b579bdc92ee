"""The calendar that comes with the package, held against the joint decrees of the ministers, and what it does to days.

The days are those of the decrees: for 2025 Menag 1017/2024, Menaker 2/2024, Menpan-RB 2/2024 of 14 October 2024,
changed by 933/2025, 1/2025, 3/2025 of 7 August 2025 (18 August); for 2026 1497/2025, 2/2025, 5/2025 of 19 September
2025; for 2027 1205/2026, 3/2026, 2/2026 of 15 September 2026.
"""

import datetime

import pytest

from indicators.days_off.facts import national_days
from indicators.domain.periods import reminder_for
from indicators.domain.working_days import DaysOff, is_working_day, previous_working_day
from indicators.enums import DayKind

DECREED = {
    (2025, DayKind.NATIONAL): "01-01 01-27 01-29 03-29 03-31 04-01 04-18 04-20 05-01 05-12 05-29 06-01 06-06 06-27 "
    "08-17 09-05 12-25",
    (2025, DayKind.JOINT): "01-28 03-28 04-02 04-03 04-04 04-07 05-13 05-30 06-09 08-18 12-26",
    (2026, DayKind.NATIONAL): "01-01 01-16 02-17 03-19 03-21 03-22 04-03 04-05 05-01 05-14 05-27 05-31 06-01 06-16 "
    "08-17 08-25 12-25",
    (2026, DayKind.JOINT): "02-16 03-18 03-20 03-23 03-24 05-15 05-28 12-24",
    (2027, DayKind.NATIONAL): "01-01 01-05 02-06 03-08 03-10 03-11 03-26 03-28 05-01 05-06 05-17 05-20 06-01 06-06 "
    "08-15 08-17 12-25 12-26",
    (2027, DayKind.JOINT): "02-05 03-09 03-12 03-15 03-25 05-18 05-19 12-24",
}
OFF = DaysOff(frozenset(day for year in (2024, 2025, 2026, 2027) for day in national_days(year)))


def on(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


@pytest.mark.parametrize(("year", "kind"), sorted(DECREED))
def test_the_calendar_holds_the_days_of_the_decrees_and_no_others(year, kind):
    known = {f"{day:%m-%d}" for day, (_, its_kind) in national_days(year).items() if its_kind == kind}
    assert known == set(DECREED[year, kind].split())


def test_the_days_have_indonesian_names():
    assert national_days(2027)[on("2027-03-08")] == ("Hari Suci Nyepi", DayKind.NATIONAL)
    assert national_days(2027)[on("2027-03-09")] == ("Cuti Bersama Hari Raya Idul Fitri", DayKind.JOINT)


@pytest.mark.parametrize(("year", "count"), [(2025, 19), (2026, 17), (2027, 15)])
def test_the_working_days_of_march(year, count):
    days = (datetime.date(year, 3, number) for number in range(1, 32))
    assert sum(is_working_day(day, OFF) for day in days) == count


MOVED = [
    ("2025-03-31", {14: "2025-03-17", 7: "2025-03-24", 3: "2025-03-27", 1: "2025-03-27", 0: "2025-03-27"}),
    ("2026-03-31", {14: "2026-03-17", 7: "2026-03-17", 3: "2026-03-27", 1: "2026-03-30", 0: "2026-03-31"}),
    ("2027-03-31", {14: "2027-03-17", 7: "2027-03-24", 3: "2027-03-24", 1: "2027-03-30", 0: "2027-03-31"}),
    ("2027-01-31", {14: "2027-01-15", 7: "2027-01-22", 3: "2027-01-28", 1: "2027-01-29", 0: "2027-01-29"}),
    ("2027-02-28", {14: "2027-02-12", 7: "2027-02-19", 3: "2027-02-25", 1: "2027-02-26", 0: "2027-02-26"}),
    ("2027-04-10", {14: "2027-03-24", 7: "2027-04-02", 3: "2027-04-07", 1: "2027-04-09", 0: "2027-04-09"}),
]


@pytest.mark.parametrize(("due", "days"), MOVED)
def test_reminders_move_to_the_working_day_before_and_fall_together(due, days):
    """Where several stages meet on one day, one reminder goes out, of the nearest of them."""
    assert {ahead: f"{previous_working_day(on(due) - datetime.timedelta(ahead), OFF)}" for ahead in days} == days
    span = (on(due) - datetime.timedelta(number) for number in range(20, -1, -1))
    sent = {f"{day}": stage.code for day in span if (stage := reminder_for(on(due), day, OFF))}
    nearest: dict[str, int] = {}
    for ahead, day in days.items():
        nearest[day] = min(ahead, nearest.get(day, ahead))
    assert sent == {day: f"H-{ahead}" for day, ahead in nearest.items()}
