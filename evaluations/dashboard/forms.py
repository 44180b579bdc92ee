"""The filter of the dashboard; it lives in the query string."""

import datetime
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.http import urlencode

from indicators.domain.periods import Quarter

QUARTERS = {"1": 1, "2": 2, "3": 3, "4": 4}
SHOWS = {"belum": "Belum lapor", "terlambat": "Terlambat", "lengkap": "Terverifikasi"}


@dataclass(frozen=True, slots=True)
class DashboardFilter:
    """Year, quarter (None: the whole year) and which rows; nonsense in the address falls back to the default."""

    year: int
    quarter: int | None
    show: str

    @classmethod
    def of(cls, data: QueryDict, today: datetime.date) -> "DashboardFilter":
        """Read the query string; without one, the quarter that is being reported on `today`."""
        default_year, default_quarter = _reported_quarter(today)
        text = data.get("tahun", "")
        year = int(text) if text.isascii() and text.isdecimal() and 2000 <= int(text) <= 2100 else default_year
        quarter = QUARTERS.get(data["triwulan"]) if "triwulan" in data else (None if text else default_quarter)
        show = data.get("tampil", "")
        return cls(year, quarter, show if show in SHOWS else "")

    @property
    def label(self) -> str:
        """`Triwulan III Tahun 2026`, or `Tahun 2026`."""
        return Quarter(self.year, self.quarter).label if self.quarter else f"Tahun {self.year}"

    @property
    def query(self) -> str:
        """The query string that leads back to this choice."""
        return urlencode({"tahun": self.year, "triwulan": self.quarter or ""})


def _reported_quarter(today: datetime.date) -> tuple[int, int]:
    """The quarter that ended last before `today`."""
    number = (today.month - 1) // 3
    return (today.year, number) if number else (today.year - 1, 4)
