"""The network drops, the page is reloaded, the session ends: what was typed is not lost."""

import re
import time
from datetime import timedelta

import pytest
from django.urls import reverse
from playwright.sync_api import Page, Route, expect

from indicators.models import Period
from organisation.models import User
from realisations.models import Realisation
from tests.journeys.conftest import Visitors, enter
from tests.journeys.judging import complaints_about
from tests.journeys.thirty import ROWS, Thirty, expect_all_stored, thirty_rows
from tests.journeys.town import Town

OUTAGE = 60
"""Seconds without network."""

KEPT = "Object.keys(sessionStorage).filter((key) => key.startsWith('amanah-isi:')).length"


@pytest.fixture
def thirty(town: Town) -> Thirty:
    return thirty_rows(town)


def form_on_page(visitors: Visitors, thirty: Thirty, **context: object) -> Page:
    page = visitors.person(thirty.town.users["own operator"], **context)
    page.goto(thirty.address)
    return page


def answer(page: Page, thirty: Thirty, first: int, last: int) -> None:
    """Type the rows with these numbers, from 0."""
    for indicator in thirty.indicators[first:last]:
        text, meant = thirty.typed[indicator]
        box = thirty.box(page, indicator)
        if indicator.spec.ranks:
            box.select_option(meant)
        else:
            box.fill(text)
            box.press("Enter")


def forget_failed_requests(visitors: Visitors) -> None:
    """Of the complaints, those about the network that the test itself took away."""
    visitors.complaints[:] = [one for one in visitors.complaints if not one.startswith("console: htmx:")]


def test_a_minute_without_network_loses_nothing(thirty: Thirty, visitors: Visitors) -> None:
    page = form_on_page(visitors, thirty)
    answer(page, thirty, 0, 5)
    expect(page.locator("#entry-tally")).to_have_text(f"5 dari {ROWS} terisi")
    page.context.set_offline(True)
    gone = time.monotonic()
    answer(page, thirty, 5, ROWS)
    expect(page.locator("#entry-unsaved")).to_have_text(f"{ROWS - 5} menunggu jaringan")
    assert Realisation.objects.count() == 5
    page.wait_for_timeout(max(0, OUTAGE - (time.monotonic() - gone)) * 1000)
    assert Realisation.objects.count() == 5
    page.context.set_offline(False)
    expect_all_stored(page, thirty)
    assert page.evaluate(KEPT) == 0, "what is saved is kept nowhere else"
    forget_failed_requests(visitors)


def test_what_waits_for_the_network_survives_a_reload_and_texts_are_never_kept_in_the_browser(
    thirty: Thirty, visitors: Visitors
) -> None:
    page = form_on_page(visitors, thirty)
    page.route(f"**{thirty.cell_address}", lambda route: route.abort())
    answer(page, thirty, 0, 3)
    note = thirty.box(page, thirty.indicators[0], "note")
    note.evaluate("box => box.closest('details').setAttribute('open', '')")
    note.fill("Rahasia sampai dikirim")
    note.blur()
    expect(page.locator("#entry-unsaved")).to_have_text("4 menunggu jaringan")
    assert complaints_about(page, thirty.part(thirty.indicators[0])) == []
    kept = page.evaluate("JSON.stringify(sessionStorage)")
    assert "Rahasia" not in kept
    page.unroute(f"**{thirty.cell_address}")
    page.reload()
    expect(page.locator("#entry-tally")).to_have_text(f"3 dari {ROWS} terisi")
    assert len(thirty.stored()) == 3
    forget_failed_requests(visitors)


