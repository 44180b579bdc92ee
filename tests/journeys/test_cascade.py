"""The performance tree in a browser: branches open, deeper ones are fetched; without JavaScript, links lead there."""

from decimal import Decimal

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from agreements.cascade import tree as cascade_tree
from indicators.domain.kinds import Figure
from tests.factories import IndicatorFactory, target_for
from tests.journeys.conftest import PHONE

TREE = reverse("agreements:cascade_show")


@pytest.fixture
def deep_town(town, monkeypatch):
    """An indicator for every level, and pages that hold two levels at most."""
    monkeypatch.setattr(cascade_tree, "SMALL_BRANCHES", 0)
    for identity in ("regional head", "own OPD head", "echelon III", "staff"):
        indicator = IndicatorFactory(objective__position=town.positions[identity], statement=f"Indikator {identity}")
        target_for(indicator, Figure(Decimal(80)), town.today.year)
    return town


def branch_of(page, position):
    return page.locator("summary", has=page.get_by_text(position.title, exact=True))


@pytest.mark.parametrize("context", [{}, {"viewport": PHONE}, {"java_script_enabled": False}])
def test_deeper_branches_are_one_click_away(deep_town, visitors, context):
    page = visitors.person(deep_town.users["Bagian Organisasi"], **context)
    page.goto(f"{TREE}?tahun={deep_town.today.year}")
    expect(page.get_by_text("Indikator regional head")).to_be_visible()
    expect(page.get_by_text("Indikator own OPD head")).to_be_hidden()
    branch_of(page, deep_town.own_position).click()
    expect(page.get_by_text("Indikator own OPD head")).to_be_visible()
    page.get_by_role("link", name="Tampilkan 1 jabatan di bawahnya").first.click()
    branch_of(page, deep_town.positions["echelon III"]).click()
    expect(page.get_by_text("Indikator echelon III")).to_be_visible()
    fetched_into_the_page = page.get_by_text("Indikator regional head").count() == 1
    assert fetched_into_the_page == context.get("java_script_enabled", True)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


@pytest.mark.parametrize("context", [{}, {"viewport": PHONE}])
def test_an_indicator_supports_one_of_another_office_and_stands_below_both(town, visitors, context):
    above, own = (
        IndicatorFactory(objective__position=town.positions[identity], statement=statement)
        for identity, statement in (("regional head", "Prevalensi stunting"), ("own OPD head", "Akses air minum"))
    )
    other = IndicatorFactory(objective__position=town.positions["other OPD head"], statement="Balita ditimbang")
    for indicator in (above, own, other):
        target_for(indicator, Figure(Decimal(80)), town.today.year)
    page = visitors.person(town.users["Bagian Organisasi"], **context)
    page.goto(f"{reverse('agreements:cascade_edit', args=[own.pk])}?tahun={town.today.year}")
    page.get_by_role("radio", name="Prevalensi stunting").check()
    page.get_by_role("radio", name="Komponen pembentuk").check()
    page.get_by_label("Cari indikator lintas bidang").fill("ditimbang")
    page.get_by_role("button", name="Cari").click()
    expect(page.get_by_role("radio", name="Prevalensi stunting")).to_be_checked()
    page.get_by_role("checkbox", name="Pendukung Balita ditimbang").check()
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    page.get_by_role("button", name="Simpan kaitan").click()
    expect(page.get_by_text("Kaitan indikator tersimpan.")).to_be_visible()
    expect(page.get_by_text("Ikut mendukung: Balita ditimbang")).to_be_visible()
    page.goto(f"{TREE}?tahun={town.today.year}&jabatan={town.positions['other OPD head'].pk}")
    supporter = page.get_by_label("Indikator pendukung dari garis lain").get_by_role("listitem")
    expect(supporter).to_contain_text("Akses air minum")
    expect(supporter).to_contain_text("penanggung jawab: Prevalensi stunting")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
