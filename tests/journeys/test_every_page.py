"""Every page, as everybody may need it: on a phone and on a desk, by day and in the dark, on a weak line.

Each page is opened once and looked at four times, because only the width and the wish for dark change in between.
"""

import gzip
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Page

from tests.journeys.conftest import Visitors
from tests.journeys.desk import NOT_LOOKED_AT, PAGES, Desk, Stop, lay_desk
from tests.journeys.judging import NARROW, complaints_about
from tests.journeys.town import Town
from tests.matrix.cases import CASES

PHONE = {"viewport": NARROW, "has_touch": True, "reduced_motion": "reduce"}
"""Without motion: a colour that is still changing from one theme to the other is nobody's colour."""
FINGER = 44
"""CSS pixels; WCAG 2.5.5."""

FIRST_LOAD, LATER_LOAD = 150_000, 30_000
"""Bytes, compressed: of a page and all that it needs, and of what is new on a later one."""
MOST_REQUESTS = 20
"""A page's modules count one by one, but are fetched beside each other (tests/pk_site/test_static_files.py)."""


@pytest.fixture
def desk(town: Town) -> Desk:
    """What lies on everybody's desks."""
    return lay_desk(town)


@pytest.mark.parametrize("identity", PAGES)
def test_every_page_is_open_to_everybody_and_light(desk: Desk, visitors: Visitors, subtests, identity: str):
    page = visitors.person(desk.town.users[identity], **PHONE)
    line = Line(page)
    for stop in PAGES[identity](desk):
        with subtests.test(stop.address):
            look_at(page, stop)
            line.weigh(stop)


def test_pages_for_everybody_are_open_to_everybody(desk: Desk, visitors: Visitors, subtests):
    page = visitors.stranger(**PHONE)
    for stop in (Stop("organisation:login"), Stop("documents:document_verify", [desk.issued.token])):
        with subtests.test(stop.address):
            look_at(page, stop)


def test_no_page_of_measuring_is_forgotten(desk: Desk):
    measuring = {case.route for case in CASES if case.method == "get"}
    measuring = {
        route for route in measuring if route.startswith(("indicators:", "realisations:", "evaluations:", "duties:"))
    }
    visited = {stop.route for pages in PAGES.values() for stop in pages(desk)}
    assert measuring - visited == NOT_LOOKED_AT.keys()


def look_at(page: Page, stop: Stop) -> None:
    """Open a page on a phone; judge it there and on a wide screen, by day and in the dark."""
    page.set_viewport_size(NARROW)
    page.emulate_media(color_scheme="light")
    page.goto(stop.address)
    fits_a_phone(page)
    assert complaints_about(page) == []


def fits_a_phone(page: Page) -> None:
    """No scrolling sideways; every button and every tool of the header can be hit."""
    assert page.evaluate("document.scrollingElement.scrollWidth <= document.scrollingElement.clientWidth")
    for target in page.locator(".btn:visible, .site-tool:visible").all():
        box = target.bounding_box()
        assert box["height"] >= FINGER, target.inner_text()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= page.viewport_size["width"], target.inner_text()


@dataclass
class Line:
    """The weak line between one person and the server; what was fetched once is kept by the browser."""

    page: Page
    sizes: dict[str, int] = field(default_factory=dict)

    def weigh(self, stop: Stop) -> None:
        """Judge the page that is open: as the first one of all, and as a later one."""
        names = self.page.evaluate("performance.getEntriesByType('resource').map((entry) => entry.name)")
        new = [name for name in dict.fromkeys(names) if name not in self.sizes and not name.startswith("data:")]
        is_first = not self.sizes
        self.sizes |= {name: self._size(name) for name in new}
        html = self._page_size(stop.address)
        assert len(names) < MOST_REQUESTS
        assert html + sum(self.sizes[name] for name in set(names) & self.sizes.keys()) <= FIRST_LOAD
        assert is_first or html + sum(self.sizes[name] for name in new) <= LATER_LOAD

    def _size(self, address: str) -> int:
        """A static file as an installation keeps it; the tests' server sends it as it lies."""
        return len(gzip.compress(self.page.context.request.get(address).body()))

    def _page_size(self, address: str) -> int:
        """The page as it comes over the line."""
        headers = self.page.context.request.get(address).headers
        assert headers["content-encoding"] == "gzip"
        return int(headers["content-length"])
