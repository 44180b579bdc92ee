"""The read model of measuring: what it shows, to whom, and in how many queries."""

import datetime
from decimal import Decimal

import pytest

from indicators.domain.kinds import Figure, Grade, TargetStatus
from indicators.enums import Aggregation, Polarity, ValueState
from indicators.models import Indicator
from indicators.policies.facts import policy_of
from realisations.enums import ReportStatus
from realisations.measurement.facts import indicator_lines, report_lines, summary_of
from tests import factories

pytestmark = pytest.mark.django_db

TODAY = datetime.date(2026, 10, 14)
"""The third quarter of 2026 is being reported; the fourth has not been opened."""

NEW_YEAR = datetime.date(2027, 1, 20)
"""All quarters of 2026 have been opened."""


def measured(target=80, realised=72, *, status=ReportStatus.VERIFIED, quarter=3, **indicator):
    """An indicator of a head of its own with a target of 2026 and one reported quarter."""
    made = factories.IndicatorFactory(**indicator)
    value = Figure(Decimal(target))
    factories.target_for(made, value, quarters=dict.fromkeys(range(1, 5), value))
    report = factories.report_of(made.objective.position, status, quarter=quarter)
    factories.realise(report, made, Figure(Decimal(realised)))
    return made


def lines(today=TODAY, **choice):
    return indicator_lines(Indicator.objects.all(), year=2026, today=today, **choice)


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
    (year,) = lines(datetime.date(2026, 7, 14))
    assert (to_date.percent, year.percent) == (Decimal(50), Decimal(15))


def test_the_average_takes_verified_figures_only_and_counts_the_others_as_untold():
    measured(80, 72)
    measured(80, 80, status=ReportStatus.SUBMITTED)
    summary = summary_of(lines(), policy_of(2026))
    assert (summary.total, summary.known, summary.unknown, summary.average) == (2, 1, 1, Decimal(90))


def test_the_least_advanced_report_behind_a_yearly_figure_gives_its_state():
    indicator = measured(80, 72, quarter=2)
    report = factories.report_of(indicator.objective.position, ReportStatus.SUBMITTED, quarter=3)
    factories.realise(report, indicator, Figure(Decimal(80)))
    (line,) = lines()
    assert (line.percent, line.report_label) == (Decimal(100), "Dikirim")


def test_the_least_advanced_report_behind_a_sum_to_date_gives_its_state():
    indicator = factories.IndicatorFactory(aggregation=Aggregation.SUM)
    ten = Figure(Decimal(10))
    factories.target_for(indicator, Figure(Decimal(40)), quarters=dict.fromkeys(range(1, 5), ten))
    for quarter, status in ((1, ReportStatus.SUBMITTED), (2, ReportStatus.VERIFIED)):
        factories.realise(factories.report_of(indicator.objective.position, status, quarter=quarter), indicator, ten)
    (line,) = lines(quarter=2)
    assert (line.percent, line.report_label) == (Decimal(100), "Dikirim"), "20 of 20 rest on TW I as well"
    assert summary_of([line], policy_of(2026)).average is None


def test_a_last_figure_to_date_rests_on_the_report_of_its_own_quarter():
    indicator = measured(80, 72, quarter=2)
    report = factories.report_of(indicator.objective.position, ReportStatus.SUBMITTED, quarter=1)
    factories.realise(report, indicator, Figure(Decimal(70)))
    (line,) = lines(quarter=2)
    assert line.is_verified


def quarterly(aggregation, reported, *, asked=(1, 2, 3, 4)):
    """An indicator with targets of these quarters, and reports of `reported` (state by quarter)."""
    indicator = factories.IndicatorFactory(aggregation=aggregation)
    value = Figure(Decimal(80))
    factories.target_for(indicator, value, quarters=dict.fromkeys(asked, value))
    for quarter, status in reported.items():
        report = factories.report_of(indicator.objective.position, status, quarter=quarter)
        factories.realise(report, indicator, value, numerator=80, denominator=100)


EVERY_QUARTER_COUNTS = [Aggregation.SUM, Aggregation.AVERAGE, Aggregation.MAX, Aggregation.MIN]


