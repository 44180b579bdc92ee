"""The year of a position and of a unit: the dashboard's figures, the year before, an estimate that never counts."""

import datetime
import re
from decimal import Decimal

import pytest
import time_machine
from django.urls import reverse

from evaluations.dashboard.facts import build_dashboard, build_rows
from evaluations.years.facts import unit_year_of, year_of
from indicators.domain.kinds import Figure, Grade
from indicators.enums import Aggregation, Polarity, ValueState
from organisation.enums import PositionKind, Role
from organisation.models import Position
from realisations.enums import ReportStatus
from tests import factories

pytestmark = pytest.mark.django_db

TODAY = datetime.date(2026, 10, 14)
"""The third quarter of 2026 is being reported."""

NEW_YEAR = datetime.date(2027, 1, 20)
"""All quarters of 2026 have been opened."""


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(datetime.datetime(2026, 10, 14, 9, tzinfo=datetime.UTC), tick=False):
        yield


@pytest.fixture
def sekda():
    return factories.holder_of(factories.PositionFactory(kind=PositionKind.REGIONAL_SECRETARY))


def figure(value) -> Figure:
    return Figure(Decimal(str(value)))


def indicator_of(position, *, target=80, year=2026, quarters=None, **columns):
    """An indicator of the position with a target of the year and of every quarter."""
    made = factories.IndicatorFactory(objective__position=position, **columns)
    parts = quarters if quarters is not None else dict.fromkeys(range(1, 5), figure(target))
    factories.target_for(made, figure(target), year=year, quarters=parts)
    return made


def reported(indicator, quarter, value, status=ReportStatus.VERIFIED, year=2026):
    """A figure of the indicator in the report of its position, which is made when it is missing."""
    position = indicator.objective.position
    found = position.quarter_reports.filter(period__year=year, period__quarter=quarter).first()
    found = found or factories.report_of(position, status, year=year, quarter=quarter)
    return factories.realise(found, indicator, figure(value) if value is not None else None)


def row_of(position, year=2026, today=TODAY):
    [row] = year_of(position, year, today=today).rows
    return row


def page_of(client, user, position, year=2026, **query) -> str:
    client.force_login(user)
    answer = client.get(reverse("evaluations:position_year", args=[position.pk, year]), query)
    assert answer.status_code == 200
    return answer.content.decode()


# --- Works -----------------------------------------------------------------------------------------------------------


def test_the_year_is_the_one_of_the_dashboard(sekda):
    position = factories.PositionFactory()
    for value, status in ((88, "verified"), (40, "verified")):
        reported(indicator_of(position), 3, value, status)
    sheet = year_of(position, 2026, today=TODAY)
    [row] = build_dashboard(sekda, year=2026, quarter=3, today=TODAY).rows
    assert (sheet.overall.summary, sheet.overall.verified_count) == (row.overall.summary, row.overall.verified_count)
    assert sheet.overall.lines == row.lines
    assert sheet.overall.shown_average == row.overall.shown_average == Decimal(80)


def test_a_whole_year_is_the_one_of_the_dashboard(client, sekda):
    position = factories.PositionFactory()
    for value in (88, 40):
        reported(indicator_of(position), 4, value)
    overall = year_of(position, 2026, today=NEW_YEAR).overall
    [row] = build_dashboard(sekda, year=2026, quarter=None, today=NEW_YEAR).rows
    assert (overall.quarter, overall.lines, overall.summary) == (None, row.lines, row.overall.summary)
    assert "Ringkasan 2026 setahun" in page_of(client, sekda, position)


@pytest.fixture
def on_target():
    """25 of 100 in the first quarter, of which 25 were wanted; 98 of 100 the year before."""
    indicator = summed_indicator(factories.PositionFactory())
    factories.target_for(indicator, figure(100), year=2025)
    reported(indicator, 4, 98, year=2025)
    reported(indicator, 1, 25)
    return indicator.objective.position


def summed_indicator(position):
    parts = dict.fromkeys(range(1, 5), figure(25))
    return indicator_of(position, aggregation=Aggregation.SUM, target=100, quarters=parts)


