"""Thirty indicators are filled in with the keyboard alone, and by the plain form; what was typed can be taken back."""

import pytest
from playwright.sync_api import Page, expect

from realisations.models import BudgetRealisation, Realisation
from tests.journeys.conftest import PHONE, Visitors, row_of
from tests.journeys.judging import complaints_about
from tests.journeys.thirty import ROWS, Thirty, expect_all_stored, thirty_rows
from tests.journeys.town import Town

COUNT_MOUSE_EVENTS = """
window.mouseEvents = 0;
for (const type of ["mousedown", "mouseup", "mousemove", "pointerdown", "pointermove", "touchstart", "wheel"])
  addEventListener(type, () => (window.mouseEvents += 1), true);
"""


@pytest.fixture
def thirty(town: Town) -> Thirty:
    return thirty_rows(town)


def form_on_page(visitors: Visitors, thirty: Thirty, identity: str = "own operator", **context: object) -> Page:
    page = visitors.person(thirty.town.users[identity], **context)
    page.add_init_script(COUNT_MOUSE_EVENTS)
    page.goto(thirty.address)
    return page


def focused(page: Page) -> str:
    return page.evaluate("document.activeElement.name || ''")


def tab_to(page: Page, name: str) -> None:
    for _ in range(60):
        if focused(page) == name:
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{name} cannot be reached by Tab, {focused(page)} could")


def test_thirty_rows_are_filled_with_the_keyboard_alone(thirty: Thirty, visitors: Visitors) -> None:
    page = form_on_page(visitors, thirty)
    tab_to(page, f"r{thirty.indicators[0].pk}-value")
    for indicator, (text, _) in thirty.typed.items():
        assert focused(page) == f"r{indicator.pk}-value"
        page.keyboard.type(text)
        page.keyboard.press("Enter")
    expect_all_stored(page, thirty)
    assert page.evaluate("window.mouseEvents") == 0
    page.reload()
    for indicator, (_, meant) in thirty.typed.items():
        expect(thirty.box(page, indicator)).to_have_value(meant)


def test_thirty_rows_are_filled_without_javascript_by_the_form(thirty: Thirty, visitors: Visitors) -> None:
    page = form_on_page(visitors, thirty, java_script_enabled=False)
    for indicator, (text, meant) in thirty.typed.items():
        if indicator.spec.ranks:
            thirty.box(page, indicator).select_option(meant)
        else:
            thirty.box(page, indicator).fill(text)
    page.get_by_role("button", name="Simpan draf").click()
    expect(page.get_by_text("Draf tersimpan.")).to_be_visible()
    expect_all_stored(page, thirty)


def test_arrows_and_enter_walk_through_the_answers_and_escape_takes_typing_back(
    thirty: Thirty, visitors: Visitors
) -> None:
    first, second = [indicator for indicator in thirty.indicators if not indicator.spec.ranks][:2]
    page = form_on_page(visitors, thirty)
    box = thirty.box(page, first)
    box.focus()
    page.keyboard.type("12,5")
    page.keyboard.press("ArrowDown")
    assert focused(page) == f"r{second.pk}-value"
    page.keyboard.press("ArrowUp")
    expect(page.locator(f"#cell-r{first.pk}-value")).to_contain_text("tersimpan")
    page.keyboard.type("99")
    page.keyboard.press("Escape")
    expect(box).to_have_value("12,5")
    page.keyboard.press("Shift+Tab")
    assert focused(page) != f"r{first.pk}-value"
    assert Realisation.objects.get(indicator=first).figure.normalize() == 12.5


def test_the_last_saved_change_can_be_undone(thirty: Thirty, visitors: Visitors) -> None:
    page = form_on_page(visitors, thirty)
    box, words_of_box = thirty.box(page, thirty.town.coverage), page.locator(f"#cell-r{thirty.town.coverage.pk}-value")
    for text in ("70", "75"):
        box.fill(text)
        box.press("Enter")
        expect(words_of_box).to_contain_text(f"= {text} %")
    words_of_box.get_by_role("button", name="Urungkan").click()
    expect(box).to_have_value("70")
    expect(words_of_box).to_contain_text("= 70 %")
    assert Realisation.objects.get(indicator=thirty.town.coverage).figure == 70


