"""Bagian Organisasi prints a season: looks at the list, follows the bar, stops, continues, and fetches the file."""

from datetime import timedelta

import pypdf
import pytest
from playwright.sync_api import Page, expect

from documents.models import IssuedDocument, PrintItem, PrintJob
from documents.printing import press
from organisation.enums import Role
from tests import factories
from tests.documents.printing.season import season
from tests.journeys.conftest import Visitors

COUNT = 5


@pytest.fixture
def officer_page(transactional_db, visitors: Visitors) -> Page:
    """The browser of somebody of Bagian Organisasi, in a government with five agreed PK."""
    season(COUNT)
    return visitors.person(factories.user_with_role(Role.ORGANISATION_SECTION))


def print_one() -> None:
    assert press._print(press.claim()) == "done"


def test_a_season_is_printed_with_a_moving_bar_stopped_continued_and_fetched(officer_page: Page):
    page = officer_page
    page.get_by_role("link", name="Cetak massal").first.click()
    page.get_by_role("link", name="Cetak PK").first.click()
    page.get_by_label("Tahun", exact=True).select_option("2026")
    page.get_by_role("button", name="Periksa daftar").click()
    expect(page.get_by_role("heading", name=f"Akan dicetak: {COUNT} PK")).to_be_visible()
    page.get_by_label("Kepala Dinas Contoh 02").uncheck()
    assert not IssuedDocument.objects.exists()
    page.get_by_role("button", name="Cetak", exact=True).dblclick()
    expect(page.get_by_role("status")).to_contain_text("Menunggu giliran")
    assert PrintJob.objects.count() == 1
    assert PrintItem.objects.count() == COUNT - 1

    print_one()
    expect(page.get_by_text("1 dari 4")).to_be_visible()
    in_hand = press.claim()
    expect(page.get_by_role("status")).to_contain_text("Sedang mencetak: Kepala Dinas Contoh 03.")
    page.get_by_role("button", name="Hentikan").click()
    expect(page.get_by_text("Pencetakan dihentikan.")).to_be_visible()
    press._print(in_hand)
    press.work()
    page.reload()
    expect(page.get_by_text("Dihentikan setelah 2 dari 4 PK.")).to_be_visible()

    page.get_by_role("button", name="Lanjutkan").click()
    expect(page.get_by_role("status").filter(has_text="Menunggu giliran")).to_be_visible()
    press.work(within=timedelta(seconds=60))
    expect(page.get_by_role("link", name="Unduh berkas hasil")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("link", name="Unduh berkas hasil").click()
    assert len(pypdf.PdfReader(download.value.path()).outline) == COUNT - 1
    assert list(IssuedDocument.objects.order_by("sequence").values_list("sequence", flat=True)) == [1, 2, 3, 4]
