"""Many reports are verified at once: with a review before it happens, and each in the version that was seen."""

from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from audit.trail import history
from indicators.domain.classification import average
from indicators.domain.kinds import Figure
from indicators.enums import EvidenceRule, ValueState
from indicators.models import Policy
from indicators.policies.facts import policy_of
from messaging.models import Notification
from organisation.enums import Role
from organisation.models import User
from realisations.entry.domain import Entry
from realisations.enums import ReportStatus
from realisations.measurement.facts import report_lines
from realisations.models import QuarterReport
from realisations.report_sheet.facts import report_sheet_of
from realisations.report_sheet.progress import report_progress_of
from realisations.reports.actions import return_report, verify_report
from realisations.verification.facts import review_of, waiting_reports
from tests import factories
from tests.entries import save_report
from tests.office import TODAY, Office
from tests.realisations.reports.test_report_life import answer, sent, together

pytestmark = pytest.mark.django_db

LIST, REVIEW, PERFORM = (reverse(f"realisations:verification_{page}") for page in ("list", "review", "perform"))


@pytest.fixture
def verifier(client: Client) -> User:
    """Somebody of Bagian Organisasi, logged in."""
    user = factories.user_with_role(Role.ORGANISATION_SECTION)
    client.force_login(user)
    return user


def waiting(number: int = 1, value: int = 80) -> list[QuarterReport]:
    """So many heads of a dinas have sent a report with one figure."""
    reports = []
    for _ in range(number):
        position = factories.PositionFactory()
        indicator = factories.IndicatorFactory(objective__position=position)
        factories.target_for(indicator, Figure(Decimal(80)), quarters={3: Figure(Decimal(80))})
        report = factories.report_of(position, ReportStatus.SUBMITTED)
        factories.realise(report, indicator, Figure(Decimal(value)))
        reports.append(report)
    return reports


def text(response) -> str:
    return " ".join(response.content.decode().split())


def seen(*reports: QuarterReport) -> list[str]:
    return [f"{report.pk}-{report.version}" for report in reports]


def test_the_list_shows_the_facts_to_judge_by(client, verifier):
    (report,) = waiting(value=60)
    factories.evidence_for(report, report.realisations.get().indicator)
    page = text(client.get(LIST))
    assert report.position.title in page
    for fact in ("1 dari 1", "75,00", "5 Oktober 2026", "tepat waktu"):
        assert fact in page
    assert (page.count('data-label="Bukti">1<'), "checked" in page) == (1, False)


def test_the_review_names_each_and_those_left_out_with_the_reason(client, verifier):
    first, second = waiting(2)
    verified = factories.report_of(factories.PositionFactory(), ReportStatus.VERIFIED)
    division = factories.PositionFactory(kind="administrator", reports_to=first.position)
    others = factories.report_of(division, ReportStatus.SUBMITTED)
    own = waiting()[0]
    QuarterReport.objects.filter(pk=own.pk).update(submitted_by=verifier)
    chosen = seen(first, second, verified, others, own)
    page = text(client.get(REVIEW, {"laporan": chosen}))
    assert "Akan disetujui: 2 laporan" in page
    assert "Tidak ikut: 3 laporan" in page
    for reason in ("Berstatus “Terverifikasi”", "Bukan Anda verifikatornya", "Anda kirim sendiri"):
        assert reason in page
    assert not QuarterReport.objects.filter(verified_by=verifier).exists()


def test_each_is_verified_by_itself_and_the_result_names_done_and_refused(client, verifier):
    first, second, changed = waiting(3)
    chosen = seen(first, second, changed)
    QuarterReport.objects.filter(pk=changed.pk).update(version=9)
    page = text(client.post(PERFORM, {"laporan": chosen}))
    assert "2 laporan disetujui." in page
    assert "Laporan ini berubah sejak Anda memeriksanya" in page
    states = dict(QuarterReport.objects.values_list("pk", "status"))
    assert states == {first.pk: "verified", second.pk: "verified", changed.pk: "submitted"}
    assert history(first).get().actor_label == str(verifier)
    assert set(QuarterReport.objects.verified().values_list("verified_by", flat=True)) == {verifier.pk}


def test_the_senders_are_told_as_if_it_had_been_done_one_by_one(client, verifier):
    (report,) = waiting()
    head = factories.holder_of(report.position)
    client.post(PERFORM, {"laporan": seen(report)})
    assert Notification.objects.get().recipient == head


