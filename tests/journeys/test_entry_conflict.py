"""Two browsers at one report: different boxes live side by side, at the same box the second sees both and chooses."""

import pytest
from playwright.sync_api import Page, expect

from realisations.models import Realisation
from tests.journeys.conftest import Visitors, row_of
from tests.journeys.judging import complaints_about
from tests.journeys.thirty import Thirty, thirty_rows
from tests.journeys.town import Town


@pytest.fixture
def thirty(town: Town) -> Thirty:
    return thirty_rows(town)


@pytest.fixture
def both(thirty: Thirty, visitors: Visitors) -> tuple[Page, Page]:
    """The head and the operator have opened the same report."""
    pages = []
    for identity in ("own OPD head", "own operator"):
        page = visitors.person(thirty.town.users[identity])
        page.goto(thirty.address)
        pages.append(page)
    return tuple(pages)


def type_into(page: Page, thirty: Thirty, text: str, field: str = "value") -> None:
    box = thirty.box(page, thirty.town.coverage, field)
    box.fill(text)
    box.press("Enter")


@pytest.mark.parametrize(("button", "kept"), [("Pakai nilai saya", 75), ("Pakai nilai tersimpan", 70)])
def test_at_one_box_the_second_sees_both_values_and_chooses(
    thirty: Thirty, visitors: Visitors, both: tuple[Page, Page], button: str, kept: int
) -> None:
    first, second = both
    words_of_box = f"#cell-r{thirty.town.coverage.pk}-value"
    type_into(first, thirty, "70")
    expect(first.locator(words_of_box)).to_contain_text("tersimpan")
    type_into(second, thirty, "75")
    expect(second.locator(words_of_box)).to_contain_text("dr. Dewi Contoh, M.Kes. menyimpan nilai lain pada")
    expect(second.locator(words_of_box)).to_contain_text("Nilai Anda: 75. Nilai tersimpan: 70.")
    expect(second.locator("#entry-unsaved")).to_have_text("1 bentrok")
    assert complaints_about(second, thirty.part(thirty.town.coverage)) == []
    assert Realisation.objects.get().figure == 70
    second.locator(words_of_box).get_by_role("button", name=button).click()
    expect(second.locator("#entry-unsaved")).to_have_text("")
    expect(thirty.box(second, thirty.town.coverage)).to_have_value(str(kept))
    expect(second.locator(words_of_box)).to_contain_text(f"= {kept} %, tersimpan")
    expect(row_of(second, thirty.town.coverage)).to_contain_text({75: "93,75%", 70: "87,50%"}[kept])
    assert Realisation.objects.get().figure == kept
    visitors.complaints.remove(f"409: {thirty.cell_address}")


def test_at_different_boxes_both_save_and_the_form_of_the_second_brings_both_together(
    thirty: Thirty, visitors: Visitors, both: tuple[Page, Page]
) -> None:
    first, second = both
    type_into(first, thirty, "70")
    expect(first.locator("#entry-tally")).to_have_text("1 dari 30 terisi")
    box = thirty.box(second, thirty.town.patients)
    box.fill("1250")
    box.press("Enter")
    expect(second.locator("#entry-tally")).to_have_text("2 dari 30 terisi")
    assert Realisation.objects.count() == 2
    second.get_by_role("button", name="Simpan dan periksa").click()
    expect(second.get_by_role("main")).to_contain_text("1.250")
    expect(second.get_by_role("main")).to_contain_text("70")
