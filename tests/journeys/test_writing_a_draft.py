"""A row of a draft is written, with its actions, by HTML alone and with htmx; two people at once lose nothing."""

import pytest
from playwright.sync_api import Page, expect

from agreements.drafting.actions import draft_agreement
from agreements.models import ActionStep, Agreement
from tests.journeys.conftest import PHONE, Visitors
from tests.journeys.town import Town


@pytest.fixture
def draft(town: Town) -> Agreement:
    """The draft PK of the own OPD's head."""
    head = town.users["own OPD head"]
    return draft_agreement(town.own_position, town.today.year, by=head, today=town.today)


def open_row(page: Page, draft: Agreement, statement: str) -> None:
    """From the agreement to the form of one row."""
    page.goto(draft.get_absolute_url())
    page.get_by_role("link", name="Ubah draf").click()
    page.get_by_role("link", name=f"Ubah {statement}").click()


@pytest.mark.parametrize("scripts", [False, True], ids=["without JavaScript", "with JavaScript"])
@pytest.mark.parametrize("screen", [{"width": 1280, "height": 900}, PHONE], ids=["desk", "phone"])
def test_a_row_and_its_actions_are_written(
    town: Town, draft: Agreement, visitors: Visitors, scripts: bool, screen: dict
) -> None:
    head = town.users["own OPD head"]
    page = visitors.person(head, java_script_enabled=scripts, viewport=screen)
    open_row(page, draft, town.coverage.statement)
    page.get_by_label("Target setahun").fill("85,5")
    page.get_by_role("textbox", name="TW IV", exact=True).fill("85,5")
    page.get_by_label("Aksi", exact=True).fill("Melatih kader")
    page.get_by_role("button", name="Tambah langkah").click()
    second = page.get_by_role("group", name="Langkah 2", exact=True)
    second.get_by_label("Aksi", exact=True).fill("Menilai mandiri")
    second.get_by_label("Penanggung jawab").fill("Kepala Bidang")
    second.get_by_label("TW III").check()
    page.get_by_role("button", name="Naikkan langkah 2").click()
    first = page.get_by_role("group", name="Langkah 1", exact=True)
    expect(first.get_by_label("Aksi", exact=True)).to_have_value("Menilai mandiri")
    expect(first.get_by_label("TW III")).to_be_checked()
    expect(page.get_by_label("Target setahun")).to_have_value("85,5")
    page.get_by_role("button", name="Simpan baris").click()
    expect(page.get_by_text("Baris sudah disimpan.")).to_be_visible()
    assert list(ActionStep.objects.values_list("statement", "person_in_charge", "quarters")) == [
        ("Menilai mandiri", "Kepala Bidang", [3]),
        ("Melatih kader", "", []),
    ]
    page.get_by_role("button", name=f"Turunkan {town.coverage.statement}").click()
    expect(page.get_by_role("link", name="Ubah ").first).to_have_accessible_name(f"Ubah {town.patients.statement}")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_the_second_of_two_people_compares_and_chooses(town: Town, draft: Agreement, visitors: Visitors) -> None:
    head = visitors.person(town.users["own OPD head"])
    section = visitors.person(town.users["Bagian Organisasi"])
    for page, target in ((head, "70"), (section, "90")):
        open_row(page, draft, town.coverage.statement)
        page.get_by_label("Target setahun").fill(target)
    section.get_by_role("button", name="Simpan baris").click()
    expect(section.get_by_text("Baris sudah disimpan.")).to_be_visible()
    head.get_by_role("button", name="Simpan baris").click()
    expect(head.get_by_role("alert")).to_contain_text("Indra Contoh mengubah baris PK")
    expect(head.get_by_role("radio", name="Target setahun: pakai isian saya")).to_be_checked()
    head.get_by_role("radio", name="Target setahun: pakai versi sekarang").check()
    head.get_by_role("button", name="Simpan pilihan ini").click()
    expect(head.get_by_text("Tidak ada yang berubah pada baris ini.")).to_be_visible()
    visitors.complaints = [complaint for complaint in visitors.complaints if not complaint.startswith("409")]
