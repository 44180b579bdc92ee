"""Quarters, reporting dates, and who is reminded when. The caller passes today's date and the days off."""

from dataclasses import dataclass
from datetime import date, timedelta

from indicators.domain.working_days import (
    ONE_DAY,
    WEEKENDS,
    DaysOff,
    is_working_day,
    next_working_day,
    previous_working_day,
    working_days_between,
)

ROMAN = ("I", "II", "III", "IV")
"""The quarters as they are written in documents; the only place where they stand."""
GRACE, EXTENSION = "masa tenggang", "perpanjangan waktu"
"""What the days between the due day and the end of the grace are called: everybody's, or those of one unit."""

_BEFORE = (14, 7, 3, 1, 0)
_BEFORE_FOLLOW_UP = (7, 3, 0)
_FIRST_ASKED = 3
SUPERIOR_AFTER = 3
SECRETARY_AFTER = 7


def roman(quarter: int) -> str:
    """I, II, III or IV. Raises ValueError for other numbers."""
    if quarter not in (1, 2, 3, 4):
        raise ValueError("Triwulan harus 1, 2, 3, atau 4.")
    return ROMAN[quarter - 1]


@dataclass(frozen=True, slots=True, order=True)
class Quarter:
    """A quarter of a calendar year; sorts by time."""

    year: int
    number: int

    def __post_init__(self) -> None:
        """Refuse a quarter that does not exist."""
        roman(self.number)

    @classmethod
    def of(cls, day: date) -> "Quarter":
        """The quarter that a day lies in."""
        return cls(day.year, (day.month - 1) // 3 + 1)

    @property
    def first_day(self) -> date:
        """Its first day."""
        return date(self.year, 3 * self.number - 2, 1)

    @property
    def last_day(self) -> date:
        """Its last day."""
        return self.next.first_day - ONE_DAY

    @property
    def next(self) -> "Quarter":
        """The quarter after it."""
        return Quarter(self.year + 1, 1) if self.number == 4 else Quarter(self.year, self.number + 1)

    @property
    def previous(self) -> "Quarter":
        """The quarter before it."""
        return Quarter(self.year - 1, 4) if self.number == 1 else Quarter(self.year, self.number - 1)

    @property
    def roman(self) -> str:
        """Its number as written in documents."""
        return roman(self.number)

    @property
    def label(self) -> str:
        """`Triwulan III Tahun 2026`."""
        return f"Triwulan {self.roman} Tahun {self.year}"

    @property
    def short_label(self) -> str:
        """`TW III 2026`."""
        return f"TW {self.roman} {self.year}"


def stands_for(quarter: Quarter, valid_from: date | None, valid_until: date | None) -> bool:
    """Whether something valid in these days answers for the quarter: it is there on the last day of it.

    Whoever ends or begins within a quarter leaves it to the one who is there at its end.
    """
    day = quarter.last_day
    return (valid_from is None or valid_from <= day) and (valid_until is None or day <= valid_until)


@dataclass(frozen=True, slots=True)
class PeriodDates:
    """When a quarter's reporting opens, is due and closes; all days inclusive. Up to `grace` nobody is called late."""

    opens: date
    due: date
    closes: date
    grace: date | None = None


def default_dates(quarter: Quarter, due_day: int = 10) -> PeriodDates:
    """Open on the first day after the quarter, due on `due_day` (1-28) and closed at the end of that month.

    A period is open before it is due, so the earliest due day is the second.
    """
    if not 1 <= due_day <= 28:
        raise ValueError("Tanggal batas lapor harus antara 1 dan 28.")
    opens = quarter.next.first_day
    month_after = (opens + timedelta(days=31)).replace(day=1)
    return PeriodDates(opens, opens.replace(day=max(due_day, 2)), month_after - ONE_DAY)


def days_late(due: date, today: date) -> int:
    """Calendar days since the due day; 0 on the due day and before."""
    return max(0, (today - due).days)


def deadline_words(due: date, today: date, *, grace: date | None = None, called: str = GRACE) -> str:
    """As `countdown_words`, but nothing is late in the grace, and later the delay is counted from its end."""
    if grace and due < today <= grace:
        return grace_words(grace, today, called)
    return countdown_words(due if today <= due else grace or due, today)


def countdown_words(due: date, today: date) -> str:
    """`3 hari lagi`, `hari ini` or `terlambat 4 hari`."""
    left = (due - today).days
    if left == 0:
        return "hari ini"
    return f"{left} hari lagi" if left > 0 else f"terlambat {-left} hari"


@dataclass(frozen=True, slots=True)
class ReminderStage:
    """One reminder. `code` (`H-7`, `H-0`, `H+3`) is produced on one single day, so it can be part of a unique key.

    `superior` and `secretary`: today the direct superior, or the Sekda, is told as well.
    """

    code: str
    words: str
    superior: bool = False
    secretary: bool = False


def reminder_for(
    due: date, today: date, holidays: DaysOff = WEEKENDS, *, grace: date | None = None, called: str = GRACE
) -> ReminderStage | None:
    """The reminder that goes out `today` to someone who has not reported, or None.

    Before the due day: 14, 7, 3 and 1 days ahead and on the day itself. Afterwards on every second working day, and on
    the 3rd (superior) and 7th (Sekda) calendar day of delay. Nothing goes out on a day off: such a reminder moves to
    the last working day before it; when two meet, the more urgent one stays. An escalation moves back over a
    weekend at most, and never to the due day: after longer holidays it waits for the first working day, so that nobody
    is reported as late much earlier than the rule says. With a grace day nobody is late up to it: until then every
    second working day asks for the report without telling anybody else, and the delay is counted from that day.
    """
    if not is_working_day(today, holidays):
        return None
    if today <= due:
        return _ahead(due, today, holidays)
    if grace and today <= grace:
        return _in_grace(due, grace, today, holidays, called)
    return _overdue(grace or due, today, holidays)


def grace_words(grace: date, today: date, called: str = GRACE) -> str:
    """`masa tenggang, 2 hari lagi` or `hari terakhir masa tenggang`."""
    return f"hari terakhir {called}" if grace == today else f"{called}, {countdown_words(grace, today)}"


def _in_grace(due: date, grace: date, today: date, holidays: DaysOff, called: str) -> ReminderStage | None:
    """A reminder on every second working day after the due day, and on the last working day of the grace."""
    every_second = working_days_between(due, today, holidays) % 2 == 0
    if not every_second and previous_working_day(grace, holidays) != today:
        return None
    return ReminderStage(f"MT-{(grace - today).days}", grace_words(grace, today, called))


def follow_up_reminder(due: date, today: date, holidays: DaysOff = WEEKENDS) -> ReminderStage | None:
    """The reminder of something promised for a day: 7, 3 and 0 days ahead, then on every second working day."""
    if not is_working_day(today, holidays):
        return None
    if today <= due:
        return _ahead(due, today, holidays, _BEFORE_FOLLOW_UP)
    if working_days_between(due, today, holidays) % 2:
        return None
    return ReminderStage(f"H+{days_late(due, today)}", countdown_words(due, today))


def waiting_reminder(since: date, today: date, holidays: DaysOff = WEEKENDS) -> ReminderStage | None:
    """The reminder of something that waits for a decision: on the 3rd and 5th working day, then on every second one."""
    if not is_working_day(today, holidays):
        return None
    waited = working_days_between(since, today, holidays)
    if waited < _FIRST_ASKED or (waited - _FIRST_ASKED) % 2:
        return None
    return ReminderStage(f"K+{waited}", waiting_words(since, today, holidays))


def waiting_words(since: date, today: date, holidays: DaysOff = WEEKENDS) -> str:
    """`menunggu 3 hari kerja`, or `menunggu sejak hari ini`."""
    waited = working_days_between(since, today, holidays)
    return f"menunggu {waited} hari kerja" if waited else "menunggu sejak hari ini"


def _ahead(due: date, today: date, holidays: DaysOff, before: tuple[int, ...] = _BEFORE) -> ReminderStage | None:
    """The most urgent reminder whose day, moved to a working day, is today."""
    for days in reversed(before):
        if previous_working_day(due - timedelta(days=days), holidays) == today:
            return ReminderStage(f"H-{days}", countdown_words(due, today))
    return None


def _overdue(due: date, today: date, holidays: DaysOff) -> ReminderStage | None:
    superior = today == _escalation_day(due, SUPERIOR_AFTER, holidays)
    secretary = today == _escalation_day(due, SECRETARY_AFTER, holidays)
    every_second = working_days_between(due, today, holidays) % 2 == 0
    if not (superior or secretary or every_second):
        return None
    return ReminderStage(f"H+{days_late(due, today)}", countdown_words(due, today), superior, secretary)


def _escalation_day(due: date, days: int, holidays: DaysOff) -> date:
    """The working day on which a delay of `days` calendar days is passed on."""
    nominal = due + timedelta(days=days)
    moved = previous_working_day(nominal, holidays)
    over_weekend = nominal - moved <= timedelta(days=2)
    return moved if over_weekend else next_working_day(nominal, holidays)
