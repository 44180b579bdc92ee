"""The daily work is done with HTML alone: a report is filled and sent, an agreement is agreed."""

import re

from django.urls import reverse
from playwright.sync_api import expect

from agreements.drafting.actions import draft_agreement
from agreements.negotiation.actions import submit_agreement
from realisations.enums import ReportStatus
from tests import factories
from tests.journeys.conftest import Visitors, row_of
from tests.journeys.judging import complaints_about
from tests.journeys.town import Town

HEAD = "Kepala Dinas Kesehatan"


def test_a_report_is_filled_and_sent_without_javascript(town: Town, visitors: Visitors):
    page = visitors.person(town.users["own OPD head"], java_script_enabled=False)
    page.get_by_role("link", name=f"Isi laporan {town.quarter.short_label}: {HEAD}").click()
    page.get_by_role("button", name=f"Mulai isi laporan {HEAD}").click()
    for indicator, typed in ((town.coverage, "78,5"), (town.patients, "1250"), (town.mortality, "dua belas")):
        row_of(page, indicator).get_by_label("Realisasi").fill(typed)
    row_of(page, town.maturity).get_by_label("Realisasi").select_option("BB")
    page.get_by_role("button", name="Simpan draf").click()
    expect(page.get_by_role("alert")).to_contain_text("“dua belas” bukan angka")
    row_of(page, town.mortality).get_by_label("Realisasi").fill("12")
    page.get_by_role("button", name="Periksa dan kirim").click()
    page.get_by_role("button", name=f"Kirim laporan {town.quarter.label}").click()
    expect(page.get_by_role("heading", name="Laporan terkirim")).to_be_visible()


def test_what_is_wrong_in_the_form_is_told_to_everybody(town: Town, visitors: Visitors):
    report = factories.report_of(town.own_position, ReportStatus.DRAFT, town.quarter.year, town.quarter.number)
    page = visitors.person(town.users["own OPD head"])
    page.route(re.compile(r"\.js\b"), lambda route: route.abort())
    page.goto(reverse("realisations:report_edit", args=[report.pk]))
    row_of(page, town.mortality).get_by_label("Realisasi").fill("dua belas")
    page.get_by_role("button", name="Simpan draf").click()
    expect(page.get_by_role("alert")).to_contain_text("“dua belas” bukan angka")
    assert complaints_about(page, "main") == []


def test_an_agreement_is_agreed_without_javascript(town: Town, visitors: Visitors):
    head = town.users["own OPD head"]
    draft = draft_agreement(town.own_position, town.today.year, by=head, today=town.today)
    submit_agreement(draft, by=head, today=town.today, plan_note="Kamus indikator menyusul.")
    page = visitors.person(town.users["regional head"], java_script_enabled=False)
    page.get_by_role("link", name=f"Periksa dan sepakati PK {town.today.year}: {HEAD}").click()
    page.get_by_role("link", name="Periksa dan putuskan").click()
    page.get_by_role("button", name="Setujui").click()
    expect(page.get_by_text("PK disetujui.")).to_be_visible()
