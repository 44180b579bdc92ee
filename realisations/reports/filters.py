"""What the lists are filtered by; it lives in the query string, so that an address can be sent to somebody else."""

import datetime
from dataclasses import dataclass
from typing import ClassVar, Self

from django.http import QueryDict

from indicators.models import Period
from organisation.pages.filtering import AddressFilter, number_in, one_of, year_in
from realisations.reports.facts import STATUSES

QUARTERS = {1: "Triwulan I", 2: "Triwulan II", 3: "Triwulan III", 4: "Triwulan IV"}
OWN, ALL = "saya", "semua"


def quarter_in(text: str) -> int | None:
    """The quarter that the text names; None when it names none."""
    number = number_in(text)
    return number if number in QUARTERS else None


@dataclass(frozen=True, slots=True)
class ReportFilter(AddressFilter):
    """Which reports are listed."""

    year: int
    quarter: int | None
    unit_id: int | None
    status: str
    scope: str

    PARTS: ClassVar = {
        "year": ("tahun", year_in),
        "quarter": ("triwulan", quarter_in),
        "unit_id": ("unit", number_in),
        "status": ("status", one_of(STATUSES)),
        "scope": ("lingkup", one_of([OWN, ALL])),
    }

    @classmethod
    def of(cls, data: QueryDict, today: datetime.date) -> Self:
        """Read the query string; the year is that of the period opened last unless one is chosen."""
        return cls.read(data, year=None if year_in(data.get("tahun", "")) else current_year(today))


def current_year(today: datetime.date) -> int:
    """The year of the period that was opened last, which in January is still the year before."""
    period = Period.objects.begun_by(today).order_by("-year", "-quarter").first()
    return period.year if period else today.year
