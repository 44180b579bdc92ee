"""The Sekda's dashboard: who has not reported, what was achieved, and what is not known."""

import datetime
from decimal import Decimal

import pytest
from django.urls import reverse

from evaluations.dashboard.facts import build_dashboard
from evaluations.years.facts import unit_year_of, year_of
from indicators.domain.kinds import Figure
from indicators.enums import Aggregation
from organisation.enums import PositionKind, Role
from organisation.models import Position
from realisations.enums import ReportStatus
from tests import factories

pytestmark = pytest.mark.django_db

TODAY = datetime.date(2026, 10, 14)
"""Four days after reports of the third quarter of 2026 were due."""


def head_with(realised=None, status=ReportStatus.VERIFIED, *, kind=PositionKind.APPARATUS_HEAD, target=80):
    """A head with one indicator (target 80 each quarter), reported in this state unless nothing was realised."""
    position = factories.PositionFactory(kind=kind)
    indicator = factories.IndicatorFactory(objective__position=position)
    value = Figure(Decimal(target))
    factories.target_for(indicator, value, quarters=dict.fromkeys(range(1, 5), value))
    factories.PeriodFactory(year=2026, quarter=3)
    if realised is not None:
        report = factories.report_of(position, status)
        factories.realise(report, indicator, Figure(Decimal(realised)))
    return position


@pytest.fixture
def sekda():
    return factories.holder_of(factories.PositionFactory(kind=PositionKind.REGIONAL_SECRETARY))


def board_for(user, quarter=3):
    return build_dashboard(user, year=2026, quarter=quarter, today=TODAY)


def test_counts_coverage_and_average_rest_on_verified_reports(sekda):
    for realised, status in ((88, "verified"), (80, "verified"), (40, "verified"), (160, "submitted"), (None, "")):
        head_with(realised, status)
    board = board_for(sekda)
    summary = board.overall.summary
    assert (summary.total, summary.exceeded, summary.met, summary.below, summary.unknown) == (5, 1, 1, 1, 2)
    assert round(board.overall.shown_average, 6) == Decimal("86.666667")
    assert (board.verified_reports, len(board.rows)) == (3, 5)


def test_those_who_have_not_sent_are_listed_with_their_days_late(sekda):
    silent, drafting = head_with(), head_with(70, ReportStatus.DRAFT)
    head_with(70, ReportStatus.SUBMITTED)
    board = board_for(sekda)
    assert {(row.position, row.days_late) for row in board.owing} == {(silent, 4), (drafting, 4)}
    assert [state.label for row in board.owing for state in row.quarters] == ["Belum lapor", "Draf"]


def test_nothing_is_late_before_the_due_day_and_nothing_is_owed_before_the_quarter_opens(sekda):
    head_with()
    due = build_dashboard(sekda, year=2026, quarter=3, today=datetime.date(2026, 10, 10))
    early = build_dashboard(sekda, year=2026, quarter=3, today=datetime.date(2026, 9, 30))
    assert [(row.owes, row.days_late) for row in due.rows] == [(True, 0)]
    assert [(row.owes, row.quarters[0].label) for row in early.rows] == [(False, "Belum dibuka")]


def test_missing_is_never_green(sekda):
    head_with()
    (row,) = board_for(sekda).rows
    assert (row.overall.tone, row.overall.category, row.overall.shown_average, row.quarters[0].tone) == (
        "neutral",
        "",
        None,
        "danger",
    )


def test_the_regional_head_stands_apart_from_the_heads_of_offices(sekda):
    regent = head_with(88, kind=PositionKind.REGIONAL_HEAD)
    head_with(40)
    board = board_for(sekda)
    assert (board.government.position, board.government.overall.summary.exceeded) == (regent, 1)
    assert (board.overall.summary.exceeded, board.overall.summary.below) == (0, 1)


def test_the_whole_year_shows_every_quarter(sekda):
    head_with(88)
    factories.PeriodFactory(year=2026, quarter=4)
    (row,) = board_for(sekda, quarter=None).rows
    assert [(state.quarter, state.label) for state in row.quarters] == [(3, "Terverifikasi"), (4, "Belum dibuka")]


def test_a_head_of_office_sees_only_the_own_part():
    own = head_with(88)
    head_with(40)
    board = board_for(factories.holder_of(own))
    assert [row.position for row in board.rows] == [own]


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_needs_the_same_queries_for_one_office_and_three(client, rows, sekda, django_assert_num_queries):
    for _ in range(rows):
        head_with(88)
    client.force_login(sekda)
    address = reverse("evaluations:dashboard_show") + "?tahun=2026&triwulan=3"
    client.get(address)
    with django_assert_num_queries(20):
        assert client.get(address).status_code == 200


def test_the_page_says_who_is_missing_and_what_was_achieved(client, sekda, time_machine):
    time_machine.move_to(TODAY)
    silent = head_with()
    head_with(88)
    client.force_login(sekda)
    page = " ".join(client.get(reverse("evaluations:dashboard_show")).content.decode().split())
    assert "1 dari 2 laporan terverifikasi; 1 belum mengirim laporan." in page
    assert "terlambat 4 hari" in page
    assert str(silent) in page
    assert "110,00%" in page


