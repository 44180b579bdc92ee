"""The season in a browser: many agreed at once without scripts, and a hall that sees each signature come in."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from agreements.drafting.actions import draft_agreement
from agreements.enums import AgreementStatus, Side
from agreements.models import Agreement, Ceremony
from agreements.negotiation.actions import approve_agreement, submit_agreement
from agreements.signing.actions import record_signature
from tests import factories
from tests.agreements.papers.rows import numbered
from tests.agreements.stage import indicators_of, user_in_office
from tests.journeys.conftest import Visitors
from tests.journeys.town import Town

HEADS = 3
HALL = {"width": 1920, "height": 1080}
EXPLAINED = "Kamus indikator menyusul."


@pytest.fixture
def waiting(town: Town) -> list[Agreement]:
    """The agreements of three heads that wait for the regional head."""
    return [submitted_of(town, number) for number in range(HEADS)]


def submitted_of(town: Town, number: int) -> Agreement:
    """The agreement of one more head, sent to the regional head."""
    unit = factories.WorkUnitFactory(name=f"Badan Contoh {number}")
    position = factories.PositionFactory(unit=unit, reports_to=town.positions["regional head"])
    user = user_in_office(position, name=f"Pejabat Nomor {number}", title_suffix="S.Sos.")
    for indicator in indicators_of(position, 1):
        indicator.targets.update(year=town.today.year)
    draft = draft_agreement(position, town.today.year, by=user, today=town.today)
    return submit_agreement(draft, by=user, today=town.today, plan_note=EXPLAINED)


def test_the_regional_head_agrees_with_all_that_wait_without_scripts(town: Town, waiting, visitors: Visitors):
    page = visitors.person(town.users["regional head"], java_script_enabled=False)
    page.get_by_role("link", name=f"Setujui {HEADS} PK {town.today.year}").click()
    page.get_by_label(f"Semua {HEADS} jabatan yang cocok dengan saringan").check()
    page.get_by_role("button", name="Setujui").click()
    expect(page.get_by_role("heading", name=f"Akan disetujui: {HEADS} jabatan")).to_be_visible()
    page.get_by_label("Kepala Badan Contoh 1").uncheck()
    page.get_by_role("button", name="Setujui").click()
    expect(page.get_by_role("status")).to_contain_text(f"{HEADS - 1} PK sudah disetujui")
    states = Agreement.objects.order_by("pk").values_list("status", flat=True)
    assert list(states) == [AgreementStatus.APPROVED, AgreementStatus.SUBMITTED, AgreementStatus.APPROVED]


def test_a_ceremony_is_prepared_and_its_screen_follows_the_signatures(town: Town, waiting, visitors: Visitors):
    section = town.users["Bagian Organisasi"]
    page = visitors.person(section, viewport=HALL)
    page.goto(reverse("agreements:ceremony_create"))
    page.get_by_role("button", name="Simpan dan pilih undangan").click()
    page.get_by_role("button", name="Undang yang dicentang").click()
    ceremony = Ceremony.objects.get()
    page.wait_for_url(re.compile(f"{ceremony.get_absolute_url()}$"))
    row = page.get_by_role("row").filter(has_text="Pejabat Nomor 0")
    row.get_by_role("button", name="Hadir", exact=False).first.click()
    expect(row.get_by_role("button", name="Hapus catatan")).to_be_visible()
    page.get_by_role("link", name="Buka layar acara").click()
    expect(page.get_by_text(f"0 dari {ceremony.invitations.count()} sudah menandatangani")).to_be_visible()
    agreement = approve_agreement(waiting[0], by=town.users["regional head"], today=town.today)
    record_signature(numbered(agreement), Side.FIRST, by=section, signed_on=town.today, today=town.today)
    expect(page.get_by_text(f"1 dari {ceremony.invitations.count()} sudah menandatangani")).to_be_visible()
    expect(page.locator(".screen-latest")).to_contain_text("Pejabat Nomor 0, S.Sos.")
    height = page.evaluate("document.documentElement.scrollHeight")
    assert height <= HALL["height"], "the hall never scrolls"
