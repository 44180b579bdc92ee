"""Reminders of quarterly reports: who owes what today, and how a person is told.

A report is owed by every position that has a target in the year, or whose report was begun, until it is sent; a
returned one is owed again. When the period has closed and nobody extended it, there is nothing left to remind of.
"""

import datetime
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import holidays
from django.db.models import Q, QuerySet
from django.template.loader import render_to_string
from django.urls import reverse

from evaluations.domain.reminders import Line, OwedReport, Plan, plan_reminders
from indicators.enums import ReportStatus
from indicators.models import Period, QuarterReport, Target
from indicators.windows import windows_of
from organisation.enums import SENIOR_KINDS, PositionKind
from organisation.models import Assignment, Notification, Position, User
from organisation.responsibility import holders_by_position, operators_by_unit, secretaries
from organisation.scope import units_above

LOOK_AHEAD = datetime.timedelta(days=31)
"""The first reminder goes out 14 days ahead, or some days earlier when holidays are in the way."""

FOLLOWED_BY_SECRETARY = SENIOR_KINDS | {PositionKind.REGIONAL_HEAD}
"""Positions whose delay is passed on to the Sekda: those whose reports the Sekda verifies."""

STATUS_WORDS = {
    None: "belum diisi",
    ReportStatus.DRAFT: "masih draf",
    ReportStatus.RETURNED: "dikembalikan untuk diperbaiki",
}


def public_holidays(day: datetime.date) -> frozenset[datetime.date]:
    """Days off in the years around the day: national holidays and the joint leave of civil servants."""
    years = range(day.year - 1, day.year + 2)
    return frozenset(holidays.Indonesia(years=years, categories=(holidays.PUBLIC, holidays.GOVERNMENT)))


def reminders_on(today: datetime.date) -> Plan:
    """What goes out `today`, in a constant number of queries."""
    return plan_reminders(owed_reports(today), today=today, holidays=public_holidays(today))


def owed_reports(today: datetime.date) -> list[OwedReport]:
    """All reports that are not sent, of periods that are near their due day or past it and not closed."""
    periods = list(_reported_around(today))
    status_of = _statuses(periods)
    pairs = {pair for pair in _duties(periods) | set(status_of) if status_of.get(pair) in STATUS_WORDS}
    positions = list(Position.objects.filter(pk__in={position for position, _ in pairs}).select_related("unit"))
    people = _People.around(positions, today)
    windows = windows_of(periods, {position.unit_id for position in positions})
    return [
        _owed(position, period, status_of.get((position.pk, period.pk)), people)
        for period in periods
        for position in positions
        if (position.pk, period.pk) in pairs and today <= windows[period.pk, position.unit_id].closes
    ]


def _reported_around(today: datetime.date) -> QuerySet[Period]:
    not_closed = Q(closes__gte=today) | Q(extensions__until__gte=today)
    near = Period.objects.filter(not_closed, due__lte=today + LOOK_AHEAD).distinct()
    return near.order_by("year", "quarter")


def _duties(periods: Sequence[Period]) -> set[tuple[int, int]]:
    """Position and period, for each position with a target in the year of the period."""
    targets = Target.objects.filter(year__in={period.year for period in periods})
    measured = set(targets.values_list("indicator__objective__position", "year"))
    return {(position, period.pk) for position, year in measured for period in periods if period.year == year}


def _statuses(periods: Sequence[Period]) -> dict[tuple[int, int], str]:
    reports = QuarterReport.objects.filter(period__in=periods)
    return {
        (position, period): status for position, period, status in reports.values_list("position", "period", "status")
    }


def _owed(position: Position, period: Period, status: str | None, people: "_People") -> OwedReport:
    followed = position.kind in FOLLOWED_BY_SECRETARY
    return OwedReport(
        position=position.title,
        unit=position.unit.name,
        quarter=period.as_quarter,
        opens=period.opens,
        due=period.due,
        grace=period.grace,
        status=STATUS_WORDS[status],
        holder_names=", ".join(str(assignment.employee) for assignment in people.holders.get(position.pk, ())),
        holders=people.users_holding(position.pk),
        operators=people.operators_of(position.unit_id),
        superiors=people.users_holding(position.reports_to_id),
        secretaries=people.secretaries if followed else (),
    )


@dataclass(frozen=True)
class _People:
    """Everybody around some positions, read once."""

    holders: dict[int, list[Assignment]]
    operators: dict[int, list[int]]
    units_above: dict[int, frozenset[int]]
    secretaries: tuple[int, ...]

    @classmethod
    def around(cls, positions: Collection[Position], day: datetime.date) -> "_People":
        concerned = {pk for position in positions for pk in (position.pk, position.reports_to_id) if pk}
        return cls(
            holders=holders_by_position(concerned, day),
            operators=operators_by_unit(day),
            units_above=units_above({position.unit_id for position in positions}),
            secretaries=tuple(secretaries(day).values_list("pk", flat=True)),
        )

    def users_holding(self, position_id: int | None) -> tuple[int, ...]:
        """Ids of the active users in office in this position."""
        users = [getattr(assignment.employee, "user", None) for assignment in self.holders.get(position_id, ())]
        return tuple(user.pk for user in users if user and user.is_active)

    def operators_of(self, unit_id: int) -> tuple[int, ...]:
        """Ids of the operators who fill in reports of this unit: its own and those of the units above it."""
        return tuple(user for unit in sorted(self.units_above[unit_id]) for user in self.operators.get(unit, ()))


def digest(person: User, lines: Sequence[Line], *, today: datetime.date) -> Notification:
    """The one message of the day to this person, not yet saved."""
    own = [line for line in lines if line.reason.is_own_duty]
    others = [line for line in lines if not line.reason.is_own_duty]
    return Notification(
        recipient=person,
        occasion=f"reminder:{today:%Y-%m-%d}",
        subject=_subject(own, others),
        body=render_to_string(
            "emails/reminder.txt", {"person": person, "own": own, "others": others, "today": today}
        ).strip(),
        path=reverse("home"),
    )


def _subject(own: Sequence[Line], others: Sequence[Line]) -> str:
    parts = []
    if own:
        most_urgent = min(own, key=lambda line: line.report.due)
        parts.append(f"{len(own)} laporan triwulan belum dikirim ({most_urgent.stage.words})")
    if others:
        parts.append(f"{len(others)} laporan triwulan terlambat")
    return "; ".join(parts)
