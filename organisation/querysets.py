"""The reading vocabulary of the organisation."""

import datetime
from typing import TYPE_CHECKING, Self

from django.db.models import Prefetch, Q, QuerySet

from organisation.enums import SENIOR_KINDS, DeliveryState

if TYPE_CHECKING:
    from organisation.models import Government, User


def valid_on(day: datetime.date) -> Q:
    """The rows whose `start`–`end` contains the day; an empty end is open."""
    return Q(start__lte=day) & (Q(end__isnull=True) | Q(end__gte=day))


class GovernmentQuerySet(QuerySet):
    def current(self) -> "Government":
        """The government of this installation; DoesNotExist before the first import."""
        return self.get()


class WorkUnitQuerySet(QuerySet):
    def visible_to(self, user: "User") -> Self:
        """Units that hold a position in the user's scope."""
        if user.authority.sees_everything:
            return self.all()
        return self.filter(positions__in=user.authority.visible_position_ids).distinct()


class PositionQuerySet(QuerySet):
    def visible_to(self, user: "User") -> Self:
        """Positions in the user's scope: all, or own, subordinate, and those of units headed or operated."""
        if user.authority.sees_everything:
            return self.all()
        return self.filter(pk__in=user.authority.visible_position_ids)

    def senior(self) -> Self:
        """The heads the Sekda follows: Sekda, assistants, expert staff, heads of OPD, camat."""
        return self.filter(kind__in=SENIOR_KINDS)

    def with_holders(self, day: datetime.date) -> Self:
        """Prefetch `holders`: those in office on the day, a definitive holder first."""
        assignments = self.model._meta.get_field("assignments").related_model.objects
        holders = assignments.in_office(day).select_related("employee").order_by("-kind", "start")
        return self.prefetch_related(Prefetch("assignments", queryset=holders, to_attr="holders"))


class EmployeeQuerySet(QuerySet):
    def visible_to(self, user: "User") -> Self:
        """Employees who hold or held a position in the user's scope, and the user's own record."""
        if user.authority.sees_everything:
            return self.all()
        in_scope = Q(assignments__position__in=user.authority.visible_position_ids)
        return self.filter(in_scope | Q(pk=user.employee_id)).distinct()


class AssignmentQuerySet(QuerySet):
    def in_office(self, day: datetime.date) -> Self:
        """Assignments whose dates contain the day."""
        return self.filter(valid_on(day))

    def visible_to(self, user: "User") -> Self:
        """Assignments to positions in the user's scope."""
        if user.authority.sees_everything:
            return self.all()
        return self.filter(position__in=user.authority.visible_position_ids)


class RoleGrantQuerySet(QuerySet):
    def valid_on(self, day: datetime.date) -> Self:
        """Grants whose dates contain the day."""
        return self.filter(valid_on(day))


class NotificationQuerySet(QuerySet):
    def visible_to(self, user: "User") -> Self:
        """A person sees only messages sent to them."""
        return self.filter(recipient=user)

    def unread(self) -> Self:
        """Messages not opened yet."""
        return self.filter(read_at__isnull=True)

    def doubtful(self) -> Self:
        """Messages that may or may not have left; a person decides."""
        return self.filter(state=DeliveryState.DOUBTFUL)
