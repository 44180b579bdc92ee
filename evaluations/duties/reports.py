"""Quarterly reports that are not sent, and those that wait for their verifiers.

A report is owed by every position that has a target in the year, or whose report was begun, until it is sent; a
returned one is owed again. When the period has closed and nobody extended it, there is nothing left to remind of.
"""

import datetime
from collections.abc import Sequence

from django.db.models import Q, QuerySet
from django.utils import timezone

from evaluations.domain.duties import OwedReport, WaitingReport
from evaluations.duties.people import People
from indicators.models import Period, Target
from organisation.models import Position
from realisations.calendar.facts import Window, windows_of
from realisations.enums import ReportStatus
from realisations.models import QuarterReport
from realisations.rules import VERIFIED_BY_SECRETARY

LOOK_AHEAD = datetime.timedelta(days=31)
"""The first reminder goes out 14 days ahead, or some days earlier when holidays are in the way."""

STATUS_WORDS = {
    None: "belum diisi",
    ReportStatus.DRAFT: "masih draf",
    ReportStatus.RETURNED: "dikembalikan untuk diperbaiki",
}


def owed_reports(today: datetime.date) -> list[OwedReport]:
    """All reports that are not sent, of periods that are near their due day or past it and not closed."""
    periods = list(_reported_around(today))
    status_of = _statuses(periods)
    pairs = {pair for pair in _duties(periods) | set(status_of) if status_of.get(pair) in STATUS_WORDS}
    positions = list(Position.objects.filter(pk__in={position for position, _ in pairs}).select_related("unit"))
    people = People.around(positions, today)
    windows = windows_of(periods, {position.unit_id for position in positions})
    return [
        _owed(position, period, status_of.get((position.pk, period.pk)), people, windows[period.pk, position.unit_id])
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


def _owed(position: Position, period: Period, status: str | None, people: People, window: Window) -> OwedReport:
    return OwedReport(
        position=position.title,
        unit=position.unit.name,
        unit_id=position.unit_id,
        position_id=position.pk,
        quarter=period.as_quarter,
        opens=window.opens,
        due=window.due,
        grace=window.grace,
        grace_called=window.grace_called,
        status=STATUS_WORDS[status],
        holder_names=people.names_holding(position.pk),
        holders=people.users_holding(position.pk),
        delegates=tuple(people.delegates.get(position.pk, ())),
        operators=people.operators_of(position.unit_id),
        superiors=people.users_holding(position.reports_to_id),
        secretaries=people.secretaries if position.kind in VERIFIED_BY_SECRETARY else (),
    )


def waiting_reports(today: datetime.date) -> list[WaitingReport]:
    """All reports that were sent and not yet judged, with those who may judge them (`indicators.verify_report`)."""
    reports = list(QuarterReport.objects.waiting_for_verifier().select_related("position__unit", "period"))
    people = People.around([report.position for report in reports], today)
    return [
        WaitingReport(
            position=report.position.title,
            unit=report.position.unit.name,
            unit_id=report.position.unit_id,
            position_id=report.position.pk,
            quarter=report.period.as_quarter,
            sent=timezone.localdate(report.submitted_at),
            verifiers=_verifiers(report, people),
        )
        for report in reports
        if report.submitted_at
    ]


def _verifiers(report: QuarterReport, people: People) -> tuple[int, ...]:
    """Nobody judges the own report, nor one that they sent themselves, as its head or as the head's delegate."""
    position = report.position
    if position.kind in VERIFIED_BY_SECRETARY:
        asked = (*people.secretaries, *people.organisation_section)
    else:
        asked = people.users_holding(position.reports_to_id)
    own = {*people.users_holding(position.pk), report.submitted_by_id}
    return tuple(dict.fromkeys(user for user in asked if user not in own))
