"""The filter of the dashboard; it lives in the query string."""

import datetime
from dataclasses import dataclass, replace
from typing import ClassVar, Self

from django.http import QueryDict
from django.utils.http import urlencode

from indicators.domain.periods import Quarter
from organisation.pages.filtering import AddressFilter, one_of, year_in

QUARTERS = {"1": 1, "2": 2, "3": 3, "4": 4}
SHOWS = {"belum": "Belum lapor", "terlambat": "Terlambat", "lengkap": "Terverifikasi"}


@dataclass(frozen=True, slots=True)
class DashboardFilter(AddressFilter):
    """Year, quarter (None: the whole year) and which rows."""

    year: int
    quarter: int | None
    show: str

    PARTS: ClassVar = {
        "year": ("tahun", year_in),
        "quarter": ("triwulan", QUARTERS.get),
        "show": ("tampil", one_of(SHOWS)),
    }

    @classmethod
    def of(cls, data: QueryDict, today: datetime.date) -> Self:
        """Read the query string; without one, the quarter that is being reported on `today`."""
        default_year, default_quarter = _reported_quarter(today)
        chosen = cls.read(data, year=default_year)
        is_whole_year = "triwulan" in data or data.get("tahun")
        return chosen if is_whole_year else replace(chosen, quarter=default_quarter)

    @property
    def label(self) -> str:
        """`Triwulan III Tahun 2026`, or `Tahun 2026`."""
        return Quarter(self.year, self.quarter).label if self.quarter else f"Tahun {self.year}"

    @property
    def query(self) -> str:
        """The query string that leads to this period; an empty quarter asks for the whole year."""
        return urlencode({"tahun": self.year, "triwulan": self.quarter or ""})


def _reported_quarter(today: datetime.date) -> tuple[int, int]:
    """The quarter that ended last before `today`."""
    number = (today.month - 1) // 3
    return (today.year, number) if number else (today.year - 1, 4)
