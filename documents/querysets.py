"""The reading vocabulary of documents, print jobs and scans."""

from typing import TYPE_CHECKING, Self

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from documents.enums import OPEN_STATES, PrintItemState, RevisionOrigin
from documents.kinds import every_kind
from organisation.enums import Role

if TYPE_CHECKING:
    from organisation.models import User


class IssuedDocumentQuerySet(QuerySet):
    def visible_to(self, user: "User") -> Self:
        """Documents whose subject the user may see."""
        seen = Q(pk__in=[])
        for kind in every_kind():
            seen |= Q(kind=kind.name, subject_id__in=kind.subjects().visible_to(user).order_by().values("pk"))
        return self.filter(seen)

    def with_facts(self) -> Self:
        """Fetch with them their later files and their attachments."""
        return self.prefetch_related("revisions", "attachments")


class UploadedScanQuerySet(QuerySet):
    def visible_to(self, user: "User") -> Self:
        """All scans for Bagian Organisasi, which confirms them; none for others."""
        return self.all() if user.authority.has_role(Role.ORGANISATION_SECTION) else self.none()

    def with_facts(self) -> Self:
        """Without the pictures, with owner and document, and with `is_electronic`: signed as a file."""
        revisions = self.model._meta.get_field("document").related_model._meta.get_field("revisions").related_model
        electronic = revisions.objects.filter(document=OuterRef("document"), origin=RevisionOrigin.SIGNATURE)
        return (
            self.defer("preview")
            .annotate(is_electronic=Exists(electronic))
            .select_related("uploaded_by__employee", "document")
        )


class PrintJobQuerySet(QuerySet):
    def visible_to(self, user: "User") -> Self:
        """All jobs for Bagian Organisasi; else the user's own, as long as all that is in them is in the scope."""
        if user.authority.has_role(Role.ORGANISATION_SECTION):
            return self.all()
        own = self.filter(created_by=user)
        if user.authority.sees_everything:
            return own
        items = self.model._meta.get_field("items").related_model.objects.filter(job=OuterRef("pk"))
        within = Q(pk__in=[])
        for kind in every_kind():
            if kind.bulk:
                scope = kind.bulk.in_scope_of(user).order_by().values("pk")
                within |= Q(job__document_kind=kind.name, subject_id__in=scope)
        return own.exclude(Exists(items.exclude(within)))

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


class PreparedDocumentQuerySet(QuerySet):
    def visible_to(self, user: "User") -> Self:
        """What the user asked for; the file holds what this person could see, and nobody else gets it."""
        return self.filter(requested_by=user)

    def unfinished(self) -> Self:
        """Documents that wait for a worker or are in its hands."""
        return self.filter(state__in=OPEN_STATES)
