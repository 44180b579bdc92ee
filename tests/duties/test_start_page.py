"""What waits for a person: only what can be done today, named by whose it is, in a constant number of queries."""

import datetime
from decimal import Decimal

import pytest
from django.utils import timezone

from agreements.drafting.actions import draft_agreement
from agreements.enums import AgreementStatus, Side
from agreements.models import Agreement, Party
from duties.desk.facts import delegations_of, desk_of
from indicators.domain.kinds import Figure
from indicators.models import Indicator, Period, PeriodExtension, Target
from organisation.enums import PositionKind, Role
from organisation.models import Position
from tests import factories
from tests.clocks import database_clock

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


def tasks_of(user, today: datetime.date = TODAY) -> list[tuple[str, str]]:
    return [(task.title, task.detail) for task in desk_of(user, today=today).tasks]


def test_the_head_is_asked_for_the_report_of_the_open_quarter_and_for_the_agreement_of_the_year(head):
    assert tasks_of(factories.holder_of(head)) == [
        ("Isi laporan TW III 2026: Kepala Dinas Kesehatan", "Batas lapor 5 hari lagi"),
        ("Susun PK 2026: Kepala Dinas Kesehatan", ""),
    ]


def test_a_late_report_says_how_late_it_is(head):
    operator = factories.user_with_role(Role.OPERATOR, head.unit)
    title = "Isi laporan TW III 2026: Kepala Dinas Kesehatan"
    assert tasks_of(operator, AFTER_THE_DUE_DAY) == [(title, "Terlambat 4 hari")]


def test_a_report_that_was_not_sent_stays_after_closing_and_says_what_to_ask_for(head):
    operator = factories.user_with_role(Role.OPERATOR, head.unit)
    title = "Laporan TW III 2026 belum dikirim: Kepala Dinas Kesehatan"
    assert tasks_of(operator, AFTER_THE_CLOSING_DAY) == [(title, "Ditutup; minta perpanjangan")]
    assert tasks_of(operator, AFTER_THE_CLOSING_DAY + datetime.timedelta(days=370)) == []
    factories.report_of(head, "submitted")
    assert tasks_of(operator, AFTER_THE_CLOSING_DAY) == []


def test_several_reports_that_closed_unsent_are_one_row(head):
    second = factories.PositionFactory(unit=head.unit, title="Sekretaris Dinas Kesehatan")
    factories.target_for(factories.IndicatorFactory(objective__position=second), Figure(Decimal(80)))
    operator = factories.user_with_role(Role.OPERATOR, head.unit)
    (task,) = desk_of(operator, today=AFTER_THE_CLOSING_DAY).tasks
    assert (task.title, task.label) == ("2 laporan TW III 2026 belum dikirim", "Ditutup")
    assert task.url == "/realisasi/?tahun=2026&triwulan=3&lingkup=saya"


def test_a_closed_quarter_is_open_again_for_a_unit_that_was_given_more_time(head):
    operator = factories.user_with_role(Role.OPERATOR, head.unit)
    until = AFTER_THE_CLOSING_DAY + datetime.timedelta(days=3)
    PeriodExtension.objects.create(period=factories.PeriodFactory(), unit=head.unit, until=until, reason="Banjir")
    assert [title for title, _ in tasks_of(operator, AFTER_THE_CLOSING_DAY)] == [
        "Isi laporan TW III 2026: Kepala Dinas Kesehatan"
    ]


def test_an_agreement_that_was_begun_is_gone_on_with(head):
    superior = factories.PositionFactory(kind=PositionKind.REGIONAL_HEAD, title="Bupati Contoh")
    factories.GovernmentFactory()
    factories.holder_of(superior)
    Position.objects.filter(pk=head.pk).update(reports_to=superior)
    user = factories.holder_of(head)
    draft_agreement(head, 2026, by=user, today=TODAY)
    assert ("Lengkapi dan ajukan PK 2026: Kepala Dinas Kesehatan", "") in tasks_of(user)


def test_several_agreements_that_wait_are_offered_together_and_one_by_one():
    regent = factories.PositionFactory(kind=PositionKind.REGIONAL_HEAD, title="Bupati Contoh")
    user = factories.holder_of(regent)
    for number in range(2):
        position = factories.PositionFactory(title=f"Kepala Dinas {number}", reports_to=regent)
        agreement = Agreement.objects.create(position=position, year=2026, status=AgreementStatus.SUBMITTED)
        Party.objects.create(
            agreement=agreement, side=Side.SECOND, position=regent, employee=user.employee, assignment_kind="definitive"
        )
    titles = [title for title, _ in tasks_of(user)]
    assert titles[0] == "Setujui 2 PK 2026"
    assert len(titles) == 3


