"""The reading vocabulary of the organisation."""

import datetime
from typing import TYPE_CHECKING, Self

from django.db.models import BooleanField, Case, Exists, ExpressionWrapper, OuterRef, Prefetch, Q, QuerySet, Value, When

from organisation.database_day import database_day
from organisation.domain.nip import normalise_nip
from organisation.enums import CONFIRMING, SENIOR_KINDS, AssignmentKind, Role
from organisation.scope import positions_below

if TYPE_CHECKING:
    from organisation.models import Government, User, WorkUnit


def valid_on(day: datetime.date) -> Q:
    """The rows whose `start`–`end` contains the day; an empty end is open."""
    return Q(start__lte=day) & (Q(end__isnull=True) | Q(end__gte=day))


def exists_between(first: datetime.date, last: datetime.date) -> Q:
    """The rows of the structure that are valid on one of these days; an empty bound is open."""
    begun = Q(valid_from=None) | Q(valid_from__lte=last)
    return begun & (Q(valid_until=None) | Q(valid_until__gte=first))


def exists_in(year: int) -> Q:
    """The rows of the structure that are valid on a day of the year."""
    return exists_between(datetime.date(year, 1, 1), datetime.date(year, 12, 31))


def user_matches(text: str) -> Q:
    """The accounts whose name (own or of the employee) holds every word, or whose user name or NIP was typed.

    Without any text it is all accounts.
    """
    if not text.strip():
        return Q()
    names = Q()
    for word in text.split():
        names &= Q(name__icontains=word) | Q(employee__name__icontains=word)
    number = normalise_nip(text)
    return names | Q(username__iexact=text.strip()) | (Q(employee__employee_number=number) if number else Q())


class PasswordLinkQuerySet(QuerySet):
    def visible_to(self, user: "User") -> Self:
        """All links for those who ask for them or confirm them; a row holds no secret."""
        return self.all() if user.authority.has_role(*CONFIRMING) else self.none()


class GovernmentQuerySet(QuerySet):
    def current(self) -> "Government":
        """The government of this installation; DoesNotExist before the first import."""
        return self.get()


class FormerQuerySet(QuerySet):
    def on(self, day: datetime.date) -> Self:
        """What was valid on the day and is not any more."""
        return self.filter(Q(since=None) | Q(since__lte=day), until__gte=day)


class DatedQuerySet(QuerySet):
    def existing_on(self, day: datetime.date) -> Self:
        """Those that are valid on the day."""
        return self.filter(exists_between(day, day))

    def existing_in(self, year: int) -> Self:
        """Those that are valid on a day of the year."""
        return self.filter(exists_in(year))


class WorkUnitQuerySet(DatedQuerySet):
    def visible_to(self, user: "User") -> Self:
        """Units that hold a position in the user's scope."""
        if user.authority.sees_everything:
            return self.all()
        return self.filter(positions__in=user.authority.visible_position_ids).distinct()


class PositionQuerySet(DatedQuerySet):
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
        holders = assignments.in_office(day).select_related("employee").definitive_first()
        return self.prefetch_related(Prefetch("assignments", queryset=holders, to_attr="holders"))


class EmployeeQuerySet(QuerySet):
    def visible_to(self, user: "User") -> Self:
        """Employees who hold or held a position in the user's scope, and the user's own record."""
        if user.authority.sees_everything:
            return self.all()
        in_scope = Q(assignments__position__in=user.authority.visible_position_ids)
        return self.filter(in_scope | Q(pk=user.employee_id)).distinct()

    def with_open_number(self, user: "User") -> Self:
        """Annotate `number_is_open`: whether this user may read the NIP in full.

        The number holds the birth date (UU 27/2022 on personal data): it is for the person, the own OPD, Bagian
        Organisasi and administrators, not for everybody who sees the structure.
        """
        authority = user.authority
        if authority.has_role(Role.ORGANISATION_SECTION, Role.ADMINISTRATOR):
            return self.annotate(number_is_open=Value(True))
        own = authority.visible_position_ids | authority.operated_position_ids
        if authority.sees_everything:
            own |= positions_below(positions=[], units=[held.unit_id for held in authority.held])
        in_own_office = Exists(
            self.model.assignments.rel.related_model.objects.filter(employee=OuterRef("pk"), position__in=own)
        )
        return self.annotate(number_is_open=Case(When(pk=user.employee_id, then=True), default=in_own_office))

    def in_office_within(self, unit: "WorkUnit", day: datetime.date) -> Self:
        """Employees who hold a position of this unit, or of a unit below it, on the day."""
        assignments = self.model.assignments.rel.related_model.objects.in_office(day)
        inside = positions_below(positions=[], units=[unit.pk])
        return self.filter(Exists(assignments.filter(employee=OuterRef("pk"), position__in=inside)))

    def search(self, text: str) -> Self:
        """Employees whose name holds every word, or whose NIP holds the digits that were typed.

        Comes after `with_open_number()`: a number that may not be read may not be guessed by searching either.
        """
        digits = normalise_nip(text)
        if digits.isdigit():
            return self.filter(number_is_open=True, employee_number__contains=digits)
        return self.named_like(text)

    def named_like(self, text: str) -> Self:
        """Employees whose name holds every word of the text, in any order."""
        found = self
        for word in text.split():
            found = found.filter(name__icontains=word)
        return found


class AssignmentQuerySet(QuerySet):
    def definitive_first(self) -> Self:
        """Definitive holders before acting ones, then by their first day."""
        is_acting = ~Q(kind=AssignmentKind.DEFINITIVE)
        return self.order_by(ExpressionWrapper(is_acting, output_field=BooleanField()), "start")

    def in_office(self, day: datetime.date) -> Self:
        """Assignments whose dates contain the day."""
        return self.filter(valid_on(day))

    def visible_to(self, user: "User") -> Self:
        """Assignments to positions in the user's scope."""
        if user.authority.sees_everything:
            return self.all()
        return self.filter(position__in=user.authority.visible_position_ids)


class DelegationQuerySet(QuerySet):
    def in_force(self, day: datetime.date | None = None) -> Self:
        """Delegations that give something on the day; without a day the database's clock decides which it is."""
        on = day or database_day()
        return self.filter(ended_on=None, start__lte=on, end__gte=on)

    def not_over(self, day: datetime.date) -> Self:
        """Delegations in force on the day or later."""
        return self.filter(ended_on=None, end__gte=day)

    def visible_to(self, user: "User") -> Self:
        """Delegations of positions in the user's scope."""
        if user.authority.sees_everything:
            return self.all()
        return self.filter(position__in=user.authority.visible_position_ids)


class RoleGrantQuerySet(QuerySet):
    def valid_on(self, day: datetime.date) -> Self:
        """Grants whose dates contain the day."""
        return self.filter(valid_on(day))
