"""People by responsibility: one answer for reminders, pages and escalation alike."""

import datetime
from collections import defaultdict
from collections.abc import Iterable

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Q, QuerySet

from organisation.enums import PositionKind, Role
from organisation.models import Assignment, Delegation, Position, RoleGrant, User
from organisation.scope import replaced_posts, units_above, units_within


def holders_of(position_ids: Iterable[int], day: datetime.date) -> QuerySet[User]:
    """Active users who hold one of these positions on the day, definitively or acting.

    For a position that is no more they are those who hold the one that replaces it.
    """
    in_office = Assignment.objects.in_office(day).filter(_answers_for(position_ids, day))
    return User.objects.filter(is_active=True, employee__assignments__in=in_office).distinct()


def _answers_for(position_ids: Iterable[int], day: datetime.date) -> Q:
    """Assignments to one of these positions, or to one that replaces one of them that is no more."""
    wanted = list(position_ids)
    gone = Position.objects.filter(pk__in=wanted, valid_until__lt=day)
    return Q(position__in=wanted) | Q(
        position__in=Position.replaces.through.objects.filter(to_position__in=gone).values("from_position")
    )


def possible_delegates(position: Position, day: datetime.date) -> QuerySet[User]:
    """Active users with a post in the unit of the position or below it on the day, except its own holders."""
    posts = Assignment.objects.in_office(day).filter(position__unit__in=units_within(position.unit_id))
    users = User.objects.filter(is_active=True, employee__assignments__in=posts)
    return users.exclude(pk__in=holders_of([position.pk], day).values("pk")).distinct()


def delegates_of(position_ids: Iterable[int], day: datetime.date) -> QuerySet[User]:
    """Active users who may send the reports of one of these positions on the day on its head's behalf."""
    in_force = Delegation.objects.in_force(day).filter(position__in=position_ids)
    return User.objects.filter(is_active=True, delegations__in=in_force).distinct()


def operators_of(unit_ids: Iterable[int], day: datetime.date) -> QuerySet[User]:
    """Active users who are operators of one of these units on the day."""
    grants = RoleGrant.objects.valid_on(day).filter(role=Role.OPERATOR, unit__in=unit_ids)
    return User.objects.filter(is_active=True, role_grants__in=grants).distinct()


def secretaries(day: datetime.date) -> QuerySet[User]:
    """Active users who are Sekda (also Plt., Plh., Pj.) on the day."""
    in_office = Assignment.objects.in_office(day).filter(position__kind=PositionKind.REGIONAL_SECRETARY)
    return User.objects.filter(is_active=True, employee__assignments__in=in_office).distinct()


def with_role(role: Role, day: datetime.date) -> QuerySet[User]:
    """Active users to whom this role is given on the day."""
    grants = RoleGrant.objects.valid_on(day).filter(role=role)
    return User.objects.filter(is_active=True, role_grants__in=grants).distinct()


def holders_by_position(position_ids: Iterable[int], day: datetime.date) -> dict[int, list[Assignment]]:
    """For many positions at once: who is in office on the day, with employee and user (who may be missing).

    For a position that is no more it is who holds the one that replaces it. One query.
    """
    wanted = set(position_ids)
    in_office = Assignment.objects.in_office(day).filter(_answers_for(wanted, day))
    in_office = in_office.select_related("employee__user").annotate(gone=ArraySubquery(replaced_posts(day)))
    holders: dict[int, list[Assignment]] = defaultdict(list)
    for assignment in in_office.order_by("-kind", "start", "pk"):
        answered = {assignment.position_id, *(gone["position"] for gone in assignment.gone)}
        for position in answered & wanted:
            holders[position].append(assignment)
    return dict(holders)


def operators_by_unit(day: datetime.date) -> dict[int, list[int]]:
    """For all units at once: the ids of active users who are operators on the day."""
    grants = RoleGrant.objects.valid_on(day).filter(role=Role.OPERATOR, user__is_active=True)
    operators: dict[int, list[int]] = defaultdict(list)
    for unit_id, user_id in grants.order_by("pk").values_list("unit_id", "user_id"):
        operators[unit_id].append(user_id)
    return dict(operators)


def delegates_by_position(position_ids: Iterable[int], day: datetime.date) -> dict[int, list[int]]:
    """For many positions at once: the ids of active users who may send for the head on the day.

    As in `Authority`, a delegate sends only as long as they have a post in the unit of the position or below it.
    """
    in_force = Delegation.objects.in_force(day).filter(position__in=position_ids, delegate__is_active=True)
    given = list(
        in_force.order_by("pk").values_list("position_id", "position__unit_id", "delegate_id", "delegate__employee_id")
    )
    within = _units_around_posts({employee for *_, employee in given}, day) if given else {}
    delegates: dict[int, list[int]] = defaultdict(list)
    for position_id, unit_id, user_id, employee_id in given:
        if unit_id in within.get(employee_id, ()):
            delegates[position_id].append(user_id)
    return dict(delegates)


def _units_around_posts(employee_ids: Iterable[int], day: datetime.date) -> dict[int, set[int]]:
    """The units in which each of these employees has a post on the day, and all units above them."""
    posts = Assignment.objects.in_office(day).filter(employee__in=employee_ids)
    held = list(posts.order_by().values_list("employee_id", "position__unit_id"))
    above = units_above({unit for _, unit in held})
    around: dict[int, set[int]] = defaultdict(set)
    for employee, unit in held:
        around[employee] |= above[unit]
    return dict(around)
