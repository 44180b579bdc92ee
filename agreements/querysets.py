"""The reading vocabulary of agreements."""

from typing import TYPE_CHECKING, Self

from django.db.models import Case, Exists, OuterRef, Prefetch, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce

from agreements.enums import AgreementStatus
from documents.models import IssuedDocument
from indicators.enums import SigningOrder
from indicators.models import Policy
from indicators.querysets import ScopedQuerySet

if TYPE_CHECKING:
    from organisation.models import User

DOCUMENT = "agreement"
"""The name of the kind under which `documents` keeps the papers of agreements."""

CANCELLED_LAST = Case(When(status=AgreementStatus.CANCELLED, then=1), default=0)


class AgreementQuerySet(ScopedQuerySet):
    def visible_to(self, user: "User") -> Self:
        """Agreements of positions in the user's scope, and those that promise to the user by a choice made by hand."""
        if user.authority.sees_everything:
            return self.all()
        held = [held.position_id for held in user.authority.held]
        return self.filter(Q(position__in=user.authority.visible_position_ids) | Q(counterpart__in=held))

    def in_scope_of(self, user: "User") -> Self:
        """Agreements of positions in the user's scope only, without those promised to the user from elsewhere."""
        if user.authority.sees_everything:
            return self.all()
        return self.filter(position__in=user.authority.visible_position_ids)

    def of_year(self, year: int) -> Self:
        """Agreements of one year, all versions."""
        return self.filter(year=year)

    def in_force(self) -> Self:
        """Agreements that bind today: signed and not replaced."""
        return self.filter(status=AgreementStatus.IN_FORCE)

    def not_cancelled(self) -> Self:
        """Agreements that were not cancelled."""
        return self.exclude(status=AgreementStatus.CANCELLED)

    def with_content(self) -> Self:
        """Fetch with them position, parties with signatures, lines and budget lines, in a fixed number of queries."""
        related = self.select_related(
            "position__unit", "position__reports_to", "counterpart", "supersedes", "superseded_by"
        )
        lines = self.model._meta.get_field("lines").related_model.objects.select_related("indicator")
        return (
            related.with_signing_order()
            .with_is_issued()
            .prefetch_related(
                "parties__position",
                "parties__signature__recorded_by__employee",
                Prefetch("lines", queryset=lines),
                "lines__quarters",
                "lines__steps",
                "budget_lines",
                "left_out",
            )
        )

    def with_signing_order(self) -> Self:
        """Fetch with each the `signing_order` of its year, in the same query."""
        chosen = Policy.objects.filter(year=OuterRef("year")).values("signing_order")[:1]
        return self.annotate(signing_order=Coalesce(Subquery(chosen), Value(SigningOrder.FIRST_THEN_SECOND)))

    def with_is_issued(self) -> Self:
        """Fetch with each whether it has a document, in the same query."""
        issued = IssuedDocument.objects.filter(kind=DOCUMENT, subject_id=OuterRef("pk"))
        return self.annotate(is_issued=Exists(issued))

    def newest_first(self) -> Self:
        """The version that counts first: cancelled ones last, then the highest version."""
        return self.order_by(CANCELLED_LAST, "-version", "-pk")

    def latest_versions(self) -> Self:
        """The version that counts per position and year: the newest that was not cancelled, if there is one."""
        in_turn = self.order_by("position_id", "year", CANCELLED_LAST, "-version", "-pk")
        return in_turn.distinct("position_id", "year")


class CeremonyQuerySet(QuerySet):
    def visible_to(self, user: "User") -> Self:
        """All for those who follow the whole government; for others those to which somebody of their scope goes."""
        if user.authority.sees_everything:
            return self.all()
        return self.filter(invitations__position__in=user.authority.visible_position_ids).distinct()