def test_a_running_year_is_not_judged_as_a_finished_one(client, sekda, on_target):
    sheet = year_of(on_target, 2026, today=datetime.date(2026, 5, 1))
    assert (sheet.overall.quarter, sheet.overall.shown_average, sheet.overall.summary.met) == (1, 100, 1)
    [item] = sheet.trends
    assert "2025: 98,00%; 2026 s.d. TW I: 100,00%" in item.chart.description
    assert [row.indicator for row in sheet.shown("belum-mencapai")] == []
    page = page_of(client, sekda, on_target)
    for words in ("Ringkasan 2026 s.d. TW I", '<p class="stretch">S.d. TW I</p>', ">s.d. TW I</text>"):
        assert words in page
    for words in ("Ringkasan setahun", "25,00%", "Sangat Rendah"):
        assert words not in page


def test_a_quarter_that_was_only_sent_does_not_move_the_judgement(on_target):
    [row] = year_of(on_target, 2026, today=TODAY).rows
    reported(row.indicator, 2, 1, ReportStatus.SUBMITTED)
    sheet = year_of(on_target, 2026, today=TODAY)
    assert (sheet.rows[0].figures.judged_label, sheet.overall.shown_average) == ("s.d. TW I", 100)


def test_the_last_quarter_ends_the_year_once_it_is_verified_not_when_it_is_sent(on_target):
    [row] = year_of(on_target, 2026, today=NEW_YEAR).rows
    for quarter in (2, 3):
        reported(row.indicator, quarter, 25)
    reported(row.indicator, 4, 25, ReportStatus.SUBMITTED)
    sheet = year_of(on_target, 2026, today=NEW_YEAR)
    assert (sheet.rows[0].figures.judged_label, sheet.overall.shown_average) == ("s.d. TW III", 100)
    assert sheet.overall.heading == "Ringkasan 2026 s.d. TW III"


def test_an_ended_year_with_a_gap_is_summarised_as_a_year_but_the_figure_does_not_count(on_target):
    [row] = year_of(on_target, 2026, today=TODAY).rows
    reported(row.indicator, 4, 25)
    sheet = year_of(on_target, 2026, today=NEW_YEAR)
    assert (sheet.overall.quarter, sheet.overall.summary.known) == (None, 0)
    assert sheet.rows[0].judged.report_label == "Belum lapor TW II, III"


def test_a_year_without_a_verified_quarter_says_so(client, sekda):
    position = factories.PositionFactory()
    reported(summed_indicator(position), 1, 25, ReportStatus.SUBMITTED)
    page = page_of(client, sekda, position)
    assert "Ringkasan 2026: belum ada triwulan terverifikasi" in page
    assert "25,00%" not in page


def test_an_earlier_year_that_never_ended_is_drawn_to_date_too(on_target):
    [row] = year_of(on_target, 2026, today=TODAY).rows
    factories.target_for(row.indicator, figure(100), year=2024, quarters=dict.fromkeys(range(1, 5), figure(25)))
    reported(row.indicator, 1, 20, year=2024)
    [item] = year_of(on_target, 2026, today=TODAY).trends
    assert "2024 s.d. TW I: 80,00%" in item.chart.description


def test_quarters_the_year_and_the_year_before_stand_in_one_row(client, sekda):
    position = factories.PositionFactory()
    indicator = indicator_of(position, polarity=Polarity.MINIMIZE, target=14)
    factories.target_for(indicator, figure(18), year=2025, quarters=dict.fromkeys(range(1, 5), figure(18)))
    for quarter, value in ((1, 17), (2, 16), (3, 15)):
        reported(indicator, quarter, value)
        reported(indicator, quarter, value + 4, year=2025)
    page = page_of(client, sekda, position)
    for text in ("78,57%", "85,71%", "92,86%", "s.d. TW III 2025", "-21,05%", "Membaik", "Perkiraan akhir tahun"):
        assert text in page
    assert "Memburuk</span>" not in page


def test_a_year_under_way_is_held_against_the_same_quarters_of_the_year_before():
    indicator = indicator_of(
        factories.PositionFactory(), aggregation=Aggregation.SUM, quarters=dict.fromkeys(range(1, 5), figure(20))
    )
    factories.target_for(indicator, figure(80), year=2025, quarters=dict.fromkeys(range(1, 5), figure(20)))
    for quarter, value in ((1, 10), (2, 10), (3, 30), (4, 30)):
        reported(indicator, quarter, value, year=2025)
    for quarter, value in ((1, 12), (2, 12)):
        reported(indicator, quarter, value)
    row = row_of(indicator.objective.position)
    assert (row.compared_label, row.value_before) == ("s.d. TW II 2025", figure(20))
    assert (row.comparison.change, row.comparison.points, row.comparison_tone) == (20, 10, "success")


