"""The read model of measuring: what it shows, to whom, and in how many queries."""

from decimal import Decimal

import pytest

from indicators.domain.kinds import Figure, Grade, TargetStatus
from indicators.enums import Aggregation, Polarity, ReportStatus, ValueState
from indicators.measurement import indicator_lines, policy_of, report_lines, summary_of
from indicators.models import Indicator
from tests import factories

pytestmark = pytest.mark.django_db


def measured(target=80, realised=72, *, status=ReportStatus.VERIFIED, quarter=3, **indicator):
    """An indicator of a head of its own with a target of 2026 and one reported quarter."""
    made = factories.IndicatorFactory(**indicator)
    value = Figure(Decimal(target))
    factories.target_for(made, value, quarters=dict.fromkeys(range(1, 5), value))
    report = factories.report_of(made.objective.position, status, quarter=quarter)
    factories.realise(report, made, Figure(Decimal(realised)))
    return made


def lines(**choice):
    return indicator_lines(Indicator.objects.all(), year=2026, **choice)


def test_a_verified_figure_is_measured_against_the_target_of_the_year():
    measured(80, 72)
    (line,) = lines()
    assert (line.percent, line.category, line.tone) == (Decimal(90), "Tinggi", "success")
    assert line.target_status is TargetStatus.BELOW
    assert line.is_verified


def test_quarters_are_summed_and_held_against_the_summed_quarter_targets():
    indicator = factories.IndicatorFactory(aggregation=Aggregation.SUM)
    quarters = {1: Figure(Decimal(10)), 2: Figure(Decimal(20)), 3: Figure(Decimal(30)), 4: Figure(Decimal(40))}
    factories.target_for(indicator, Figure(Decimal(100)), quarters=quarters)
    for quarter, value in ((1, 10), (2, 5)):
        report = factories.report_of(indicator.objective.position, quarter=quarter)
        factories.realise(report, indicator, Figure(Decimal(value)))
    (to_date,) = lines(quarter=2)
    (year,) = lines()
    assert (to_date.percent, year.percent) == (Decimal(50), Decimal(15))


def test_the_average_takes_verified_figures_only_and_counts_the_others_as_untold():
    measured(80, 72)
    measured(80, 80, status=ReportStatus.SUBMITTED)
    summary = summary_of(lines(), policy_of(2026))
    assert (summary.total, summary.told, summary.untold, summary.average) == (2, 1, 1, Decimal(90))


def test_the_least_advanced_report_behind_a_yearly_figure_gives_its_state():
    indicator = measured(80, 72, quarter=2)
    report = factories.report_of(indicator.objective.position, ReportStatus.SUBMITTED, quarter=3)
    factories.realise(report, indicator, Figure(Decimal(80)))
    (line,) = lines()
    assert (line.percent, line.report_label) == (Decimal(100), "Dikirim")


def test_a_draft_is_seen_in_its_own_report_and_nowhere_else():
    indicator = measured(80, 72, status=ReportStatus.DRAFT)
    (elsewhere,) = lines()
    (own,) = report_lines(indicator.realisations.get().report)
    assert (elsewhere.percent, elsewhere.tone, elsewhere.report_label) == (None, "neutral", "Draf")
    assert own.result.realised.value == Figure(Decimal(72))


def test_what_is_missing_is_neither_zero_nor_green_but_says_why():
    indicator = factories.IndicatorFactory()
    factories.target_for(indicator, Figure(Decimal(80)))
    (line,) = lines()
    assert (line.percent, line.tone, line.category, line.target_status) == (None, "neutral", "", None)
    assert line.note == "Realisasi belum dilaporkan."
    assert line.report_label == "Belum lapor"


def test_a_reported_zero_is_a_figure():
    measured(80, 0)
    (line,) = lines()
    assert (line.percent, line.category) == (Decimal(0), "Sangat Rendah")


@pytest.mark.parametrize(
    ("state", "sentence"),
    [
        (ValueState.NOT_APPLICABLE, "Indikator tidak berlaku (n/a) pada periode ini."),
        (ValueState.WAITING, "Menunggu data dari sumber resmi."),
    ],
)
def test_not_applicable_and_waiting_stay_apart_from_missing(state, sentence):
    indicator = factories.IndicatorFactory()
    factories.target_for(indicator, Figure(Decimal(80)))
    report = factories.report_of(indicator.objective.position)
    factories.realise(report, indicator, None, state=state)
    (line,) = lines()
    assert (line.percent, line.note) == (None, sentence)


def test_a_grade_is_measured_by_its_place_in_the_scale():
    indicator = factories.IndicatorFactory(
        polarity=Polarity.PREDICATE, predicate_scale=["D", "C", "CC", "B", "BB", "A", "AA"]
    )
    factories.target_for(indicator, Grade("BB"))
    report = factories.report_of(indicator.objective.position)
    factories.realise(report, indicator, Grade("B"))
    (line,) = lines()
    assert line.percent == Decimal(80)


def test_an_indicator_without_a_target_in_the_year_is_not_measured():
    factories.IndicatorFactory()
    assert lines() == []


@pytest.mark.parametrize("rows", [1, 3])
def test_the_number_of_queries_does_not_grow_with_the_rows(rows, django_assert_num_queries):
    for _ in range(rows):
        measured()
    with django_assert_num_queries(5):
        assert len(lines()) == rows


def test_an_indicator_that_the_quarter_does_not_measure_is_neither_owed_nor_counted():
    indicator = factories.IndicatorFactory(aggregation=Aggregation.ANNUAL)
    factories.target_for(indicator, Figure(Decimal(80)))
    (line,) = lines(quarter=3)
    assert (line.report_label, line.report_tone) == ("Tidak diukur", "neutral")
    assert summary_of([line], policy_of(2026)).total == 0


def test_a_realisation_without_target_is_listed_with_the_reason():
    indicator = factories.IndicatorFactory()
    factories.realise(factories.report_of(indicator.objective.position), indicator, Figure(Decimal(7)))
    (line,) = lines()
    assert (line.percent, line.note, line.report_label) == (None, "Target belum ditetapkan.", "Terverifikasi")


def test_a_result_that_the_policy_lifts_to_zero_says_so():
    measured(15, Decimal("30.5"), polarity=Polarity.MINIMIZE)
    (line,) = lines()
    assert line.shown_percent == Decimal(0)
    assert line.note.endswith("Hasil rumus -3,33% dibatasi kebijakan")
