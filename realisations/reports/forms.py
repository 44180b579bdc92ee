"""What the lists are filtered by; it lives in the query string, so that an address can be sent to somebody else."""

import datetime
from dataclasses import dataclass
from typing import Self

from django.http import QueryDict

from indicators.models import Period
from realisations.reports.facts import STATUSES

QUARTERS = {1: "Triwulan I", 2: "Triwulan II", 3: "Triwulan III", 4: "Triwulan IV"}
OWN, ALL = "saya", "semua"


@dataclass(frozen=True, slots=True)
class ReportFilter:
    """Which reports are listed; what is not understood counts as not chosen."""

    year: int
    quarter: int | None
    unit_id: int | None
    status: str
    scope: str

    @classmethod
    def of(cls, query: QueryDict, today: datetime.date) -> Self:
        """Read the query string; the year is that of the period opened last unless one is chosen."""
        quarter = _number(query.get("triwulan"))
        status = query.get("status", "")
        scope = query.get("lingkup", "")
        return cls(
            year=_number(query.get("tahun")) or current_year(today),
            quarter=quarter if quarter in QUARTERS else None,
            unit_id=_number(query.get("unit")),
            status=status if status in STATUSES else "",
            scope=scope if scope in (OWN, ALL) else "",
        )


def current_year(today: datetime.date) -> int:
    """The year of the period that was opened last, which in January is still the year before."""
    period = Period.objects.opened_by(today).order_by("-year", "-quarter").first()
    return period.year if period else today.year


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else None
