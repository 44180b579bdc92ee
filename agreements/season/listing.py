"""The agreements of a year by position: those that exist, and those that nobody has begun.

The number of queries does not depend on the number of positions.
"""

import datetime
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Case, CharField, Count, Exists, F, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Cast, JSONObject
from django.urls import reverse
from django.utils import timezone

from agreements.enums import AgreementStatus, Side
from agreements.models import Agreement, Party
from agreements.querysets import AgreementQuerySet
from agreements.reading.facts import tone_of
from agreements.season.filters import NOT_BEGUN, AgreementFilter
from audit.models import Event
from organisation.enums import APPARATUS_KINDS, AssignmentKind
from organisation.models import Assignment, Position, User, WorkUnit
from organisation.querysets import PositionQuerySet, exists_in
from organisation.scope import units_within
from organisation.structure.past import as_they_were, end_of, units_in

S = AgreementStatus
REVISED = S.SUPERSEDED
"""The state of a position whose PK Perubahan binds: its first PK is superseded, and it stays apart from the others."""

STATES: dict[str, tuple[str, str]] = {
    NOT_BEGUN: ("Belum disusun", "neutral"),
    **{status.value: (str(status.label), tone_of(status)) for status in S},
    REVISED.value: ("Berlaku (diubah)", tone_of(S.IN_FORCE)),
}
"""Label and tone of the states of a position, in the order of an agreement's life."""

SENT = ("agreement.submitted", "agreement.approved")
"""What an agreement was first sent with; the regional head's is agreed at once."""


@dataclass(frozen=True, slots=True)
class SeasonPosition:
    """One position with the PK that counts for it, if there is one."""

    position: Position
    state: str
    pk: int | None
    version: int
    edition: int
    submitted_on: datetime.date | None
    holder: str
    may_draft: bool

    @property
    def url(self) -> str:
        """The page of the PK; empty without one."""
        return reverse("agreements:agreement_detail", args=[self.pk]) if self.pk else ""

    @property
    def label(self) -> str:
        """Its state in words."""
        return STATES[self.state][0]

    @property
    def tone(self) -> str:
        """The tone of its state."""
        return STATES[self.state][1]

    @property
    def is_revision(self) -> bool:
        """Whether the PK is a PK Perubahan."""
        return self.version > 1


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
    """The positions of the user's scope that fit everything chosen but the state, with pk and state of their PK."""
    positions = _known_to(user, with_newest(Position.objects.all(), chosen.year))
    positions = positions.filter(exists_in(chosen.year) | Q(newest_pk__isnull=False))
    if chosen.unit:
        positions = positions.filter(unit__in=units_within(chosen.unit))
    if chosen.level:
        positions = positions.filter(kind=chosen.level)
    if chosen.is_mine:
        positions = positions.filter(_promised_to(user), newest_state=S.SUBMITTED)
    for word in chosen.words.split():
        held_by = Assignment.objects.in_office(today).filter(position=OuterRef("pk"), employee__name__icontains=word)
        positions = positions.filter(Q(title__icontains=word) | Q(unit__name__icontains=word) | Exists(held_by))
    return positions


def _known_to(user: User, positions: PositionQuerySet) -> PositionQuerySet:
    """Those in the user's scope, and those elsewhere that promise to the user by a hand-picked second party."""
    if user.authority.sees_everything:
        return positions
    return positions.filter(Q(pk__in=user.authority.visible_position_ids) | Q(_promised_to(user)))


def _promised_to(user: User) -> Exists:
    held = [held.position_id for held in user.authority.held]
    return Exists(Party.objects.filter(agreement=OuterRef("newest_pk"), side=Side.SECOND, position__in=held))


def with_newest(positions: PositionQuerySet, year: int) -> PositionQuerySet:
    """Annotate `newest_pk` and `newest_state`: the PK of the year that counts, and the state of the position."""
    newest = _newest(year)
    is_revised = Q(status=S.IN_FORCE, version__gt=1)
    state = Case(When(is_revised, then=Value(REVISED.value)), default=F("status"), output_field=CharField())
    return positions.annotate(
        newest_pk=Subquery(newest.values("pk")[:1]),
        newest_state=Subquery(newest.annotate(state=state).values("state")[:1]),
    )


def with_rows(positions: PositionQuerySet, year: int, today: datetime.date) -> PositionQuerySet:
    """Fetch with the positions of `positions_in` what `rows_of` tells of them: unit, holders, and the PK's facts.

    The holders are those of today, of a past year those of its last day.
    """
    sent = Event.objects.filter(
        target_type=Agreement._meta.label_lower, target_id=Cast(OuterRef("pk"), CharField()), verb__in=SENT
    )
    facts = JSONObject(
        version="version", edition="edition", submitted_at=Subquery(sent.order_by("at").values("at")[:1])
    )
    newest = _newest(year).annotate(facts=facts)
    return (
        positions.annotate(newest_facts=Subquery(newest.values("facts")[:1]))
        .select_related("unit")
        .with_holders(min(today, end_of(year)))
    )


def _newest(year: int) -> AgreementQuerySet:
    return Agreement.objects.filter(position=OuterRef("pk"), year=year).newest_first()


def units_for(user: User, year: int) -> list[tuple[int, str]]:
    """The offices of the year that the lists can be narrowed to, as (id, name): one query, three for a past year."""
    units = WorkUnit.objects.visible_to(user).filter(kind__in=APPARATUS_KINDS)
    return [(unit.pk, unit.name) for unit in units_in(year, units)]


def in_state(positions: PositionQuerySet, state: str) -> PositionQuerySet:
    """Those in this state; NOT_BEGUN: those without a PK; empty: all."""
    if not state:
        return positions
    return positions.filter(newest_state=None if state == NOT_BEGUN else state)


def state_counts(counted: Iterable[tuple[str | None, int]]) -> list[StateCount]:
    """How many positions are in each state, from (newest_state, count); states of nobody are left out."""
    counts: Counter[str] = Counter()
    for state, count in counted:
        counts[state or NOT_BEGUN] += count
    return [StateCount(key, label, tone, counts[key]) for key, (label, tone) in STATES.items() if counts[key]]


def states_of(positions: PositionQuerySet) -> list[tuple[str | None, int]]:
    """(newest_state, count) of the positions: one query."""
    return list(positions.order_by().values_list("newest_state").annotate(count=Count("pk")))


def rows_of(positions: Iterable[Position], *, user: User, year: int) -> list[SeasonPosition]:
    """The rows of one page, called as they were at the end of the year; `positions` come from `with_rows`.

    No query for a year that is not over, two for one that is.
    """
    rows = [_row(position, user) for position in positions]
    as_they_were([row.position for row in rows], end_of(year))
    return rows


def _row(position: Position, user: User) -> SeasonPosition:
    facts = position.newest_facts or {}
    submitted_at = facts.get("submitted_at")
    is_free = position.newest_state in {None, S.CANCELLED}
    return SeasonPosition(
        position=position,
        state=position.newest_state or NOT_BEGUN,
        pk=position.newest_pk,
        version=facts.get("version", 0),
        edition=facts.get("edition", 0),
        submitted_on=timezone.localdate(datetime.datetime.fromisoformat(submitted_at)) if submitted_at else None,
        holder=", ".join(_named(assignment) for assignment in position.holders),
        may_draft=is_free and user.has_perm("agreements.draft_agreement", position),
    )


def _named(assignment: Assignment) -> str:
    if assignment.kind == AssignmentKind.DEFINITIVE:
        return str(assignment.employee)
    return f"{assignment.get_kind_display()} {assignment.employee}"
