"""The reading vocabulary of agreements."""

from typing import Self

from django.db.models import Case, When

from agreements.enums import AgreementStatus
from indicators.querysets import ScopedQuerySet

CANCELLED_LAST = Case(When(status=AgreementStatus.CANCELLED, then=1), default=0)


class AgreementQuerySet(ScopedQuerySet):
    def of_year(self, year: int) -> Self:
        """Agreements of one year, all versions."""
        return self.filter(year=year)

    def in_force(self) -> Self:
        """Agreements that bind today: signed and not replaced."""
        return self.filter(status=AgreementStatus.IN_FORCE)

    def standing(self) -> Self:
        """Agreements that were not cancelled."""
        return self.exclude(status=AgreementStatus.CANCELLED)

    def with_content(self) -> Self:
        """Fetch with them position, parties with signatures, lines and budget lines, in a fixed number of queries."""
        return self.select_related(
            "position__unit", "position__reports_to", "supersedes", "superseded_by"
        ).prefetch_related(
            "parties__position", "parties__signature__recorded_by__employee", "lines", "budget_lines", "left_out"
        )

    def newest_first(self) -> Self:
        """The version that counts first: cancelled ones last, then the highest version."""
        return self.order_by(CANCELLED_LAST, "-version", "-pk")

    def latest_versions(self) -> Self:
        """The version that counts per position and year: the newest that was not cancelled, if there is one."""
        in_turn = self.order_by("position_id", "year", CANCELLED_LAST, "-version", "-pk")
        return in_turn.distinct("position_id", "year")
