"""The days off of years: the national calendar, with what the government itself says of single days."""

import datetime
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache

import holidays

from indicators.domain.working_days import DaysOff
from indicators.enums import DayKind, WorkingWeek
from indicators.models import DayOff, Policy

DECREED_BY = 10
"""The month from which the joint leave of the next year is expected: the decree comes in September."""


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """One day of the calendar as it is listed: what it is, and who says so."""

    day: datetime.date
    name: str
    kind: DayKind
    own: DayOff | None = None
    """What the government itself says; None where the national calendar does."""

    @property
    def tone(self) -> str:
        """The colour of what the government itself says."""
        return "warning" if self.kind == DayKind.WORKED else "info"


def days_off_around(day: datetime.date) -> DaysOff:
    """The days off of the year of this day, of the one before and the one after. Two queries."""
    return days_off_in(range(day.year - 1, day.year + 2))


def days_off_in(years: Collection[int]) -> DaysOff:
    """The days off of these years: ends of weeks, the national calendar, and what the government says. Two queries."""
    own = dict(DayOff.objects.filter(day__year__in=years).values_list("day", "kind"))
    worked = {day for day, kind in own.items() if kind == DayKind.WORKED}
    national = {day for year in years for day in national_days(year)}
    six = Policy.objects.filter(year__in=years, working_week=WorkingWeek.SIX).values_list("year", flat=True)
    return DaysOff(frozenset((national | own.keys()) - worked), frozenset(six), frozenset(worked))


def calendar_of(year: int) -> list[CalendarDay]:
    """The days of one year that are off, or worked in spite of it, in their order. One query."""
    own = {one.day: one for one in DayOff.objects.filter(day__year=year)}
    listed = {day: CalendarDay(day, name, kind) for day, (name, kind) in national_days(year).items()}
    listed |= {day: CalendarDay(day, one.name, DayKind(one.kind), one) for day, one in own.items()}
    return [listed[day] for day in sorted(listed)]


@cache
def national_days(year: int) -> dict[datetime.date, tuple[str, DayKind]]:
    """National holidays and the joint leave of civil servants, each day with its name and kind.

    Only what a decree has set is joint leave; lunar days of years without a decree are estimates.
    """
    public = holidays.Indonesia(years=year, categories=holidays.PUBLIC, language="id")
    joint = holidays.Indonesia(years=year, categories=holidays.GOVERNMENT, language="id")
    days = {day: (name, DayKind.JOINT) for day, name in joint.items()}
    return days | {day: (name, DayKind.NATIONAL) for day, name in public.items()}


def years_without_joint_leave(today: datetime.date) -> list[int]:
    """This year, and from October on the next one, where no joint leave is known of it. One query at most.

    A newer release of the calendar cures that, or the days that somebody enters from the decree.
    """
    years = [today.year, today.year + 1] if today.month >= DECREED_BY else [today.year]
    missing = [year for year in years if all(kind != DayKind.JOINT for _, kind in national_days(year).values())]
    if not missing:
        return []
    entered = DayOff.objects.filter(kind=DayKind.JOINT, day__year__in=missing).values_list("day__year", flat=True)
    return sorted(set(missing) - set(entered))
