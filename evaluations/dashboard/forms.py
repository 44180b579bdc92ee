"""The filters of the dashboard and of the page of reminders; they live in the query string."""

import datetime
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.http import urlencode

from evaluations.domain.duties import Kind
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


@dataclass(frozen=True, slots=True)
class ReminderFilter:
    """Unit, kind and position of what is owed, and by whom; empty means any, and nonsense in the address is any."""

    unit: int | None = None
    kind: str = ""
    position: int | None = None
    person: int | None = None

    @classmethod
    def of(cls, data: QueryDict) -> "ReminderFilter":
        """Read the query string."""
        kind = data.get("jenis", "")
        return cls(
            unit=_number(data.get("unit", "")),
            kind=kind if kind in set(Kind) else "",
            position=_number(data.get("jabatan", "")),
            person=_number(data.get("orang", "")),
        )

    @property
    def is_any(self) -> bool:
        """Whether nothing was chosen."""
        return self == ReminderFilter()


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None