def test_each_box_tells_what_it_means_and_the_row_follows(thirty: Thirty, visitors: Visitors) -> None:
    page = form_on_page(visitors, thirty)
    row = row_of(page, thirty.town.coverage)
    box = row.get_by_label("Realisasi")
    box.fill("72,0")
    box.press("Enter")
    expect(row).to_contain_text("= 72 %, tersimpan")
    expect(row).to_contain_text("90,00%")
    expect(page.locator("#entry-tally")).to_have_text(f"1 dari {ROWS} terisi")
    expect(page.locator("#entry-progress")).to_contain_text(f"1 dari {ROWS}")
    amount = page.locator("[name$=-amount]").first
    amount.fill("Rp1.250.000")
    amount.press("Enter")
    expect(page.get_by_text("= Rp1.250.000, tersimpan")).to_be_visible()
    assert BudgetRealisation.objects.get().amount == 1_250_000
    page.get_by_role("button", name="Simpan dan periksa").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Periksa")


def test_an_ambiguous_number_is_asked_back_and_chosen(thirty: Thirty, visitors: Visitors) -> None:
    page = form_on_page(visitors, thirty)
    box, words_of_box = thirty.box(page, thirty.town.patients), page.locator(f"#cell-r{thirty.town.patients.pk}-value")
    box.fill("1.250")
    box.press("Enter")
    expect(words_of_box).to_contain_text("Dapat dibaca 1250 atau 1,25. Pilih yang Anda maksud:")
    expect(page.locator("#entry-unsaved")).to_have_text("1 perlu dipilih")
    assert complaints_about(page, thirty.part(thirty.town.patients)) == []
    words_of_box.get_by_role("button", name="1250", exact=True).click()
    expect(words_of_box).to_contain_text("= 1.250 orang, tersimpan")
    expect(box).to_have_value("1250")
    assert visitors.complaints == [f"422: {thirty.cell_address}"]
    visitors.complaints.clear()


def test_a_row_that_has_no_figure_is_explained_and_asks_before_it_empties_the_value(
    thirty: Thirty, visitors: Visitors
) -> None:
    indicator = thirty.town.mortality
    page = form_on_page(visitors, thirty)
    value, state = thirty.box(page, indicator), thirty.box(page, indicator, "state")
    value.fill("12")
    value.press("Enter")
    state.select_option("waiting")
    words_of_box = page.locator(f"#cell-r{indicator.pk}-state")
    words_of_box.get_by_role("button", name="Kosongkan 12, pilih Menunggu data").click()
    expect(value).to_have_value("")
    row = row_of(page, indicator)
    expect(row).to_contain_text("Sebelum dikirim, tulis pada Keterangan dari mana data ditunggu")
    row.get_by_label("Keterangan").fill("Rilis BPS bulan depan")
    row.get_by_label("Keterangan").blur()
    expect(page.locator("#entry-tally")).to_have_text(f"1 dari {ROWS} terisi")
    words_of_box.get_by_role("button", name="Urungkan").click()
    expect(value).to_have_value("12")
    expect(state).to_have_value("reported")
    expect(page.locator(f"#cell-r{indicator.pk}-value")).to_contain_text("12 per 1.000 kelahiran hidup")
    assert thirty.stored() == {indicator.pk: "12"}
    assert visitors.complaints == [f"422: {thirty.cell_address}"], "only the choice was asked back, its undoing was not"
    visitors.complaints.clear()


def test_on_a_phone_nothing_sticks_out_and_what_is_pressed_is_large_enough(thirty: Thirty, visitors: Visitors) -> None:
    page = form_on_page(visitors, thirty, viewport=PHONE)
    box = thirty.box(page, thirty.town.patients)
    box.fill("1.250")
    box.press("Enter")
    words_of_box = page.locator(f"#cell-r{thirty.town.patients.pk}-value")
    expect(words_of_box.get_by_role("button")).to_have_count(2)
    for choice in words_of_box.get_by_role("button").all():
        assert choice.bounding_box()["height"] >= 44
    assert box.bounding_box()["height"] >= 44
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    visitors.complaints.clear()
