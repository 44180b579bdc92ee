"""Forty rows are pasted from a spreadsheet: with a real paste into a box, and by the form alone."""

from decimal import Decimal

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from audit.models import Event
from indicators.domain.kinds import Figure
from indicators.domain.pasting import write_block
from indicators.models import Indicator
from realisations.enums import ReportStatus
from realisations.models import QuarterReport, Realisation
from realisations.report_sheet.facts import report_sheet_of
from tests import factories
from tests.journeys.conftest import PHONE, Visitors, row_of
from tests.journeys.judging import complaints_about
from tests.journeys.town import Town

HEADER = ["Kode Indikator", "Realisasi", "Faktor Pendorong", "Keterangan"]


@pytest.fixture
def report(town: Town) -> QuarterReport:
    """A draft of forty indicators."""
    for number in range(36):
        indicator = factories.IndicatorFactory(objective=town.coverage.objective, order=10 + number)
        factories.target_for(
            indicator, Figure(Decimal(80)), town.quarter.year, quarters={town.quarter.number: Figure(Decimal(75))}
        )
    return factories.report_of(town.own_position, ReportStatus.DRAFT, town.quarter.year, town.quarter.number)


def cells(report: QuarterReport, town: Town) -> list[list[str]]:
    """Forty rows of four cells in the page's order, three cells of them bad."""
    indicators: list[Indicator] = [row.indicator for row in report_sheet_of(report).rows]
    rows = [
        [one.code, "BB" if one == town.maturity else "71,25", "Kader aktif", "Baris 1\nbaris 2"] for one in indicators
    ]
    rows[6][1], rows[20][1], rows[33][0] = "1.234", "delapan puluh", "X.99"
    return rows


def counts() -> tuple[int, int]:
    return Realisation.objects.count(), Event.objects.count()


def expect_three_bad_cells(page: Page) -> None:
    """The preview names exactly these three, by row, column and value."""
    table = page.get_by_role("table", name="3 sel perlu diperbaiki")
    expect(table.locator("tbody tr")).to_have_count(3)
    for number, (row, column, value) in enumerate(
        (("Baris 8", "Realisasi", "1.234"), ("Baris 22", "Realisasi", "delapan puluh"), ("Baris 35", "Kode", "X.99"))
    ):
        line = table.locator("tbody tr").nth(number)
        for text in (row, column, value):
            expect(line).to_contain_text(text)


def copy(page: Page, text: str) -> None:
    """Put the text on the clipboard, as a spreadsheet does."""
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.evaluate("text => navigator.clipboard.writeText(text)", text)


def test_a_block_pasted_into_a_box_is_seen_before_it_is_stored(
    town: Town, visitors: Visitors, report: QuarterReport
) -> None:
    page = visitors.person(town.users["own operator"])
    page.goto(reverse("realisations:report_edit", args=[report.pk]))
    before = counts()
    copy(page, write_block([HEADER, *cells(report, town)]))
    row_of(page, town.coverage).get_by_label("Realisasi").focus()
    page.keyboard.press("Control+V")
    expect_three_bad_cells(page)
    assert complaints_about(page, "main") == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.set_viewport_size(PHONE)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert counts() == before
    page.get_by_role("button", name="Simpan 37 baris yang benar, lewati 3 baris").click()
    expect(page.get_by_text("37 baris dari tempelan tersimpan sebagai draf.")).to_be_visible()
    assert Realisation.objects.count() == 37
    assert Realisation.objects.get(indicator=town.coverage).note == "Baris 1\nbaris 2"
    left = page.get_by_label("Sel yang disalin dari Excel").input_value()
    assert all(value in left for value in ("1.234", "delapan puluh", "X.99")), "what was left out stays to be mended"
    page.get_by_role("button", name="Urungkan tempelan").click()
    expect(page.get_by_text("Tempelan diurungkan.")).to_be_visible()
    assert not Realisation.objects.exclude(figure=None, grade="", note="").exists()


def test_a_single_value_stays_an_ordinary_paste(town: Town, visitors: Visitors, report: QuarterReport) -> None:
    page = visitors.person(town.users["own operator"])
    page.goto(reverse("realisations:report_edit", args=[report.pk]))
    address = page.url
    box = row_of(page, town.patients).get_by_label("Realisasi")
    copy(page, "1250\r\n")
    box.focus()
    page.keyboard.press("Control+V")
    expect(box).to_have_value("1250")
    assert page.url == address


def test_a_column_pasted_into_a_row_begins_at_that_row(town: Town, visitors: Visitors, report: QuarterReport) -> None:
    page = visitors.person(town.users["own operator"])
    page.goto(reverse("realisations:report_edit", args=[report.pk]))
    copy(page, "1250\r\nBB\r\n")
    row_of(page, town.patients).get_by_label("Realisasi").focus()
    page.keyboard.press("Control+V")
    expect(page.get_by_label("Mulai dari baris")).to_have_value(str(town.patients.pk))
    page.get_by_role("button", name="Simpan 2 baris").click()
    expect(page.get_by_text("2 baris dari tempelan tersimpan sebagai draf.")).to_be_visible()
    stored = {row.indicator_id: row.value for row in Realisation.objects.all()}
    assert stored[town.patients.pk] == Figure(Decimal(1250))
    assert list(stored) == [town.patients.pk, town.maturity.pk]


def test_the_form_alone_does_the_same(town: Town, visitors: Visitors, report: QuarterReport) -> None:
    page = visitors.person(town.users["own operator"], java_script_enabled=False)
    page.goto(reverse("realisations:report_edit", args=[report.pk]))
    page.get_by_role("link", name="Tempel dari Excel").click()
    before = counts()
    page.get_by_label("Sel yang disalin dari Excel").fill(write_block([HEADER, *cells(report, town)]))
    page.get_by_role("button", name="Periksa tempelan").click()
    expect_three_bad_cells(page)
    assert counts() == before
    page.get_by_role("button", name="Simpan 37 baris yang benar, lewati 3 baris").click()
    expect(page.get_by_text("37 baris dari tempelan tersimpan sebagai draf.")).to_be_visible()
    assert Realisation.objects.count() == 37
    box = page.get_by_label("Sel yang disalin dari Excel")
    box.fill(box.input_value().replace("1.234", "81,5").replace("delapan puluh", "80"))
    page.get_by_role("button", name="Periksa lagi").click()
    page.get_by_role("button", name="Simpan 2 baris yang benar, lewati 1 baris").click()
    expect(page.get_by_text("2 baris dari tempelan tersimpan sebagai draf.")).to_be_visible()
    assert Realisation.objects.filter(figure=Decimal("81.5")).count() == 1
