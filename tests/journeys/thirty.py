"""A report of thirty indicators of several kinds, and what is typed into it."""

from dataclasses import dataclass
from decimal import Decimal

from django.urls import reverse
from playwright.sync_api import Locator, Page, expect

from indicators.domain.kinds import Figure, Grade
from indicators.enums import Aggregation, Polarity
from indicators.models import Indicator
from realisations.enums import ReportStatus
from realisations.models import QuarterReport, Realisation
from tests import factories
from tests.journeys.town import SCALE, Town

ROWS = 30


@dataclass
class Thirty:
    """The draft, its indicators in the order of the page, and by indicator what is typed and what it means."""

    town: Town
    report: QuarterReport
    typed: dict[Indicator, tuple[str, str]]

    @property
    def address(self) -> str:
        """Where it is filled in."""
        return reverse("realisations:report_edit", args=[self.report.pk])

    @property
    def cell_address(self) -> str:
        """Where each box is saved."""
        return reverse("realisations:cell_save", args=[self.report.pk])

    @property
    def indicators(self) -> list[Indicator]:
        """In the order of the page."""
        return list(self.typed)

    def box(self, page: Page, indicator: Indicator, field: str = "value") -> Locator:
        """One box of an indicator."""
        return page.locator(f"[name=r{indicator.pk}-{field}]")

    def part(self, indicator: Indicator) -> str:
        """The selector of its row, and of the words about all that is not saved."""
        return f"tbody:has([name=r{indicator.pk}-value]), #entry-unsaved"

    def stored(self) -> dict[int, str]:
        """What is stored, by indicator id, as it would be typed."""
        rows = Realisation.objects.filter(report=self.report, state="reported")
        return {row.indicator_id: row.grade or f"{row.figure.normalize():f}".replace(".", ",") for row in rows}

    def wanted(self) -> dict[int, str]:
        """What should be stored in the end."""
        return {indicator.pk: meant for indicator, (_, meant) in self.typed.items()}


def thirty_rows(town: Town) -> Thirty:
    """The own OPD's head with thirty indicators to report."""
    objective = town.coverage.objective
    kinds = [
        {},
        {"unit_of_measure": "orang", "aggregation": Aggregation.SUM},
        {"unit_of_measure": "predikat", "polarity": Polarity.PREDICATE, "predicate_scale": SCALE},
        {"unit_of_measure": "ya/tidak", "polarity": Polarity.YES_NO},
        {"polarity": Polarity.MINIMIZE},
    ]
    for number in range(ROWS - len(town.indicators)):
        kind = kinds[number % len(kinds)]
        indicator = factories.IndicatorFactory(objective=objective, order=100 + number, **kind)
        target = {Polarity.PREDICATE: Grade("B"), Polarity.YES_NO: Grade("ya")}.get(kind.get("polarity"))
        value = target or Figure(Decimal(50))
        factories.target_for(indicator, value, town.quarter.year, quarters={town.quarter.number: value})
    report = factories.report_of(town.own_position, ReportStatus.DRAFT, town.quarter.year, town.quarter.number)
    indicators = Indicator.objects.of_positions([town.own_position]).measured_in(town.quarter.year).in_order()
    typed = {indicator: _answer(indicator, number) for number, indicator in enumerate(indicators, start=1)}
    assert len(typed) == ROWS
    return Thirty(town, report, typed)


def _answer(indicator: Indicator, number: int) -> tuple[str, str]:
    """What is typed, and what it means."""
    if indicator.polarity == Polarity.PREDICATE:
        return "BB", "BB"
    if indicator.polarity == Polarity.YES_NO:
        return "Ya", "ya"
    if indicator.aggregation == Aggregation.SUM:
        return f"{number}.000,0", f"{number}000"
    return f"{40 + number},5", f"{40 + number},5"


def expect_all_stored(page: Page, thirty: Thirty) -> None:
    """The page says so, and so it is."""
    expect(page.locator("#entry-tally")).to_have_text(f"{ROWS} dari {ROWS} terisi")
    expect(page.locator("#entry-unsaved")).to_have_text("")
    assert thirty.stored() == thirty.wanted()