@pytest.mark.parametrize("gap_year", [2025, 2026])
def test_a_sum_with_a_gap_is_not_held_against_one_without(client, sekda, gap_year):
    indicator = indicator_of(
        factories.PositionFactory(), aggregation=Aggregation.SUM, quarters=dict.fromkeys(range(1, 5), figure(20))
    )
    factories.target_for(indicator, figure(80), year=2025, quarters=dict.fromkeys(range(1, 5), figure(20)))
    for year in (2025, 2026):
        for quarter in (1, 2):
            if (year, quarter) != (gap_year, 1):
                reported(indicator, quarter, 15, year=year)
    row = row_of(indicator.objective.position)
    assert (row.comparison, row.no_comparison) == (None, "triwulan yang dilaporkan berbeda")
    page = page_of(client, sekda, indicator.objective.position)
    assert "Triwulan yang dilaporkan berbeda" in page
    assert "Memburuk</span>" not in page


def test_a_complete_year_is_held_against_the_whole_year_before_and_estimated_no_more():
    indicator = indicator_of(factories.PositionFactory())
    factories.target_for(indicator, figure(80), year=2025)
    reported(indicator, 4, 60, year=2025)
    reported(indicator, 4, 72)
    row = row_of(indicator.objective.position, today=NEW_YEAR)
    assert (row.projection, row.compared_label, row.comparison.change) == (None, "2025", 20)
    assert row.line.is_verified


def test_better_and_worse_are_coloured_by_polarity_and_said_in_words():
    indicator = indicator_of(factories.PositionFactory(), polarity=Polarity.MINIMIZE, quarters={})
    factories.target_for(indicator, figure(80), year=2025)
    reported(indicator, 4, 60, year=2025)
    reported(indicator, 4, 72)
    row = row_of(indicator.objective.position)
    assert (row.comparison.verdict.label, row.comparison_tone) == ("memburuk", "danger")


def test_an_estimate_has_no_colour_and_enters_no_average(client, sekda):
    position = factories.PositionFactory()
    indicator = indicator_of(
        position, aggregation=Aggregation.SUM, target=100, quarters=dict.fromkeys(range(1, 5), figure(25))
    )
    reported(indicator, 1, 30, ReportStatus.SUBMITTED)
    sheet = year_of(position, 2026, today=TODAY)
    assert sheet.rows[0].projection.value == figure(120)
    overall = sheet.overall
    assert (overall.summary.known, overall.shown_average, overall.tone) == (0, None, "neutral")
    page = " ".join(page_of(client, sekda, position).split())
    assert "Perkiraan akhir tahun: 120 %, capaian 120,00%." in page
    assert "bukan angka kinerja" in page


def test_an_annual_indicator_is_not_estimated_and_owes_nothing_before_its_quarter(client, sekda):
    position = factories.PositionFactory()
    indicator_of(position, aggregation=Aggregation.ANNUAL, quarters={})
    page = page_of(client, sekda, position)
    assert "tidak diperkirakan" in page
    assert "Belum lapor" not in page


def test_missing_zero_not_applicable_and_waiting_stay_apart(client, sekda):
    position = factories.PositionFactory()
    indicator = indicator_of(position, aggregation=Aggregation.SUM)
    reported(indicator, 1, 0)
    for quarter, state in ((2, ValueState.NOT_APPLICABLE), (3, ValueState.WAITING)):
        with factories.already_there():
            row = reported(indicator, quarter, None)
            row.state = state
            row.save()
    page = re.sub(r"\s+(?=<)|(?<=>)\s+", "", page_of(client, sekda, position))
    for words in ("<dd>0</dd>", "Tidak berlaku (n/a)", "Menunggu data", "Belum dibuka"):
        assert words in page


def test_the_money_of_the_year_counts_reports_that_were_sent_only(client, sekda):
    position = factories.PositionFactory()
    indicator = indicator_of(position)
    reported(indicator, 1, 70)
    reported(indicator, 2, 70, ReportStatus.DRAFT)
    line = factories.BudgetLineFactory(position=position, amount=400)
    for quarter, amount in ((1, 100), (2, 60)):
        factories.spend(line, quarter, amount)
    spending = year_of(position, 2026, today=TODAY).spending
    assert [quarter.spent for quarter in spending.quarters] == [100, None, None, None]
    assert (spending.spent, spending.absorbed) == (100, 25)
    page = re.sub(r"\s+(?=<)|(?<=>)\s+", "", page_of(client, sekda, position))
    assert "Rp100" in page
    assert "Rp60" not in page
    assert page.count("Belum dilaporkan</span></span></td>") == 3


