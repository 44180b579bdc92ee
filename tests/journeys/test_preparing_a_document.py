"""Somebody asks for a report on paper, waits for it, and opens it; with JavaScript and without."""

import pytest
from playwright.sync_api import Page, expect

from documents.models import PreparedDocument
from documents.preparing import drawing
from reports.lkjip import views as lkjip
from tests.journeys.conftest import Visitors
from tests.journeys.judging import NARROW, complaints_about
from tests.journeys.test_every_page import fits_a_phone
from tests.journeys.town import Town

REPORT = b"%PDF-1.7 laporan"


@pytest.fixture(autouse=True)
def drawn_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Spare the seconds that drawing takes: what is looked at here are the pages around it."""
    monkeypatch.setattr(lkjip, "render_report", lambda report: REPORT)


def open_list(page: Page, town: Town) -> None:
    page.goto("/lkjip/")
    page.get_by_role("link", name="Siapkan PDF LKjIP Dinas Kesehatan").click()


def fetched(page: Page) -> bytes:
    link = page.get_by_role("link", name="Buka dokumen")
    expect(link).to_be_visible()
    return page.context.request.get(link.get_attribute("href")).body()


def test_one_click_asks_and_the_page_changes_by_itself(town: Town, visitors: Visitors):
    page = visitors.person(town.users["own OPD head"], viewport=NARROW)
    open_list(page, town)
    expect(page.get_by_role("status")).to_contain_text("sedang disiapkan")
    assert complaints_about(page, "main") == []
    fits_a_phone(page)
    assert drawing.work() == 1
    assert fetched(page) == REPORT
    assert complaints_about(page, "main") == []
    fits_a_phone(page)


def test_without_javascript_a_button_asks_and_the_page_renews_itself(town: Town, visitors: Visitors):
    page = visitors.person(town.users["own OPD head"], java_script_enabled=False)
    open_list(page, town)
    assert not PreparedDocument.objects.exists()
    page.get_by_role("button", name="Siapkan dokumen").click()
    expect(page.get_by_role("status")).to_contain_text("sedang disiapkan")
    assert drawing.work() == 1
    assert fetched(page) == REPORT


def test_who_lost_part_of_their_scope_is_told_and_prepares_it_again(town: Town, visitors: Visitors):
    head = town.users["own OPD head"]
    page = visitors.person(head, viewport=NARROW)
    open_list(page, town)
    expect(page.get_by_role("status")).to_contain_text("sedang disiapkan")
    assert drawing.work() == 1
    file = page.get_by_role("link", name="Buka dokumen").get_attribute("href")
    PreparedDocument.objects.update(drawn_for="lingkup lain")
    page.goto(file)
    expect(page.get_by_text("lingkup data Anda berubah")).to_be_visible()
    assert complaints_about(page, "main") == []
    fits_a_phone(page)
    page.get_by_role("link", name="Siapkan lagi").click()
    expect(page.get_by_role("button", name="Siapkan dokumen")).to_be_visible()
