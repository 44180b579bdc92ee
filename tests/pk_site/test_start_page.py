"""What waits for a person: only what can be done today, named by whose it is, in a constant number of queries."""

import datetime
from decimal import Decimal

import pytest

from agreements.actions import draft_agreement
from agreements.enums import AgreementStatus, Side
from agreements.models import Agreement, Party
from indicators.domain.kinds import Figure
from indicators.models import Period, PeriodExtension
from organisation.enums import PositionKind, Role
from organisation.models import Position
from pk_site.start_page import tasks_of
from tests import factories

pytestmark = pytest.mark.django_db

TODAY = datetime.date(2026, 10, 5)
AFTER_THE_DUE_DAY = datetime.date(2026, 10, 14)
AFTER_THE_CLOSING_DAY = datetime.date(2026, 11, 3)


@pytest.fixture
def head() -> Position:
    """The head of a dinas with a target of 80 in 2026, of which the third quarter is reported in October."""
    position = factories.PositionFactory(unit=factories.WorkUnitFactory(name="Dinas Kesehatan"))
    indicator = factories.IndicatorFactory(objective__position=position)
    factories.target_for(indicator, Figure(Decimal(80)))
    factories.PeriodFactory()
    return position


def told(user, today: datetime.date = TODAY) -> list[tuple[str, str]]:
    return [(task.title, task.detail) for task in tasks_of(user, today=today)]


def test_the_head_is_asked_for_the_report_of_the_open_quarter_and_for_the_agreement_of_the_year(head):
    assert told(factories.holder_of(head)) == [
        ("Isi laporan TW III 2026: Kepala Dinas Kesehatan", "Batas lapor 5 hari lagi"),
        ("Susun PK 2026: Kepala Dinas Kesehatan", ""),
    ]


def test_a_late_report_says_how_late_it_is(head):
    operator = factories.user_with_role(Role.OPERATOR, head.unit)
    title = "Isi laporan TW III 2026: Kepala Dinas Kesehatan"
    assert told(operator, AFTER_THE_DUE_DAY) == [(title, "Terlambat 4 hari")]


def test_a_report_that_was_not_sent_stays_after_closing_and_says_what_to_ask_for(head):
    operator = factories.user_with_role(Role.OPERATOR, head.unit)
    title = "Laporan TW III 2026 belum dikirim: Kepala Dinas Kesehatan"
    assert told(operator, AFTER_THE_CLOSING_DAY) == [(title, "Ditutup; minta perpanjangan")]
    assert told(operator, AFTER_THE_CLOSING_DAY + datetime.timedelta(days=370)) == []
    factories.report_of(head, "submitted")
    assert told(operator, AFTER_THE_CLOSING_DAY) == []


def test_several_reports_that_closed_unsent_are_one_row(head):
    second = factories.PositionFactory(unit=head.unit, title="Sekretaris Dinas Kesehatan")
    factories.target_for(factories.IndicatorFactory(objective__position=second), Figure(Decimal(80)))
    operator = factories.user_with_role(Role.OPERATOR, head.unit)
    (task,) = tasks_of(operator, today=AFTER_THE_CLOSING_DAY)
    assert (task.title, task.label) == ("2 laporan TW III 2026 belum dikirim", "Ditutup")
    assert task.url == "/realisasi/?tahun=2026&triwulan=3&lingkup=saya"


def test_a_closed_quarter_is_open_again_for_a_unit_that_was_given_more_time(head):
    operator = factories.user_with_role(Role.OPERATOR, head.unit)
    until = AFTER_THE_CLOSING_DAY + datetime.timedelta(days=3)
    PeriodExtension.objects.create(period=factories.PeriodFactory(), unit=head.unit, until=until, reason="Banjir")
    assert [title for title, _ in told(operator, AFTER_THE_CLOSING_DAY)] == [
        "Isi laporan TW III 2026: Kepala Dinas Kesehatan"
    ]


def test_an_agreement_that_was_begun_is_gone_on_with(head):
    superior = factories.PositionFactory(kind=PositionKind.REGIONAL_HEAD, title="Bupati Contoh")
    factories.GovernmentFactory()
    factories.holder_of(superior)
    Position.objects.filter(pk=head.pk).update(reports_to=superior)
    user = factories.holder_of(head)
    draft_agreement(head, 2026, by=user, today=TODAY)
    assert ("Lengkapi dan ajukan PK 2026: Kepala Dinas Kesehatan", "") in told(user)


def test_several_agreements_that_wait_are_offered_together_and_one_by_one():
    regent = factories.PositionFactory(kind=PositionKind.REGIONAL_HEAD, title="Bupati Contoh")
    user = factories.holder_of(regent)
    for number in range(2):
        position = factories.PositionFactory(title=f"Kepala Dinas {number}", reports_to=regent)
        agreement = Agreement.objects.create(position=position, year=2026, status=AgreementStatus.SUBMITTED)
        Party.objects.create(
            agreement=agreement, side=Side.SECOND, position=regent, employee=user.employee, assignment_kind="definitive"
        )
    titles = [title for title, _ in told(user)]
    assert titles[0] == "Setujui 2 PK 2026"
    assert len(titles) == 3


def test_in_the_grace_a_report_is_not_called_late(head):
    operator = factories.user_with_role(Role.OPERATOR, head.unit)
    Period.objects.update(grace=AFTER_THE_DUE_DAY)
    title = "Isi laporan TW III 2026: Kepala Dinas Kesehatan"
    assert told(operator, AFTER_THE_DUE_DAY) == [(title, "Hari terakhir masa tenggang")]


def test_a_report_that_waits_for_a_verdict_says_since_when_and_whose_it_is(head):
    factories.report_of(head, "submitted")
    verifier = factories.user_with_role(Role.ORGANISATION_SECTION)
    assert told(verifier) == [
        ("Verifikasi laporan TW III 2026: Kepala Dinas Kesehatan", "Dikirim 5 Oktober 2026"),
    ]


@pytest.mark.parametrize("reports", [1, 3])
def test_the_number_of_queries_does_not_depend_on_the_number_of_tasks(reports, django_assert_num_queries):
    for _ in range(reports):
        factories.report_of(factories.PositionFactory(), "submitted")
    verifier = factories.user_with_role(Role.ORGANISATION_SECTION)
    with django_assert_num_queries(7):
        assert len(tasks_of(verifier, today=TODAY)) == reports