def test_money_that_nobody_reported_is_said_beside_the_figure(client, sekda):
    position = factories.PositionFactory()
    reported(indicator_of(position), 3, 70)
    lines = [factories.BudgetLineFactory(position=position, amount=100) for _ in range(3)]
    factories.spend(lines[0], 3, 60)
    spending = year_of(position, 2026, today=TODAY).spending
    third = spending.quarters[2]
    assert (third.spent, third.absorbed_to_date, third.note) == (60, 20, "2 dari 3 pos belum dilaporkan")
    assert third.note_to_date == "TW I, II belum dilaporkan; TW III: 2 dari 3 pos belum dilaporkan"
    assert spending.note == "TW I, II, IV belum dilaporkan; TW III: 2 dari 3 pos belum dilaporkan"
    page = page_of(client, sekda, position)
    for words in (third.note, third.note_to_date, spending.note):
        assert f">{words}</span>" in page


def test_money_that_was_reported_in_full_needs_no_note():
    position = factories.PositionFactory()
    indicator = indicator_of(position)
    line = factories.BudgetLineFactory(position=position, amount=100)
    for quarter in range(1, 5):
        reported(indicator, quarter, 70)
        factories.spend(line, quarter, 0)
    spending = year_of(position, 2026, today=NEW_YEAR).spending
    assert (spending.absorbed, spending.note) == (0, "")
    assert {(quarter.note, quarter.note_to_date) for quarter in spending.quarters} == {("", "")}


def test_a_unit_says_how_many_of_its_lines_the_absorption_lacks(client, sekda):
    head = factories.PositionFactory()
    positions = [head, *(factories.PositionFactory(unit=head.unit) for _ in range(3))]
    for number, position in enumerate(positions):
        indicator = indicator_of(position)
        line = factories.BudgetLineFactory(position=position, amount=100)
        if not number:
            reported(indicator, 1, 70)
            factories.spend(line, 1, 8)
    sheet = unit_year_of(head.unit, 2026, visible=Position.objects.all(), today=TODAY)
    assert (sheet.spending.quarters[0].absorbed, sheet.spending.quarters[0].note) == (
        2,
        "3 dari 4 pos belum dilaporkan",
    )
    client.force_login(sekda)
    page = client.get(reverse("evaluations:unit_year", args=[head.unit_id, 2026])).content.decode()
    assert "TW I: 3 dari 4 pos belum dilaporkan" in page


def test_five_years_are_drawn_and_told_in_a_table(client, sekda):
    position = factories.PositionFactory()
    indicator = indicator_of(position, quarters={})
    for year, value in ((2020, 10), (2022, 60), (2023, 64), (2025, 72)):
        factories.target_for(indicator, figure(80), year=year)
        reported(indicator, 4, value, year=year)
    page = page_of(client, sekda, position)
    assert "Tren 2022–2026" in page
    assert '<svg class="trend"' in page
    assert "2022: 75,00%; 2023: 80,00%; 2024: belum ada; 2025: 90,00%; 2026: belum ada" in page
    assert "10,0" not in page, "the trend goes back four years"


def test_grades_have_a_year_too(client, sekda):
    position = factories.PositionFactory()
    scale = ["CC", "B", "BB", "A"]
    indicator = factories.IndicatorFactory(
        objective__position=position, polarity=Polarity.PREDICATE, predicate_scale=scale
    )
    for year, grade in ((2025, "B"), (2026, "BB")):
        factories.target_for(indicator, Grade("A"), year=year)
        factories.realise(factories.report_of(position, year=year, quarter=4), indicator, Grade(grade))
    page = page_of(client, sekda, position)
    assert "Membaik" in page
    assert "75,00%" in page


def test_a_filter_in_the_address_keeps_the_summary_whole(client, sekda):
    position = factories.PositionFactory()
    reached, missed = indicator_of(position, statement="Tercapai"), indicator_of(position, statement="Meleset")
    reported(reached, 3, 90)
    reported(missed, 3, 40)
    page = page_of(client, sekda, position, tampil="belum-mencapai")
    table = page[page.index("<table") : page.index("</table>")]
    assert "Meleset" in table
    assert "Tercapai" not in table
    assert "2 dari 2" in page
    assert page_of(client, sekda, position, tampil="ngawur").count("Tercapai") > 1


