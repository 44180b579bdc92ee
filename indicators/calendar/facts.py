"""The exceptions of the calendar as they are listed: whose, until when, why, given and ended by whom."""

import datetime
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.utils.formats import date_format

from audit.models import Event
from indicators.domain.accumulation import QUARTERS
from indicators.domain.periods import Quarter, default_dates
from indicators.models import Period, PeriodExtension, Policy

EXTENDED, ENDED = "period.extended", "period.extension_ended"


@dataclass(frozen=True, slots=True)
class ExtensionRow:
    """One exception with the events that tell who gave and who ended it."""

    extension: PeriodExtension
    given: Event | None
    ended: Event | None
    today: datetime.date

    @property
    def is_running(self) -> bool:
        """Whether it still lets the unit report."""
        return self.extension.is_running(self.today)

    @property
    def label(self) -> str:
        """Its state in words."""
        if self.extension.ended_on:
            return "Diakhiri lebih awal"
        return "Berlaku" if self.is_running else "Berakhir"

    @property
    def tone(self) -> str:
        """The colour of its state."""
        return "info" if self.is_running else "plain"


def rows_of(extensions: Sequence[PeriodExtension], *, today: datetime.date) -> list[ExtensionRow]:
    """The rows of one page. One query."""
    events = Event.objects.filter(
        target_type=Period._meta.label_lower,
        target_id__in={str(extension.period_id) for extension in extensions},
        verb__in=[EXTENDED, ENDED],
    )
    latest = {(event.verb, event.target_id, event.data["unit"]): event for event in events.order_by("id")}
    return [
        ExtensionRow(
            extension,
            given=latest.get((EXTENDED, str(extension.period_id), extension.unit_id)),
            ended=latest.get((ENDED, str(extension.period_id), extension.unit_id)) if extension.ended_on else None,
            today=today,
        )
        for extension in extensions
    ]


def long_date(day: datetime.date) -> str:
    """`Selasa, 31 Maret 2026`."""
    return date_format(day, "l, j F Y")


def begun_quarters(years: Collection[int], *, today: datetime.date) -> frozenset[tuple[int, int]]:
    """Year and number of the quarters whose reporting has begun; without a period, by the usual days. One query."""
    stored = {(period.year, period.quarter): period.opens for period in Period.objects.filter(year__in=years)}
    usual = {(year, number): default_dates(Quarter(year, number)).opens for year in years for number in QUARTERS}
    return frozenset(quarter for quarter, opens in {**usual, **stored}.items() if opens <= today)


def policy_to_copy(year: int) -> Policy | None:
    """The policy that a new year repeats: that of the latest earlier year; None when there is none."""
    return Policy.objects.filter(year__lt=year).prefetch_related("bands").order_by("-year").first()
