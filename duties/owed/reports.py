"""Quarterly reports that are not sent, and those that wait for their verifiers.

A report is owed by every position that has a target in the year, or whose report was begun, until it is sent; a
returned one is owed again.
"""

from collections.abc import Sequence

from django.db.models import Q
from django.utils import timezone

from duties.owed.domain import OwedReport, WaitingReport
from duties.owed.people import People
from duties.owed.reading import Reading, Scope
from indicators.domain.periods import stands_for
from indicators.models import Period, Target
from organisation.models import Position
from organisation.structure.past import Past
from realisations.calendar.facts import Window, windows_of
from realisations.enums import ReportStatus
from realisations.models import QuarterReport
from realisations.rules import VERIFIED_BY_SECRETARY

STATUS_WORDS = {
    None: "belum diisi",
    ReportStatus.DRAFT: "masih draf",
    ReportStatus.RETURNED: "dikembalikan untuk diperbaiki",
}

Begun = tuple[int | None, str | None]
"""Id and state of a report; None and None while nobody has begun it."""


def unsent_reports(scope: Scope) -> Reading:
    """All reports that are not sent, of the periods within the horizon."""
    periods = _periods(scope)
    begun = _begun(periods, scope)
    pairs = {
        pair for pair in _promised(periods, scope) | set(begun) if begun.get(pair, (None, None))[1] in STATUS_WORDS
    }
    positions = list(Position.objects.filter(pk__in={position for position, _ in pairs}).select_related("unit"))
    windows = windows_of(periods, {position.unit_id for position in positions}) if positions else {}

    def duties(people: People) -> list[OwedReport]:
        return [
            _owed(position, period, begun.get((position.pk, period.pk), (None, None)), people,
                  windows[period.pk, position.unit_id], scope.past)
            for period in periods
            for position in positions
            if (position.pk, period.pk) in pairs
        ]  # fmt: skip

    return Reading(positions, duties)


def _periods(scope: Scope) -> list[Period]:
    """The periods that can hold an owed report, in the order of time; a unit may have longer than the others."""
    oldest = scope.today - scope.horizon.report_stays
    kept = Period.objects.filter(Q(closes__gte=oldest) | Q(extensions__until__gte=oldest)).distinct()
    ordered = kept.order_by("year", "quarter")
    return [period for period in ordered if scope.horizon.has_come(period.opens, period.due, scope.today)]


def _promised(periods: Sequence[Period], scope: Scope) -> set[tuple[int, int]]:
    """Position and period, for each position that is there at its end and has a target promised in it."""
    targets = Target.objects.filter(year__in={period.year for period in periods})
    if scope.reported is not None:
        targets = targets.filter(indicator__objective__position__in=scope.reported)
    owner = "indicator__objective__position"
    days = f"{owner}__valid_from", f"{owner}__valid_until"
    return {
        (position, period.pk)
        for position, year, last, *valid in set(targets.values_list(owner, "year", "last_quarter", *days))
        for period in periods
        if period.year == year and (last is None or period.quarter <= last) and stands_for(period.as_quarter, *valid)
    }


def _begun(periods: Sequence[Period], scope: Scope) -> dict[tuple[int, int], Begun]:
    reports = QuarterReport.objects.filter(period__in=periods).order_by()
    if scope.reported is not None:
        reports = reports.filter(position__in=scope.reported)
    rows = reports.values_list("position", "period", "pk", "status")
    return {(position, period): (pk, status) for position, period, pk, status in rows}


def _owed(position: Position, period: Period, begun: Begun, people: People, window: Window, past: Past) -> OwedReport:
    report_id, status = begun
    then = past.position(position, period.as_quarter.last_day)
    return OwedReport(
        position=then.title,
        unit=then.unit.name,
        unit_id=position.unit_id,
        position_id=position.pk,
        quarter=period.as_quarter,
        opens=window.opens,
        due=window.due,
        closes=window.closes,
        grace=window.grace,
        grace_called=window.grace_called,
        status=STATUS_WORDS[status],
        report_id=report_id,
        is_returned=status == ReportStatus.RETURNED,
        holder_names=people.names_holding(position.pk),
        holders=people.users_holding(position.pk),
        delegates=people.delegates_of(position.pk),
        operators=people.operators_of(position.unit_id),
        superiors=people.users_holding(position.reports_to_id),
        secretaries=people.secretaries if position.kind in VERIFIED_BY_SECRETARY else (),
    )


def waiting_reports(scope: Scope) -> Reading:
    """All reports that were sent and not yet judged, with those who may judge them (`indicators.verify_report`)."""
    waiting = QuarterReport.objects.waiting_for_verifier().filter(submitted_at__isnull=False)
    if scope.person:
        waiting = waiting.visible_to(scope.person)
    reports = list(waiting.select_related("position__unit", "period").order_by("submitted_at", "pk"))

    def duties(people: People) -> list[WaitingReport]:
        return [_waiting(report, people, scope.past) for report in reports]

    return Reading([report.position for report in reports], duties)


def _waiting(report: QuarterReport, people: People, past: Past) -> WaitingReport:
    then = past.position(report.position, report.period.as_quarter.last_day)
    return WaitingReport(
        position=then.title,
        unit=then.unit.name,
        unit_id=report.position.unit_id,
        position_id=report.position.pk,
        quarter=report.period.as_quarter,
        sent=timezone.localdate(report.submitted_at),
        closes=report.period.closes,
        report_id=report.pk,
        verifiers=_verifiers(report, people),
    )


def _verifiers(report: QuarterReport, people: People) -> tuple[int, ...]:
    """Nobody judges the own report, nor one that they sent themselves, as its head or as the head's delegate."""
    position = report.position
    if position.kind in VERIFIED_BY_SECRETARY:
        asked = (*people.secretaries, *people.organisation_section)
    else:
        asked = people.users_holding(position.reports_to_id)
    own = {*people.users_holding(position.pk), report.submitted_by_id}
    return tuple(dict.fromkeys(user for user in asked if user not in own))
