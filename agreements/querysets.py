"""The reading vocabulary of agreements."""

from typing import Self

from agreements.enums import AgreementStatus
from indicators.querysets import ScopedQuerySet


class AgreementQuerySet(ScopedQuerySet):
    def of_year(self, year: int) -> Self:
        """Agreements of one year, all versions."""
        return self.filter(year=year)

    def in_force(self) -> Self:
        """Agreements that bind today: signed and not replaced."""
        return self.filter(status=AgreementStatus.IN_FORCE)

    def latest_versions(self) -> Self:
        """The newest version per position and year."""
        return self.order_by("position", "year", "-version").distinct("position", "year")
