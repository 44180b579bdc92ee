"""Which days are worked: weeks of five or six days, days off, and days that are worked all the same."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from indicators.domain.choices import LabelledChoice

ONE_DAY = timedelta(days=1)
SATURDAY, SUNDAY = 5, 6


class WorkingWeek(LabelledChoice):
    """On how many days of a week a government works."""

    FIVE = "five", "Lima hari (Senin sampai Jumat)"
    SIX = "six", "Enam hari (Senin sampai Sabtu)"


class DueMove(LabelledChoice):
    """Where a due day goes that falls on a day off. No regulation says it; it stays unless the government moves it."""

    STAYS = "stays", "Tetap pada tanggalnya"
    NEXT = "next", "Hari kerja berikutnya"
    PREVIOUS = "previous", "Hari kerja sebelumnya"


@dataclass(frozen=True, slots=True)
class DaysOff:
    """The days on which nobody works.

    `dates` beside the ends of the weeks; `worked` although one of both says no; in `six_day_years` Saturdays too.
    """

    dates: frozenset[date] = frozenset()
    six_day_years: frozenset[int] = frozenset()
    worked: frozenset[date] = frozenset()

    def __contains__(self, day: date) -> bool:
        first_off = SUNDAY if day.year in self.six_day_years else SATURDAY
        return day not in self.worked and (day.weekday() >= first_off or day in self.dates)


WEEKENDS = DaysOff()
"""Nothing but Saturdays and Sundays."""


def is_working_day(day: date, holidays: DaysOff = WEEKENDS) -> bool:
    """Whether the day is worked."""
    return day not in holidays


def previous_working_day(day: date, holidays: DaysOff = WEEKENDS) -> date:
    """The day itself when it is a working day, otherwise the last one before it."""
    while not is_working_day(day, holidays):
        day -= ONE_DAY
    return day


def next_working_day(day: date, holidays: DaysOff = WEEKENDS) -> date:
    """The day itself when it is a working day, otherwise the first one after it."""
    while not is_working_day(day, holidays):
        day += ONE_DAY
    return day


def working_days_between(start: date, end: date, holidays: DaysOff = WEEKENDS) -> int:
    """Working days after `start` up to and including `end`; 0 when `end` is not later."""
    days = (start + timedelta(days=number) for number in range(1, (end - start).days + 1))
    return sum(is_working_day(day, holidays) for day in days)


_MOVES: dict[DueMove, Callable[[date, DaysOff], date]] = {
    DueMove.NEXT: next_working_day,
    DueMove.PREVIOUS: previous_working_day,
}


def due_day(day: date, holidays: DaysOff, move: DueMove, *, after: date, until: date) -> date:
    """The due day that is meant by `day`: the same, or its neighbouring working day where the government says so.

    It stays where it is when it would leave the time after `after` up to and including `until`.
    """
    if move == DueMove.STAYS:
        return day
    moved = _MOVES[move](day, holidays)
    return moved if after < moved <= until else day