def test_a_unit_sums_up_its_positions_as_the_dashboard_does(client, sekda):
    head = factories.PositionFactory()
    division = factories.WorkUnitFactory(parent=head.unit)
    below = factories.PositionFactory(unit=division, kind=PositionKind.ADMINISTRATOR, reports_to=head)
    reported(indicator_of(head), 3, 88)
    reported(indicator_of(below), 3, 40)
    factories.BudgetLineFactory(position=below, amount=400)
    sheet = unit_year_of(head.unit, 2026, visible=Position.objects.all(), today=TODAY)
    board = build_rows(Position.objects.filter(pk__in=[head.pk, below.pk]), year=2026, quarter=3, today=TODAY)
    assert (sheet.overall.summary, sheet.overall.shown_average) == (board.overall.summary, Decimal(80))
    assert [item.overall.summary for item in sheet.rows] == [row.overall.summary for row in board.rows]
    assert sheet.overall.heading == "Ringkasan 2026 s.d. TW III"
    client.force_login(sekda)
    page = client.get(reverse("evaluations:unit_year", args=[head.unit_id, 2026])).content.decode()
    for text in ("80,00%", "110,00%", "50,00%", "Rp400", reverse("evaluations:position_year", args=[below.pk, 2026])):
        assert text in page


@pytest.fixture
def department():
    """A head and two divisions: two quarters of this year verified, and the year before, with one indicator more."""
    head = factories.PositionFactory()
    below = [factories.PositionFactory(unit=head.unit, kind=PositionKind.ADMINISTRATOR, reports_to=head) for _ in "ab"]
    for position in (head, *below):
        indicator = indicator_of(position, statement=f"Indikator {position.title}")
        factories.target_for(indicator, figure(80), year=2025)
        for year, quarter, value in ((2025, 4, 60), (2026, 1, 40), (2026, 2, 80)):
            reported(indicator, quarter, value, year=year)
    reported(indicator_of(below[0], year=2025), 4, 80, year=2025)
    return head


def test_a_unit_tells_every_quarter_and_the_years_before(client, sekda, department):
    sheet = unit_year_of(department.unit, 2026, visible=Position.objects.all(), today=TODAY)
    assert [(item.label, item.shown_average) for item in sheet.course] == [
        ("2025 setahun", Decimal("81.25")),
        ("2026 s.d. TW I", 50),
        ("2026 s.d. TW II", 100),
        ("2026 s.d. TW III", None),
        ("2026 s.d. TW IV", None),
    ]
    for quarter, overall in enumerate(sheet.quarters, start=1):
        board = build_rows(Position.objects.filter(unit=department.unit), year=2026, quarter=quarter, today=TODAY)
        assert (overall.summary, overall.verified_count) == (board.overall.summary, board.overall.verified_count)
    assert "TW I: 50,00%; TW II: 100,00%; TW III: belum ada" in sheet.quarter_chart.description
    assert "2025: 81,25%; 2026 s.d. TW II: 100,00%" in sheet.year_chart.description
    client.force_login(sekda)
    page = client.get(reverse("evaluations:unit_year", args=[department.unit_id, 2026])).content.decode()
    for words in ("2025 setahun", "81,25%", "2026 s.d. TW I", "50,00%", "TW I: 50,00%; TW II"):
        assert words in page


def test_a_year_before_is_the_number_of_its_own_page(department):
    now, before = (
        unit_year_of(department.unit, year, visible=Position.objects.all(), today=TODAY) for year in (2026, 2025)
    )
    [past] = now.past
    assert (past.summary, past.lines) == (before.overall.summary, before.overall.lines)
    assert past.summary.total == 4


def test_a_unit_shows_the_indicators_of_its_head_with_estimate_and_last_year(client, sekda, department):
    sheet = unit_year_of(department.unit, 2026, visible=Position.objects.all(), today=TODAY)
    [(head, rows)] = sheet.heads
    assert (head, rows) == (department, year_of(department, 2026, today=TODAY).rows)
    client.force_login(sekda)
    page = client.get(reverse("evaluations:unit_year", args=[department.unit_id, 2026])).content.decode()
    table = page[page.index("year-table") :]
    for words in (f"Indikator {department.title}", "Perkiraan akhir tahun", "Dibanding tahun lalu"):
        assert words in table
    assert page.count("Perkiraan akhir tahun:") == 1


