"""The filters of the lists of agreements; they live in the query string."""

import datetime
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.http import urlencode

from agreements.enums import AgreementStatus, Gap
from organisation.enums import PositionKind

NOT_BEGUN = "belum"
"""The state, in addresses, of a position whose PK nobody has begun."""

MINE = "saya"
"""In addresses: only what waits for the decision of the one who looks."""

LONGEST_SEARCH = 100
EARLIEST_YEAR, LATEST_YEAR = 2000, 2100


@dataclass(frozen=True, slots=True)
class AgreementFilter:
    """Year, state, unit (with its sub-units), level, gap, whose turn it is, and search words.

    Nonsense in the address falls back to the default.
    """

    year: int
    state: str
    unit: int | None
    words: str
    level: str = ""
    gap: str = ""
    is_mine: bool = False

    @classmethod
    def of(cls, data: QueryDict, today: datetime.date) -> "AgreementFilter":
        """Read the query string or the form; without a year, that of `today`."""
        state = data.get("status", "")
        level, gap = data.get("jenjang", ""), data.get("kurang", "")
        return cls(
            year=year_in(data.get("tahun", "")) or today.year,
            state=state if state == NOT_BEGUN or state in AgreementStatus.values else "",
            unit=number_in(data.get("unit", "")),
            words=data.get("q", "").replace("\x00", "").strip()[:LONGEST_SEARCH],
            level=level if level in PositionKind.values else "",
            gap=gap if gap in Gap.values else "",
            is_mine=data.get("lingkup", "") == MINE,
        )

    @property
    def fields(self) -> dict[str, str]:
        """The names and values that lead back to this choice; what was not chosen is left out."""
        named = {
            "tahun": self.year,
            "status": self.state,
            "unit": self.unit or "",
            "jenjang": self.level,
            "kurang": self.gap,
            "lingkup": MINE if self.is_mine else "",
            "q": self.words,
        }
        return {name: str(value) for name, value in named.items() if value}

    @property
    def query(self) -> str:
        """The query string that leads back to this choice."""
        return urlencode(self.fields)


def year_in(text: str) -> int | None:
    """The year that the text names; None when it names none that an agreement can have."""
    number = number_in(text)
    return number if number and EARLIEST_YEAR <= number <= LATEST_YEAR else None


def number_in(text: str) -> int | None:
    """The whole number that the text is; None when it is none or too long for an address."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else None
