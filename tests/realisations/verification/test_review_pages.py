"""The verifier accepts a report or returns it with remarks; readers see what was sent and not what is drafted."""

from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from indicators.enums import ValueState
from messaging.models import Notification
from organisation.models import User
from realisations.entry.domain import Entry
from realisations.enums import ReportStatus
from realisations.models import QuarterReport, Realisation
from realisations.reports.actions import return_report, submit_report
from tests.entries import save_report
from tests.office import TODAY, Office

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_office")]


def as_user(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def drafted(office: Office) -> QuarterReport:
    values = {
        office.stunting.pk: Entry(state=ValueState.REPORTED, figure=Decimal("16.54"), follow_up="Penimbangan serentak"),
        office.clinics.pk: Entry(state=ValueState.REPORTED, figure=Decimal("0"), is_provisional=True),
        office.grade.pk: Entry(state=ValueState.WAITING, note="LHE November"),
        office.on_time.pk: Entry(state=ValueState.REPORTED, grade="ya"),
    }
    report = office.report()
    return save_report(report, values, by=office.operator, version=report.version, today=TODAY)


def sent(office: Office) -> QuarterReport:
    return submit_report(drafted(office), by=office.head, today=TODAY)


def url(name: str, report: QuarterReport) -> str:
    return reverse(f"realisations:{name}", args=[report.pk])


def test_the_verifier_sees_figures_working_and_a_box_for_each_row(office: Office) -> None:
    page = as_user(office.secretary).get(url("report_review", sent(office))).content.decode()
    for text in ("16,54", "Penimbangan serentak", "Menunggu data", "angka sementara", "LHE November"):
        assert text in page
    assert f'name="row_{office.stunting.pk}"' in page
    assert page.count("Cara menghitung") >= 3


def test_accepting_makes_the_report_count(office: Office) -> None:
    report = sent(office)
    client = as_user(office.secretary)
    response = client.post(url("report_verify", report), {"version": report.version}, follow=True)
    report.refresh_from_db()
    assert (report.status, report.verified_by) == (ReportStatus.VERIFIED, office.secretary)
    assert "disetujui. Angkanya kini diperhitungkan." in response.content.decode()
    again = client.post(url("report_verify", report), {"version": report.version}, follow=True)
    assert "berstatus “Terverifikasi”" in again.content.decode()


def test_returning_keeps_the_remarks_and_leads_back(office: Office) -> None:
    report = sent(office)
    data = {
        "version": report.version,
        "remark": "Periksa sumber.",
        f"row_{office.stunting.pk}": "17,2 menurut e-PPGBM.",
    }
    response = as_user(office.section).post(url("report_return", report), data, follow=True)
    assert "dikembalikan" in response.content.decode()
    report.refresh_from_db()
    assert (report.status, report.remark) == (ReportStatus.RETURNED, "Periksa sumber.")
    assert Realisation.objects.get(indicator=office.stunting).return_remark == "17,2 menurut e-PPGBM."


def test_who_returns_after_the_closing_day_is_warned_and_who_corrects_is_told(office: Office) -> None:
    report, extension = sent(office), reverse("indicators:extension_create", args=[office.period.pk])
    section = as_user(office.section)
    assert "sudah ditutup" not in section.get(url("report_review", report)).content.decode()
    office.period.due = office.period.closes = TODAY.replace(day=7)
    office.period.save()
    warning = "Bila dikembalikan, laporan baru dapat diperbaiki setelah unitnya mendapat perpanjangan waktu"
    for client, leads in ((section, True), (as_user(office.secretary), False)):
        page = client.get(url("report_review", report)).content.decode()
        assert warning in page
        assert (extension in page) is leads
    section.post(url("report_return", report), {"version": report.version, "remark": "Periksa sumber."})
    written = Notification.objects.get(occasion__contains="/returned/", recipient=office.operator)
    assert "sudah ditutup pada Rabu, 7 Oktober 2026. Mintalah perpanjangan waktu" in written.body


def test_a_return_without_remark_and_one_that_is_too_long_come_back_as_typed(office: Office) -> None:
    report = sent(office)
    client = as_user(office.section)
    page = client.post(url("report_return", report), {"version": report.version}).content.decode()
    assert "Tulis apa yang perlu diperbaiki" in page
    long = "x" * 2001
    page = client.post(url("report_return", report), {"version": report.version, "remark": long}).content.decode()
    assert long in page
    assert "2001" in page
    report.refresh_from_db()
    assert report.status == ReportStatus.SUBMITTED


def test_a_report_that_was_sent_anew_is_not_accepted_unseen(office: Office) -> None:
    report = sent(office)
    seen = report.version
    return_report(report, by=office.section, today=TODAY, remark="Lengkapi.")
    submit_report(report, by=office.head, today=TODAY)
    client = as_user(office.secretary)
    for version in (seen, "kacau"):
        page = client.post(url("report_verify", report), {"version": version}, follow=True).content.decode()
        assert "berubah sejak Anda membukanya" in page
    assert "Lengkapi." in client.get(url("report_review", report)).content.decode(), "the earlier remark is at hand"
    assert office.report().status == ReportStatus.SUBMITTED


def test_only_the_verifier_judges(office: Office) -> None:
    report = sent(office)
    for user, status in ((office.head, 403), (office.operator, 403), (office.division_head, 404)):
        client = as_user(user)
        assert client.get(url("report_review", report)).status_code == status
        assert client.post(url("report_verify", report)).status_code == status
        assert client.post(url("report_return", report), {"remark": "x"}).status_code == status
    assert as_user(office.secretary).get(url("report_verify", report)).status_code == 405
    assert office.report().status == ReportStatus.SUBMITTED


def test_what_does_not_wait_for_a_verdict_is_only_read(office: Office) -> None:
    report = drafted(office)
    response = as_user(office.secretary).get(url("report_review", report), follow=True)
    assert response.redirect_chain[-1][0] == url("report_detail", report)
    assert "tidak sedang menunggu verifikasi" in response.content.decode()


def test_the_history_of_a_report_has_pages_as_far_as_its_beginning(office: Office) -> None:
    report = drafted(office)
    for amount in range(1, 17):
        report = save_report(
            report, {}, by=office.operator, version=report.version, today=TODAY, spending={office.budget.pk: amount}
        )
    client = as_user(office.head)
    newest = " ".join(client.get(url("report_detail", report)).content.decode().split())
    assert "1–15 dari 17 kejadian" in newest
    assert "?halaman=2#riwayat" in newest
    assert "16,54" not in newest.split('id="riwayat"')[1]
    oldest = client.get(url("report_detail", report), {"halaman": 2}).content.decode().split('id="riwayat"')[1]
    assert oldest.lstrip().startswith("open")
    assert "16,54" in oldest


def test_a_draft_shows_its_figures_to_its_authors_only(office: Office) -> None:
    report = drafted(office)
    for author in (office.head, office.operator):
        assert "16,54" in as_user(author).get(url("report_detail", report)).content.decode()
    page = as_user(office.secretary).get(url("report_detail", report)).content.decode()
    assert "16,54" not in page
    assert "Laporan ini masih draf" in page
    assert as_user(office.secretary).get(url("report_check", report)).status_code == 403


def test_a_sent_report_is_read_with_its_history_by_everybody_in_scope(office: Office) -> None:
    report = sent(office)
    page = as_user(office.secretary).get(url("report_detail", report)).content.decode()
    for text in ("16,54", "93,29%", "Sangat Tinggi", "Menunggu data dari sumber resmi.", "mengirim laporan"):
        assert text in page
    assert as_user(office.division_head).get(url("report_detail", report)).status_code == 404
    assert as_user(office.secretary).get(url("report_receipt", report)).status_code == 200


def test_nothing_was_sent_so_there_is_no_receipt(office: Office) -> None:
    report = drafted(office)
    assert as_user(office.head).get(url("report_receipt", report)).url == url("report_detail", report)
