"""What the journeys stand on: the town, a server, and a browser that writes down every complaint."""

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from django.contrib.auth.models import AbstractBaseUser
from django.urls import reverse
from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, Request, Response, expect

from indicators.models import Indicator
from tests.factories import PASSWORD
from tests.journeys.town import Town, build_town

PATIENCE = 20_000
"""Milliseconds until a page that does not come counts as missing; a busy machine is slow, not wrong."""

PHONE = {"width": 390, "height": 844}
WITHOUT_COMPLAINT = "Failed to load resource"
"""Chromium repeats every refused answer on its console; answers are judged by their status instead."""


class Visitors:
    """Opens a browser of their own for everybody who visits, and keeps what their browsers complain about."""

    def __init__(self, browser: Browser, address: str, **context: object) -> None:
        self.address = address
        self.complaints: list[str] = []
        self._browser = browser
        self._context = {"locale": "id-ID", "timezone_id": "Asia/Jakarta", "base_url": address, **context}

    def stranger(self, **context: object) -> Page:
        """A browser in which nobody has logged in."""
        page = self._browser.new_context(**{**self._context, **context}).new_page()
        page.set_default_timeout(PATIENCE)
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self.complaints.append(f"script: {error}"))
        page.on("request", self._watch_request)
        page.on("response", self._watch_response)
        return page

    def person(self, user: AbstractBaseUser, name: str = "", **context: object) -> Page:
        """The browser of somebody who has just logged in, by `name` or by their user name."""
        page = self.stranger(**context)
        page.goto(reverse("organisation:login"))
        enter(page, name or user.get_username())
        expect(page.get_by_role("heading", level=1)).to_contain_text("Selamat datang")
        return page

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"} and not message.text.startswith(WITHOUT_COMPLAINT):
            self.complaints.append(f"console: {message.text}")

    def _watch_request(self, request: Request) -> None:
        if not request.url.startswith((self.address, "data:", "blob:")):
            self.complaints.append(f"another host: {urlsplit(request.url).netloc or request.url}")

    def _watch_response(self, response: Response) -> None:
        if response.status >= 400:
            self.complaints.append(f"{response.status}: {urlsplit(response.url).path}")


def enter(page: Page, name: str, password: str = PASSWORD) -> None:
    """Fill in the log-in form that is open, and press the button."""
    page.get_by_label("NIP atau nama pengguna").fill(name)
    page.get_by_label("Sandi").fill(password)
    page.get_by_role("button", name="Masuk").click()


def row_of(page: Page, indicator: Indicator) -> Locator:
    """The boxes of one indicator on the page where a report is filled in."""
    return page.get_by_role("rowgroup").filter(has=page.get_by_role("link", name=indicator.statement, exact=True))


@pytest.fixture(autouse=True, scope="session")
def patience() -> None:
    """Wait for pages as long as a busy machine needs."""
    expect.set_options(timeout=PATIENCE)


@pytest.fixture
def town(transactional_db: None) -> Town:
    """Everybody and everything."""
    return build_town()


@pytest.fixture
def visitors(browser: Browser, live_server, settings) -> Iterator[Visitors]:
    """Everybody's browsers; whatever they complain about fails the journey, unless it took the complaint off."""
    settings.SITE_URL = live_server.url
    visitors = Visitors(browser, live_server.url)
    yield visitors
    for context in browser.contexts:
        context.close()
    assert visitors.complaints == []
