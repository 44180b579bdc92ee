"""The reading vocabulary of issued documents."""

from typing import Self

from indicators.querysets import ScopedQuerySet


class IssuedDocumentQuerySet(ScopedQuerySet):
    POSITION = "agreement__position"

    def with_facts(self) -> Self:
        """Fetch with them what the public page shows: agreement, parties with signatures, later files."""
        return self.select_related("agreement").prefetch_related(
            "agreement__parties__signature", "revisions", "attachments"
        )
