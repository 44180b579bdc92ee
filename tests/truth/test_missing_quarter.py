"""A quarter that nobody reported is no zero, and one that does not apply takes its target with it."""

import datetime
from decimal import Decimal

import pytest

from exchange.achievements.table import achievement_rows
from indicators.domain.kinds import Aggregation, Figure, Polarity, QuarterReading, ValueState
from indicators.domain.measurement import Result, quarter_result, year_result
from indicators.domain.policy import Policy
from indicators.domain.projection import project
from indicators.domain.reasons import NoFigure
from indicators.domain.spec import IndicatorSpec
from indicators.models import Indicator
from indicators.policies.facts import policy_of
from organisation.models import Position
from realisations.measurement.facts import indicator_lines, summary_of
from realisations.measurement.position_year import sheets_in
from realisations.measurement.progress import progress_of, reached_before
from realisations.measurement.summaries import to_date
from realisations.models import QuarterReport
from reports.e81.facts import renja_form
from tests import factories

NA = QuarterReading(ValueState.NOT_APPLICABLE)
WAITING = QuarterReading(ValueState.WAITING)
SPREAD = [Aggregation.SUM, Aggregation.AVERAGE, Aggregation.MAX, Aggregation.MIN]


def figure(value: object) -> Figure:
    return Figure(Decimal(str(value)))


def by_quarter(*values: object) -> dict[int, Figure]:
    return {number: figure(value) for number, value in enumerate(values, start=1) if value is not None}


def reported(*values: object) -> dict[int, QuarterReading]:
    return {
        number: value if isinstance(value, QuarterReading) else QuarterReading.reported(Decimal(str(value)))
        for number, value in enumerate(values, start=1)
        if value is not None
    }


def spec(aggregation: Aggregation = Aggregation.SUM) -> IndicatorSpec:
    return IndicatorSpec(Polarity.MAXIMIZE, aggregation)


def quarter(number: int, targets: tuple, values: tuple, aggregation: Aggregation = Aggregation.SUM) -> Result:
    return quarter_result(
        spec(aggregation),
        quarter=number,
        target_year=figure(100),
        quarter_targets=by_quarter(*targets),
        readings=reported(*values),
        policy=Policy(),
    )


def year(
    targets: tuple,
    values: tuple,
    aggregation: Aggregation = Aggregation.SUM,
    *,
    annual: object = 100,
    begun=(1, 2, 3, 4),
) -> Result:
    return year_result(
        spec(aggregation),
        target=figure(annual),
        quarter_targets=by_quarter(*targets),
        readings=reported(*values),
        policy=Policy(),
        begun=begun,
    )


def test_a_sum_over_a_missing_quarter_cannot_be_told_and_says_what_is_known():
    result = quarter(3, (10, 20, 30, 40), (10, None, 15))
    assert (result.achievement.percent, result.achievement.reason) == (None, NoFigure.MISSING_QUARTER)
    assert (result.realised.value, result.target, result.missing) == (None, figure(60), (2,))
    assert result.why == "Belum lapor TW II. Yang dilaporkan: 25 dari 40 yang diminta pada TW I, III."


def test_a_year_over_a_missing_quarter_cannot_be_told_either():
    result = year((10, 20, 30, 40), (10, None, 15, 40))
    assert (result.achievement.percent, result.realised.value, result.missing) == (None, None, (2,))
    assert result.why == "Belum lapor TW II. Yang dilaporkan: 65 dari 80 yang diminta pada TW I, III, IV."


@pytest.mark.parametrize("aggregation", SPREAD)
def test_whatever_rests_on_every_quarter_waits_for_every_quarter(aggregation):
    targets, values = (10, 10, 10, 10), (10, None, 10, 10)
    for result in (quarter(4, targets, values, aggregation), year(targets, values, aggregation)):
        assert (result.achievement.percent, result.missing) == (None, (2,))


@pytest.mark.parametrize("aggregation", [Aggregation.LAST, Aggregation.ANNUAL])
def test_what_rests_on_the_newest_quarter_does_not_mind_an_older_gap(aggregation):
    targets, values = (10, 10, 10, 10), (10, None, 10, 10)
    assert quarter(4, targets, values, aggregation).achievement.percent == 100
    assert year(targets, values, aggregation, annual=10).achievement.percent == 100


def test_data_that_are_waited_for_are_no_zero():
    result = quarter(3, (10, 20, 30, 40), (10, WAITING, 15))
    assert (result.achievement.reason, result.realised.value, result.missing) == (NoFigure.WAITING, None, ())
    assert result.why == "Menunggu data TW II. Yang dilaporkan: 25 dari 40 yang diminta pada TW I, III."


