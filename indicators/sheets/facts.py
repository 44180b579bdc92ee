"""How complete an indicator's plan is: its reference sheet and the targets of a year, brought to the pure questions."""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.utils.formats import date_format

from documents.drawing import pdf
from documents.drawing.imprint import assets_of, crest_of, government_name
from documents.enums import Paper
from indicators.domain.kinds import Aggregation, Value
from indicators.domain.numbers import format_figure
from indicators.domain.smart import Assessment, PlannedIndicator, assess
from indicators.models import Indicator, Target
from indicators.policy.printing import print_policy
from indicators.sheets.terms import NO_VALUE, QUARTERS, sheet_terms
from organisation.models import Government

ASSESSED_FIELDS = (
    "operational_definition",
    "formula_text",
    "data_source",
    "person_in_charge",
    "collection_frequency",
    "collection_medium",
    "baseline",
    "evidence_type",
)
"""What a sheet must say to be whole."""

SHEET_FIELDS = (
    "rationale",
    "operational_definition",
    "formula_text",
    "roll_up",
    "numerator_definition",
    "denominator_definition",
    "decimals",
    "data_source",
    "data_producer",
    "person_in_charge",
    "collection_frequency",
    "collection_medium",
    "release_month",
    "baseline",
    "national_benchmark",
    "evidence_type",
)
"""What is written on the page of the reference sheet; unit, direction and accumulation are not changed there."""


def assessment_of(
    indicator: Indicator, annual: Value | None, quarters: Mapping[int, Value], *, unit_of_measure: str | None = None
) -> Assessment:
    """What the plan of `indicator` lacks with these targets; `unit_of_measure` as a draft words it, if it does."""
    texts = {name: getattr(indicator, name) for name in ASSESSED_FIELDS}
    unit = indicator.unit_of_measure if unit_of_measure is None else unit_of_measure
    return assess(
        PlannedIndicator(Aggregation(indicator.aggregation), annual, dict(quarters), unit_of_measure=unit, **texts)
    )


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
        others = [
            f"{target.year}: {format_figure(target.value, indicator.decimals)}" for target in own if target.year != year
        ]
        terms = sheet_terms(
            indicator,
            objective=indicator.objective.statement,
            unit=indicator.unit_of_measure,
            year=year,
            annual=annual.value if annual else None,
            quarters=_course(annual),
        )
        yield SheetEntry(
            str(number), indicator.statement, (*terms, ("Target tahun lain", "; ".join(others) or NO_VALUE))
        )


def _course(target: Target | None) -> tuple[Value | None, ...]:
    values = {row.quarter: row.value for row in target.quarters.all()} if target else {}
    return tuple(values.get(quarter) for quarter in QUARTERS)