def test_of_reports_outside_the_scope_nothing_is_said(client):
    superior = factories.PositionFactory()
    client.force_login(factories.holder_of(superior))
    (foreign,) = waiting()
    for response in (client.get(REVIEW, {"laporan": seen(foreign)}), client.post(PERFORM, {"laporan": seen(foreign)})):
        assert foreign.position.title not in text(response)
    foreign.refresh_from_db()
    assert foreign.status == ReportStatus.SUBMITTED
    assert "Tidak ada laporan yang menunggu Anda" in text(client.get(LIST))


@pytest.mark.parametrize("nonsense", ["", "x", "-1", "1-x", "9" * 30, "٣", "1;DROP"])
def test_nonsense_chooses_nothing(client, verifier, nonsense):
    assert "Belum ada laporan yang dipilih" in text(client.get(REVIEW, {"laporan": nonsense}))
    assert "Tidak ada laporan yang dicentang" in text(client.post(PERFORM, {"laporan": nonsense}))


def test_at_most_a_hundred_in_one_go(verifier, monkeypatch):
    monkeypatch.setattr("realisations.verification.facts.MOST_AT_ONCE", 2)
    reports = waiting(3)
    review = review_of([report.pk for report in reports], user=verifier)
    assert (len(review.able), review.waiting, len(waiting_reports(verifier))) == (2, 1, 3)


@pytest.mark.parametrize("number", [1, 3])
def test_list_and_review_cost_the_same_for_one_and_for_three(client, verifier, django_assert_num_queries, number):
    reports = waiting(number)
    with django_assert_num_queries(17):
        client.get(LIST)
    with django_assert_num_queries(17):
        client.get(REVIEW, {"laporan": seen(*reports)})


def test_a_standing_says_what_the_reports_own_pages_say(office: Office, at_office):
    Policy.objects.filter(year=2026).update(evidence_rule=EvidenceRule.ALL)
    far_off = Entry(state=ValueState.REPORTED, figure=Decimal(90))
    report = answer(office, stunting=far_off, grade=Entry(state=ValueState.WAITING), on_time=Entry())
    factories.evidence_for(report, office.clinics)
    progress, sheet = report_progress_of([report])[report.pk], report_sheet_of(report)
    assert (progress.asked, progress.answered, progress.lacking) == (sheet.asked, sheet.answered, len(sheet.lacking))
    assert progress.odd == sum(bool(row.questions) for row in sheet.rows)
    assert progress.unexplained == sum(row.is_unexplained for row in sheet.rows)
    assert progress.evidence == sum(len(row.evidence) for row in sheet.rows) == 1
    lines = [line for line in report_lines(report) if line.is_measured]
    assert progress.average == average([[line.result.achievement for line in lines]], policy_of(2026))
    assert progress.average is not None
    assert not progress.is_complete


def test_nothing_reported_has_no_average_and_is_not_complete(office: Office, at_office):
    progress = report_progress_of([office.report()])[office.report().pk]
    assert (progress.asked, progress.answered, progress.average, progress.is_complete) == (4, 0, None, False)


@pytest.mark.django_db(transaction=True)
def test_of_verifying_and_returning_in_the_same_moment_one_happens(office: Office):
    report = sent(office)
    version, actions = report.version, iter("vrvrvrvr")

    def judge() -> None:
        if next(actions) == "v":
            return_report(report, by=office.secretary, today=TODAY, remark="Periksa.", version=version)
        else:
            verify_report(report, by=office.section, today=TODAY, version=version)

    errors = together(8, judge)
    assert len(errors) == 7
    verbs = [event.verb for event in history(report) if event.verb in {"report.verified", "report.returned"}]
    report.refresh_from_db()
    assert verbs == [{"verified": "report.verified", "returned": "report.returned"}[report.status]]


@pytest.mark.django_db(transaction=True)
def test_of_two_verifiers_who_send_the_same_choice_at_once_one_verifies_each(client):
    verifiers = [factories.user_with_role(Role.ORGANISATION_SECTION) for _ in range(4)]
    reports, people, pages = waiting(3), iter(verifiers), []

    def press() -> None:
        browser = Client()
        browser.force_login(next(people))
        pages.append(text(browser.post(PERFORM, {"laporan": seen(*reports)})))

    assert together(4, press) == []
    for report in reports:
        assert history(report).filter(verb="report.verified").count() == 1
    assert sum(page.count("Disetujui:") for page in pages) >= 1


def test_a_report_that_came_back_meanwhile_is_not_verified_unseen(client, office: Office, at_office):
    report = sent(office)
    chosen = seen(report)
    return_report(report, by=office.secretary, today=TODAY, remark="Periksa.")
    report.refresh_from_db()
    save_report(report, {}, by=office.operator, version=report.version)
    client.force_login(office.section)
    assert "Berstatus “Dikembalikan”" in text(client.post(PERFORM, {"laporan": chosen}))