def test_a_quarter_that_is_still_to_come_is_no_gap():
    assert year((10, 20, 30, 40), (10,), begun=(1,)).realised.value == figure(10)


def test_a_quarter_that_was_opened_and_never_reported_is_one():
    result = year((10, 20, 30, 40), (10, 20, 30))
    assert result.why == "Belum lapor TW IV. Yang dilaporkan: 60 dari 60 yang diminta pada TW I, II, III."


def test_a_quarter_that_does_not_apply_takes_its_target_with_it():
    result = quarter(3, (10, 20, 40), (10, NA, 40))
    assert (result.realised.value, result.target, result.achievement.percent) == (figure(50), figure(50), 100)
    assert result.notes == ("TW II tidak berlaku, targetnya tidak dihitung",)


def test_it_takes_it_from_the_year_too():
    result = year((10, 20, 40), (10, NA, 40), annual=70)
    assert (result.realised.value, result.target, result.achievement.percent) == (figure(50), figure(50), 100)


def test_the_last_quarter_to_date_and_the_year_tell_one_figure():
    targets, values = (10, 20, 30, 40), (10, NA, 30, 20)
    assert quarter(4, targets, values).achievement.percent == year(targets, values).achievement.percent == 75


def test_it_takes_nothing_where_targets_do_not_add_up():
    assert year((80, 80, 80, 80), (80, NA, 80, 80), Aggregation.AVERAGE, annual=80).achievement.percent == 100


def test_a_quarter_that_does_not_apply_takes_nothing_when_it_had_no_target():
    assert year((None, 50, None, 50), (NA, 50, None, 50)).target == figure(100)


@pytest.mark.parametrize("aggregation", SPREAD)
def test_a_year_of_which_nothing_is_asked_any_more_is_not_judged(aggregation):
    result = year((None, 50, None, 50), (5, NA, None, NA), aggregation)
    assert (result.achievement.percent, result.achievement.reason) == (None, NoFigure.NOT_APPLICABLE)
    wanted = None if aggregation is Aggregation.SUM else figure(100)
    assert (result.target, result.realised.value) == (wanted, figure(5)), "n/a takes the target of a sum with it"
    assert result.why == (
        "Semua triwulan yang bertarget tidak berlaku (n/a), jadi tidak ada yang dinilai. Yang dilaporkan: 5 pada TW I."
    )
    values = {"quarter_targets": by_quarter(None, 50, None, 50), "readings": reported(5, NA, None, NA)}
    estimate = project(spec(aggregation), target=figure(100), policy=Policy(), **values)
    assert estimate.achievement is None


def test_an_end_position_is_not_judged_by_an_older_quarter_when_the_last_does_not_apply():
    result = year((25, 50, 75, 100), (25, 50, 75, NA), Aggregation.LAST)
    assert (result.achievement.percent, result.achievement.reason) == (None, NoFigure.NOT_APPLICABLE)
    assert result.why == "Tidak berlaku TW IV. Yang dilaporkan: 75 dari 75 yang diminta pada TW III."


def test_nor_is_it_called_the_estimate_of_the_year():
    found = project(
        spec(Aggregation.LAST),
        target=figure(100),
        quarter_targets=by_quarter(25, 50, 75, 100),
        readings=reported(25, 50, 75, NA),
        policy=Policy(),
    )
    assert (found.value, found.achievement, found.outstanding) == (None, None, ())


def test_an_end_position_whose_last_quarter_was_never_reported_waits_for_it():
    result = year((25, 50, 75, 100), (25, 50, 75), Aggregation.LAST)
    assert result.why == "Belum lapor TW IV. Yang dilaporkan: 75 dari 75 yang diminta pada TW III."


# --- What is said of an indicator without a figure -------------------------------------------------------------------


def told(states: dict[int, ValueState | int], number: int | None, *, aggregation: str = "sum"):
    """The line of an indicator whose verified reports say this of it, by quarter."""
    indicator = factories.IndicatorFactory(aggregation=aggregation, unit_of_measure="Orang")
    targets = {quarter: figure(10 * quarter) for quarter in (1, 2, 3, 4)}
    factories.target_for(indicator, figure(100), quarters=targets)
    for quarter, said in states.items():
        report = factories.report_of(indicator.objective.position, quarter=quarter)
        value = None if isinstance(said, ValueState) else figure(said)
        columns = {"state": said, "note": "BPS"} if value is None else {}
        factories.realise(report, indicator, value, **columns)
    today = datetime.date(2027, 2, 1)
    [line] = indicator_lines(Indicator.objects.all(), year=2026, quarter=number, today=today)
    return line


