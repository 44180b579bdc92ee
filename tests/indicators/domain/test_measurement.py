"""One indicator over a year, and up to a quarter."""

from dataclasses import replace
from decimal import Decimal

import pytest

from indicators.domain.accumulation import Accumulated
from indicators.domain.kinds import Aggregation, Figure, Grade, Polarity, QuarterReading, Range, ValueState
from indicators.domain.measurement import quarter_only_result, quarter_result, year_result
from indicators.domain.policy import Policy
from indicators.domain.reasons import NoFigure
from indicators.domain.spec import IndicatorSpec

POLICY = Policy()
NA = QuarterReading(ValueState.NOT_APPLICABLE)
WAITING = QuarterReading(ValueState.WAITING)


def _value(given):
    return given if isinstance(given, Range | Grade) else Figure(Decimal(given))


def _targets(*values) -> dict:
    return {number: _value(value) for number, value in enumerate(values, start=1) if value is not None}


def _reported(value) -> QuarterReading:
    """The value; a number with itself as numerator of 1, for what is pooled."""
    reading = QuarterReading.reported(value)
    return reading if isinstance(value, str) else replace(reading, parts=(Decimal(value), Decimal(1)))


def _readings(*values) -> dict[int, QuarterReading]:
    return {
        number: value if isinstance(value, QuarterReading) else _reported(value)
        for number, value in enumerate(values, start=1)
        if value is not None
    }


def _spec(aggregation: Aggregation, polarity: Polarity = Polarity.MAXIMIZE, scale=()) -> IndicatorSpec:
    return IndicatorSpec(polarity, aggregation, scale)


def _year(spec, target, *values):
    target = None if target is None else _value(target)
    return year_result(spec, target=target, quarter_targets={}, readings=_readings(*values), policy=POLICY, begun=())


def _quarter(aggregation, quarter, *, targets=(), values=(), year=100, polarity=Polarity.MAXIMIZE):
    return quarter_result(
        _spec(aggregation, polarity),
        quarter=quarter,
        target_year=None if year is None else _value(year),
        quarter_targets=_targets(*targets),
        readings=_readings(*values),
        policy=POLICY,
    )


def test_the_year_of_a_summed_indicator_adds_its_quarters():
    result = _year(_spec(Aggregation.SUM), 40, 10, 10, 10, 15)

    assert result.achievement.percent == Decimal("112.5")
    assert result.notes == ()


def test_the_year_of_a_position_at_the_end_takes_the_last_quarter():
    assert _year(_spec(Aggregation.LAST), 80, 20, 40, 60, 80).achievement.percent == 100


def test_the_year_of_an_annual_indicator_takes_its_one_figure():
    result = _year(_spec(Aggregation.ANNUAL), 80, None, None, None, 84)

    assert result.achievement.percent == 105
    assert result.notes == ()


def test_a_quarter_that_was_not_asked_for_is_no_gap_and_is_spoken_of_when_somebody_answered_it():
    result = _year(_spec(Aggregation.SUM), 40, 10, None, WAITING, 10)

    assert result.achievement.percent == 50
    assert result.notes == ("TW III menunggu data",)


def test_a_year_known_from_an_older_quarter_names_that_quarter():
    assert _year(_spec(Aggregation.LAST), 80, 20, 40).notes == ("Memakai realisasi TW II",)


def test_a_provisional_figure_is_told_and_says_so():
    readings = {4: QuarterReading.reported(Decimal(4), provisional=True)}
    result = year_result(
        _spec(Aggregation.ANNUAL), target=_value(4), quarter_targets={}, readings=readings, policy=POLICY, begun=()
    )

    assert result.achievement.percent == 100
    assert result.notes == ("Memuat angka sementara",)


def test_a_year_of_grades_is_measured_on_its_scale():
    spec = _spec(Aggregation.LAST, Polarity.PREDICATE, ("B", "BB", "A"))

    assert _year(spec, Grade("BB"), None, None, None, "A").achievement.percent == 150


def test_the_best_answer_of_a_year_is_yes():
    spec = _spec(Aggregation.MAX, Polarity.YES_NO)

    assert _year(spec, Grade("ya"), "tidak", "ya", "tidak").achievement.percent == 100


@pytest.mark.parametrize(
    ("values", "reason"),
    [((), NoFigure.NOT_REPORTED), ((NA, NA, NA, NA), NoFigure.NOT_APPLICABLE), ((None, WAITING), NoFigure.WAITING)],
)
def test_a_year_without_figures_carries_the_reason(values, reason):
    result = _year(_spec(Aggregation.SUM), 40, *values)

    assert result.achievement.percent is None
    assert result.achievement.reason is reason
    assert result.realised.value is None


