"""The filters of the lists of agreements; they live in the query string."""

import datetime
from dataclasses import dataclass
from typing import ClassVar, Self

from django.http import QueryDict

from agreements.enums import AgreementStatus, Gap
from organisation.enums import PositionKind
from organisation.pages.filtering import AddressFilter, number_in, one_of, words_in, year_in

NOT_BEGUN = "belum"
"""The state, in addresses, of a position whose PK nobody has begun."""

MINE = "saya"
"""In addresses: only what waits for the decision of the one who looks."""

LONGEST_SEARCH = 100
EARLIEST_YEAR, LATEST_YEAR = 2000, 2100


@dataclass(frozen=True, slots=True)
class AgreementFilter(AddressFilter):
    """Year, state, unit (with its sub-units), level, gap, whose turn it is, and search words."""

    year: int
    state: str = ""
    unit: int | None = None
    words: str = ""
    level: str = ""
    gap: str = ""
    scope: str = ""

    PARTS: ClassVar = {
        "year": ("tahun", year_in),
        "state": ("status", one_of([NOT_BEGUN, *AgreementStatus.values])),
        "unit": ("unit", number_in),
        "level": ("jenjang", one_of(PositionKind.values)),
        "gap": ("kurang", one_of(Gap.values)),
        "scope": ("lingkup", one_of([MINE])),
        "words": ("q", words_in),
    }

    @classmethod
    def of(cls, data: QueryDict, today: datetime.date) -> Self:
        """Read the query string or the form; without a year, that of `today`."""
        return cls.read(data, year=today.year)

    @property
    def is_mine(self) -> bool:
        """Whether only what waits for the decision of the one who looks is listed."""
        return self.scope == MINE
