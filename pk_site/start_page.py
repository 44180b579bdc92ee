"""What waits for a person today, what they have sent, and for whom they may send: the rows of the start page."""

import datetime
from dataclasses import dataclass

from django.db.models import Q
from django.urls import reverse
from django.utils.formats import date_format

from agreements.season.facts import seasons_of
from organisation.enums import PositionKind
from organisation.models import Delegation, User
from pk_site.agreement_tasks import (
    agreements_to_judge,
    agreements_to_send,
    agreements_to_sign,
    held_positions,
    officials_to_follow,
)
from pk_site.follow_up_tasks import follow_ups_to_do
from pk_site.report_tasks import next_opening, report_items, reports_sent, reports_to_send, reports_to_verify
from pk_site.tasks import Task

SHOWN = 12
"""Rows per list on the start page; the full lists have pages of their own."""

STAFF_KINDS = frozenset({PositionKind.FUNCTIONAL, PositionKind.EXECUTING_STAFF})


@dataclass(frozen=True, slots=True)
class Desk:
    """The lists of the start page; `nothing` is what is said when nothing waits."""

    tasks: list[Task]
    sent: list[Task]
    nothing: str


def desk_of(user: User, *, today: datetime.date) -> Desk:
    """What the user owes, by the day it is owed, what has no such day last; and what they have handed in."""
    items, seasons = report_items(user, today), seasons_of(today)
    tasks = [
        *reports_to_send(user, items, today),
        *reports_to_verify(user, today),
        *officials_to_follow(user, today),
        *agreements_to_send(user, seasons, today),
        *agreements_to_sign(user, seasons),
        *agreements_to_judge(user),
        *follow_ups_to_do(user, today),
    ]
    owed = sorted(tasks, key=lambda task: task.due or datetime.date.max)
    return Desk(owed, list(reports_sent(items, today)), "" if owed else next_opening(today))


def delegations_of(user: User, *, today: datetime.date) -> list[str]:
    """Who sends for whom, now or soon, in words: for the delegate and for the head. One query."""
    held = held_positions(user)
    mine = Delegation.objects.standing(today).filter(Q(delegate=user) | Q(position__in=held))
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
