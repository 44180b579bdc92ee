"""Two officials sign a PK in their browsers, and a citizen who holds the file has it checked."""

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from agreements.drafting.actions import draft_agreement
from agreements.models import Agreement
from agreements.negotiation.actions import approve_agreement, submit_agreement
from documents.issuing.revisions import newest_bytes
from documents.models import IssuedDocument
from tests.documents.signing.fake_bsre import NIK, PASSPHRASE, Service, serve
from tests.documents.signing.people import PASSWORD, p12
from tests.documents.signing.test_engine import page_replaced
from tests.documents.signing.test_kept_keys import keep, keys
from tests.journeys.conftest import PHONE, Visitors
from tests.journeys.test_every_page import fits_a_phone
from tests.journeys.town import Town

__all__ = ["keys"]

WORK = 60_000
"""Milliseconds for a signing: a document is drawn, signed, examined and stored before the page answers."""


@pytest.fixture
def agreed(town: Town) -> Agreement:
    """The PK of the head of Dinas Kesehatan with the regent, agreed and waiting for signatures."""
    head, regent, year, today = town.users["own OPD head"], town.users["regional head"], town.today.year, town.today
    draft = draft_agreement(town.own_position, year, by=head, today=today)
    sent = submit_agreement(draft, by=head, today=today, plan_note="Kelengkapan rencana disusun kemudian.")
    return approve_agreement(sent, by=regent, today=today)


def sign(page: Page, agreement: Agreement, name: str, password: str = PASSWORD) -> None:
    """From the agreement's page to the form, with a PKCS#12 from the own computer."""
    page.goto(agreement.get_absolute_url())
    page.get_by_role("link", name="Tanda tangani secara elektronik").click()
    fill(page, name, password)


def fill(page: Page, name: str, password: str) -> None:
    file = {"name": "saya.p12", "mimeType": "application/x-pkcs12", "buffer": p12(name)}
    page.get_by_label("Berkas sertifikat (.p12 atau .pfx)").set_input_files(file)
    page.get_by_label("Kata sandi berkas sertifikat").fill(password)
    page.get_by_role("button", name="Tanda tangani").click()


def check(page: Page, content: bytes) -> None:
    """Have a file checked on the page that is open."""
    file = {"name": "pk.pdf", "mimeType": "application/pdf", "buffer": content}
    page.get_by_label("Apakah berkas ini yang diterbitkan?").set_input_files(file)
    page.get_by_role("button", name="Periksa berkas").click()


def test_both_sign_in_their_browsers_and_a_citizen_has_the_file_checked(town: Town, agreed, visitors: Visitors):
    head = visitors.person(town.users["own OPD head"])
    sign(head, agreed, "Dewi Contoh", "kata-sandi-yang-salah")
    expect(head.get_by_text("Kata sandi berkas sertifikat salah").first).to_be_visible()
    expect(head.get_by_label("Kata sandi berkas sertifikat")).to_have_value("")
    fill(head, "Dewi Contoh", PASSWORD)
    expect(head.get_by_text("Dokumen ditandatangani secara elektronik.")).to_be_visible(timeout=WORK)

    regent = visitors.person(town.users["regional head"])
    sign(regent, agreed, "Ahmad Contoh")
    expect(regent.get_by_text("PK ini sekarang berlaku.")).to_be_visible(timeout=WORK)

    document = IssuedDocument.objects.get()
    citizen = visitors.stranger()
    citizen.goto(reverse("documents:document_verify", args=[document.token]))
    for name in ("Dewi Contoh", "Ahmad Contoh"):
        expect(citizen.get_by_text(f"sertifikat atas nama {name}")).to_be_visible()
    content = newest_bytes(document)
    check(citizen, content)
    expect(citizen.get_by_text("Asli: sama persis dengan berkas yang diterbitkan.")).to_be_visible()
    expect(citizen.get_by_text("penerbit sertifikatnya tidak terbukti: Dewi Contoh, Ahmad Contoh.")).to_be_visible()
    check(citizen, page_replaced(content))
    expect(citizen.get_by_text("Bukan berkas yang diterbitkan, atau sudah diubah.")).to_be_visible()
    expect(citizen.get_by_text("tidak lagi melindungi isi").first).to_be_visible()


@pytest.fixture
def bsre(settings):
    """BSrE's service, and an installation that uses it."""
    service = Service(names={NIK: "Dewi Contoh"})
    server = serve(service)
    settings.BSRE_API, settings.BSRE_URL, settings.BSRE_TIMEOUT = "v2", service.url, 20
    settings.BSRE_USER, settings.BSRE_PASSWORD = "amanah", "kunci-layanan"
    yield service
    server.shutdown()
    server.server_close()


def test_on_a_phone_every_way_of_signing_and_of_settling_fits(town, agreed, visitors, bsre, keys):
    head = town.users["own OPD head"]
    keep(keys, head, p12("Dewi Contoh"))
    page = visitors.person(head, viewport=PHONE, has_touch=True)
    for way in ("Berkas sertifikat", "Kunci di server", "BSrE"):
        page.goto(reverse("documents:sign_electronic", args=["pk", agreed.pk]))
        page.get_by_role("navigation", name="Cara menandatangani").get_by_role("link", name=way).click()
        expect(page.get_by_role("link", name=way)).to_have_attribute("aria-current", "page")
        fits_a_phone(page)
    bsre.mode = "cut"
    page.get_by_label("NIK").fill(NIK)
    page.get_by_label("Passphrase BSrE").fill(PASSPHRASE)
    page.get_by_role("button", name="Tanda tangani").click()
    expect(page.get_by_text("Jangan menandatangani lagi").first).to_be_visible(timeout=WORK)
    fits_a_phone(page)
    page.goto(reverse("documents:settle_bsre", args=["pk", agreed.pk]))
    expect(page.get_by_role("heading", name="Selesaikan pengiriman BSrE")).to_be_visible()
    fits_a_phone(page)