@pytest.mark.django_db
@pytest.mark.parametrize("number", [3, None])
def test_a_missing_quarter_is_named_never_averaged_and_never_called_verified(number):
    line = told({1: 10, 3: 15, 4: 40} if number is None else {1: 10, 3: 15}, number)
    assert (line.report_label, line.report_tone, line.tone) == ("Belum lapor TW II", "danger", "neutral")
    assert (line.percent, line.realised.value, line.is_verified) == (None, None, False)
    summary = summary_of([line], policy_of(2026))
    assert (summary.total, summary.known, summary.average) == (1, 0, None)
    [row] = achievement_rows(Indicator.objects.all(), year=2026, quarter=number)
    assert (row.realisasi, row.capaian_persen, row.status_laporan) == ("", "", "belum lapor")
    assert row.keterangan.startswith("Belum lapor TW II. Yang dilaporkan: ")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("said", "label"),
    [
        (ValueState.NOT_APPLICABLE, "Tidak berlaku"),
        (ValueState.WAITING, "Menunggu data"),
        (ValueState.NOT_REPORTED, "Belum lapor"),
    ],
)
def test_a_verified_report_without_a_figure_of_the_indicator_does_not_make_it_verified(said, label):
    line = told({1: said}, 1)
    assert (line.report_label, line.is_verified) == (label, False)
    [row] = achievement_rows(Indicator.objects.all(), year=2026, quarter=1)
    assert row.status_laporan == label.lower()


@pytest.mark.django_db
def test_a_year_whose_last_quarter_does_not_apply_is_not_verified_either():
    line = told({1: 10, 2: 20, 3: 30, 4: ValueState.NOT_APPLICABLE}, None, aggregation="last")
    assert (line.report_label, line.percent) == ("Tidak berlaku", None)
    assert line.note == "Tidak berlaku TW IV. Yang dilaporkan: 30 dari 30 yang diminta pada TW III."


@pytest.mark.django_db
def test_a_running_year_is_not_judged_by_the_quarter_before_the_gap():
    told({1: 10, 3: 15}, 3)
    sheets = sheets_in(Indicator.objects.all(), 2026, today=datetime.date(2026, 10, 20))
    [(position, figures)] = sheets.of_year(2026)
    assert (figures.judged.quarter, figures.judged.report_label) == (3, "Belum lapor TW II")
    summary = to_date(position.title, [figures], 2026, sheets.policy(2026))
    assert (summary.quarter, summary.shown_average) == (3, None)
    assert summary.heading == (
        "Ringkasan 2026: TW III sudah terverifikasi, tetapi belum ada angka yang dapat dihitung (lihat catatannya)"
    )


@pytest.mark.django_db
def test_an_end_position_that_does_not_apply_in_the_last_quarter_is_not_what_the_year_before_reached():
    line = told({1: 10, 2: 20, 3: 30, 4: ValueState.NOT_APPLICABLE}, None, aggregation="last")
    assert reached_before([line.indicator], 2027) == {}


@pytest.mark.django_db
def test_an_end_position_that_ceased_is_not_held_against_the_end_of_the_plan():
    factories.MediumTermPlanFactory()
    line = told({1: 10, 2: 20, 3: 30, 4: ValueState.NOT_APPLICABLE}, None, aggregation="last")
    factories.plan_targets_for(line.indicator, {2026: figure(40), 2029: figure(60)})
    [progress] = progress_of([line]).values()
    assert (progress.reached, progress.shown_percent) == (None, None)
    factories.GovernmentFactory()
    report = QuarterReport.objects.get(period__quarter=4)
    form = renja_form(report, on=datetime.date(2027, 2, 1), visible=Position.objects.all())
    [row] = [row for row in form.rows if row.place.line]
    assert (row.plan_end.performance, row.percent) == (figure(60), None)


@pytest.mark.django_db
def test_a_plan_is_not_held_against_part_of_a_year():
    """Column 13 adds up what columns 9 to 12 show; the percentage of column 15 waits for the quarter between."""
    factories.MediumTermPlanFactory(first_year=2026, last_year=2030)
    line = told({1: 10, 3: 15}, 3)
    factories.plan_targets_for(line.indicator, dict.fromkeys(range(2026, 2031), figure(50)))
    factories.GovernmentFactory()
    report = QuarterReport.objects.get(period__quarter=3)
    [row, *_] = renja_form(report, on=datetime.date(2027, 2, 1), visible=Position.objects.all()).rows
    assert (row.total.performance, row.to_date.performance, row.percent) == (figure(25), figure(25), None)
    assert "Kolom 15 belum dapat dihitung: Belum lapor TW II. Yang dilaporkan: 25 dari 40" in row.note