def test_in_the_grace_a_report_is_not_called_late(head):
    operator = factories.user_with_role(Role.OPERATOR, head.unit)
    Period.objects.update(grace=AFTER_THE_DUE_DAY)
    title = "Isi laporan TW III 2026: Kepala Dinas Kesehatan"
    assert tasks_of(operator, AFTER_THE_DUE_DAY) == [(title, "Hari terakhir masa tenggang")]


def test_a_report_that_waits_for_a_verdict_says_since_when_and_whose_it_is(head):
    factories.report_of(head, "submitted")
    verifier = factories.user_with_role(Role.ORGANISATION_SECTION)
    assert tasks_of(verifier) == [
        (
            "Verifikasi laporan TW III 2026: Kepala Dinas Kesehatan",
            "Dikirim 5 Oktober 2026, pelaporan ditutup 31 Oktober 2026",
        ),
    ]


@pytest.mark.parametrize("reports", [1, 3])
def test_the_number_of_queries_does_not_depend_on_the_number_of_tasks(reports, django_assert_num_queries):
    for _ in range(reports):
        factories.report_of(factories.PositionFactory(), "submitted")
    verifier = factories.user_with_role(Role.ORGANISATION_SECTION)
    with django_assert_num_queries(13):
        assert len(desk_of(verifier, today=TODAY).tasks) == reports + (reports > 1)


def test_several_reports_to_verify_are_offered_together_first():
    for _ in range(2):
        factories.report_of(factories.PositionFactory(), "submitted")
    verifier = factories.user_with_role(Role.ORGANISATION_SECTION)
    first = desk_of(verifier, today=TODAY).tasks[0]
    assert (first.title, first.url) == ("Verifikasi 2 laporan", "/realisasi/verifikasi/")


@pytest.mark.parametrize(
    ("status", "columns", "title", "label", "tone"),
    [
        ("draft", {}, "Kirim laporan", "Lengkap, belum dikirim", "warning"),
        ("draft", {"state": "waiting", "figure": None}, "Isi laporan", "Sedang diisi", "warning"),
        ("returned", {}, "Isi laporan", "Dikembalikan", "warning"),
        (None, {}, "Isi laporan", "Belum mulai", "danger"),
    ],
)
def test_a_report_says_where_it_stands(head, status, columns, title, label, tone):
    if status:
        realise_all(head, factories.report_of(head, status), **columns)
    task = desk_of(factories.holder_of(head), today=TODAY).tasks[0]
    assert (task.title, task.label, task.tone) == (f"{title} TW III 2026: Kepala Dinas Kesehatan", label, tone)
    assert client_page(task.url) == ("periksa" if label.startswith("Lengkap") else "isi" if status else "daftar")


def realise_all(head, report, **columns) -> None:
    Target.objects.get().quarters.create(quarter=3, figure=80)
    columns = {"state": "reported", "figure": 80, **columns}
    factories.RealisationFactory(report=report, indicator=Indicator.objects.get(), **columns)


def client_page(url: str) -> str:
    return "daftar" if "?" in url else url.rstrip("/").rpartition("/")[2]


def test_for_the_operator_a_complete_report_is_done_and_plain(head):
    realise_all(head, factories.report_of(head, "draft"))
    task = desk_of(factories.user_with_role(Role.OPERATOR, head.unit), today=TODAY).tasks[0]
    assert (task.label, task.tone) == ("Lengkap, belum dikirim", "plain")


def test_what_is_overdue_comes_first_and_what_has_no_day_last(head):
    PeriodExtension.objects.create(period=factories.PeriodFactory(), unit=head.unit, until=AFTER_THE_CLOSING_DAY,
                                   reason="Banjir")  # fmt: skip
    other = factories.PositionFactory(unit=head.unit, title="Sekretaris Dinas Kesehatan")
    factories.target_for(factories.IndicatorFactory(objective__position=other), Figure(Decimal(80)))
    factories.PeriodFactory(
        quarter=4, opens=TODAY - datetime.timedelta(days=1), due=TODAY, closes=AFTER_THE_CLOSING_DAY
    )
    dues = [task.due for task in desk_of(factories.holder_of(head), today=AFTER_THE_CLOSING_DAY).tasks]
    assert dues == [TODAY, datetime.date(2026, 10, 10), None]