@pytest.mark.parametrize("aggregation", EVERY_QUARTER_COUNTS)
def test_a_quarter_that_was_asked_for_and_never_reported_keeps_the_year_from_counting(aggregation):
    quarterly(aggregation, dict.fromkeys((1, 3, 4), ReportStatus.VERIFIED))
    (line,) = lines(NEW_YEAR)
    assert (line.is_verified, line.report_label, line.report_tone) == (False, "Belum lapor TW II", "danger")
    assert (line.percent, line.realised.value) == (None, None)
    assert line.note.startswith("Belum lapor TW II. Yang dilaporkan: ")
    assert summary_of([line], policy_of(2026)).known == 0


@pytest.mark.parametrize("aggregation", EVERY_QUARTER_COUNTS)
def test_quarters_that_were_not_asked_for_or_not_opened_are_not_missed(aggregation):
    quarterly(aggregation, {2: ReportStatus.VERIFIED}, asked=(2, 4))
    assert [line.is_verified for line in lines(TODAY)] == [True]
    assert [line.report_label for line in lines(NEW_YEAR)] == ["Belum lapor TW IV"]


@pytest.mark.parametrize("aggregation", Aggregation)
def test_a_year_that_was_not_divided_up_rests_on_its_last_quarter(aggregation):
    quarterly(aggregation, {4: ReportStatus.VERIFIED}, asked=())
    assert [line.is_verified for line in lines(NEW_YEAR)] == [True]


def test_a_last_figure_rests_on_the_newest_quarter_alone():
    quarterly(Aggregation.LAST, {4: ReportStatus.VERIFIED})
    assert [line.is_verified for line in lines(NEW_YEAR)] == [True]


def test_an_older_figure_does_not_stand_in_for_the_last_quarter():
    quarterly(Aggregation.LAST, dict.fromkeys((1, 2, 3), ReportStatus.VERIFIED))
    (line,) = lines(NEW_YEAR)
    assert (line.is_verified, line.report_label) == (False, "Belum lapor TW IV")


def test_a_figure_that_was_reported_unasked_is_as_good_as_its_report():
    quarterly(Aggregation.SUM, {1: ReportStatus.SUBMITTED, 4: ReportStatus.VERIFIED}, asked=(4,))
    assert [line.report_label for line in lines(NEW_YEAR)] == ["Dikirim"]


def test_a_verified_report_that_says_nothing_of_the_indicator_has_not_reported_it():
    quarterly(Aggregation.SUM, dict.fromkeys((1, 2, 3), ReportStatus.VERIFIED))
    indicator = Indicator.objects.get()
    factories.realise(factories.report_of(indicator.objective.position, quarter=4), indicator, None)
    assert [line.report_label for line in lines(NEW_YEAR)] == ["Belum lapor TW IV"]


def test_a_draft_is_seen_in_its_own_report_and_nowhere_else():
    indicator = measured(80, 72, status=ReportStatus.DRAFT)
    (elsewhere,) = lines()
    (own,) = report_lines(indicator.realisations.get().report)
    assert (elsewhere.percent, elsewhere.tone, elsewhere.report_label) == (None, "neutral", "Draf")
    assert own.result.realised.value == Figure(Decimal(72))


def test_what_is_missing_is_neither_zero_nor_green_but_says_why():
    indicator = factories.IndicatorFactory()
    factories.target_for(indicator, Figure(Decimal(80)))
    (line,) = lines(NEW_YEAR)
    assert (line.percent, line.tone, line.category, line.target_status) == (None, "neutral", "", None)
    assert line.note == "Realisasi belum dilaporkan."
    assert (line.report_label, line.report_tone) == ("Belum lapor", "danger")


def test_a_year_of_which_no_quarter_was_opened_owes_nothing():
    factories.target_for(factories.IndicatorFactory(), Figure(Decimal(80)))
    (line,) = lines(TODAY)
    assert (line.report_label, line.report_tone) == ("Belum dibuka", "neutral")


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
    with django_assert_num_queries(6):
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
