"""Receipts say what was sent and stay true after a return, a resending and a verdict."""

import dataclasses
import datetime
from decimal import Decimal

import pytest
from django.urls import reverse

from indicators.enums import ValueState
from realisations.entry.domain import Entry
from realisations.evidence.actions import add_link
from realisations.models import QuarterReport, Realisation
from realisations.report_sheet.facts import report_sheet_of
from realisations.reports import actions as reports
from realisations.reports.actions import return_report, submit_report, verify_report
from realisations.reports.receipts import WITHOUT_EVIDENCE, Receipt, fingerprint_of, moment, receipts_of
from realisations.verification.reopening import reopen_report
from tests.entries import save_report
from tests.factories import DelegationFactory, evidence_for, report_of
from tests.office import TODAY, Office
from tests.realisations.reports.test_report_life import answer, sent

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_office")]

EXPLAINED = Entry(state=ValueState.NOT_APPLICABLE, note="Dihentikan Perbup 5/2026")
AWAITED = Entry(state=ValueState.WAITING, note="LHE Inspektorat, November")


def facts(receipt: Receipt) -> dict[str, str]:
    return dict(receipt.facts)


def resent(office: Office) -> QuarterReport:
    """Sent, returned, corrected, sent again."""
    report = sent(office)
    return_report(report, by=office.secretary, today=TODAY, remark="Periksa.")
    report.refresh_from_db()
    entry = Entry(state=ValueState.REPORTED, figure=Decimal("15.8"))
    report = save_report(report, {office.stunting.pk: entry}, by=office.operator, version=report.version)
    return submit_report(report, by=office.head)


def test_a_receipt_names_everything_of_the_sending(office: Office):
    report = submit_report(answer(office, clinics=EXPLAINED, grade=AWAITED), by=office.head)
    (receipt,) = receipts_of(report)
    written = facts(receipt)
    assert written["Nomor tanda terima"] == f"TW III 2026/{report.pk}-1"
    assert (written["Jabatan"], written["Unit kerja"]) == ("Kepala Dinas Kesehatan", "Dinas Kesehatan")
    assert written["Dikirim"] == "Kamis, 8 Oktober 2026 pukul 09.00 WIB"
    assert written["Dikirim oleh"] == str(office.head)
    assert written["Isi"] == "4 indikator: 2 dijawab dengan nilai, 1 tidak berlaku (n/a), 1 menunggu data"
    assert written["Sidik isi (SHA-256)"].replace(" ", "") == fingerprint_of(report_sheet_of(report))
    assert (receipt.same, receipt.is_latest) == (True, True)
    assert receipt.fate.startswith("Verifikator sudah diberi tahu")


def test_a_delegates_receipt_says_for_whom(office: Office):
    DelegationFactory(position=office.position, delegate=office.division_head)
    (receipt,) = receipts_of(submit_report(answer(office), by=office.division_head))
    for_whom = "atas nama Kepala Dinas Kesehatan (delegasi sampai 31 Oktober 2026)"
    assert facts(receipt)["Dikirim oleh"] == f"{office.division_head} {for_whom}"


def test_the_receipt_of_an_earlier_sending_stays_as_it_was(office: Office):
    report = sent(office)
    before = facts(receipts_of(report)[0])
    QuarterReport.objects.filter(pk=report.pk).delete()
    report = resent(office)
    first, second = receipts_of(report)
    unchanged = set(before) - {"Nomor tanda terima"}
    assert {name: facts(first)[name] for name in unchanged} == {name: before[name] for name in unchanged}
    assert (first.same, first.is_latest, second.same, second.is_latest) == (False, False, True, True)
    assert first.fate.startswith("Verifikator mengembalikan kiriman ini pada")
    assert (first.number, second.number) == (1, 2)
    office.position.title = "Kepala Dinas Kesehatan dan KB"
    office.position.save()
    assert facts(receipts_of(QuarterReport.objects.get(pk=report.pk))[0])["Jabatan"] == "Kepala Dinas Kesehatan"


def test_a_verified_sending_says_so(office: Office):
    report = resent(office)
    verify_report(report, by=office.secretary, today=TODAY)
    assert receipts_of(report)[1].fate.startswith("Kiriman ini disetujui pada")


