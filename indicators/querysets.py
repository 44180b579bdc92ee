"""The reading vocabulary of planning and measuring."""

import datetime
from typing import TYPE_CHECKING, Any, Self

from django.db.models import Exists, OuterRef, Q, QuerySet

from indicators.enums import PlanFigureKind, PlanKind
from organisation.scope import units_around

if TYPE_CHECKING:
    from organisation.models import User


def promised_in(quarter: Any, path: str = "") -> Q:
    """Targets (below `path`) whose promise goes as far as this quarter; a PK Perubahan may end it before."""
    return Q(**{f"{path}last_quarter__isnull": True}) | Q(**{f"{path}last_quarter__gte": quarter})


class ScopedQuerySet(QuerySet):
    """Rows that belong to a position; `POSITION` names the path to it."""

    POSITION = "position"

    def visible_to(self, user: "User") -> Self:
        """Rows of positions in the user's scope."""
        if user.authority.sees_everything:
            return self.all()
        return self.filter(**{f"{self.POSITION}__in": user.authority.visible_position_ids})

    def of_positions(self, positions: Any) -> Self:
        """Rows of these positions (ids, objects or a queryset)."""
        return self.filter(**{f"{self.POSITION}__in": positions})


class ObjectiveQuerySet(ScopedQuerySet):
    pass


class IndicatorQuerySet(ScopedQuerySet):
    POSITION = "objective__position"

    def measured_in(self, year: int, quarter: int | None = None) -> Self:
        """Indicators that have a target in the year; of a quarter, those that are still promised in it."""
        if quarter is None:
            return self.filter(targets__year=year)
        return self.filter(promised_in(quarter, "targets__"), targets__year=year)

    def measurable_in(self, year: int) -> Self:
        """Indicators whose version is the one of the year."""
        return self.exclude(first_year__gt=year).exclude(last_year__lt=year)

    def planned_or_reported_in(self, *years: int) -> Self:
        """Indicators that have a target in one of the years, or that something was reported of."""
        targets = self.model._meta.get_field("targets").related_model.objects.filter(year__in=years)
        rows = self.model._meta.get_field("realisations").related_model.objects.filter(report__period__year__in=years)
        return self.filter(
            Exists(targets.filter(indicator=OuterRef("pk"))) | Exists(rows.filter(indicator=OuterRef("pk")))
        )

    def in_order(self) -> Self:
        """By the protocol order of the position, then objective, then indicator."""
        return self.order_by(
            "objective__position__protocol_order",
            "objective__position__code",
            "objective__order",
            "objective__code",
            "order",
            "code",
        )


class TargetQuerySet(ScopedQuerySet):
    POSITION = "indicator__objective__position"


class QuarterTargetQuerySet(ScopedQuerySet):
    POSITION = "target__indicator__objective__position"


class PlanTargetQuerySet(ScopedQuerySet):
    POSITION = "indicator__objective__position"

    def targets(self) -> Self:
        """What is to be reached, without the values that the plans set out from."""
        return self.filter(kind=PlanFigureKind.TARGET)


def _plans_in_scope(user: "User", path: str) -> Q:
    """The RPJMD, and the Renstra of every unit that holds, itself or below it, a position in the user's scope."""
    in_scope = units_around(user.authority.visible_position_ids)
    return Q(**{f"{path}kind": PlanKind.GOVERNMENT}) | Q(**{f"{path}unit__in": in_scope})


class MediumTermPlanQuerySet(QuerySet):
    def visible_to(self, user: "User") -> Self:
        """The plan of the government is for everybody; those of units go by the scope."""
        return self.all() if user.authority.sees_everything else self.filter(_plans_in_scope(user, ""))

    def of_government(self) -> Self:
        """The RPJMD of every period."""
        return self.filter(kind=PlanKind.GOVERNMENT)

    def covering(self, year: int) -> Self:
        """Plans that hold this year."""
        return self.filter(first_year__lte=year, last_year__gte=year)


class PlanPartQuerySet(QuerySet):
    """Missions and goals: seen by those who see their plan."""

    def visible_to(self, user: "User") -> Self:
        """Parts of plans in the user's scope."""
        return self.all() if user.authority.sees_everything else self.filter(_plans_in_scope(user, "plan__"))


class ProgramQuerySet(QuerySet):
    def visible_to(self, user: "User") -> Self:
        """The catalogue is the nation's: everybody who is signed in reads it."""
        return self.all()

    def matching(self, words: str) -> Self:
        """Entries whose code begins with, or whose name contains, every word."""
        found = self
        for word in words.split():
            found = found.filter(Q(code__startswith=word.upper()) | Q(name__icontains=word))
        return found


class BudgetLineQuerySet(ScopedQuerySet):
    def of_year(self, year: int) -> Self:
        """Lines of one fiscal year."""
        return self.filter(year=year)


class PeriodQuerySet(QuerySet):
    def of_year(self, year: int) -> Self:
        """The four periods of a year."""
        return self.filter(year=year)

    def begun_by(self, day: datetime.date) -> Self:
        """Periods whose reporting has begun."""
        return self.filter(opens__lte=day)