def test_a_reload_in_mid_typing_loses_at_most_the_box_that_is_typed_into(thirty: Thirty, visitors: Visitors) -> None:
    page = form_on_page(visitors, thirty)
    page.route(f"**{thirty.cell_address}", lambda route: route.abort())
    answer(page, thirty, 0, 4)
    page.unroute(f"**{thirty.cell_address}")
    answer(page, thirty, 4, 8)
    half_typed = next(indicator for indicator in thirty.indicators[8:] if not indicator.spec.ranks)
    thirty.box(page, half_typed).press_sequentially("1")
    page.reload()
    # The half typed one counts too when the machine was slow enough for it to be saved.
    expect(page.locator("#entry-tally")).to_have_text(re.compile(rf"^[89] dari {ROWS} terisi"))
    wanted = thirty.wanted()
    assert all(thirty.stored()[indicator.pk] == wanted[indicator.pk] for indicator in thirty.indicators[:8])
    forget_failed_requests(visitors)


def test_the_answer_that_is_lost_on_its_way_is_no_conflict(thirty: Thirty, visitors: Visitors) -> None:
    page = form_on_page(visitors, thirty)
    indicator = thirty.town.coverage
    lost = []

    def lose_the_answer(route) -> None:
        if lost:
            route.continue_()
            return
        lost.append(route.fetch())
        route.abort()

    page.route(f"**{thirty.cell_address}", lose_the_answer)
    box = thirty.box(page, indicator)
    box.fill("70")
    box.press("Enter")
    expect(page.locator("#entry-unsaved")).to_have_text("1 menunggu jaringan")
    box.fill("71")
    box.press("Enter")
    expect(page.locator(f"#cell-r{indicator.pk}-value")).to_contain_text("= 71 %, tersimpan")
    assert Realisation.objects.get(indicator=indicator).figure == 71
    forget_failed_requests(visitors)


def test_a_box_that_the_server_cannot_save_now_holds_up_no_other(thirty: Thirty, visitors: Visitors) -> None:
    page = form_on_page(visitors, thirty)
    first, second, *others = thirty.indicators[:5]
    troubles = {f"r{first.pk}-": 500, f"r{second.pk}-": 507}

    def answer_with_trouble(route: Route) -> None:
        found = [status for name, status in troubles.items() if name in (route.request.post_data or "")]
        route.fulfill(status=found[0], body="") if found else route.continue_()

    page.route(f"**{thirty.cell_address}", answer_with_trouble)
    answer(page, thirty, 0, 5)
    expect(page.locator("#entry-tally")).to_have_text(f"{len(others)} dari {ROWS} terisi", timeout=30_000)
    words = page.locator("#entry-unsaved")
    expect(words).to_have_text("1 menunggu server, 1 menunggu server (penyimpanan penuh)")
    page.unroute(f"**{thirty.cell_address}")
    expect(page.locator("#entry-tally")).to_have_text(f"5 dari {ROWS} terisi", timeout=60_000)
    expect(words).to_have_text("")
    visitors.complaints[:] = [one for one in visitors.complaints if not one.startswith(("500:", "507:"))]
    forget_failed_requests(visitors)


def test_what_was_refused_is_sent_again_when_the_cause_has_passed(thirty: Thirty, visitors: Visitors) -> None:
    page = form_on_page(visitors, thirty)
    period = Period.objects.get(year=thirty.town.quarter.year, quarter=thirty.town.quarter.number)
    closes = period.closes
    Period.objects.filter(pk=period.pk).update(
        opens=period.opens - timedelta(days=1), due=period.opens, closes=period.opens
    )
    box = thirty.box(page, thirty.town.coverage)
    box.fill("70")
    box.press("Enter")
    words = page.locator(f"#cell-r{thirty.town.coverage.pk}-value")
    expect(words).to_contain_text("Gagal disimpan.")
    assert complaints_about(page, thirty.part(thirty.town.coverage)) == []
    Period.objects.filter(pk=period.pk).update(closes=closes)
    words.get_by_role("button", name="Coba lagi").click()
    expect(words).to_contain_text("= 70 %, tersimpan")
    visitors.complaints.remove(f"422: {thirty.cell_address}")


