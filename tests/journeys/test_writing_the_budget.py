"""The money of a draft is written by HTML alone and with htmx, on a desk and on a phone."""

from decimal import Decimal

import pytest
from playwright.sync_api import expect

from agreements.drafting.actions import draft_agreement
from agreements.models import Agreement
from indicators.models import BudgetLine
from tests.factories import BudgetLineFactory, ProgramFactory
from tests.journeys.conftest import PHONE, Visitors
from tests.journeys.town import Town


@pytest.fixture
def draft(town: Town) -> Agreement:
    """The draft PK of the own OPD's head, with one programme."""
    BudgetLine.objects.all().delete()
    program = ProgramFactory(code="1.02.04", name="Program Upaya Kesehatan")
    ProgramFactory(code="1.02.05", name="Program Gizi Masyarakat")
    BudgetLineFactory(position=town.own_position, year=town.today.year, program=program, amount=Decimal(1_000_000_000))
    head = town.users["own OPD head"]
    return draft_agreement(town.own_position, town.today.year, by=head, today=town.today)


@pytest.mark.parametrize("scripts", [False, True], ids=["without JavaScript", "with JavaScript"])
@pytest.mark.parametrize("screen", [{"width": 1280, "height": 900}, PHONE], ids=["desk", "phone"])
def test_rows_are_added_moved_and_stored(
    town: Town, draft: Agreement, visitors: Visitors, scripts: bool, screen: dict
) -> None:
    page = visitors.person(town.users["own OPD head"], java_script_enabled=scripts, viewport=screen)
    page.goto(draft.get_absolute_url())
    page.get_by_role("link", name="Ubah anggaran").click()
    page.get_by_role("button", name="Tambah baris").click()
    page.get_by_role("textbox", name="Anggaran (Rp)").nth(1).fill("250.000.000")
    page.get_by_role("combobox", name="Sumber dana").nth(1).fill("DAK")
    page.get_by_role("combobox", name="Program, kegiatan").nth(1).press_sequentially("gizi")
    if scripts:
        offered = page.locator("#pilihan-program option")
        expect(offered).to_have_count(1)
        expect(offered).to_have_attribute("value", "1.02.05 Program Gizi Masyarakat")
    page.get_by_role("button", name="Hitung porsi").click()
    expect(page.get_by_text("20,00%")).to_be_visible()
    page.get_by_role("button", name="Naikkan baris 2").click()
    expect(page.get_by_role("combobox", name="Program, kegiatan").first).to_have_value("gizi")
    expect(page.get_by_role("textbox", name="Anggaran (Rp)").first).to_have_value("250.000.000")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    page.get_by_label("Penjelasan selisih dengan pagu").fill("Menunggu DPPA.")
    page.get_by_role("button", name="Simpan anggaran").last.click()
    expect(page.get_by_text("Anggaran draf PK sudah disimpan.")).to_be_visible()
    assert list(draft.budget_lines.order_by("order").values_list("program_code", "funding_source", "amount")) == [
        ("1.02.05", "DAK", Decimal(250_000_000)),
        ("1.02.04", "APBD", Decimal(1_000_000_000)),
    ]