def test_the_delegate_is_asked_to_send_and_is_told_for_whom(head):
    realise_all(head, factories.report_of(head, "draft"))
    division = factories.PositionFactory(unit=head.unit, title="Kepala Bidang", kind=PositionKind.ADMINISTRATOR)
    delegate = factories.holder_of(division)
    factories.DelegationFactory(position=head, delegate=delegate)
    nine = datetime.datetime(2026, 10, 5, 9, tzinfo=datetime.UTC)
    with database_clock(nine):
        task = desk_of(delegate, today=TODAY).tasks[0]
    assert (task.title, task.detail) == (
        "Kirim laporan TW III 2026: Kepala Dinas Kesehatan",
        "Batas lapor 5 hari lagi, sebagai delegasi",
    )
    tasks_of = "Sampai 31 Oktober 2026 Anda dapat mengirim laporan atas nama Kepala Dinas Kesehatan (Cuti tahunan)."
    assert delegations_of(delegate, today=TODAY) == [tasks_of]
    holder = factories.holder_of(head)
    (tasks_of,) = delegations_of(holder, today=TODAY)
    assert tasks_of.startswith(
        f"Sampai 31 Oktober 2026 {delegate} dapat mengirim laporan Kepala Dinas Kesehatan atas nama"
    )
    assert delegations_of(holder, today=datetime.date(2026, 11, 1)) == []


@pytest.mark.parametrize(("status", "label"), [("submitted", "Menunggu verifikasi"), ("verified", "Terkunci")])
def test_what_was_sent_is_listed_apart_without_a_colour(head, status, label):
    factories.report_of(head, status)
    operator = factories.user_with_role(Role.OPERATOR, head.unit)
    desk = desk_of(operator, today=TODAY)
    assert desk.tasks == []
    assert [(task.label, task.tone) for task in desk.sent] == [(label, "plain")]
    assert desk_of(operator, today=AFTER_THE_CLOSING_DAY).sent == []


def test_who_owes_nothing_is_told_what_comes_next_and_when(client, head):
    operator = factories.user_with_role(Role.OPERATOR, factories.WorkUnitFactory())
    assert desk_of(operator, today=TODAY).nothing.startswith("Jadwal triwulan berikutnya belum disiapkan")
    factories.PeriodFactory(quarter=4)
    assert desk_of(operator, today=TODAY).nothing == "Triwulan IV Tahun 2026 dibuka 1 Januari 2027."
    client.force_login(operator)
    assert "Tidak ada yang menunggu Anda hari ini" in client.get("/").content.decode()


@pytest.mark.parametrize("offices", [1, 3])
def test_an_operators_reports_cost_the_same_for_one_office_and_for_three(head, offices, django_assert_num_queries):
    realise_all(head, factories.report_of(head, "draft"))
    for _ in range(offices - 1):
        position = factories.PositionFactory(unit=head.unit)
        factories.target_for(factories.IndicatorFactory(objective__position=position), Figure(Decimal(80)))
        factories.report_of(position, "draft")
    operator = factories.user_with_role(Role.OPERATOR, head.unit)
    with django_assert_num_queries(31):
        assert len(desk_of(operator, today=TODAY).tasks) == offices


def test_a_promise_is_something_to_do_from_a_week_before_its_day_until_it_is_kept(head):
    report = factories.report_of(head, "verified", quarter=2)
    indicator = Indicator.objects.get()
    week = datetime.timedelta(days=7)
    promise = factories.realise(report, indicator, None, follow_up="Menambah posyandu", follow_up_due=TODAY + week)
    operator = factories.user_with_role(Role.OPERATOR, head.unit)
    title = f"Tindak lanjut {indicator.statement}: Kepala Dinas Kesehatan"

    assert (title, "7 hari lagi") in tasks_of(operator)
    assert title not in dict(tasks_of(operator, TODAY - datetime.timedelta(days=1)))
    assert (title, "Terlambat 2 hari") in tasks_of(operator, TODAY + datetime.timedelta(days=9))

    promise.follow_up_done_at, promise.follow_up_done_by = timezone.now(), operator
    promise.save()
    assert title not in dict(tasks_of(operator))
