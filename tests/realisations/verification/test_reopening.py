"""A verified report is opened once more: by Bagian Organisasi, with a reason, and with its figures kept in history."""

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from audit.trail import history
from messaging.models import Notification
from organisation.models import User
from realisations.enums import ReportStatus
from realisations.models import QuarterReport
from realisations.reports.actions import return_report, submit_report, verify_report
from realisations.verification.reopening import reopen_report
from tests.entries import lines_of
from tests.office import TODAY, Office
from tests.realisations.verification.test_review_pages import sent

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_office")]

REASON = "Angka e-PPGBM direvisi Kemenkes."


def as_user(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def verified(office: Office) -> QuarterReport:
    return verify_report(sent(office), by=office.secretary, today=TODAY)


def address(report: QuarterReport) -> str:
    return reverse("realisations:report_reopen", args=[report.pk])


def test_a_verified_report_goes_back_to_its_authors_who_are_told_why(office: Office) -> None:
    report = verified(office)
    client = as_user(office.section)
    assert address(report) in client.get(reverse("realisations:report_detail", args=[report.pk])).content.decode()
    assert "Yang terjadi bila laporan ini dibuka kembali" in client.get(address(report)).content.decode()
    answer = client.post(address(report), {"version": report.version, "reason": REASON}, follow=True)
    assert "dibuka kembali. Pemegang jabatan dan operatornya sudah diberi tahu." in answer.content.decode()
    again = office.report()
    assert (again.status, again.verified_at, again.verified_by) == (ReportStatus.RETURNED, None, None)
    assert again.remark == REASON
    messages = Notification.objects.filter(occasion__contains="/reopened/")
    assert {message.recipient for message in messages} == {office.head, office.operator}


def test_the_figures_that_were_verified_stay_in_the_history(office: Office) -> None:
    report = reopen_report(verified(office), by=office.section, today=TODAY, reason=REASON)
    event = history(report).first()
    assert (event.verb, event.data["remark"]) == ("report.reopened", REASON)
    assert [label for label, _, _ in lines_of(event)] == [
        "IKU.1: 16,54",
        "IKU.2: 0 (angka sementara)",
        "IKU.3: Menunggu data",
        "IKU.4: ya",
    ]
    page = as_user(office.head).get(reverse("realisations:report_detail", args=[report.pk])).content.decode()
    assert "IKU.1: 16,54" in page


def test_it_is_sent_and_verified_anew_and_its_targets_are_locked_only_then(office: Office) -> None:
    report = verified(office)
    assert QuarterReport.objects.verified_quarters(office.position.pk, 2026) == {3}
    reopen_report(report, by=office.section, today=TODAY, reason=REASON)
    assert QuarterReport.objects.verified_quarters(office.position.pk, 2026) == frozenset()
    submit_report(office.report(), by=office.head)
    verify_report(office.report(), by=office.section, today=TODAY)
    assert QuarterReport.objects.verified_quarters(office.position.pk, 2026) == {3}


def test_only_bagian_organisasi_may_and_never_those_who_verified_or_sent_it(office: Office) -> None:
    report = verified(office)
    people = [office.section, office.secretary, office.head, office.operator, office.division_head]
    assert [user.has_perm("realisations.reopen_report", report) for user in people] == [True, *[False] * 4]
    assert as_user(office.secretary).post(address(report), {"reason": REASON}).status_code == 403
    with pytest.raises(ValidationError, match="berstatus “Terverifikasi”, jadi tidak dapat dikembalikan"):
        return_report(report, by=office.secretary, today=TODAY, remark="Ralat.")


@pytest.mark.parametrize("reason", ["", "   ", "salah", "salah    \n "])
def test_a_reason_that_says_nothing_is_refused_and_stays_on_the_screen(office: Office, reason: str) -> None:
    report = verified(office)
    page = as_user(office.section).post(address(report), {"version": report.version, "reason": reason})
    assert "sedikitnya 10 huruf" in page.content.decode()
    assert office.report().status == ReportStatus.VERIFIED


def test_what_is_not_verified_or_has_changed_is_not_reopened(office: Office) -> None:
    report = sent(office)
    with pytest.raises(ValidationError, match="Hanya laporan yang sudah disetujui"):
        reopen_report(report, by=office.section, today=TODAY, reason=REASON)
    assert as_user(office.section).get(address(report)).status_code == 302
    report = verify_report(report, by=office.secretary, today=TODAY)
    with pytest.raises(ValidationError, match="berubah sejak Anda membukanya"):
        reopen_report(report, by=office.section, today=TODAY, reason=REASON, version=report.version - 1)


def test_the_page_leads_to_more_time_when_the_period_has_closed(office: Office) -> None:
    report = verified(office)
    extension = reverse("indicators:extension_create", args=[office.period.pk])
    client = as_user(office.section)
    assert extension not in client.get(address(report)).content.decode()
    office.period.due = office.period.closes = TODAY.replace(day=7)
    office.period.save()
    assert extension in client.get(address(report)).content.decode()
