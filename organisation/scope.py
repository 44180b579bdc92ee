"""Who a user is today: roles, positions held, and the part of the government they may see."""

import datetime
import hashlib
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.contrib.postgres.expressions import ArraySubquery
from django.db import connection
from django.db.models import OuterRef, QuerySet
from django.db.models.expressions import RawSQL
from django.db.models.functions import JSONObject
from django.utils import timezone

from organisation.enums import UNIT_HEAD_KINDS, PositionKind, Role

if TYPE_CHECKING:
    from organisation.models import User

READS_EVERYTHING = frozenset({Role.ORGANISATION_SECTION, Role.PLANNING_AGENCY, Role.INSPECTORATE, Role.ADMINISTRATOR})
HEADS_EVERYTHING = frozenset(
    {PositionKind.REGIONAL_HEAD, PositionKind.DEPUTY_REGIONAL_HEAD, PositionKind.REGIONAL_SECRETARY}
)

SCOPE_SQL = """
WITH RECURSIVE unit_above(id, above) AS (
    SELECT id, parent_id FROM organisation_workunit
    UNION ALL
    SELECT to_workunit_id, from_workunit_id FROM organisation_workunit_replaces
), position_above(id, above) AS (
    SELECT id, reports_to_id FROM organisation_position
    UNION ALL
    SELECT to_position_id, from_position_id FROM organisation_position_replaces
), unit_tree(id) AS (
    SELECT unnest(%(units)s::bigint[])
    UNION
    SELECT u.id FROM unit_above u JOIN unit_tree t ON u.above = t.id
), line(id) AS (
    SELECT id FROM organisation_position WHERE id = ANY(%(positions)s)
    UNION
    SELECT p.id FROM position_above p JOIN line l ON p.above = l.id
)
SELECT id FROM line UNION SELECT id FROM organisation_position WHERE unit_id IN (SELECT id FROM unit_tree)
"""
"""Today: whoever follows a unit or a position follows what it replaces too."""

SCOPE_ON_SQL = """
WITH RECURSIVE unit_then(id, above) AS (
    SELECT u.id, CASE WHEN f.id IS NULL THEN u.parent_id ELSE f.parent_id END
    FROM organisation_workunit u
    LEFT JOIN organisation_formerunit f ON f.unit_id = u.id AND daterange(f.since, f.until, '[]') @> %(day)s::date
    WHERE daterange(u.valid_from, u.valid_until, '[]') @> %(day)s::date
), position_then(id, unit, above) AS (
    SELECT p.id, coalesce(f.unit_id, p.unit_id), CASE WHEN f.id IS NULL THEN p.reports_to_id ELSE f.reports_to_id END
    FROM organisation_position p
    LEFT JOIN organisation_formerposition f ON f.position_id = p.id
        AND daterange(f.since, f.until, '[]') @> %(day)s::date
    WHERE daterange(p.valid_from, p.valid_until, '[]') @> %(day)s::date
), unit_tree(id) AS (
    SELECT unnest(%(units)s::bigint[])
    UNION
    SELECT u.id FROM unit_then u JOIN unit_tree t ON u.above = t.id
), line(id) AS (
    SELECT id FROM position_then WHERE id = ANY(%(positions)s)
    UNION
    SELECT p.id FROM position_then p JOIN line l ON p.above = l.id
)
SELECT id FROM line UNION SELECT id FROM position_then WHERE unit IN (SELECT id FROM unit_tree)
"""
"""A day: what was valid then, and nothing that came before or after."""

UNITS_WITHIN_SQL = """
WITH RECURSIVE unit_tree(id) AS (
    SELECT %s::bigint
    UNION
    SELECT u.id FROM organisation_workunit u JOIN unit_tree t ON u.parent_id = t.id
)
SELECT id FROM unit_tree
"""

