"""The season of an agreement: one month from the budget document.

An agreement is drawn up once the budget document is there, at the latest one month after it was enacted (PermenPAN-RB
53/2014, Lampiran I). Whoever is late is told so, and is never held back.
"""

import calendar
import datetime
from dataclasses import dataclass

from documents.signing.domain import long_date


@dataclass(frozen=True, slots=True)
class Season:
    """The day of the budget document of a year, seen from `today`."""

    document_on: datetime.date
    today: datetime.date

    @property
    def deadline(self) -> datetime.date:
        """The last day of the month: the same day one calendar month later, or the last one of a shorter month."""
        year, month = divmod(self.document_on.year * 12 + self.document_on.month, 12)
        last = calendar.monthrange(year, month + 1)[1]
        return datetime.date(year, month + 1, min(self.document_on.day, last))

    @property
    def has_begun(self) -> bool:
        """Whether the budget document is there, so that the agreement is asked for."""
        return self.document_on <= self.today

    @property
    def is_over(self) -> bool:
        """Whether the last day has gone by."""
        return self.today > self.deadline

    @property
    def sentence(self) -> str:
        """`28 hari sejak DPA ditetapkan; batas satu bulan 31 Januari 2026`."""
        days = (self.today - self.document_on).days
        if days < 0:
            return f"DPA ditetapkan {long_date(self.document_on)}, {-days} hari lagi."
        limit = f"{days} hari sejak DPA ditetapkan; batas satu bulan {long_date(self.deadline)}"
        if not self.is_over:
            return f"{limit}."
        late = (self.today - self.deadline).days
        return f"{limit} sudah lewat {late} hari. PK yang terlambat tetap dapat disusun, diajukan, dan ditandatangani."

    def lateness(self, submitted_on: datetime.date | None) -> str:
        """`terlambat 5 hari`, of a PK sent on that day or not sent yet; empty when it is in time."""
        late = ((submitted_on or self.today) - self.deadline).days
        return f"terlambat {late} hari" if late > 0 else ""
