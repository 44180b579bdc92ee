"""The reading vocabulary of planning and measuring."""

import datetime
from typing import TYPE_CHECKING, Any, Self

from django.db.models import Exists, OuterRef, QuerySet

from indicators.enums import ReportStatus

if TYPE_CHECKING:
    from organisation.models import User


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

    def measured_in(self, year: int) -> Self:
        """Indicators that have a target in the year."""
        return self.filter(targets__year=year)

    def planned_or_reported_in(self, year: int) -> Self:
        """Indicators that have a target in the year, or that something was reported of."""
        targets = self.model._meta.get_field("targets").related_model.objects.filter(year=year)
        rows = self.model._meta.get_field("realisations").related_model.objects.filter(report__period__year=year)
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


class BudgetLineQuerySet(ScopedQuerySet):
    def of_year(self, year: int) -> Self:
        """Lines of one fiscal year."""
        return self.filter(year=year)


class PeriodQuerySet(QuerySet):
    def of_year(self, year: int) -> Self:
        """The four periods of a year."""
        return self.filter(year=year)

    def opened_by(self, day: datetime.date) -> Self:
        """Periods whose reporting has begun."""
        return self.filter(opens__lte=day)


class QuarterReportQuerySet(ScopedQuerySet):
    def of_quarter(self, year: int, quarter: int) -> Self:
        """Reports of one quarter."""
        return self.filter(period__year=year, period__quarter=quarter)

    def verified(self) -> Self:
        """Reports that the verifier accepted."""
        return self.filter(status=ReportStatus.VERIFIED)

    def verified_quarters(self, position_id: int, year: int) -> frozenset[int]:
        """The quarters of the year in which the report of this position is verified: their targets stay."""
        reports = self.verified().filter(position=position_id, period__year=year)
        return frozenset(reports.values_list("period__quarter", flat=True))

    def waiting_for_verifier(self) -> Self:
        """Reports sent and not yet judged."""
        return self.filter(status=ReportStatus.SUBMITTED)


class RealisationQuerySet(ScopedQuerySet):
    POSITION = "report__position"

    def handed_in(self) -> Self:
        """Realisations of reports that were sent or verified; a draft is nobody else's business."""
        return self.filter(report__status__in=[ReportStatus.SUBMITTED, ReportStatus.VERIFIED])


class EvidenceQuerySet(ScopedQuerySet):
    pass
