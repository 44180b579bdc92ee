"""Targets of semesters: a quarter without one is not measured, and what was reached by then stays to date."""

import datetime
from decimal import Decimal

import pytest

from exchange.achievements.table import achievement_rows
from indicators.domain.expectations import is_asked
from indicators.domain.kinds import Aggregation, Figure, Polarity, QuarterReading
from indicators.domain.measurement import quarter_result, year_result
from indicators.domain.policy import Policy
from indicators.domain.reasons import NoFigure
from indicators.domain.spec import IndicatorSpec
from indicators.models import Indicator
from indicators.policies.facts import policy_of
from realisations.measurement.facts import indicator_lines, report_lines, summary_of
from realisations.measurement.position_year import sheets_in
from realisations.measurement.summaries import to_date
from realisations.report_sheet.context import row_context
from realisations.report_sheet.facts import report_sheet_of
from realisations.report_sheet.page import MeasuredRow
from tests import factories


def figure(value: int) -> Figure:
    return Figure(Decimal(value))


SUM = IndicatorSpec(Polarity.MAXIMIZE, Aggregation.SUM)
TARGETS = {2: figure(50), 4: figure(50)}


def summed(quarter: int, **values: int):
    readings = {int(name[2:]): QuarterReading.reported(value) for name, value in values.items()}
    return quarter_result(
        SUM, quarter=quarter, target_year=figure(100), quarter_targets=TARGETS, readings=readings, policy=Policy()
    )


@pytest.mark.parametrize(("quarter", "asked"), [(1, False), (2, True), (3, False), (4, True)])
def test_only_quarters_with_a_target_are_asked_for(quarter, asked):
    assert is_asked(SUM, quarter, TARGETS) is asked


def test_a_quarter_without_a_target_is_not_measured_and_keeps_what_was_reached_to_date():
    result = summed(3, tw2=40)
    assert result.achievement.reason is NoFigure.NOT_MEASURED_THIS_QUARTER
    assert (result.realised.value, result.target, result.realised.quarters) == (figure(40), figure(50), (2,))


def test_before_the_first_semester_there_is_neither_target_nor_figure():
    result = summed(1)
    assert result.achievement.reason is NoFigure.NOT_MEASURED_THIS_QUARTER
    assert (result.realised.value, result.target) == (None, None)


@pytest.mark.parametrize(
    ("quarter", "values", "percent"), [(2, {"tw2": 40}, Decimal(80)), (4, {"tw2": 40, "tw4": 60}, Decimal(100))]
)
def test_quarters_with_a_target_are_measured_to_date(quarter, values, percent):
    assert summed(quarter, **values).achievement.percent == percent


def test_a_figure_that_was_reported_unasked_counts_from_the_next_measured_quarter_on():
    assert summed(3, tw2=40, tw3=10).achievement.reason is NoFigure.NOT_MEASURED_THIS_QUARTER
    assert summed(4, tw2=40, tw3=10, tw4=50).achievement.percent == 100


def test_targets_of_one_quarter_alone_leave_the_others_unmeasured():
    result = quarter_result(
        SUM,
        quarter=4,
        target_year=figure(10),
        quarter_targets={1: figure(10)},
        readings={1: QuarterReading.reported(12)},
        policy=Policy(),
    )
    assert result.achievement.reason is NoFigure.NOT_MEASURED_THIS_QUARTER
    assert (result.realised.value, result.target) == (figure(12), figure(10))


def test_the_year_of_two_semesters_misses_no_quarter():
    readings = {2: QuarterReading.reported(40), 4: QuarterReading.reported(60)}
    result = year_result(
        SUM,
        target=figure(100),
        quarter_targets=TARGETS,
        readings=readings,
        policy=Policy(),
        begun=(1, 2, 3, 4),
    )
    assert (result.achievement.percent, result.notes) == (100, ())


# --- The same on pages and in the export -----------------------------------------------------------------------------


@pytest.fixture
def semester(db):
    """Targets of TW II and IV, 40 reported of the first 50; the report of TW III says nothing of the indicator."""
    indicator = factories.IndicatorFactory(aggregation="sum", unit_of_measure="Orang")
    factories.target_for(indicator, figure(100), quarters=TARGETS)
    position = indicator.objective.position
    factories.realise(factories.report_of(position, quarter=2), indicator, figure(40))
    third = factories.report_of(position, quarter=3)
    factories.realise(third, indicator, None)
    return third


def test_entry_check_dashboard_and_export_say_the_same_of_the_third_quarter(semester):
    [row] = report_sheet_of(semester).rows
    assert (row.is_asked, row.lack) == (False, "")
    [line] = report_lines(semester)
    assert MeasuredRow(row, line).answer == "Tidak diukur pada triwulan ini"
    assert row_context(row, line)["to_date"] == "40"
    [shown] = indicator_lines(Indicator.objects.all(), year=2026, quarter=3)
    assert (shown.report_label, shown.note) == ("Tidak diukur", "Tidak diukur pada triwulan ini.")
    assert (shown.realised.value, shown.target, shown.percent) == (figure(40), figure(50), None)
    assert summary_of([shown], policy_of(2026)).total == 0
    [exported] = achievement_rows(Indicator.objects.all(), year=2026, quarter=3)
    assert (exported.target, exported.realisasi, exported.capaian_persen) == ("50", "40", "")
    assert exported.status_laporan == "tidak diukur"


def test_the_working_counts_what_was_reached_to_date(semester):
    [line] = report_lines(semester)
    rows = {term: text for step in line.working for term, text in step.rows}
    assert (rows["TW II"], "TW III" in rows) == ("40", False)


@pytest.mark.django_db
@pytest.mark.parametrize("aggregation", ["sum", "last"])
@pytest.mark.parametrize("quarters", [{}, TARGETS])
def test_a_running_year_is_not_judged_by_a_quarter_that_is_not_measured(aggregation, quarters):
    indicator = factories.IndicatorFactory(aggregation=aggregation, unit_of_measure="Orang")
    factories.target_for(indicator, figure(100), quarters=quarters)
    factories.realise(factories.report_of(indicator.objective.position, quarter=1), indicator, figure(10))
    sheets = sheets_in(Indicator.objects.all(), 2026, today=datetime.date(2026, 4, 20))
    [(position, figures)] = sheets.of_year(2026)
    judged = figures.judged
    assert (judged.quarter, judged.report_label, judged.percent) == (1, "Tidak diukur", None)
    summary = to_date(position.title, [figures], 2026, sheets.policy(2026))
    assert (summary.quarter, summary.summary.total, summary.shown_average) == (1, 0, None)


@pytest.mark.django_db
def test_a_semester_that_is_owed_is_told_though_an_earlier_quarter_was_reported_unasked():
    indicator = factories.IndicatorFactory(aggregation="sum", unit_of_measure="Orang")
    factories.target_for(indicator, figure(100), quarters=TARGETS)
    factories.realise(factories.report_of(indicator.objective.position, quarter=1), indicator, figure(10))
    factories.PeriodFactory(year=2026, quarter=2)
    sheets = sheets_in(Indicator.objects.all(), 2026, today=datetime.date(2026, 7, 20))
    [(position, figures)] = sheets.of_year(2026)
    assert figures.judged.report_label == "Belum lapor TW II"
    summary = to_date(position.title, [figures], 2026, sheets.policy(2026))
    assert (summary.summary.total, summary.summary.known) == (1, 0)
