"""Reference sheets outside of an agreement: one indicator's, or all of a position or unit, as the plan says today.

They are drafts in the sense of the house: watermarked, without a number, never stored. What is agreed prints its own.
"""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.utils.formats import date_format

from agreements.domain.plan import EXACT
from indicators.domain.kinds import Value
from indicators.domain.numbers import format_value
from indicators.enums import Paper
from indicators.models import Indicator, Target
from organisation.models import Government
from reports import pdf
from reports.attachments.sheet_terms import QUARTERS, UNTOLD, sheet_terms
from reports.documents import assets_of, crest_of, government_name, print_policy

MOST_SHEETS = 200
"""More would keep a reader waiting for minutes."""


@dataclass(frozen=True, slots=True)
class SheetEntry:
    """One indicator: its number within the part, its words, and the rows of its sheet."""

    number: str
    statement: str
    terms: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class SheetPart:
    """The sheets of one position."""

    title: str
    sheets: tuple[SheetEntry, ...]


@dataclass(frozen=True, slots=True)
class SheetBook:
    """Everything that is printed."""

    owner: str
    government_name: str
    as_of: str
    created: str
    parts: tuple[SheetPart, ...]
    paper: Paper
    crest: pdf.Asset | None = field(default=None, repr=False)

    @property
    def title(self) -> str:
        """What the file is called by its reader."""
        return f"Lembar Referensi Indikator – {self.owner}"


def sheet_book(indicators: Iterable[Indicator], owner: str, year: int, *, on: datetime.date) -> SheetBook:
    """The sheets of these indicators (with objective and position), with the targets of `year`. Three queries more.

    Raises ValidationError when there is none, or when there are too many to print at once.
    """
    found = list(indicators)
    if not found:
        raise ValidationError(f"Belum ada indikator yang dapat dicetak untuk {owner}.")
    if len(found) > MOST_SHEETS:
        raise ValidationError(
            f"Ada {len(found)} indikator; sekali cetak paling banyak {MOST_SHEETS}. Cetak lembar tiap jabatan."
        )
    targets = _targets(found)
    government = Government.objects.current()
    return SheetBook(
        owner=owner,
        government_name=government_name(government),
        as_of=f"Keadaan rencana pada {date_format(on, 'j F Y')}, target tahun {year}",
        created=on.isoformat(),
        parts=tuple(
            SheetPart(position.title, tuple(_entries(list(members), targets, year)))
            for position, members in groupby(found, key=lambda indicator: indicator.objective.position)
        ),
        paper=print_policy(year).paper,
        crest=crest_of(government),
    )


def render_sheets(book: SheetBook) -> bytes:
    """The sheets as PDF; the same book gives the same bytes. Raises `pdf.RenderError`."""
    html = render_to_string("pdf/indicator_sheets.html", {"book": book})
    return pdf.render(html, paper=book.paper, assets=assets_of(book.crest, None))


def _targets(indicators: Sequence[Indicator]) -> dict[int, list[Target]]:
    """Every target by indicator, by year."""
    rows = Target.objects.filter(indicator__in=[indicator.pk for indicator in indicators]).prefetch_related("quarters")
    found: dict[int, list[Target]] = {}
    for target in rows.order_by("year"):
        found.setdefault(target.indicator_id, []).append(target)
    return found


def _entries(members: Sequence[Indicator], targets: dict[int, list[Target]], year: int) -> Iterable[SheetEntry]:
    for number, indicator in enumerate(members, start=1):
        own = targets.get(indicator.pk, [])
        annual = next((target for target in own if target.year == year), None)
        others = [f"{target.year}: {format_value(target.value, EXACT)}" for target in own if target.year != year]
        terms = sheet_terms(
            indicator,
            objective=indicator.objective.statement,
            unit=indicator.unit_of_measure,
            year=year,
            annual=annual.value if annual else None,
            quarters=_course(annual),
        )
        yield SheetEntry(str(number), indicator.statement, (*terms, ("Target tahun lain", "; ".join(others) or UNTOLD)))


def _course(target: Target | None) -> tuple[Value | None, ...]:
    values = {row.quarter: row.value for row in target.quarters.all()} if target else {}
    return tuple(values.get(quarter) for quarter in QUARTERS)
