"""What stands above the print and the workbook of a year."""

import datetime
from dataclasses import dataclass

from django.utils.formats import date_format

from documents.drawing.imprint import government_name
from documents.enums import Paper
from indicators.policy.printing import print_policy
from organisation.models import Government, User

TITLE = "Kinerja Tahunan"


@dataclass(frozen=True, slots=True)
class YearHead:
    """Whose year it is, and who printed it when."""

    title: str
    owner: str
    unit: str
    government: str
    year: int
    printed: str
    paper: Paper


def head_for(owner: str, unit: str, year: int, *, at: datetime.datetime, by: User) -> YearHead:
    """The head of the documents of `year`, printed now by this user. Two queries."""
    return YearHead(
        title=f"{TITLE} {year}",
        owner=owner,
        unit=unit,
        government=government_name(Government.objects.current()),
        year=year,
        printed=f"Dicetak {date_format(at, 'l, j F Y H.i')} oleh {by}",
        paper=print_policy(year).paper,
    )
