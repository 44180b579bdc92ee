"""A whole season of 45 PK: copied, sent, three returned, agreed, issued in bulk while a worker is killed, signed."""

import io
from collections.abc import Iterator
from pathlib import Path

import pypdf
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from playwright.sync_api import Page, expect

from agreements.enums import AgreementStatus, Side
from agreements.models import Agreement
from documents.models import IssuedDocument, NumberRegister, PrintItem, PrintJob, ReservedNumber
from organisation.enums import Role
from organisation.models import User
from tests import factories
from tests.agreements.papers.rows import agreement_of, regional_head
from tests.faults.conftest import Workshop, mail_server, workshop
from tests.journeys.conftest import PATIENCE, Visitors

__all__ = ["mail_server", "workshop"]

COUNT, RETURNED = 45, 3
PRINTING = "documents.printing.tasks.print_waiting"
EXPLANATION = "Lembar acuan indikator dilengkapi bulan depan."


@pytest.fixture
def year() -> int:
    return timezone.localdate().year


@pytest.fixture
def heads(transactional_db, year) -> list[User]:
    """The heads of 45 dinas, each with a PK of last year that was in force, in the protocol order."""
    factories.GovernmentFactory(seat="Contoh")
    superior, heads = regional_head(), []
    for order in range(1, COUNT + 1):
        position = factories.PositionFactory(
            title=f"Kepala Dinas Contoh {order:02}", protocol_order=order, reports_to=superior
        )
        heads.append(factories.holder_of(position))
        agreement_of(position, superior, AgreementStatus.IN_FORCE, year=year - 1)
    return heads


@pytest.fixture
def officer(heads, visitors: Visitors) -> Iterator[Page]:
    """The browser of Bagian Organisasi."""
    yield visitors.person(factories.user_with_role(Role.ORGANISATION_SECTION))


def of_year(year: int) -> dict[int, Agreement]:
    """The PK of the year by position."""
    return {agreement.position_id: agreement for agreement in Agreement.objects.filter(year=year)}


def states(year: int) -> list[str]:
    return sorted(Agreement.objects.filter(year=year).values_list("status", flat=True))


def do_with_all(page: Page, action: str, year: int, state: str, count: int) -> None:
    """Choose everything in this state on the board, look at the review, and do it."""
    page.goto(f"{reverse('agreements:season_board')}?tahun={year}&status={state}&q=Kepala")
    page.get_by_label("yang cocok dengan saringan").check()
    page.get_by_role("button", name=action).click()
    expect(page.locator("h2").filter(has_text=f": {count} jabatan").first).to_be_visible()
    page.get_by_role("button", name=action).click(timeout=5 * PATIENCE)
    expect(page.get_by_role("heading", name=f"Selesai: {count} jabatan")).to_be_visible(timeout=5 * PATIENCE)


def send(user: User, agreement: Agreement) -> None:
    """The head sends the PK through the page, without a browser."""
    client = Client()
    client.force_login(user)
    url = reverse("agreements:agreement_submit", args=[agreement.pk])
    assert client.post(url, {"plan_note": EXPLANATION, "edition": agreement.edition}).status_code == 302


def send_in_browser(page: Page, agreement: Agreement) -> None:
    """The head opens the own PK, explains what is missing, and sends it."""
    page.goto(agreement.get_absolute_url())
    page.get_by_role("link", name="Ajukan").or_(page.get_by_role("button", name="Ajukan")).first.click()
    page.get_by_role("textbox").first.fill(EXPLANATION)
    page.get_by_role("button", name="Ajukan").click()
    expect(page.get_by_text("Diajukan").first).to_be_visible()


