"""When a position may report a quarter: the period, or longer where its unit was given more time."""

import datetime
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.utils import timezone

from indicators.calendar.facts import long_date
from indicators.domain.periods import EXTENSION, GRACE, countdown_words
from indicators.models import Period, PeriodExtension
from organisation.enums import TimeZone
from organisation.scope import units_above
from realisations.models import QuarterReport


@dataclass(frozen=True, slots=True)
class Window:
    """The days on which one position may report one quarter; the first and the last belong to it."""

    label: str
    opens: datetime.date
    due: datetime.date
    closes: datetime.date
    extension_reason: str = ""
    grace: datetime.date | None = None

    @property
    def late_after(self) -> datetime.date:
        """The last day on which a report is not called late."""
        return self.grace or self.due

    @property
    def grace_called(self) -> str:
        """What the days up to the end of the grace are called: everybody's, or this unit's own."""
        return EXTENSION if self.extension_reason else GRACE

    def is_open(self, today: datetime.date) -> bool:
        """Whether figures may be typed and sent today."""
        return self.opens <= today <= self.closes

    def refusal(self, today: datetime.date) -> str:
        """Why nothing can be typed or sent today and whom to ask; empty when the window is open."""
        if today < self.opens:
            return f"Pelaporan {self.label} baru dibuka pada {long_date(self.opens)}. Isilah mulai hari itu."
        if today > self.closes:
            return (
                f"Pelaporan {self.label} sudah ditutup pada {long_date(self.closes)}. Mintalah perpanjangan waktu "
                "kepada Bagian Organisasi."
            )
        return ""

    def countdown(self, today: datetime.date) -> str:
        """The next day that matters, in words: opening, due day, end of the grace, or closing."""
        if today < self.opens:
            return f"Dibuka {long_date(self.opens)} ({countdown_words(self.opens, today)})"
        if today <= self.due:
            return f"Batas lapor {last_minute(self.due)} ({countdown_words(self.due, today)})"
        if today <= self.late_after:
            called = self.grace_called.capitalize()
            return f"{called} sampai {last_minute(self.late_after)} ({countdown_words(self.late_after, today)})"
        if today <= self.closes:
            return f"Ditutup {last_minute(self.closes)} ({countdown_words(self.closes, today)})"
        return f"Ditutup {long_date(self.closes)}"

    def countdown_and_delay(self, today: datetime.date) -> str:
        """The countdown and, once due day and grace have passed, the delay, on one line."""
        late = f" – {countdown_words(self.late_after, today)}" if today > self.late_after else ""
        return f"{self.countdown(today)}{late}"


def window_of(report: QuarterReport) -> Window:
    """The window of one report (also of one that is not saved yet). Two queries."""
    return windows_of([report.period], {report.position.unit_id})[report.period_id, report.position.unit_id]


def windows_of(periods: Iterable[Period], unit_ids: Collection[int]) -> dict[tuple[int, int], Window]:
    """The window of every (period id, unit id). Two queries, whatever the number of periods and units."""
    above = units_above(unit_ids)
    given: dict[int, list[PeriodExtension]] = defaultdict(list)
    periods = list(periods)
    for extension in PeriodExtension.objects.filter(period__in=periods, ended_on=None):
        given[extension.period_id].append(extension)
    return {
        (period.pk, unit): window_with(period, [e for e in given[period.pk] if e.unit_id in above[unit]])
        for period in periods
        for unit in above
    }


def window_with(period: Period, extensions: Collection[PeriodExtension]) -> Window:
    """The window of a period for a unit with these extensions, which are its own or of units above, and not ended.

    Who was given more time is not late before it is over.
    """
    longest = max(extensions, key=lambda extension: extension.until, default=None)
    if longest is None or longest.until <= period.closes:
        return Window(str(period), period.opens, period.due, period.closes, grace=period.grace)
    return Window(str(period), period.opens, period.due, longest.until, longest.reason, grace=longest.until)


def last_minute(day: datetime.date) -> str:
    """`Selasa, 31 Maret 2026 pukul 23.59 WIB`: a day in the government's time zone ends with this minute."""
    zone = timezone.get_current_timezone_name()
    label = TimeZone(zone).label if zone in TimeZone.values else ""
    return f"{long_date(day)} pukul 23.59 {label}".strip()