def test_the_page_of_a_position_leads_to_indicator_and_report(client, sekda):
    position = head_with(88)
    client.force_login(sekda)
    page = client.get(reverse("evaluations:position_show", args=[position.pk]) + "?tahun=2026&triwulan=3")
    indicator = position.objectives.get().indicators.get()
    report = position.quarter_reports.get()
    assert reverse("realisations:indicator_detail", args=[indicator.pk]) in page.content.decode()
    assert reverse("realisations:report_detail", args=[report.pk]) in page.content.decode()


def test_a_position_outside_the_scope_is_not_found(client):
    own, other = head_with(88), head_with(40)
    client.force_login(factories.holder_of(own))
    assert client.get(reverse("evaluations:position_show", args=[other.pk])).status_code == 404


def test_staff_may_not_open_the_dashboard(client):
    staff = factories.PositionFactory(kind=PositionKind.EXECUTING_STAFF)
    client.force_login(factories.holder_of(staff))
    assert client.get(reverse("evaluations:dashboard_show")).status_code == 403


@pytest.mark.parametrize("query", ["tahun=abc", "triwulan=9", "tahun=99999&tampil=x", "tahun=²"])
def test_nonsense_in_the_address_falls_back_to_the_default(client, query):
    client.force_login(factories.user_with_role(Role.INSPECTORATE))
    assert client.get(reverse("evaluations:dashboard_show") + f"?{query}").status_code == 200


# --- A running year, and whose figure it is --------------------------------------------------------------------------


@pytest.fixture
def in_october(time_machine):
    """The third quarter is being reported."""
    time_machine.move_to(TODAY)


def counting_head(*realised, wanted=25, **columns):
    """A head with an indicator that counts to 100 in four equal quarters, verified for as many as are given."""
    position = factories.PositionFactory(**columns)
    indicator = factories.IndicatorFactory(
        objective__position=position, aggregation=Aggregation.SUM, is_key=True, unit_of_measure="Orang"
    )
    parts = dict.fromkeys(range(1, 5), Figure(Decimal(wanted)))
    factories.target_for(indicator, Figure(Decimal(100)), quarters=parts)
    for quarter, value in enumerate(realised, start=1):
        factories.realise(factories.report_of(position, quarter=quarter), indicator, Figure(Decimal(value)))
    return position


@pytest.mark.usefixtures("in_october")
def test_the_whole_of_a_running_year_is_the_year_of_the_page_that_it_links_to(client, sekda):
    position = counting_head(25, 20)
    (row,) = board_for(sekda, quarter=None).rows
    overall = year_of(position, 2026, today=TODAY).overall
    assert row.overall == overall
    assert (overall.quarter, overall.shown_average, overall.category) == (2, 90, "Tinggi")
    assert [(line.quarter, line.shown_percent) for line in row.lines] == [(2, 90)]
    client.force_login(sekda)
    for address in (reverse("evaluations:dashboard_show"), reverse("evaluations:position_show", args=[position.pk])):
        page = client.get(address, {"tahun": 2026, "triwulan": ""}).content.decode()
        assert "90,00%" in page
        assert "s.d. TW II" in page
        assert "45,00%" not in page


@pytest.mark.usefixtures("in_october")
def test_each_row_of_a_running_year_speaks_of_its_own_newest_verified_quarter(sekda):
    ahead, behind = counting_head(25, 25, 25), counting_head(20)
    board = board_for(sekda, quarter=None)
    assert {row.position: row.overall.stretch for row in board.rows} == {ahead: "s.d. TW III", behind: "s.d. TW I"}
    assert [row.overall for row in board.rows] == [
        year_of(row.position, 2026, today=TODAY).overall for row in board.rows
    ]
    assert (board.overall.stretch, board.overall.verified_count, board.overall.summary.total) == ("s.d. TW III", 1, 2)


@pytest.mark.usefixtures("in_october")
def test_a_head_and_the_whole_office_are_never_called_the_same(client, sekda):
    head = counting_head(25, title="Kepala Dinas Kesehatan", unit__name="Dinas Kesehatan")
    other = counting_head(10, title="Kepala Bidang Mutu", unit=head.unit, kind=PositionKind.ADMINISTRATOR)
    client.force_login(sekda)
    query = {"tahun": 2026, "triwulan": 1}
    board = client.get(reverse("evaluations:dashboard_show"), query).content.decode()
    assert '<span class="bars-label">' in board
    assert "Kepala Dinas Kesehatan: 1 IKU" in board
    assert ">Dinas Kesehatan</a>" not in board
    unit = client.get(reverse("evaluations:unit_year", args=[head.unit_id, 2026])).content.decode()
    assert "Seluruh Dinas Kesehatan: 2 IKU" in unit
    assert year_of(other, 2026, today=TODAY).overall.whose == "Kepala Bidang Mutu (Dinas Kesehatan): 1 IKU"


@pytest.mark.usefixtures("in_october")
def test_who_sees_a_part_of_an_office_is_not_told_that_it_is_all(client):
    head = counting_head(25, title="Kepala Dinas Kesehatan", unit__name="Dinas Kesehatan")
    chief = counting_head(10, title="Kepala Bidang Mutu", unit=head.unit, kind=PositionKind.ADMINISTRATOR)
    visible = Position.objects.filter(pk=chief.pk)
    sheet = unit_year_of(head.unit, 2026, visible=visible, today=TODAY)
    assert sheet.overall.whose == "Jabatan Dinas Kesehatan dalam lingkup Anda: 1 IKU"