def test_the_money_of_a_unit_is_that_of_its_highest_positions():
    head = factories.PositionFactory()
    below = factories.PositionFactory(unit=head.unit, kind=PositionKind.ADMINISTRATOR, reports_to=head)
    other = factories.PositionFactory(unit=head.unit)
    for position, amount in ((head, 1000), (below, 400), (other, 50)):
        indicator_of(position)
        factories.BudgetLineFactory(position=position, amount=amount)
    sheet = unit_year_of(head.unit, 2026, visible=Position.objects.all(), today=TODAY)
    assert sheet.spending.budget == 1050, "the budget of the head holds that of the division"


def test_the_year_is_reached_from_everywhere(client, sekda):
    factories.GovernmentFactory()
    position = factories.PositionFactory()
    indicator = indicator_of(position)
    report = reported(indicator, 3, 70).report
    client.force_login(sekda)
    year = reverse("evaluations:position_year", args=[position.pk, 2026])
    working = reverse("realisations:figure_working", args=[indicator.pk, 2026])
    places = {
        reverse("evaluations:dashboard_show") + "?tahun=2026&triwulan=3": [year],
        reverse("evaluations:position_show", args=[position.pk]) + "?tahun=2026&triwulan=3": [year, f"{working}?"],
        reverse("realisations:indicator_detail", args=[indicator.pk]): [year],
        reverse("realisations:report_detail", args=[report.pk]): [year],
        reverse("reports:lkjip_list") + "?tahun=2026": [year],
        year: [f"{working}?", reverse("reports:year_pdf", args=["jabatan", position.pk, 2026])],
    }
    for address, links in places.items():
        page = client.get(address).content.decode()
        assert all(link in page for link in links), address


@pytest.mark.parametrize(("name", "queries"), [("position_year", 20), ("unit_year", 23)])
@pytest.mark.parametrize("rows", [1, 3])
def test_the_pages_need_the_same_queries_for_one_row_and_three(
    client, sekda, name, queries, rows, django_assert_num_queries
):
    head = factories.PositionFactory()
    for number in range(rows):
        position = head if name == "position_year" or not number else factories.PositionFactory(unit=head.unit)
        indicator = indicator_of(position)
        factories.target_for(indicator, figure(80), year=2025)
        reported(indicator, 3, 70)
        factories.BudgetLineFactory(position=position)
    client.force_login(sekda)
    pk = head.pk if name == "position_year" else head.unit_id
    address = reverse(f"evaluations:{name}", args=[pk, 2026])
    client.get(address)
    with django_assert_num_queries(queries):
        assert client.get(address).status_code == 200


# --- Who may not, and what is not there ------------------------------------------------------------------------------


def test_drafts_are_part_of_nobodys_year_not_even_their_authors(client):
    position = factories.PositionFactory()
    reported(indicator_of(position), 3, 61, ReportStatus.DRAFT)
    assert ">61<" not in page_of(client, factories.holder_of(position), position)


def test_a_year_outside_the_scope_is_not_found(client):
    position = factories.PositionFactory()
    stranger = factories.holder_of(factories.PositionFactory())
    client.force_login(stranger)
    assert client.get(reverse("evaluations:position_year", args=[position.pk, 2026])).status_code == 404
    assert client.get(reverse("evaluations:unit_year", args=[position.unit_id, 2026])).status_code == 404


def test_staff_see_their_own_year_but_no_unit(client):
    position = factories.PositionFactory(kind=PositionKind.EXECUTING_STAFF)
    staff = factories.holder_of(position)
    reported(indicator_of(position), 3, 70)
    assert "87,50%" in page_of(client, staff, position)
    assert client.get(reverse("evaluations:unit_year", args=[position.unit_id, 2026])).status_code == 403


def test_an_impossible_year_is_not_found_and_an_empty_one_says_what_to_do(client):
    position = factories.PositionFactory()
    user = factories.user_with_role(Role.INSPECTORATE)
    assert "Belum ada indikator bertarget" in page_of(client, user, position, 2019)
    client.force_login(user)
    for name, pk in (("position_year", position.pk), ("unit_year", position.unit_id)):
        assert client.get(reverse(f"evaluations:{name}", args=[pk, 1999])).status_code == 404
        assert client.get(reverse(f"evaluations:{name}", args=[pk, 2019])).status_code == 200
