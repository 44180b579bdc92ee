"""Evidence is added in the browser: each file by itself with progress and retry, and by the form alone."""

import io

import pytest
from django.urls import reverse
from PIL import Image
from playwright.sync_api import Page, Route, expect

from realisations.enums import ReportStatus
from realisations.models import EvidenceUse
from tests import factories
from tests.journeys.conftest import PHONE, Visitors, enter
from tests.journeys.judging import complaints_about
from tests.journeys.town import Town
from tests.realisations.evidence.files import pdf, picture

GOOD = {"name": "berita acara.pdf", "mimeType": "application/pdf", "buffer": pdf()}
PHOTO = {"name": "kegiatan.jpg", "mimeType": "image/jpeg", "buffer": picture("JPEG")}
BAD = {"name": "catatan.txt", "mimeType": "text/plain", "buffer": b"catatan"}
HUGE = {"name": "besar.pdf", "mimeType": "application/pdf", "buffer": pdf() + bytes(10 * 1024 * 1024)}


def phone_photo() -> bytes:
    """A photo of 12 megapixels with so much grain that it has more than 10 MB."""
    photo, buffer = Image.effect_noise((4000, 3000), 90).convert("RGB"), io.BytesIO()
    exif = Image.Exif()
    exif[271] = "Telepon"
    photo.save(buffer, "JPEG", quality=95, exif=exif)
    return buffer.getvalue()


@pytest.fixture
def address(town: Town) -> str:
    report = factories.report_of(town.own_position, ReportStatus.DRAFT, town.quarter.year, town.quarter.number)
    return reverse("realisations:report_evidence", args=[report.pk, town.coverage.pk])


def choose(page: Page, *files: dict) -> None:
    page.locator("input[type=file]").set_input_files(list(files))
    page.get_by_role("button", name="Unggah").click()


def test_files_go_one_by_one_and_what_is_refused_says_why(town: Town, visitors: Visitors, address: str) -> None:
    page = visitors.person(town.users["own operator"])
    page.goto(address)
    choose(page, GOOD, PHOTO)
    expect(page.get_by_role("link", name="berita acara.pdf")).to_be_visible()
    expect(page.get_by_role("link", name="kegiatan.jpg")).to_be_visible()
    choose(page, BAD, HUGE)
    uploads = page.locator("[data-uploads]")
    expect(uploads).to_contain_text("catatan.txt: Jenis berkas ini tidak diterima.")
    expect(uploads).to_contain_text("besar.pdf: Berkas ini lebih besar dari 10 MB.")
    assert EvidenceUse.objects.count() == 2
    assert complaints_about(page, "main") == []
    visitors.complaints.remove(f"422: {address}")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.set_viewport_size(PHONE)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_large_photo_is_made_smaller_before_it_is_sent(town: Town, visitors: Visitors, address: str) -> None:
    page = visitors.person(town.users["own operator"])
    page.goto(address)
    photo = phone_photo()
    assert len(photo) > 10 * 1024 * 1024, "as it is, it would be refused"
    with page.expect_request(lambda request: request.method == "POST") as sent:
        choose(page, {"name": "lapangan.jpeg", "mimeType": "image/jpeg", "buffer": photo})
    expect(page.get_by_role("link", name="lapangan.jpg")).to_be_visible(timeout=60_000)
    assert int(sent.value.all_headers()["content-length"]) < 2 * 1024 * 1024
    with EvidenceUse.objects.get().evidence.file.open() as file, Image.open(file) as stored:
        assert stored.size == (1600, 1200)


def test_an_upload_that_the_network_loses_is_tried_again(town: Town, visitors: Visitors, address: str) -> None:
    page = visitors.person(town.users["own operator"])
    page.goto(address)
    lost = []

    def lose_the_first(route: Route) -> None:
        if route.request.method == "POST" and not lost:
            lost.append(route.request.url)
            route.abort()
        else:
            route.continue_()

    page.route(f"**{address}", lose_the_first)
    choose(page, GOOD)
    expect(page.locator("[data-uploads]")).to_contain_text("berita acara.pdf: gagal diunggah: jaringan terputus.")
    page.get_by_role("button", name="Coba lagi").click()
    expect(page.get_by_role("link", name="berita acara.pdf")).to_be_visible()
    assert EvidenceUse.objects.count() == 1


def test_who_was_logged_out_logs_in_beside_the_page_and_sends_again(
    town: Town, visitors: Visitors, address: str
) -> None:
    page = visitors.person(town.users["own operator"])
    page.goto(address)
    page.context.clear_cookies(name="sessionid")
    choose(page, GOOD)
    uploads = page.locator("[data-uploads]")
    expect(uploads).to_contain_text("berita acara.pdf: gagal diunggah: Anda sudah keluar.")
    with page.expect_popup() as opening:
        uploads.get_by_role("link", name="Masuk lagi").click()
    enter(opening.value, town.users["own operator"].username)
    expect(opening.value.get_by_role("heading", level=1)).to_be_visible()
    page.get_by_role("button", name="Coba lagi").click()
    expect(page.get_by_role("link", name="berita acara.pdf")).to_be_visible()
    visitors.complaints.remove(f"403: {address}")


@pytest.mark.parametrize(
    ("status", "sentence", "again"),
    [(507, "penyimpanan server penuh", True), (413, "terlalu besar untuk server", False), (500, "terganggu", True)],
)
def test_a_server_that_takes_no_file_says_why(
    town: Town, visitors: Visitors, address: str, status: int, sentence: str, again: bool
) -> None:
    page = visitors.person(town.users["own operator"])
    page.goto(address)
    page.route(
        f"**{address}",
        lambda route: route.fulfill(status=status) if route.request.method == "POST" else route.continue_(),
    )
    choose(page, GOOD)
    expect(page.locator("[data-uploads]")).to_contain_text(sentence)
    expect(page.get_by_role("button", name="Coba lagi")).to_have_count(int(again))
    assert EvidenceUse.objects.count() == 0
    visitors.complaints.clear()


def test_a_scan_keeps_its_small_print(town: Town, visitors: Visitors, address: str) -> None:
    page = visitors.person(town.users["own operator"])
    page.goto(address)
    scan = io.BytesIO()
    Image.new("RGB", (2480, 3508), "white").save(scan, "JPEG")
    choose(page, {"name": "daftar hadir.jpg", "mimeType": "image/jpeg", "buffer": scan.getvalue()})
    expect(page.get_by_role("link", name="daftar hadir.jpg")).to_be_visible(timeout=60_000)
    with EvidenceUse.objects.get().evidence.file.open() as file, Image.open(file) as stored:
        assert stored.size == (2480, 3508)


def test_the_form_alone_takes_files_too(town: Town, visitors: Visitors, address: str) -> None:
    page = visitors.person(town.users["own operator"], java_script_enabled=False)
    page.goto(address)
    choose(page, GOOD, BAD)
    expect(page.get_by_role("alert")).to_contain_text("catatan.txt: Jenis berkas ini tidak diterima.")
    expect(page.get_by_role("link", name="berita acara.pdf")).to_be_visible()
    page.get_by_role("button", name="Lepas berita acara.pdf").click()
    expect(page.get_by_text("Bukti dilepas dari indikator ini.")).to_be_visible()
