"""Form E.81 where the Renstra is stored: its columns 6, 7, 14 and 15 follow the plan, not the agreed targets."""

import io
from decimal import Decimal

import openpyxl
import pypdf
import pytest

from indicators.enums import Aggregation
from indicators.models import Indicator, QuarterTarget
from organisation.enums import PositionKind
from realisations.measurement.facts import indicator_lines
from realisations.measurement.progress import progress_of
from reports.e81.book import write_renja
from reports.e81.facts import renja_form
from reports.e81.paper import render_renja
from tests import factories
from tests.reports.quarterly.test_quarter_documents import EVERYBODY, TODAY, counted, figure, position, spend

__all__ = ["position"]


def renstra(position, first_year=2025, last_year=2029):
    parent = factories.MediumTermPlanFactory(first_year=first_year, last_year=last_year)
    return factories.UnitPlanFactory(unit=position.unit, parent=parent, first_year=first_year, last_year=last_year)


def measured_from(quarter):
    """No quarter before this one has a target, so that none is missing."""
    QuarterTarget.objects.filter(quarter__lt=quarter).delete()


def reported(position, indicator, year, quarter, value):
    report = factories.report_of(position, year=year, quarter=quarter)
    factories.realise(report, indicator, figure(value))
    return report


def test_counts_follow_the_targets_of_the_plan_and_the_years_since_it_began(position):
    renstra(position)
    indicator = counted(position)
    factories.plan_targets_for(indicator, {year: figure(40) for year in range(2025, 2030)})
    measured_from(4)
    reported(position, indicator, 2024, 4, 500)
    reported(position, indicator, 2025, 4, 60)
    form = renja_form(reported(position, indicator, 2026, 4, 40), on=TODAY, visible=EVERYBODY)
    [row] = form.rows
    assert (row.plan_end.performance, row.before.performance, row.to_date.performance) == tuple(
        map(figure, (200, 60, 100))
    )
    assert (row.percent, row.this_year.performance) == (Decimal(50), figure(100))
    assert any("Renstra Dinas Kesehatan 2025–2029" in note for note in form.footnotes)


def test_the_form_says_the_same_as_every_other_page(position):
    renstra(position)
    level = counted(position, code="IKU-1", aggregation=Aggregation.LAST, unit_of_measure="Indeks")
    count = counted(position, code="IKU-2")
    before, report = factories.report_of(position, year=2025, quarter=4), factories.report_of(position, quarter=4)
    for indicator in (level, count):
        factories.plan_targets_for(indicator, {year: figure(90) for year in range(2025, 2030)})
        factories.realise(before, indicator, figure(60))
        factories.realise(report, indicator, figure(81))
    measured_from(4)
    progress = progress_of(indicator_lines(Indicator.objects.all(), year=2026))
    for row in renja_form(report, on=TODAY, visible=EVERYBODY).rows:
        mine = progress[row.place.line.indicator.pk]
        assert (row.plan_end.performance, row.to_date.performance) == (mine.end, mine.reached)
        assert row.percent == mine.shown_percent
    assert {progress[level.pk].shown_percent} == {Decimal(90)}


def test_over_a_missing_quarter_neither_tells_a_percentage(position):
    renstra(position)
    indicator = counted(position)
    factories.plan_targets_for(indicator, {year: figure(90) for year in range(2025, 2030)})
    reported(position, indicator, 2025, 4, 60)
    report = reported(position, indicator, 2026, 4, 81)
    [progress] = progress_of(indicator_lines(Indicator.objects.all(), year=2026)).values()
    [row] = renja_form(report, on=TODAY, visible=EVERYBODY).rows
    assert (row.percent, progress.shown_percent) == (None, None)
    assert (row.to_date.performance, progress.reached) == (figure(141), figure(141))


def test_in_the_first_year_of_the_plan_nothing_is_added(position):
    renstra(position, 2026, 2030)
    indicator = counted(position)
    factories.plan_targets_for(indicator, {year: figure(50) for year in range(2026, 2031)})
    measured_from(3)
    reported(position, indicator, 2025, 4, 500)
    spend(position, q3=200_000_000)
    form = renja_form(reported(position, indicator, 2026, 3, 25), on=TODAY, visible=EVERYBODY)
    [row] = form.rows
    assert (row.before.performance, row.to_date.performance, row.percent) == (None, figure(25), Decimal(10))
    assert (row.plan_end.amount, row.to_date.amount) == (None, 200_000_000)
    assert any("tahun pertama rencana" in note for note in form.footnotes)


def test_what_the_plan_does_not_tell_stays_empty(position):
    renstra(position)
    indicator = counted(position)
    factories.plan_targets_for(indicator, {2025: figure(40), 2029: figure(40)})
    [row] = renja_form(reported(position, indicator, 2026, 3, 25), on=TODAY, visible=EVERYBODY).rows
    assert (row.plan_end.performance, row.before.performance, row.to_date.performance, row.percent) == (None,) * 4


def test_what_stands_above_an_objective_is_told_from_the_vision_down(position):
    plan = renstra(position)
    regent = factories.ObjectiveFactory(
        position=factories.PositionFactory(kind=PositionKind.REGIONAL_HEAD), statement="Naiknya usia harapan hidup",
        goal=factories.GoalFactory(mission=factories.MissionFactory(number=3, statement="Menyehatkan penduduk")),
    )  # fmt: skip
    indicator = counted(position)
    goal = factories.GoalFactory(plan=plan, mission=None, statement="Terlayaninya penduduk")
    type(regent).objects.filter(pk=indicator.objective_id).update(goal=goal, supports=regent)
    form = renja_form(reported(position, indicator, 2026, 3, 25), on=TODAY, visible=EVERYBODY)
    lines = (
        "Misi 3: Menyehatkan penduduk",
        "Sasaran RPJMD: Naiknya usia harapan hidup",
        "Tujuan: Terlayaninya penduduk",
    )
    assert form.rows[0].lineage == lines
    assert form.vision == "Visi RPJMD Kabupaten Contoh 2025–2029: Kabupaten Contoh yang sejahtera"
    printed = " ".join(pypdf.PdfReader(io.BytesIO(render_renja(form))).pages[0].extract_text().split())
    sheet = openpyxl.load_workbook(io.BytesIO(write_renja(form))).active
    cells = " ".join(str(cell) for row in sheet.values for cell in row if cell)
    for text in (*lines, form.vision):
        assert text in printed
        assert text in cells


def test_without_plans_nothing_stands_above_an_objective(position):
    form = renja_form(reported(position, counted(position), 2026, 3, 25), on=TODAY, visible=EVERYBODY)
    assert (form.vision, form.rows[0].lineage) == ("", ())


@pytest.mark.parametrize("rows", [1, 3])
def test_a_plan_costs_the_same_queries_for_three_rows_as_for_one(position, rows, django_assert_num_queries):
    renstra(position)
    report = factories.report_of(position)
    for number in range(rows):
        indicator = counted(position, f"1.02.02.2.01.000{number + 1}-1")
        factories.plan_targets_for(indicator, {2029: figure(40)})
        factories.realise(report, indicator, figure(20))
    with django_assert_num_queries(33):
        assert len(renja_form(report, on=TODAY, visible=EVERYBODY).rows) == rows
