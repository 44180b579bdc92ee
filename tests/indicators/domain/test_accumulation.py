"""Quarters into one figure."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.domain.accumulation import accumulate
from indicators.domain.kinds import Aggregation, Figure, Grade, QuarterReading, ValueState
from indicators.domain.reasons import NoFigure

AKIP = ("D", "C", "CC", "B", "BB", "A", "AA")
NA = QuarterReading(ValueState.NOT_APPLICABLE)
WAITING = QuarterReading(ValueState.WAITING)
SILENT = QuarterReading(ValueState.NOT_REPORTED)
FIGURES = st.decimals(min_value=-1_000_000, max_value=1_000_000, places=4)


def _readings(*values) -> dict[int, QuarterReading]:
    return {
        quarter: value if isinstance(value, QuarterReading) else QuarterReading.reported(value)
        for quarter, value in enumerate(values, start=1)
        if value is not None
    }


@pytest.mark.parametrize(
    ("aggregation", "values", "result", "quarters"),
    [
        (Aggregation.SUM, (1, 2, 3, 4), "10", (1, 2, 3, 4)),
        (Aggregation.SUM, (1, None, 3), "4", (1, 3)),
        (Aggregation.SUM, (0, 0, 0, 0), "0", (1, 2, 3, 4)),
        (Aggregation.SUM, (2, NA, WAITING, SILENT), "2", (1,)),
        (Aggregation.LAST, (10, 20, 15), "15", (3,)),
        (Aggregation.LAST, (10, None, 30), "30", (3,)),
        (Aggregation.LAST, (10, 20, SILENT, WAITING), "20", (2,)),
        (Aggregation.LAST, (10, 0), "0", (2,)),
        (Aggregation.ANNUAL, (None, None, None, 72), "72", (4,)),
        (Aggregation.AVERAGE, (80, 90), "85", (1, 2)),
        (Aggregation.AVERAGE, (80, NA, 90, 100), "90", (1, 3, 4)),
        (Aggregation.AVERAGE, (0, 10), "5", (1, 2)),
        (Aggregation.MAX, (3, 9, 4), "9", (1, 2, 3)),
        (Aggregation.MIN, (3, 9, 4), "3", (1, 2, 3)),
    ],
)
def test_reported_quarters_become_one_figure(aggregation, values, result, quarters):
    accumulated = accumulate(aggregation, _readings(*values))

    assert accumulated.value == Figure(Decimal(result))
    assert accumulated.quarters == quarters
    assert accumulated.reason is None


@pytest.mark.parametrize(
    ("aggregation", "label"),
    [
        (Aggregation.LAST, "BB"),
        (Aggregation.ANNUAL, "BB"),
        (Aggregation.MAX, "A"),
        (Aggregation.MIN, "CC"),
    ],
)
def test_grades_accumulate_by_their_place_in_the_scale(aggregation, label):
    assert accumulate(aggregation, _readings("A", "CC", "BB", "BB"), scale=AKIP).value == Grade(label)


@pytest.mark.parametrize("aggregation", [Aggregation.SUM, Aggregation.AVERAGE])
def test_grades_are_neither_summed_nor_averaged(aggregation):
    accumulated = accumulate(aggregation, _readings("A", "CC"), scale=AKIP)

    assert accumulated.value is None
    assert accumulated.reason is NoFigure.NOT_SUMMABLE


def test_a_grade_outside_the_scale_has_no_place_in_it():
    assert accumulate(Aggregation.MAX, _readings("A", "WTP"), scale=AKIP).reason is NoFigure.UNKNOWN_GRADE


def test_a_number_and_a_grade_do_not_mix():
    assert accumulate(Aggregation.SUM, _readings(5, "A"), scale=AKIP).reason is NoFigure.DIFFERENT_KINDS


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ((), NoFigure.NOT_REPORTED),
        ((SILENT, SILENT), NoFigure.NOT_REPORTED),
        ((NA, NA, NA, NA), NoFigure.NOT_APPLICABLE),
        ((None, None, None, NA), NoFigure.NOT_APPLICABLE),
        ((WAITING,), NoFigure.WAITING),
        ((NA, WAITING), NoFigure.WAITING),
        ((SILENT, WAITING), NoFigure.WAITING),
    ],
)
@pytest.mark.parametrize("aggregation", list(Aggregation))
def test_without_a_reported_quarter_the_reason_is_given(aggregation, values, reason):
    accumulated = accumulate(aggregation, _readings(*values))

    assert accumulated.value is None
    assert accumulated.reason is reason


def test_missing_quarters_are_those_silent_or_waiting_but_not_those_that_do_not_apply():
    assert accumulate(Aggregation.SUM, _readings(1, NA, WAITING)).missing == (3, 4)


def test_later_quarters_are_left_out():
    accumulated = accumulate(Aggregation.SUM, _readings(1, 2, 3, 4), through=2)

    assert accumulated.value == Figure(Decimal(3))
    assert accumulated.missing == ()


def test_one_provisional_quarter_makes_the_sum_provisional():
    readings = _readings(1, 2) | {3: QuarterReading.reported(Decimal(3), provisional=True)}

    assert accumulate(Aggregation.SUM, readings).provisional


def test_a_provisional_quarter_that_was_overtaken_does_not_make_the_last_one_provisional():
    readings = {1: QuarterReading.reported(Decimal(3), provisional=True), 2: QuarterReading.reported(Decimal(4))}

    assert not accumulate(Aggregation.LAST, readings).provisional


@pytest.mark.parametrize("aggregation", list(Aggregation))
@given(values=st.dictionaries(st.integers(1, 4), FIGURES, min_size=1), seed=st.randoms(use_true_random=False))
def test_the_order_in_which_quarters_are_listed_changes_nothing(aggregation, values, seed):
    listed = list(values.items())
    seed.shuffle(listed)

    straight = accumulate(
        aggregation, {quarter: QuarterReading.reported(values[quarter]) for quarter in sorted(values)}
    )
    shuffled = accumulate(aggregation, {quarter: QuarterReading.reported(value) for quarter, value in listed})

    assert straight == shuffled


@given(values=st.lists(FIGURES, min_size=1, max_size=4))
def test_the_average_lies_between_the_lowest_and_the_highest(values):
    average = accumulate(Aggregation.AVERAGE, _readings(*values)).value.value

    assert min(values) <= average <= max(values)


def test_an_annual_figure_is_that_of_the_fourth_quarter_and_no_other():
    readings = {2: QuarterReading.reported(70)}
    early = accumulate(Aggregation.ANNUAL, readings)
    assert (early.value, early.reason, early.missing) == (None, NoFigure.NOT_REPORTED, (4,))
    assert accumulate(Aggregation.ANNUAL, {**readings, 4: QuarterReading.reported(80)}).value == Figure(Decimal(80))


def test_a_mean_that_does_not_end_is_kept_with_fifty_digits():
    readings = {quarter: QuarterReading.reported(value) for quarter, value in enumerate((1, 1, 2), start=1)}

    assert str(accumulate(Aggregation.AVERAGE, readings).value.value) == "1." + "3" * 49


def test_no_digit_of_a_large_figure_is_lost_in_a_sum():
    readings = {
        1: QuarterReading.reported(Decimal("12345678901234567890123456789.5")),
        2: QuarterReading.reported(Decimal("0.25")),
    }

    assert accumulate(Aggregation.SUM, readings).value == Figure(Decimal("12345678901234567890123456789.75"))