def test_a_verified_sending_that_was_opened_again_is_not_said_to_count(office: Office):
    report = verify_report(resent(office), by=office.secretary, today=TODAY)
    reopen_report(report, by=office.secretary, today=TODAY, reason="Angka stunting salah salin.")
    latest = receipts_of(QuarterReport.objects.get(pk=report.pk))[1]
    assert "membuka kembali laporannya pada" in latest.fate
    assert "diperhitungkan" not in latest.fate


def test_the_fingerprint_follows_figures_texts_money_and_evidence_and_nothing_else(office: Office):
    report = answer(office)
    first = fingerprint_of(report_sheet_of(report))
    rows = Realisation.objects.filter(indicator=office.stunting)
    rows.update(figure=Decimal("16.000000"), return_remark="x")
    assert fingerprint_of(report_sheet_of(report)) == first
    seen = {first}
    for change in ({"figure": Decimal("16.1")}, {"note": "Lain"}, {"is_provisional": True}, {"numerator": 5}):
        rows.update(**change)
        seen.add(fingerprint_of(report_sheet_of(report)))
    spending = {office.budget.pk: Decimal(5)}
    seen.add(fingerprint_of(report_sheet_of(save_report(report, {}, by=office.head, version=1, spending=spending))))
    add_link(report, office.clinics, "https://contoh.go.id/a", "Tautan", by=office.operator)
    seen.add(fingerprint_of(report_sheet_of(report)))
    evidence_for(report, office.clinics)
    seen.add(fingerprint_of(report_sheet_of(report)))
    assert len(seen) == 8


def test_a_receipt_from_before_evidence_counted_is_compared_as_it_was_taken(office: Office, monkeypatch):
    old = {"fingerprint": fingerprint_of(report_sheet_of(answer(office)), WITHOUT_EVIDENCE)}
    monkeypatch.setattr(reports, "receipt_data", lambda *args, **more: old)
    report = submit_report(office.report(), by=office.head)
    assert receipts_of(report)[0].same is True
    evidence_for(report, office.clinics)
    assert receipts_of(report)[0].same is True
    Realisation.objects.filter(indicator=office.clinics).update(figure=Decimal(3))
    assert receipts_of(report)[0].same is False


def test_evidence_that_changed_after_the_sending_is_another_content(office: Office):
    report = sent(office)
    assert receipts_of(report)[0].same is True
    evidence_for(report, office.clinics)
    assert receipts_of(report)[0].same is False


def test_zero_and_not_reported_have_different_fingerprints(office: Office):
    sheet = report_sheet_of(answer(office))
    zero = next(row for row in sheet.rows if row.indicator == office.clinics)
    unknown = dataclasses.replace(zero, realisation=Realisation(indicator=office.clinics))
    rows = tuple(unknown if row is zero else row for row in sheet.rows)
    assert fingerprint_of(dataclasses.replace(sheet, rows=rows)) != fingerprint_of(sheet)


def test_a_report_that_came_in_without_an_event_has_a_receipt_of_what_is_known(office: Office):
    report = report_of(office.position, "submitted")
    (receipt,) = receipts_of(report)
    assert facts(receipt)["Isi"] == facts(receipt)["Versi isi"] == "tidak dicatat waktu itu"
    assert receipt.same is None
    assert "belum dicatat" in receipt.comparison


def test_a_moment_is_told_with_the_zone(office: Office):
    at = datetime.datetime(2026, 10, 8, 16, 59, tzinfo=datetime.UTC)
    assert moment(at) == "Kamis, 8 Oktober 2026 pukul 23.59 WIB"


def test_the_page_leads_to_the_other_sendings_and_to_paper(office: Office, client):
    report = resent(office)
    client.force_login(office.operator)
    page = client.get(reverse("realisations:report_receipt", args=[report.pk])).content.decode()
    assert f"TW III 2026/{report.pk}-2" in page
    first = reverse("realisations:receipt_detail", args=[report.pk, 1])
    assert first in page
    assert "sidiknya tidak sama" in client.get(first).content.decode()
    assert client.get(reverse("realisations:receipt_detail", args=[report.pk, 3])).status_code == 404


def test_a_draft_has_no_receipt(office: Office, client):
    report = answer(office)
    client.force_login(office.head)
    assert client.get(reverse("realisations:report_receipt", args=[report.pk])).status_code == 302
    assert client.get(reverse("reports:receipt_pdf", args=[report.pk, 1])).status_code == 404
