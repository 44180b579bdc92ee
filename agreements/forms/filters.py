"""The filters of the list of agreements; they live in the query string."""

import datetime
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.http import urlencode

from agreements.enums import AgreementStatus

NOT_BEGUN = "belum"
"""The state, in addresses, of a position whose PK nobody has begun."""

LONGEST_SEARCH = 100
EARLIEST_YEAR, LATEST_YEAR = 2000, 2100


@dataclass(frozen=True, slots=True)
class AgreementFilter:
    """Year, state, unit (with its sub-units) and search words; nonsense in the address falls back to the default."""

    year: int
    state: str
    unit: int | None
    words: str

    @classmethod
    def of(cls, data: QueryDict, today: datetime.date) -> "AgreementFilter":
        """Read the query string; without a year, that of `today`."""
        state = data.get("status", "")
        return cls(
            year=year_in(data.get("tahun", "")) or today.year,
            state=state if state == NOT_BEGUN or state in AgreementStatus.values else "",
            unit=_number(data.get("unit", "")),
            words=data.get("q", "").replace("\x00", "").strip()[:LONGEST_SEARCH],
        )

    @property
    def query(self) -> str:
        """The query string that leads back to this choice."""
        return urlencode({"tahun": self.year, "status": self.state, "unit": self.unit or "", "q": self.words})


def year_in(text: str) -> int | None:
    """The year that the text names; None when it names none that an agreement can have."""
    number = _number(text)
    return number if number and EARLIEST_YEAR <= number <= LATEST_YEAR else None


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else None