@pytest.mark.slow  # 45 agreements drawn and signed
@pytest.mark.timeout(1500)
def test_forty_five_agreements_come_from_last_year_to_paper_and_in_force_though_a_worker_is_killed(
    officer: Page, heads: list[User], visitors: Visitors, workshop: Workshop, year: int
) -> None:
    do_with_all(officer, "Salin dari tahun lalu", year, "belum", COUNT)
    assert states(year) == ["draft"] * COUNT

    drafts = of_year(year)
    own = {position.pk: user for user in heads for position in [user.employee.assignments.get().position]}
    browsers = {}
    for number, (position_id, user) in enumerate(own.items()):
        if number < RETURNED:
            browsers[position_id] = visitors.person(user)
            send_in_browser(browsers[position_id], drafts[position_id])
        else:
            send(user, drafts[position_id])
    assert states(year) == ["submitted"] * COUNT

    regent = visitors.person(User.objects.get(employee__assignments__position__title="Bupati Contoh"))
    for position_id in browsers:
        regent.goto(reverse("agreements:agreement_review", args=[drafts[position_id].pk]))
        regent.get_by_label("Catatan umum").fill("Naikkan target layanan.")
        regent.get_by_role("button", name="Kembalikan").click()
        expect(regent.get_by_text("Dikembalikan").first).to_be_visible()
    do_with_all(regent, "Setujui", year, "submitted", COUNT - RETURNED)
    assert states(year) == ["approved"] * (COUNT - RETURNED) + ["returned"] * RETURNED

    for position_id, page in browsers.items():
        send_in_browser(page, drafts[position_id])
    do_with_all(regent, "Setujui", year, "submitted", RETURNED)
    assert states(year) == ["approved"] * COUNT

    do_with_all(officer, "Terbitkan dan cetak", year, "approved", COUNT)
    officer.get_by_role("link", name="Ikuti pencetakan").click()
    path = print_all(officer, workshop)
    assert_every_number_once(path, year)
    sign_on_paper(list(of_year(year).values()))
    assert states(year) == ["in_force"] * COUNT
    assert_nothing_in_force_is_a_draft(year)


def print_all(page: Page, workshop: Workshop) -> Path:
    """One job; the bar moves; the worker is killed in the middle and another goes on. Gives the file at the end."""
    expect(page.get_by_role("status").first).to_contain_text("Menunggu giliran")
    job = PrintJob.objects.get()

    def done() -> int:
        return PrintItem.objects.filter(job=job, state="done").count()

    worker = workshop.start()
    workshop.ring_until(lambda: done() >= 5, PRINTING)
    first = done()
    expect(page.get_by_text("dari 45").first).to_be_visible()
    seen = page.get_by_role("progressbar").first.get_attribute("value")
    workshop.ring_until(lambda: done() >= first + 5, PRINTING)
    expect(page.get_by_role("progressbar").first).not_to_have_attribute("value", seen or "")
    worker.kill()
    assert 0 < done() < COUNT
    before = set(IssuedDocument.objects.values_list("subject_id", "sequence", "token"))

    workshop.start()
    workshop.ring_until(lambda: PrintJob.objects.get(pk=job.pk).is_finished, PRINTING)
    assert before <= set(IssuedDocument.objects.values_list("subject_id", "sequence", "token"))
    with page.expect_download() as download:
        page.get_by_role("link", name="Unduh berkas hasil").click()
    return download.value.path()


def assert_every_number_once(path: Path, year: int) -> None:
    """Numbers 1 to 45, each once, in one file to print and in their order, each with the day that was chosen."""
    documents = list(IssuedDocument.objects.order_by("sequence"))
    assert [document.sequence for document in documents] == list(range(1, COUNT + 1))
    assert len({document.subject_id for document in documents}) == COUNT
    assert NumberRegister.objects.get(year=year).last == COUNT
    assert not ReservedNumber.objects.exists()
    texts = [page.extract_text() for page in pypdf.PdfReader(path).pages]
    first_pages = [text for text in texts if "Halaman 1 dari" in text]
    assert len(first_pages) == COUNT
    today = f"Contoh, {date_format(timezone.localdate(), 'j F Y')}"
    for document, text in zip(documents, first_pages, strict=True):
        assert f"Nomor: {document.number}\n" in text and today in text


def sign_on_paper(agreements: list[Agreement]) -> None:
    """Bagian Organisasi records both signatures of each through the page, without a browser."""
    client = Client()
    client.force_login(factories.user_with_role(Role.ORGANISATION_SECTION))
    for agreement in agreements:
        url = reverse("agreements:agreement_sign", args=[agreement.pk])
        for side in (Side.FIRST, Side.SECOND):
            answer = client.post(url, {"side": side.value, "signed_on": timezone.localdate().isoformat()})
            assert answer.status_code == 302


def assert_nothing_in_force_is_a_draft(year: int) -> None:
    """Whoever prints a PK in force gets the stored file with its number, and no mark of what is not issued."""
    client = Client()
    client.force_login(factories.user_with_role(Role.ORGANISATION_SECTION))
    numbers = dict(IssuedDocument.objects.values_list("subject_id", "number"))
    for agreement in Agreement.objects.filter(year=year, status=AgreementStatus.IN_FORCE):
        answer = client.get(reverse("documents:document_pdf", args=["pk", agreement.pk]))
        text = pypdf.PdfReader(io.BytesIO(answer.content)).pages[0].extract_text()
        assert f"Nomor: {numbers[agreement.pk]}" in text
        assert not any(mark in text for mark in ("DRAF", "BELUM DITERBITKAN", "……"))
