"""The PK beside the Renstra, from the draft to the board and the tree; and a copied year that follows the Renstra."""

from decimal import Decimal

from django.urls import reverse
from playwright.sync_api import Page, expect

from agreements.models import Agreement
from indicators.domain.kinds import Figure
from tests import factories
from tests.journeys.conftest import Visitors
from tests.journeys.town import Town

WHY = "Dua Puskesmas ditutup untuk dibangun kembali."
NO_SIDEWAYS = "document.documentElement.scrollWidth <= window.innerWidth"


def figure(text: str) -> Figure:
    return Figure(Decimal(text))


def with_a_renstra(town: Town) -> None:
    """Coverage is promised at less than the Renstra wants and than was reached, mortality better than it wants."""
    year = town.today.year
    factories.plan_targets_for(town.coverage, {year: figure("85"), year + 1: figure("88")})
    factories.plan_targets_for(town.patients, {year: figure("1000")})
    factories.plan_targets_for(town.mortality, {year: figure("13")})
    for earlier, reached in ((year - 2, "79"), (year - 1, "82")):
        report = factories.report_of(town.own_position, year=earlier, quarter=4)
        factories.realise(report, town.coverage, figure(reached))


def row(page: Page, statement: str):
    """The row of one indicator in the table of targets."""
    return page.get_by_role("row").filter(has_text=statement).filter(has=page.get_by_role("cell")).first


def test_the_plan_is_held_against_the_renstra(town: Town, visitors: Visitors) -> None:
    with_a_renstra(town)
    year = town.today.year
    head = visitors.person(town.users["own OPD head"])
    head.goto(f"{reverse('agreements:agreement_list')}?tahun={year}")
    head.get_by_role("button", name=f"Susun PK {town.own_position.title}").click()
    head.get_by_role("link", name="Ubah draf").click()
    draft_is_told(head, town)
    head.get_by_role("link", name=f"Ubah {town.coverage.statement}").click()
    expect(head.get_by_role("img", name="Realisasi lima tahun terakhir")).to_be_visible()
    expect(head.get_by_text(f"Renstra/RPJMD {year}: 85").last).to_be_visible()
    expect(head.get_by_label("Alasan bila target lebih lemah")).to_be_visible()
    assert head.evaluate(NO_SIDEWAYS)
    agreement = Agreement.objects.get(year=year)
    head.goto(agreement.get_absolute_url())
    head.get_by_role("link", name="Ajukan").click()
    head.get_by_label("Penjelasan").fill("Kamus menyusul.")
    head.get_by_role("button", name="Ajukan").click()
    expect(head.get_by_role("alert")).to_contain_text("Tulis alasannya; atasan membacanya.")
    head.get_by_label(f"Alasan target “{town.coverage.statement}”").fill(WHY)
    head.get_by_role("button", name="Ajukan").click()
    expect(head.get_by_text("PK sudah diajukan.")).to_be_visible()
    superior_reads(visitors.person(town.users["regional head"]), agreement, town)
    board_and_tree_tell(visitors.person(town.users["Bagian Organisasi"]), town)


def draft_is_told(page: Page, town: Town) -> None:
    """The column of the draft says weaker, the same and stronger, by the direction of each indicator."""
    for indicator, words in ((town.coverage, "lebih lemah"), (town.patients, "sama"), (town.mortality, "lebih kuat")):
        expect(row(page, indicator.statement)).to_contain_text(words)
    expect(row(page, town.coverage.statement)).to_contain_text("Alasannya belum ditulis.")
    assert page.evaluate(NO_SIDEWAYS)


def superior_reads(page: Page, agreement: Agreement, town: Town) -> None:
    """Column, last year and reason stand before the one who agrees."""
    page.goto(reverse("agreements:agreement_review", args=[agreement.pk]))
    coverage = row(page, town.coverage.statement)
    expect(coverage).to_contain_text("lebih lemah")
    expect(coverage).to_contain_text(f"lebih lemah daripada realisasi {town.today.year - 1}, yaitu 82.")
    expect(coverage).to_contain_text(WHY)
    assert page.evaluate(NO_SIDEWAYS)
    page.get_by_role("button", name="Setujui").click()
    expect(page.get_by_text("PK disetujui.")).to_be_visible()


def board_and_tree_tell(page: Page, town: Town) -> None:
    """The board counts the PK that deviate, the tree marks the weaker target."""
    year = town.today.year
    page.goto(f"{reverse('agreements:season_board')}?tahun={year}")
    page.get_by_role("link", name="Menyimpang dari Renstra/RPJMD: 1").click()
    expect(row(page, town.own_position.title)).to_contain_text("1 lebih lemah, 1 lebih kuat")
    page.goto(f"{reverse('agreements:cascade_show')}?tahun={year}&tanda=lebih-lemah-dari-renstra")
    expect(page.get_by_text("Renstra/RPJMD 85 (lebih lemah)").first).to_be_attached()
    expect(page.get_by_text("Target lebih lemah dari Renstra/RPJMD: 1")).to_be_visible()


def test_a_copied_year_follows_the_renstra(town: Town, visitors: Visitors) -> None:
    with_a_renstra(town)
    year = town.today.year + 1
    page = visitors.person(town.users["own OPD head"])
    page.goto(f"{reverse('agreements:agreement_list')}?tahun={year}")
    page.get_by_role("button", name=f"Salin tahun lalu {town.own_position.title}").click()
    expect(page.get_by_text(f"1 target mengikuti Renstra/RPJMD {year}")).to_be_visible()
    coverage = row(page, town.coverage.statement)
    expect(coverage).to_contain_text("88")
    expect(coverage).to_contain_text("sama")
    expect(row(page, town.patients.statement)).to_contain_text("1.000")
