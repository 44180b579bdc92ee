"""Values and readings that cannot be built wrongly."""

from decimal import Decimal

import pytest

from indicators.domain.kinds import Figure, Grade, Polarity, QuarterReading, Range, ValueState, fits


def test_a_range_may_be_a_single_point():
    assert Range(Decimal(5), Decimal(5)).lower == 5


def test_a_range_with_its_bounds_the_wrong_way_round_is_refused():
    with pytest.raises(ValueError, match=r"^Batas bawah rentang tidak boleh lebih besar daripada batas atas\.$"):
        Range(Decimal(90), Decimal(80))


@pytest.mark.parametrize("figure", ["NaN", "Infinity", "-Infinity"])
def test_a_figure_or_bound_that_is_no_number_is_refused(figure):
    with pytest.raises(ValueError, match=r"^Nilai harus berupa angka terhingga\.$"):
        Figure(Decimal(figure))
    with pytest.raises(ValueError, match=r"^Batas rentang harus berupa angka terhingga\.$"):
        Range(Decimal(0), Decimal(figure))
    with pytest.raises(ValueError, match=r"^Batas rentang harus berupa angka terhingga\.$"):
        Range(Decimal(figure), Decimal(0))


@pytest.mark.parametrize(
    ("given", "value"),
    [(0, Figure(Decimal(0))), (Decimal("1.5"), Figure(Decimal("1.5"))), ("BB", Grade("BB")), (Grade("A"), Grade("A"))],
)
def test_a_reported_reading_holds_its_value(given, value):
    reading = QuarterReading.reported(given)

    assert reading == QuarterReading(ValueState.REPORTED, value, provisional=False)
    assert QuarterReading.reported(given, provisional=True).provisional


@pytest.mark.parametrize("state", [ValueState.NOT_REPORTED, ValueState.NOT_APPLICABLE, ValueState.WAITING])
def test_a_value_in_a_state_without_one_is_refused(state):
    with pytest.raises(ValueError, match=r"^Nilai ada jika dan hanya jika realisasi sudah dilaporkan\.$"):
        QuarterReading(state, Figure(Decimal(0)))
    assert QuarterReading(state).value is None


def test_a_reported_reading_without_a_value_is_refused():
    with pytest.raises(ValueError, match=r"^Nilai ada jika dan hanya jika realisasi sudah dilaporkan\.$"):
        QuarterReading(ValueState.REPORTED)


@pytest.mark.parametrize(
    ("polarity", "fitting"),
    [
        (Polarity.MAXIMIZE, ("80", "80-90")),
        (Polarity.MINIMIZE, ("80", "80-90")),
        (Polarity.RANGE, ("80", "80-90")),
        (Polarity.PREDICATE, ("BB",)),
        (Polarity.YES_NO, ("ya", "tidak")),
    ],
)
def test_a_target_fits_the_direction_in_which_it_can_be_read(polarity, fitting):
    values = {
        "80": Figure(Decimal(80)),
        "80-90": Range(Decimal(80), Decimal(90)),
        "BB": Grade("BB"),
        "WTP": Grade("WTP"),
        "ya": Grade("ya"),
        "tidak": Grade("tidak"),
    }
    assert tuple(text for text, value in values.items() if fits(value, polarity, ("B", "BB"))) == fitting
