"""What a PK Perubahan leaves out: promised up to the last verified quarter, not owed after it, not judged as a year."""

import datetime
from decimal import Decimal

import pytest

from agreements.drafting.actions import refresh_draft
from agreements.lines.actions import remove_line
from agreements.models import Agreement
from agreements.negotiation.actions import approve_agreement, submit_agreement
from agreements.revision.actions import begin_revision
from audit.trail import history
from indicators.domain.expectations import is_asked
from indicators.domain.kinds import Aggregation, Figure, Polarity, QuarterReading
from indicators.domain.measurement import quarter_result, year_result
from indicators.domain.policy import Policy
from indicators.domain.projection import project
from indicators.domain.reasons import NoFigure
from indicators.domain.spec import IndicatorSpec
from indicators.models import Indicator, QuarterTarget, Target
from indicators.policies.facts import policy_of
from realisations.measurement.facts import indicator_lines, summary_of
from realisations.measurement.position_year import year_rows
from realisations.measurement.progress import reached_before
from realisations.report_sheet.facts import report_sheet_of
from tests.agreements.stage import TODAY, YEAR, Stage, in_force, set_stage
from tests.factories import IndicatorFactory, realise, report_of, target_for
from tests.words import lines_of as words_of

NEW_YEAR = datetime.date(YEAR + 1, 2, 1)
UNTIL = "Dikeluarkan lewat PK Perubahan, berlaku sampai TW III."


def figure(value: int) -> Figure:
    return Figure(Decimal(value))


TARGETS = {quarter: figure(10) for quarter in (1, 2, 3, 4)}
READINGS = {quarter: QuarterReading.reported(10) for quarter in (1, 2, 3, 4)}


def spec(aggregation: Aggregation = Aggregation.SUM, last: int = 3) -> IndicatorSpec:
    return IndicatorSpec(Polarity.MAXIMIZE, aggregation, last_quarter=last)


def test_nothing_is_asked_for_after_the_promise_ended():
    assert [quarter for quarter in TARGETS if is_asked(spec(), quarter, TARGETS)] == [1, 2, 3]
    assert not is_asked(spec(), 4, {})


@pytest.mark.parametrize("aggregation", [Aggregation.SUM, Aggregation.LAST, Aggregation.AVERAGE])
def test_quarters_before_stay_as_they_were_and_later_ones_are_not_measured(aggregation):
    values = {"target_year": figure(40), "quarter_targets": TARGETS, "readings": READINGS, "policy": Policy()}
    assert quarter_result(spec(aggregation), quarter=3, **values).achievement.percent == 100
    fourth = quarter_result(spec(aggregation), quarter=4, **values)
    assert (fourth.achievement.reason, fourth.why) == (NoFigure.DROPPED, UNTIL)


@pytest.mark.parametrize("aggregation", list(Aggregation))
def test_the_year_is_not_judged(aggregation):
    values = {"target": figure(40), "quarter_targets": TARGETS, "readings": READINGS, "policy": Policy()}
    result = year_result(spec(aggregation), begun=(1, 2, 3, 4), **values)
    assert (result.achievement.percent, result.why) == (None, UNTIL)
    assert project(spec(aggregation), **values).value is None


def test_a_promise_that_ended_before_anything_was_verified_says_so():
    result = year_result(
        spec(last=0), target=figure(40), quarter_targets=TARGETS, readings={}, policy=Policy(), begun=(1,)
    )
    assert result.why == "Dikeluarkan lewat PK Perubahan, tidak berlaku tahun ini."


# --- From the revision on --------------------------------------------------------------------------------------------


@pytest.fixture
def stage(db) -> Stage:
    """Three verified quarters, in which every indicator was on target."""
    stage = set_stage()
    for target in Target.objects.filter(year=YEAR):
        for quarter in (1, 2, 3):
            QuarterTarget.objects.create(target=target, quarter=quarter, figure=80)
    return stage


def verified_quarters(stage: Stage) -> None:
    for quarter in (1, 2, 3):
        report = report_of(stage.head, quarter=quarter)
        for indicator in stage.indicators:
            realise(report, indicator, figure(80))


def without(stage: Stage, agreement: Agreement, indicator: Indicator) -> Agreement:
    """A PK Perubahan in force that leaves the indicator out."""
    revision = begin_revision(agreement, by=stage.section, today=TODAY, reason="strategy")
    remove_line(revision, indicator.pk, by=stage.head_user, edition=None)
    submit_agreement(revision, by=stage.head_user, today=TODAY, plan_note="Kamusnya menyusul.")
    return in_force(stage, approve_agreement(revision, by=stage.bupati_user, today=TODAY))


def test_a_line_that_a_revision_leaves_out_is_neither_owed_nor_judged_any_more(stage):
    agreement, gone = in_force(stage), stage.indicators[0]
    verified_quarters(stage)
    without(stage, agreement, gone)
    assert Target.objects.get(indicator=gone).last_quarter == 3
    fourth = report_of(stage.head, "draft", quarter=4)
    assert gone not in [row.indicator for row in report_sheet_of(fourth).rows]
    for indicator in stage.indicators[1:]:
        realise(fourth, indicator, figure(80))
    of_head = Indicator.objects.of_positions([stage.head.pk])
    year = {line.indicator: line for line in indicator_lines(of_head, year=YEAR, today=NEW_YEAR)}
    assert (year[gone].report_label, year[gone].note, year[gone].owed) == ("Dikeluarkan", UNTIL, ())
    assert summary_of(year.values(), policy_of(YEAR)).total == len(stage.indicators) - 1
    third = {line.indicator: line for line in indicator_lines(of_head, year=YEAR, quarter=3)}
    assert (third[gone].percent, third[gone].report_label) == (100, "Terverifikasi")
    [row] = [row for row in year_rows([stage.head.pk], YEAR, today=NEW_YEAR) if row.indicator == gone]
    assert (row.judged.note, row.judged.shown_percent, row.figures.owed) == (UNTIL, None, "")
    written = words_of(history(gone).get(verb="target.ended"))
    assert written[-1] == f"Target {YEAR} berlaku: sampai akhir tahun → sampai TW III"


def test_a_line_that_comes_back_is_promised_to_the_end_of_the_year_again(stage):
    agreement, gone = in_force(stage), stage.indicators[0]
    verified_quarters(stage)
    second = without(stage, agreement, gone)
    third = begin_revision(second, by=stage.section, today=TODAY, reason="strategy")
    third.left_out.clear()
    refresh_draft(third, by=stage.head_user, today=TODAY)
    submit_agreement(third, by=stage.head_user, today=TODAY, plan_note="Kamusnya menyusul.")
    in_force(stage, approve_agreement(third, by=stage.bupati_user, today=TODAY))
    assert Target.objects.get(indicator=gone).last_quarter is None


def test_a_line_left_out_before_anything_was_verified_ends_at_once(stage):
    without(stage, in_force(stage), stage.indicators[0])
    assert Target.objects.get(indicator=stage.indicators[0]).last_quarter == 0


@pytest.mark.django_db
def test_in_later_years_the_year_that_it_ended_early_is_whole():
    indicator = IndicatorFactory(aggregation="sum", unit_of_measure="Unit")
    Target.objects.filter(pk=target_for(indicator, figure(40), YEAR, TARGETS).pk).update(last_quarter=3)
    for quarter in (1, 2, 3):
        realise(report_of(indicator.objective.position, quarter=quarter, year=YEAR), indicator, figure(10))
    assert reached_before([indicator], YEAR + 1) == {indicator.pk: {YEAR: figure(30)}}