UNITS_AROUND_SQL = """
WITH RECURSIVE around(id) AS (
    SELECT unit_id FROM organisation_position WHERE id = ANY(%s)
    UNION
    SELECT u.parent_id FROM around a JOIN organisation_workunit u ON u.id = a.id WHERE u.parent_id IS NOT NULL
)
SELECT id FROM around
"""

UNITS_ABOVE_SQL = """
WITH RECURSIVE above(unit_id, id) AS (
    SELECT id, id FROM organisation_workunit WHERE id = ANY(%(units)s)
    UNION
    SELECT a.unit_id, u.parent_id FROM above a JOIN organisation_workunit u ON u.id = a.id WHERE u.parent_id IS NOT NULL
)
SELECT unit_id, id FROM above
"""


@dataclass(frozen=True)
class Held:
    """A position that the user holds today, definitively or acting, or one that is no more and that it replaces."""

    position_id: int
    position_kind: str
    unit_id: int
    is_gone: bool = False
    """Nobody is of a kind that ended: what is no more gives its scope and its open matters, not what its kind may."""


@dataclass(frozen=True)
class Authority:
    """The facts that every permission of Amanah is made of; the positions are read when they are asked for."""

    roles: frozenset[str]
    held: tuple[Held, ...]
    operated_unit_ids: frozenset[int]
    sees_everything: bool
    delegated_position_ids: frozenset[int] = frozenset()
    """Positions whose reports the user may send on the head's behalf; they give nothing else."""

    @cached_property
    def operated_position_ids(self) -> frozenset[int]:
        """Positions whose reports the user may type for the head: those of the operated units and below. One query."""
        return positions_below(positions=[], units=sorted(self.operated_unit_ids))

    @cached_property
    def visible_position_ids(self) -> frozenset[int]:
        """Positions in scope; only meaningful when `sees_everything` is false. Two queries at most."""
        if self.sees_everything:
            return frozenset()
        return self.operated_position_ids | _positions_headed(self.held) | self.delegated_position_ids

    @cached_property
    def digest(self) -> str:
        """A hash of all of it: as long as it stays, the user sees the same part of the government with the same rights.

        Two queries at most.
        """
        whole = [self.roles, map(repr, self.held), self.operated_unit_ids, self.delegated_position_ids]
        facts = [self.sees_everything, *map(sorted, [*whole, self.visible_position_ids])]
        return hashlib.sha256(repr(facts).encode()).hexdigest()

    def has_role(self, *roles: str) -> bool:
        """Whether one of these roles was given to the user and is valid today."""
        return not self.roles.isdisjoint(roles)

    def holds(self, position_id: int | None) -> bool:
        """Whether the user holds this position today."""
        return any(held.position_id == position_id for held in self.held)

    def holds_kind(self, *kinds: str) -> bool:
        """Whether the user holds a position of one of these kinds today."""
        return _is_of_kind(self.held, kinds)

    def sees_position(self, position_id: int) -> bool:
        """Whether this position is inside the user's scope."""
        is_own = self.holds(position_id) or position_id in self.operated_position_ids
        return self.sees_everything or is_own or position_id in self.visible_position_ids


def positions_below(*, positions: list[int], units: list[int], on: datetime.date | None = None) -> frozenset[int]:
    """These positions with all their subordinates, and every position in these units and their sub-units.

    Without a day it is today, with everything that these units and positions replace; with one it is what stood there
    on that day.
    """
    if not positions and not units:
        return frozenset()
    with connection.cursor() as cursor:
        sql = SCOPE_SQL if on is None else SCOPE_ON_SQL
        cursor.execute(sql, {"positions": positions, "units": units, "day": on})
        return frozenset(row[0] for row in cursor.fetchall())


def units_within(unit_id: int) -> RawSQL:
    """The ids of this unit and every unit below it, to stand inside another query (`unit__in=`)."""
    return RawSQL(UNITS_WITHIN_SQL, [unit_id])  # noqa: S611 - constant SQL, one bound parameter


