"""Which reports a person may fill or follow, and where each stands: the rows of the list of reports."""

import datetime
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef
from django.utils import timezone

from indicators.domain.periods import days_late, stands_for
from indicators.models import Period, Target
from organisation.models import Position, User
from organisation.querysets import PositionQuerySet
from organisation.scope import positions_below
from organisation.structure.past import Past
from realisations.calendar.facts import Window, windows_of
from realisations.enums import ReportStatus
from realisations.measurement.lines import REPORT_TONES
from realisations.models import QuarterReport

NOT_STARTED = "belum-mulai"
NOT_STARTED_LABEL = "Belum mulai"
STATUSES = {NOT_STARTED: NOT_STARTED_LABEL, **dict(ReportStatus.choices)}
"""The states of the list's filter: those of a report, and that there is none yet."""


@dataclass(frozen=True, slots=True)
class Slot:
    """A report that is owed: one position, one period, whether or not somebody has begun it."""

    position_id: int
    period_id: int
    report_id: int | None
    status: str | None

    @property
    def filter_status(self) -> str:
        """Its state as the filter of the list names it."""
        return self.status or NOT_STARTED


@dataclass(frozen=True, slots=True)
class Item:
    """One row of the list, with everything the page shows."""

    position: Position
    period: Period
    report: QuarterReport | None
    window: Window
    today: datetime.date

    @property
    def label(self) -> str:
        """Where the report stands, in words."""
        return str(self.report.get_status_display()) if self.report else NOT_STARTED_LABEL

    @property
    def tone(self) -> str:
        """The colour of the state; a quarter that has not been opened asks for nothing."""
        if self.report is None and self.today < self.window.opens:
            return "neutral"
        return REPORT_TONES[self.report.status if self.report else None]

    @property
    def is_with_reporter(self) -> bool:
        """Whether the holder still has to send it."""
        return self.report is None or self.report.is_editable

    @property
    def days_late(self) -> int:
        """Calendar days after the due day or the grace: until it was sent, or until today."""
        if self.is_with_reporter:
            return days_late(self.window.late_after, self.today)
        return days_late(self.window.late_after, self.sent_on) if self.sent_on else 0

    @property
    def sent_on(self) -> datetime.date | None:
        """The day on which it was sent; None when nobody has sent it."""
        sent = self.report.submitted_at if self.report else None
        return timezone.localdate(sent) if sent else None

    @property
    def lateness(self) -> str:
        """The delay in words, empty when there is none."""
        if not self.days_late:
            return ""
        return f"{'terlambat' if self.is_with_reporter else 'dikirim terlambat'} {self.days_late} hari"

    @property
    def extension_note(self) -> str:
        """Why this unit has more time than the others; empty when it has not."""
        reason = self.window.extension_reason
        return f"Waktu diperpanjang: {reason}" if reason and self.is_with_reporter else ""

    @property
    def countdown(self) -> str:
        """The day that matters next; nothing counts down once the report is out of the holder's hands."""
        return self.window.countdown(self.today) if self.is_with_reporter else ""


def own_positions(user: User) -> set[int]:
    """Positions whose reports the user sends (as holder or as the holder's delegate) or types (as operator)."""
    held = {held.position_id for held in user.authority.held}
    return held | user.authority.operated_position_ids | user.authority.delegated_position_ids


def has_wider_scope(user: User) -> bool:
    """Whether the user may follow reports that others send."""
    return user.authority.sees_everything or not own_positions(user) >= user.authority.visible_position_ids


def reporting_positions(user: User, *, year: int, own_only: bool, unit_id: int | None = None) -> PositionQuerySet:
    """The user's positions, or all in scope, that have something to report in the year; inside `unit_id` if given."""
    positions = Position.objects.visible_to(user)
    if own_only:
        positions = positions.filter(pk__in=own_positions(user))
    if unit_id is not None:
        positions = positions.filter(pk__in=positions_below(positions=[], units=[unit_id]))
    targets = Target.objects.filter(year=year, indicator__objective__position=OuterRef("pk"))
    return positions.existing_in(year).filter(Exists(targets))


def slots_of(positions: PositionQuerySet, periods: Sequence[Period], *, status: str = "") -> list[Slot]:
    """Every report owed by these positions for these periods, newest period first. Two queries.

    A position owes a quarter on whose last day it is valid; a report that was begun always counts.
    """
    valid = list(positions.values_list("pk", "valid_from", "valid_until"))
    begun = {
        (position, period): (pk, state)
        for pk, position, period, state in QuarterReport.objects.filter(period__in=periods).values_list(
            "pk", "position_id", "period_id", "status"
        )
    }
    slots = [
        Slot(position, period.pk, *begun.get((position, period.pk), (None, None)))
        for period in sorted(periods, key=lambda period: -period.quarter)
        for position, begins, ends in valid
        if (position, period.pk) in begun or stands_for(period.as_quarter, begins, ends)
    ]
    return [slot for slot in slots if not status or slot.filter_status == status]


def items_of(slots: Collection[Slot], periods: Sequence[Period], *, today: datetime.date) -> list[Item]:
    """The rows of one page, called as they were in their quarter. Six queries at most, whatever its length."""
    positions = Position.objects.select_related("unit").in_bulk({slot.position_id for slot in slots})
    reports = QuarterReport.objects.in_bulk([slot.report_id for slot in slots if slot.report_id])
    windows = windows_of(periods, {position.unit_id for position in positions.values()})
    by_id = {period.pk: period for period in periods}
    days = {period.pk: period.as_quarter.last_day for period in periods}
    past = Past.since_any(days[slot.period_id] for slot in slots)
    return [
        Item(
            position=past.position(positions[slot.position_id], days[slot.period_id]),
            period=by_id[slot.period_id],
            report=reports.get(slot.report_id),
            window=windows[slot.period_id, positions[slot.position_id].unit_id],
            today=today,
        )
        for slot in slots
    ]