def test_a_year_without_a_target_cannot_be_told_though_something_was_realised():
    result = _year(_spec(Aggregation.SUM), None, 10)

    assert result.achievement.reason is NoFigure.NO_TARGET
    assert result.realised.value == Figure(Decimal(10))


def test_summed_grades_cannot_be_told():
    spec = _spec(Aggregation.SUM, Polarity.PREDICATE, ("B", "BB", "A"))

    assert _year(spec, Grade("BB"), "A", "A").achievement.reason is NoFigure.NOT_SUMMABLE


@pytest.mark.parametrize(
    ("aggregation", "quarter", "targets", "values", "target", "realised", "percent"),
    [
        (Aggregation.SUM, 1, (10, 20, 30, 40), (5, 25), "10", "5", "50"),
        (Aggregation.SUM, 2, (10, 20, 30, 40), (5, 25, 99), "30", "30", "100"),
        (Aggregation.SUM, 4, (10, 20, 30, 40), (10, 20, 30, 50), "100", "110", "110"),
        (Aggregation.SUM, 3, (10, None, 30), (10, None, 10), "40", "20", "50"),
        (Aggregation.LAST, 2, (20, 40, 60, 80), (20, 30), "40", "30", "75"),
        (Aggregation.LAST, 3, (70, 70, 70, 70), (10, 10, 77), "70", "77", "110"),
        (Aggregation.AVERAGE, 2, (80, 80), (80, 100), "80", "90", "112.5"),
        (Aggregation.MAX, 2, (80, 80), (100, 40), "80", "100", "125"),
        (Aggregation.MIN, 2, (80, 80), (100, 40), "80", "40", "50"),
    ],
)
def test_a_quarter_is_measured_to_date(aggregation, quarter, targets, values, target, realised, percent):
    result = _quarter(aggregation, quarter, targets=targets, values=values)

    assert result.target == Figure(Decimal(target))
    assert result.realised.value == Figure(Decimal(realised))
    assert result.achievement.percent == Decimal(percent)


def test_summed_ranges_add_bound_by_bound():
    result = _quarter(
        Aggregation.SUM, 2, targets=(Range(Decimal(4), Decimal(6)), 10), values=(5, 10), polarity=Polarity.RANGE
    )

    assert result.target == Range(Decimal(14), Decimal(16))
    assert result.achievement.percent == 100


def test_summed_grade_targets_cannot_be_told():
    result = _quarter(Aggregation.SUM, 2, targets=(Grade("A"), Grade("A")), values=("A", "A"))

    assert result.achievement.reason is NoFigure.NOT_SUMMABLE


@pytest.mark.parametrize("aggregation", [each for each in Aggregation if each is not Aggregation.ANNUAL])
@pytest.mark.parametrize(
    ("reading", "reason"),
    [(None, NoFigure.NOT_REPORTED), (NA, NoFigure.NOT_APPLICABLE), (WAITING, NoFigure.WAITING)],
)
def test_a_quarter_without_its_own_figure_is_not_told_from_older_ones(aggregation, reading, reason):
    result = _quarter(aggregation, 2, targets=(10, 10), values=(10, reading))

    assert result.achievement.percent is None
    assert result.achievement.reason is reason
    assert result.realised.value is None


@pytest.mark.parametrize("aggregation", list(Aggregation))
def test_a_quarter_in_which_zero_was_reported_is_told(aggregation):
    result = _quarter(aggregation, 4, targets=(None, None, None, 10), values=(None, None, None, 0))

    assert result.achievement.percent == 0


def test_a_sum_with_an_earlier_gap_cannot_be_told_and_says_so():
    result = _quarter(Aggregation.SUM, 2, targets=(10, 10), values=(None, 10))

    assert result.achievement.reason is NoFigure.MISSING_QUARTER
    assert result.why == "Belum lapor TW I. Yang dilaporkan: 10 dari 10 yang diminta pada TW II."


def test_an_earlier_quarter_that_had_no_target_is_no_gap():
    assert _quarter(Aggregation.SUM, 2, targets=(None, 10), values=(None, 10)).notes == ()


@pytest.mark.parametrize("aggregation", list(Aggregation))
@pytest.mark.parametrize("values", [(), (5,)])
def test_a_quarter_without_a_target_is_not_measured(aggregation, values):
    result = _quarter(aggregation, 1, targets=(None, None, None, 100), values=values)

    assert result.achievement.reason is NoFigure.NOT_MEASURED_THIS_QUARTER
    assert result.target is None


@pytest.mark.parametrize("quarter", [1, 2, 3])
def test_an_annual_indicator_is_not_measured_before_the_fourth_quarter(quarter):
    result = _quarter(Aggregation.ANNUAL, quarter, targets=(25, 50, 75, 100), values=(25, 50, 75))

    assert result.achievement.reason is NoFigure.NOT_MEASURED_THIS_QUARTER


