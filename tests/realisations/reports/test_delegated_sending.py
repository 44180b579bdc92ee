"""A delegate sends the report of an absent head: between the dates, in the head's name, and nothing else."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from audit.trail import history
from organisation.delegations.actions import end_delegation
from organisation.models import Delegation, User
from realisations.enums import ReportStatus
from realisations.models import QuarterReport
from realisations.reports.actions import return_report, submit_report, verify_report
from realisations.reports.messages import reporters_of, verifiers_of
from tests.factories import DelegationFactory
from tests.office import TODAY, Office
from tests.realisations.reports.test_report_life import answer

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_office")]


@pytest.fixture
def delegation(office: Office) -> Delegation:
    """The head of the division sends for the head of the dinas through October."""
    return DelegationFactory(position=office.position, delegate=office.division_head)


def fresh(user: User) -> User:
    """The person as the next request finds them."""
    return User.objects.get(pk=user.pk)


def test_the_delegate_checks_and_sends_and_the_trail_says_for_whom(office: Office, delegation: Delegation, client):
    report = answer(office)
    client.force_login(office.division_head)
    page = client.get(reverse("realisations:report_check", args=[report.pk])).content.decode()
    assert "Kirim laporan" in page
    assert "Kembali mengisi" not in page
    response = client.post(reverse("realisations:report_submit", args=[report.pk]))
    assert response.url == reverse("realisations:report_receipt", args=[report.pk])
    report.refresh_from_db()
    assert (report.status, report.submitted_by) == (ReportStatus.SUBMITTED, office.division_head)
    event = history(report).first()
    assert event.actor_label == str(office.division_head)
    assert event.data["detail"] == "atas nama Kepala Dinas Kesehatan (delegasi sampai 31 Oktober 2026)"


def test_the_delegate_is_told_who_completes_a_report_and_is_led_nowhere_else(office, delegation, client):
    report = office.report()
    check, edit = (reverse(f"realisations:report_{page}", args=[report.pk]) for page in ("check", "edit"))
    for user, fills in ((office.division_head, False), (office.operator, True)):
        client.force_login(user)
        page = client.get(check).content.decode()
        assert "4 indikator belum lengkap" in page
        assert (edit in page) is fills
        assert (f'<a href="#indikator-{office.stunting.pk}">' in page) is not fills
        assert ("Kepala Dinas Kesehatan atau operator Dinas Kesehatan" in page) is not fills
        assert f'id="indikator-{office.stunting.pk}"' in page


def test_what_the_head_sends_is_in_nobodys_name_but_their_own(office: Office, delegation: Delegation):
    report = submit_report(answer(office), by=office.head)
    assert "detail" not in history(report).first().data


def test_the_delegate_types_nothing_and_signs_nothing(office: Office, delegation: Delegation):
    delegate, report = fresh(office.division_head), office.report()
    allowed = {"realisations.check_report", "realisations.submit_report", "realisations.view_report"}
    asked = {*allowed, "realisations.fill_report", "realisations.verify_report", "realisations.reopen_report"}
    assert {permission for permission in asked if delegate.has_perm(permission, report)} == allowed
    assert not delegate.authority.holds(office.position.pk)


@pytest.mark.parametrize("change", [{"end": TODAY - datetime.timedelta(days=1)}, {"ended_on": TODAY}])
def test_outside_its_dates_the_report_is_not_even_seen(office: Office, delegation: Delegation, client: Client, change):
    Delegation.objects.filter(pk=delegation.pk).update(**change)
    report = answer(office)
    client.force_login(office.division_head)
    assert client.get(reverse("realisations:report_check", args=[report.pk])).status_code == 404
    assert client.post(reverse("realisations:report_submit", args=[report.pk])).status_code == 404


def test_a_delegation_that_ends_while_the_page_is_open_sends_nothing(office: Office, delegation: Delegation):
    report, delegate = answer(office), fresh(office.division_head)
    assert delegate.has_perm("realisations.submit_report", report)
    end_delegation(delegation, by=office.head)
    with pytest.raises(ValidationError, match="Delegasi Anda untuk Kepala Dinas Kesehatan sudah berakhir"):
        submit_report(report, by=delegate)
    assert not QuarterReport.objects.filter(status=ReportStatus.SUBMITTED).exists()


def test_the_delegate_hears_what_the_verifier_decided(office: Office, delegation: Delegation):
    report = submit_report(answer(office), by=fresh(office.division_head))
    assert set(reporters_of(report, TODAY)) == {office.head, office.operator, office.division_head}


def test_nobody_verifies_what_they_sent_themselves(office: Office):
    DelegationFactory(position=office.position, delegate=office.section)
    report = answer(office)
    QuarterReport.objects.filter(pk=report.pk).update(
        status=ReportStatus.SUBMITTED, submitted_by=office.section, submitted_at=datetime.datetime.now(datetime.UTC)
    )
    report.refresh_from_db()
    assert not fresh(office.section).has_perm("realisations.verify_report", report)
    assert office.secretary.has_perm("realisations.verify_report", report)
    assert verifiers_of(report, TODAY) == [office.secretary]
    for judge in (verify_report, return_report):
        with pytest.raises(ValidationError, match="Anda kirim sendiri"):
            judge(report, by=office.section, today=TODAY, **({"remark": "x"} if judge is return_report else {}))


def test_the_list_leads_the_delegate_to_the_check_page(office: Office, delegation: Delegation, client):
    report = answer(office)
    client.force_login(office.division_head)
    page = client.get(reverse("realisations:report_list"), {"tahun": 2026, "triwulan": 3}).content.decode()
    assert reverse("realisations:report_check", args=[report.pk]) in page
    assert reverse("realisations:report_edit", args=[report.pk]) not in page
