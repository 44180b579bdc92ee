"""People by responsibility: one answer for reminders, pages and escalation alike."""

import datetime
from collections.abc import Iterable

from django.db.models import QuerySet

from organisation.enums import PositionKind, Role
from organisation.models import Assignment, RoleGrant, User


def holders_of(position_ids: Iterable[int], day: datetime.date) -> QuerySet[User]:
    """Active users who hold one of these positions on the day, definitively or acting."""
    in_office = Assignment.objects.in_office(day).filter(position__in=position_ids)
    return User.objects.filter(is_active=True, employee__assignments__in=in_office).distinct()


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
