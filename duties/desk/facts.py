"""What waits for a person today, what they have sent, and for whom they may send: the rows of the start page."""

import datetime
from dataclasses import dataclass
from typing import TypeVar

from django.db.models import Q
from django.urls import reverse
from django.utils.formats import date_format

from agreements.reading.transfers import transfers
from duties.desk import page
from duties.desk.page import SETTLED, Task
from duties.owed.domain import (
    SHOWN,
    Duty,
    MissingAgreement,
    OpenFollowUp,
    OwedReport,
    WaitingAgreement,
    WaitingReport,
)
from duties.owed.facts import duties_of
from indicators.days_off.facts import years_without_joint_leave
from indicators.models import Period
from organisation.enums import PositionKind, Role
from organisation.models import Delegation, User
from realisations.calendar.facts import windows_of
from realisations.models import QuarterReport
from realisations.report_sheet.progress import ReportProgress, report_progress_of
from realisations.reports.facts import Item, own_positions

D = TypeVar("D")

ROWS = 12
"""Rows per list on the start page; the full lists have pages of their own."""

STAFF_KINDS = frozenset({PositionKind.FUNCTIONAL, PositionKind.EXECUTING_STAFF})


@dataclass(frozen=True, slots=True)
class Desk:
    """The lists of the start page; `owed` is what the tasks speak of, `nothing` what is said when nothing waits."""

    owed: list[Duty]
    tasks: list[Task]
    sent: list[Task]
    nothing: str


def desk_of(user: User, *, today: datetime.date) -> Desk:
    """What the user owes, by the day it is owed, what has no such day last; and what they have handed in.

    An official who was replaced is shown and never reminded of: nobody has promised a day for it.
    """
    owed = duties_of(user, today=today, horizon=SHOWN)
    reports, waiting = _of(OwedReport, owed), _of(WaitingAgreement, owed)
    tasks = [
        *page.reports_to_send(reports, user.pk, today, _progress(reports, today)),
        *page.reports_to_verify(_of(WaitingReport, owed), today),
        *_transfers(user, today),
        *page.agreements_to_send(_of(MissingAgreement, owed), user.pk, today),
        *page.agreements_to_sign([duty for duty in waiting if not duty.is_to_judge], user.pk, today),
        *page.agreements_to_judge([duty for duty in waiting if duty.is_to_judge], today),
        *page.follow_ups_to_do(_of(OpenFollowUp, owed), today),
        *page.joint_leave_to_enter(_unknown_joint_leave(user, today)),
    ]
    tasks.sort(key=lambda task: task.due or datetime.date.max)
    sent = list(page.reports_sent(_sent_items(user, today)))
    return Desk(owed, tasks, sent, "" if tasks else next_opening(today))


def _of(kind: type[D], owed: list[Duty]) -> list[D]:
    return [duty for duty in owed if isinstance(duty, kind)]


def _progress(reports: list[OwedReport], today: datetime.date) -> dict[int, ReportProgress]:
    """How far the reports that can be sent today are filled in, by their id."""
    begun = [duty.report_id for duty in reports if duty.report_id and today <= duty.closes]
    found = QuarterReport.objects.filter(pk__in=begun).select_related("position", "period")
    return report_progress_of(found) if begun else {}


def _sent_items(user: User, today: datetime.date) -> list[Item]:
    """The own reports that were sent, of the quarters that are still open for their unit."""
    own = own_positions(user)
    if not own:
        return []
    sent = QuarterReport.objects.of_positions(own).filter(status__in=SETTLED, period__opens__lte=today)
    not_closed = Q(period__closes__gte=today) | Q(period__extensions__until__gte=today)
    order = ("period__year", "-period__quarter", "position__protocol_order", "position__code")
    found = list(sent.filter(not_closed).select_related("position__unit", "period").order_by(*order).distinct())
    if not found:
        return []
    periods = {report.period_id: report.period for report in found}
    windows = windows_of(periods.values(), {report.position.unit_id for report in found})
    items = [
        Item(report.position, report.period, report, windows[report.period_id, report.position.unit_id], today)
        for report in found
    ]
    return [item for item in items if today <= item.window.closes]


def _transfers(user: User, today: datetime.date) -> list[Task]:
    held = [held.position_id for held in user.authority.held]
    own = transfers(user, today.year, today, among=held) if held else []
    follows_all = user.authority.has_role(Role.ORGANISATION_SECTION)
    everybodys = transfers(user, today.year, today) if follows_all else []
    return list(page.officials_to_follow(own, everybodys, today.year))


def _unknown_joint_leave(user: User, today: datetime.date) -> list[int]:
    """The years for which those who keep the calendar still have to learn the joint leave; nobody else is told."""
    return years_without_joint_leave(today) if user.has_perm("indicators.manage_periods") else []


def next_opening(today: datetime.date) -> str:
    """What comes next and when, for somebody who owes nothing today. One query."""
    period = Period.objects.filter(opens__gt=today).order_by("opens").first()
    if period is None:
        return "Jadwal triwulan berikutnya belum disiapkan; Bagian Organisasi yang menyiapkannya."
    return f"{period.as_quarter.label} dibuka {date_format(period.opens, 'j F Y')}."


def delegations_of(user: User, *, today: datetime.date) -> list[str]:
    """Who sends for whom, now or soon, in words: for the delegate and for the head. One query."""
    held = [held.position_id for held in user.authority.held]
    mine = Delegation.objects.not_over(today).filter(Q(delegate=user) | Q(position__in=held))
    return [
        _delegation_words(delegation, user, today)
        for delegation in mine.select_related("position", "delegate__employee").order_by("start", "pk")
    ]


def delegation_url(user: User) -> str:
    """Where the holder of a structural position names a delegate; empty for everybody else."""
    own = [held.position_id for held in user.authority.held if held.position_kind not in STAFF_KINDS]
    return reverse("organisation:delegation_create", args=own[:1]) if own else ""


def _delegation_words(delegation: Delegation, user: User, today: datetime.date) -> str:
    until, title = date_format(delegation.end, "j F Y"), delegation.position.title
    when = f"Sampai {until}" if delegation.start <= today else f"Pada {delegation.span}"
    if delegation.delegate_id == user.pk:
        return f"{when} Anda dapat mengirim laporan atas nama {title} ({delegation.reason})."
    return f"{when} {delegation.delegate} dapat mengirim laporan {title} atas nama Anda ({delegation.reason})."