@pytest.mark.parametrize("targets", [(), (25,)])
def test_an_annual_indicator_is_measured_in_the_fourth_quarter_against_the_year(targets):
    result = _quarter(Aggregation.ANNUAL, 4, targets=targets, values=(None, None, None, 90))

    assert result.target == Figure(Decimal(100))
    assert result.achievement.percent == 90


@pytest.mark.parametrize("aggregation", list(Aggregation))
def test_the_fourth_quarter_without_quarter_targets_is_measured_against_the_year(aggregation):
    result = _quarter(aggregation, 4, values=(None, None, None, 90))

    assert result.target == Figure(Decimal(100))
    assert result.achievement.percent == 90


def test_the_fourth_quarter_of_an_indicator_with_earlier_targets_only_is_not_measured():
    result = _quarter(Aggregation.LAST, 4, targets=(80, 80), values=(80, 80, None, 90))

    assert result.achievement.reason is NoFigure.NOT_MEASURED_THIS_QUARTER


def test_the_fourth_quarter_without_any_target_says_that_there_is_none():
    assert _quarter(Aggregation.LAST, 4, values=(1, 1, 1, 1), year=None).achievement.reason is NoFigure.NO_TARGET


def test_quarter_targets_that_do_not_add_up_to_the_year_are_noted():
    result = _quarter(Aggregation.SUM, 4, targets=(10, 10, 10, 10), values=(10, 10, 10, 10))

    assert result.notes == ("Jumlah target triwulan 40 berbeda dari target tahunan 100",)


def test_a_quarter_alone_is_measured_against_its_own_target():
    result = quarter_only_result(
        _spec(Aggregation.SUM),
        quarter=2,
        quarter_targets=_targets(10, 20),
        readings=_readings(99, 10),
        policy=POLICY,
    )

    assert result.achievement.percent == 50
    assert result.realised.quarters == (2,)


@pytest.mark.parametrize(
    ("targets", "values", "reason"),
    [
        ((10,), (5, 5), NoFigure.NOT_MEASURED_THIS_QUARTER),
        ((10, 10), (5,), NoFigure.NOT_REPORTED),
        ((10, 10), (5, WAITING), NoFigure.WAITING),
    ],
)
def test_a_quarter_alone_without_target_or_figure_carries_the_reason(targets, values, reason):
    result = quarter_only_result(
        _spec(Aggregation.LAST),
        quarter=2,
        quarter_targets=_targets(*targets),
        readings=_readings(*values),
        policy=POLICY,
    )

    assert result.achievement.reason is reason


def test_a_specification_is_read_from_stored_values():
    assert IndicatorSpec.of("minimize", "last", ["B", "A"]) == IndicatorSpec(
        Polarity.MINIMIZE, Aggregation.LAST, ("B", "A")
    )
    with pytest.raises(ValueError, match="naik"):
        IndicatorSpec.of("naik", "last")


def test_a_quarter_without_target_still_shows_what_was_realised():
    result = quarter_result(
        IndicatorSpec(Polarity.MAXIMIZE, Aggregation.LAST),
        quarter=2,
        target_year=Figure(Decimal(80)),
        quarter_targets={4: Figure(Decimal(80))},
        readings={2: QuarterReading.reported(40)},
        policy=Policy(),
    )
    assert result.achievement.reason is NoFigure.NOT_MEASURED_THIS_QUARTER
    assert result.realised.value == Figure(Decimal(40))


@pytest.mark.parametrize(
    ("aggregation", "polarity", "values", "realised"),
    [
        (Aggregation.SUM, Polarity.MAXIMIZE, (10, None, 99), Figure(Decimal(10))),
        (Aggregation.MAX, Polarity.PREDICATE, ("A", "BB", "B"), Grade("A")),
    ],
)
def test_what_was_realised_up_to_a_quarter_without_target_is_kept_with_the_reason(
    aggregation, polarity, values, realised
):
    result = quarter_result(
        _spec(aggregation, polarity, ("B", "BB", "A")),
        quarter=2,
        target_year=None,
        quarter_targets=_targets(None, None, 10),
        readings=_readings(*values),
        policy=POLICY,
    )

    assert (result.achievement.realised, result.realised.value) == (realised, realised)
    assert result.notes == ()


@pytest.mark.parametrize(("reading", "reason"), [(None, NoFigure.NOT_REPORTED), (WAITING, NoFigure.WAITING)])
def test_a_quarter_without_a_figure_keeps_its_target_and_the_reason(reading, reason):
    result = _quarter(Aggregation.LAST, 2, targets=(10, 20), values=(10, reading))

    assert (result.target, result.achievement.target) == (Figure(Decimal(20)), Figure(Decimal(20)))
    assert result.realised == Accumulated(None, reason)