def units_around(position_ids: Iterable[int]) -> RawSQL:
    """The ids of the units of these positions and of every unit above, to stand inside another query (`unit__in=`)."""
    return RawSQL(UNITS_AROUND_SQL, [list(position_ids)])  # noqa: S611 - constant SQL, one bound parameter


def units_above(unit_ids: Iterable[int]) -> dict[int, frozenset[int]]:
    """Each of these units with itself and every unit it is part of. One query."""
    above: dict[int, set[int]] = {unit: set() for unit in unit_ids}
    with connection.cursor() as cursor:
        cursor.execute(UNITS_ABOVE_SQL, {"units": list(above)})
        for unit, ancestor in cursor.fetchall():
            above[unit].add(ancestor)
    return {unit: frozenset(ancestors) for unit, ancestors in above.items()}


def authority_of(user: "User", *, on: datetime.date | None = None) -> Authority:
    """What `user` is on the day `on` (today by default). At most four queries, whatever the size of the government."""
    day = on or timezone.localdate()
    grants = list(user.role_grants.valid_on(day)) if user.is_active else []
    held, delegated = _held_positions(user, day, on)
    roles = _roles(user, (grant.role for grant in grants))
    operated = frozenset(grant.unit_id for grant in grants if grant.role == Role.OPERATOR)
    sees_everything = _sees_everything(roles, held)
    return Authority(roles, held, operated, sees_everything, delegated)


def _roles(user: "User", given: Iterable[str]) -> frozenset[str]:
    return frozenset(given) | ({Role.ADMINISTRATOR} if user.is_superuser else frozenset())


def _sees_everything(roles: frozenset[str], held: Iterable[Held]) -> bool:
    return not READS_EVERYTHING.isdisjoint(roles) or _is_of_kind(held, HEADS_EVERYTHING)


def _is_of_kind(held: Iterable[Held], kinds: Collection[str]) -> bool:
    return any(one.position_kind in kinds for one in held if not one.is_gone)


def _held_positions(
    user: "User", day: datetime.date, asked: datetime.date | None
) -> tuple[tuple[Held, ...], frozenset[int]]:
    """The positions held, and those whose reports may be sent for their heads; for these the database's day decides
    unless another one was asked for. Whoever holds a position answers for those that it replaces. One query.
    """
    if not (user.is_active and user.employee_id):
        return (), frozenset()
    given = user.delegations.in_force(asked).values(pair=JSONObject(position="position_id", unit="position__unit_id"))
    posts = user.employee.assignments.in_office(day).select_related("position")
    assignments = list(posts.annotate(given=ArraySubquery(given), gone=ArraySubquery(replaced_posts(day))))
    held = tuple(Held(a.position_id, a.position.kind, a.position.unit_id) for a in assignments)
    held += tuple(Held(gone["position"], gone["kind"], gone["unit"], True) for a in assignments for gone in a.gone)
    return held, _delegated(held, assignments[0].given if assignments else [])


def replaced_posts(day: datetime.date) -> QuerySet[Any]:
    """For a subquery on assignments: the positions that are no more on the day and that the held one replaces."""
    position = apps.get_model("organisation", "Position")
    gone = position.objects.filter(replaced_by=OuterRef("position"), valid_until__lt=day)
    return gone.values(pair=JSONObject(position="pk", kind="kind", unit="unit_id"))


def _delegated(held: tuple[Held, ...], given: list[dict[str, int]]) -> frozenset[int]:
    """The delegated positions in whose unit, or below it, the user still has a post."""
    if not given:
        return frozenset()
    units = frozenset().union(*units_above({post.unit_id for post in held}).values())
    return frozenset(pair["position"] for pair in given if pair["unit"] in units)


def _positions_headed(held: tuple[Held, ...]) -> frozenset[int]:
    return positions_below(
        positions=[h.position_id for h in held],
        units=[h.unit_id for h in held if h.position_kind in UNIT_HEAD_KINDS],
    )
