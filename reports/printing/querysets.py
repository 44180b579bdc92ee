"""The reading vocabulary of print jobs."""

from typing import TYPE_CHECKING, Self

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from organisation.enums import Role
from reports.printing.enums import OPEN_STATES, PrintItemState

if TYPE_CHECKING:
    from organisation.models import User


class PrintJobQuerySet(QuerySet):
    def visible_to(self, user: "User") -> Self:
        """All jobs for Bagian Organisasi; else the user's own, as long as all that is in them is in the scope."""
        if user.authority.has_role(Role.ORGANISATION_SECTION):
            return self.all()
        own = self.filter(created_by=user)
        if user.authority.sees_everything:
            return own
        items = self.model._meta.get_field("items").related_model.objects.filter(job=OuterRef("pk"))
        return own.exclude(Exists(items.exclude(agreement__position__in=user.authority.visible_position_ids)))

    def with_counts(self) -> Self:
        """With `total`, `done` and `failed`: how many items there are, by state; newest first."""
        counted = self.annotate(
            total=Count("items"),
            done=Count("items", filter=Q(items__state=PrintItemState.DONE)),
            failed=Count("items", filter=Q(items__state=PrintItemState.FAILED)),
        )
        return counted.order_by("-created_at", "-pk")


class PrintItemQuerySet(QuerySet):
    def unfinished(self) -> Self:
        """Items that wait for a worker or are in its hands."""
        return self.filter(state__in=OPEN_STATES)