def test_the_best_grade_of_the_quarters_to_date_is_measured_on_the_scale():
    result = quarter_result(
        _spec(Aggregation.MAX, Polarity.PREDICATE, ("B", "BB", "A")),
        quarter=2,
        target_year=None,
        quarter_targets=_targets(None, Grade("BB")),
        readings=_readings("A", "B"),
        policy=POLICY,
    )

    assert (result.realised.value, result.achievement.percent) == (Grade("A"), 150)


@pytest.mark.parametrize("aggregation", [Aggregation.SUM, Aggregation.AVERAGE])
def test_without_quarter_targets_every_earlier_quarter_without_a_figure_is_noted_in_the_fourth(aggregation):
    result = _quarter(aggregation, 4, values=(NA, 10, WAITING, 10), year=100)

    assert result.notes == ("TW I tidak berlaku", "TW III menunggu data")


def test_a_sum_says_that_it_holds_a_provisional_figure_after_what_it_lacks():
    readings = {2: QuarterReading.reported(Decimal(4), provisional=True)}
    result = year_result(
        _spec(Aggregation.SUM), target=_value(8), quarter_targets={}, readings=readings, policy=POLICY, begun=()
    )

    assert result.notes == ("TW IV belum dilaporkan", "Memuat angka sementara")


@pytest.mark.parametrize(
    ("aggregation", "quarter", "targets", "year"),
    [
        (Aggregation.SUM, 4, (10, 20, 30, 40), 100),
        (Aggregation.SUM, 4, (10, 20, 30, 40), None),
        (Aggregation.SUM, 3, (10, 20, 30, 40), 100),
        (Aggregation.LAST, 4, (10, 20, 30, 40), 100),
    ],
)
def test_only_the_sum_of_a_whole_year_is_held_against_the_annual_target(aggregation, quarter, targets, year):
    assert _quarter(aggregation, quarter, targets=targets, values=(1, 1, 1, 1), year=year).notes == ()


def test_targets_that_differ_from_the_year_are_noted_with_the_decimals_that_differ():
    result = _quarter(
        Aggregation.SUM, 4, targets=("0.750001", "0.75", "0.75", "0.75"), values=(1, 1, 1, 1), year="3.0000004"
    )

    assert result.notes == ("Jumlah target triwulan 3,000001 berbeda dari target tahunan 3",)


@pytest.mark.parametrize(
    ("readings", "realised"),
    [
        ({2: QuarterReading.reported(Decimal(10))}, Accumulated(Figure(Decimal(10)), None, (2,))),
        (
            {2: QuarterReading.reported(Decimal(10), provisional=True)},
            Accumulated(Figure(Decimal(10)), None, (2,), provisional=True),
        ),
        ({2: WAITING}, Accumulated(None, NoFigure.WAITING, missing=(2,))),
        ({2: NA}, Accumulated(None, NoFigure.NOT_APPLICABLE)),
        ({}, Accumulated(None, NoFigure.NOT_REPORTED, missing=(2,))),
    ],
)
def test_a_quarter_alone_rests_on_its_own_figure_only(readings, realised):
    result = quarter_only_result(
        _spec(Aggregation.SUM), quarter=2, quarter_targets=_targets(10, 20), readings=readings, policy=POLICY
    )

    assert result.realised == realised
    assert (result.target, result.achievement.target) == (Figure(Decimal(20)), Figure(Decimal(20)))
    assert result.notes == ()


def test_a_grade_of_a_quarter_alone_is_measured_on_the_scale():
    result = quarter_only_result(
        _spec(Aggregation.SUM, Polarity.PREDICATE, ("B", "BB", "A")),
        quarter=2,
        quarter_targets=_targets(None, Grade("BB")),
        readings=_readings("B", "A"),
        policy=POLICY,
    )

    assert (result.realised.value, result.achievement.percent) == (Grade("A"), 150)


def test_a_number_and_a_grade_among_the_targets_cannot_be_added_up():
    result = _quarter(Aggregation.SUM, 2, targets=(10, Grade("A")), values=(5, 5))

    assert result.achievement.reason is NoFigure.NOT_SUMMABLE
    assert (result.target, result.realised.value) == (None, Figure(Decimal(10)))


def test_no_digit_of_a_large_target_is_lost_when_quarters_are_added_up():
    large = "12345678901234567890123456789.5"
    result = _quarter(Aggregation.SUM, 2, targets=(large, "0.25"), values=(0, 0))

    assert result.target == Figure(Decimal("12345678901234567890123456789.75"))


def test_a_scale_is_not_needed_for_numbers_and_a_yes_outranks_a_no():
    assert IndicatorSpec.of("maximize", "sum").scale == ()
    assert IndicatorSpec.of("yes_no", "max").ranks == ("tidak", "ya")
    assert IndicatorSpec.of("predicate", "max", ["B", "A"]).ranks == ("B", "A")
