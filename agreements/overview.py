"""The agreements of a year by position: those that exist, and those that nobody has begun.

The number of queries does not depend on the number of positions.
"""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, Subquery

from agreements.enums import AgreementStatus
from agreements.forms.filters import NOT_BEGUN, AgreementFilter
from agreements.models import Agreement
from agreements.progress import tone_of
from organisation.enums import AssignmentKind
from organisation.models import Assignment, Position, User
from organisation.querysets import PositionQuerySet
from organisation.scope import positions_below


@dataclass(frozen=True, slots=True)
class Row:
    """One position with the PK that counts for it, if there is one."""

    position: Position
    agreement: Agreement | None
    holder: str
    label: str
    tone: str
    may_draft: bool


@dataclass(frozen=True, slots=True)
class StateCount:
    """How many positions of the scope are in one state."""

    value: str
    label: str
    tone: str
    count: int

    @property
    def counted(self) -> str:
        """`Diajukan: 12`."""
        return f"{self.label}: {self.count}"


def positions_in(chosen: AgreementFilter, *, user: User, today: datetime.date) -> PositionQuerySet:
    """The positions of the user's scope that fit unit and search words, with pk and status of their newest PK."""
    newest = Agreement.objects.filter(position=OuterRef("pk"), year=chosen.year).newest_first()
    positions = Position.objects.visible_to(user).annotate(
        newest_pk=Subquery(newest.values("pk")[:1]), newest_status=Subquery(newest.values("status")[:1])
    )
    if chosen.unit:
        positions = positions.filter(pk__in=positions_below(positions=[], units=[chosen.unit]))
    for word in chosen.words.split():
        held = Assignment.objects.in_office(today).filter(position=OuterRef("pk"), employee__name__icontains=word)
        positions = positions.filter(Q(title__icontains=word) | Q(unit__name__icontains=word) | Exists(held))
    return positions


def in_state(positions: PositionQuerySet, state: str) -> PositionQuerySet:
    """Those whose newest PK is in this state; NOT_BEGUN: those without one; empty: all."""
    if not state:
        return positions
    return positions.filter(newest_status=None if state == NOT_BEGUN else state)


def state_counts(positions: PositionQuerySet) -> list[StateCount]:
    """How many positions are in each state, in the order of an agreement's life; states of nobody are left out."""
    counted = positions.order_by().values("newest_status").annotate(count=Count("pk"))
    counts = {row["newest_status"]: row["count"] for row in counted}
    states: list[tuple[str | None, str, str, str]] = [(None, NOT_BEGUN, "Belum disusun", "neutral")]
    states += [(status, status.value, status.label, tone_of(status)) for status in AgreementStatus]
    return [StateCount(value, label, tone, counts[key]) for key, value, label, tone in states if key in counts]


def rows_of(positions: Iterable[Position], *, user: User) -> list[Row]:
    """The rows of one page; `positions` come from `positions_in`, with unit and holders."""
    positions = list(positions)
    agreements = Agreement.objects.in_bulk([p.newest_pk for p in positions if p.newest_pk])
    return [_row(position, agreements.get(position.newest_pk), user) for position in positions]


def _row(position: Position, agreement: Agreement | None, user: User) -> Row:
    is_free = agreement is None or agreement.status == AgreementStatus.CANCELLED
    return Row(
        position=position,
        agreement=agreement,
        holder=", ".join(_named(assignment) for assignment in position.holders),
        label=agreement.get_status_display() if agreement else "Belum disusun",
        tone=tone_of(agreement.status) if agreement else "neutral",
        may_draft=is_free and user.has_perm("agreements.draft_agreement", position),
    )


def _named(assignment: Assignment) -> str:
    if assignment.kind == AssignmentKind.DEFINITIVE:
        return str(assignment.employee)
    return f"{assignment.get_kind_display()} {assignment.employee}"