def test_a_paragraph_that_becomes_a_list_is_a_change(thirty: Thirty, visitors: Visitors) -> None:
    page = form_on_page(visitors, thirty)
    note = thirty.box(page, thirty.town.coverage, "note")
    note.evaluate("box => box.closest('details').setAttribute('open', '')")
    for text in ("satu dua", "satu\ndua"):
        note.fill(text)
        note.blur()
        expect(page.locator(f"#cell-r{thirty.town.coverage.pk}-note")).to_contain_text("tersimpan")
        expect(page.locator(f'[data-box="r{thirty.town.coverage.pk}-note"]')).to_have_attribute("data-text", text)
    page.reload()
    assert Realisation.objects.get().note == "satu\ndua"


def test_a_session_that_ends_loses_nothing_and_goes_on_after_logging_in_again(
    thirty: Thirty, visitors: Visitors
) -> None:
    page = form_on_page(visitors, thirty)
    answer(page, thirty, 0, 2)
    expect(page.locator("#entry-tally")).to_have_text(f"2 dari {ROWS} terisi")
    page.context.clear_cookies(name="sessionid")
    answer(page, thirty, 2, 6)
    note = thirty.box(page, thirty.indicators[0], "note")
    note.evaluate("box => box.closest('details').setAttribute('open', '')")
    note.fill("Juga kalimat ini tidak hilang")
    note.blur()
    expect(page.locator("#entry-unsaved")).to_contain_text("5 menunggu Anda masuk lagi")
    with page.expect_popup() as opening:
        page.get_by_role("link", name="Masuk lagi di tab baru").click()
    enter(opening.value, thirty.town.users["own operator"].username)
    expect(opening.value.get_by_role("heading", level=1)).to_contain_text("Selamat datang")
    opening.value.close()
    page.bring_to_front()
    expect(page.locator("#entry-tally")).to_have_text(f"6 dari {ROWS} terisi", timeout=60_000)
    expect(page.locator("#entry-unsaved")).to_have_text("")
    assert Realisation.objects.get(indicator=thirty.indicators[0]).note == "Juga kalimat ini tidak hilang"
    visitors.complaints.remove(f"403: {thirty.cell_address}")
    forget_failed_requests(visitors)


def test_the_page_warns_only_while_something_is_unsaved(thirty: Thirty, visitors: Visitors) -> None:
    page = form_on_page(visitors, thirty)
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    answer(page, thirty, 0, 2)
    thirty.box(page, thirty.town.mortality).fill("12")
    page.get_by_role("link", name="Beranda", exact=True).first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Selamat datang")
    assert asked == []
    assert Realisation.objects.count() == 3, "a link waits for the last box"
    page.goto(thirty.address)
    page.route(f"**{thirty.cell_address}", lambda route: route.abort())
    answer(page, thirty, 2, 3)
    page.get_by_role("link", name="Beranda", exact=True).first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Selamat datang")
    assert asked == ["beforeunload"]
    forget_failed_requests(visitors)


def test_logging_out_clears_what_was_kept_and_nobody_else_inherits_it(thirty: Thirty, visitors: Visitors) -> None:
    page = form_on_page(visitors, thirty)
    page.route(f"**{thirty.cell_address}", lambda route: route.abort())
    answer(page, thirty, 0, 2)
    expect(page.locator("#entry-unsaved")).to_have_text("2 menunggu jaringan")
    kept = page.evaluate("JSON.stringify(sessionStorage)")
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto(reverse("home"))
    assert page.evaluate(KEPT) == 1
    page.locator("summary").filter(has_text=str(thirty.town.users["own operator"].get_short_name())).first.click()
    page.get_by_role("button", name="Keluar").first.click()
    expect(page.get_by_role("button", name="Masuk")).to_be_visible()
    assert page.evaluate(KEPT) == 0
    page.evaluate("kept => Object.assign(sessionStorage, JSON.parse(kept))", kept)
    enter(page, User.objects.get(pk=thirty.town.users["own OPD head"].pk).username)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Selamat datang")
    page.unroute(f"**{thirty.cell_address}")
    page.goto(thirty.address)
    expect(page.locator("#entry-tally")).to_have_text(f"0 dari {ROWS} terisi")
    assert page.evaluate(KEPT) == 0
    assert Realisation.objects.count() == 0
    forget_failed_requests(visitors)
