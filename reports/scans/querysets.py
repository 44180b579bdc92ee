"""The reading vocabulary of scans."""

from typing import TYPE_CHECKING, Self

from django.db.models import Exists, OuterRef, QuerySet

from organisation.enums import Role
from reports.enums import RevisionOrigin

if TYPE_CHECKING:
    from organisation.models import User


class UploadedScanQuerySet(QuerySet):
    def visible_to(self, user: "User") -> Self:
        """All scans for Bagian Organisasi, which confirms them; none for others."""
        return self.all() if user.authority.has_role(Role.ORGANISATION_SECTION) else self.none()

    def with_facts(self) -> Self:
        """Without the pictures, with owner, document and agreement, and with `is_electronic`: signed as a file."""
        revisions = self.model._meta.get_field("document").related_model._meta.get_field("revisions").related_model
        electronic = revisions.objects.filter(document=OuterRef("document"), origin=RevisionOrigin.SIGNATURE)
        return (
            self.defer("preview")
            .annotate(is_electronic=Exists(electronic))
            .select_related("uploaded_by__employee", "document__agreement__position__unit")
        )
