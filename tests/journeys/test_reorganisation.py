"""A reorganisation in a browser: rename, merge two offices on 1 July, close one; what was before says what it said."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from agreements.models import Agreement
from organisation.models import Position, WorkUnit
from realisations.models import QuarterReport
from tests import factories
from tests.journeys.conftest import PHONE, Visitors
from tests.prepared import fetch
from tests.two_offices import DECREE, JULY, YEAR, TwoOffices, two_offices

NEW = "Dinas Kesehatan dan Sosial"


@pytest.fixture
def offices(transactional_db: None) -> TwoOffices:
    """Two offices with PK in force and two verified quarters, and a third one that will be closed."""
    offices = two_offices()
    factories.PositionFactory(
        unit=factories.WorkUnitFactory(name="Dinas Pasar"), title="Kepala Dinas Pasar", reports_to=offices.bupati
    )
    return offices


def papers(page: Page, offices: TwoOffices) -> dict[str, bytes]:
    """The bytes of E.81 of both quarters of both offices, of their PK, and the list of 2022 as it reads."""
    found, client = {}, Client()
    client.force_login(offices.section)
    for office in (offices.first, offices.second):
        for report in office.reports:
            address = reverse("reports:quarter_pdf", args=[report.pk, "e81"])
            found[f"E.81 {report.pk}"] = fetch(client, address).content
        address = reverse("documents:document_pdf", args=["pk", office.agreement.pk])
        found[f"PK {office.agreement.pk}"] = fetch(client, address).content
    page.goto(f"{reverse('agreements:agreement_list')}?tahun=2022")
    found["2022"] = page.get_by_role("main").inner_text().encode()
    return found


def perform(page: Page, button: str, *told: str) -> None:
    """Look at what would happen, and confirm it."""
    page.get_by_label("Berlaku sejak").fill("1 Juli 2026")
    page.get_by_label("Dasar hukum").fill(DECREE)
    page.get_by_role("button", name="Lihat akibatnya").click()
    for sentence in told:
        expect(page.get_by_text(sentence)).to_be_visible()
    page.get_by_role("button", name=button).click()


def test_rename_merge_and_close(offices: TwoOffices, visitors: Visitors) -> None:
    page = visitors.person(offices.section)
    before = papers(page, offices)
    assert all(content.startswith(b"%PDF") for name, content in before.items() if name != "2022")

    page.goto(reverse("organisation:unit_detail", args=[offices.first.unit.pk]))
    page.get_by_role("link", name="Ganti nama").click()
    page.get_by_label("Nama baru").fill("Dinas Kesehatan Daerah")
    told = "Kepala Dinas Kesehatan menjadi Kepala Dinas Kesehatan Daerah."
    perform(page, "Ganti nama", told)
    expect(page.get_by_text("Nama baru dicatat.")).to_be_visible()
    assert papers(page, offices) == before

    closing = WorkUnit.objects.get(name="Dinas Pasar")
    page.goto(reverse("organisation:unit_reorganise", args=[closing.pk, "tutup"]))
    perform(page, "Tutup unit ini", "Dinas Pasar berakhir 30 Juni 2026")
    expect(page.get_by_text("Penutupan dicatat.")).to_be_visible()

    merge(page, offices)
    assert papers(page, offices) == before
    the_rest_belongs_to_the_new_one(page)


def merge(page: Page, offices: TwoOffices) -> None:
    """Both become one on 1 July. The first was renamed that day, so it is called by its new name."""
    page.goto(reverse("organisation:unit_reorganise", args=[offices.second.unit.pk, "gabung"]))
    page.get_by_label("Dinas Kesehatan Daerah").check()
    page.get_by_label("Nama unit baru").fill(NEW)
    page.get_by_label("Kode unit baru").fill("9.01")
    page.get_by_label("Nama jabatan kepala").fill(f"Kepala {NEW}")
    page.get_by_label("Kode jabatan kepala").fill("J-BARU")
    page.get_by_label("Pejabat kepala").select_option(label=str(offices.first.user.employee))
    told = ("2 jabatan pindah", "2 jabatan berakhir", "TW I–II 2026 tetap milik", "2 PK diusulkan dialihkan")
    perform(page, "Gabungkan", *told)
    expect(page.get_by_text("Penggabungan dicatat.")).to_be_visible()


def the_rest_belongs_to_the_new_one(page: Page) -> None:
    """The list of 2026 has the new head; its PK comes from both, and it owes the third quarter."""
    head = Position.objects.get(code="J-BARU")
    page.goto(f"{reverse('agreements:transfer_list')}?tahun={YEAR}")
    for _ in range(2):
        page.get_by_role("button", name="Alihkan ke").first.click()
        expect(page.get_by_role("main")).to_contain_text(head.title)
        page.goto(f"{reverse('agreements:transfer_list')}?tahun={YEAR}")
    assert Agreement.objects.get(position=head).lines.count() == 2
    page.goto(f"{reverse('realisations:report_list')}?tahun={YEAR}&triwulan=3")
    expect(page.get_by_role("main")).to_contain_text(head.title)
    expect(page.get_by_role("main")).not_to_contain_text("Kepala Dinas Sosial")
    assert not QuarterReport.objects.filter(position=head).exists()


@pytest.mark.parametrize("kind", ["ganti-nama", "gabung", "pecah", "tutup"])
def test_the_pages_fit_a_phone(offices: TwoOffices, visitors: Visitors, kind: str) -> None:
    page = visitors.person(offices.section, viewport=PHONE)
    page.goto(reverse("organisation:unit_reorganise", args=[offices.first.unit.pk, kind]))
    expect(page.get_by_label("Dasar hukum")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert timezone.localdate() > JULY
