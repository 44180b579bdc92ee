"""Values and readings that cannot be built wrongly."""

from decimal import Decimal

import pytest

from indicators.domain.kinds import Figure, Grade, Range, Reading, ValueState


def test_a_range_may_be_a_single_point():
    assert Range(Decimal(5), Decimal(5)).lower == 5


def test_a_range_with_its_bounds_the_wrong_way_round_is_refused():
    with pytest.raises(ValueError, match="Batas bawah"):
        Range(Decimal(90), Decimal(80))


@pytest.mark.parametrize("figure", ["NaN", "Infinity", "-Infinity"])
def test_a_figure_or_bound_that_is_no_number_is_refused(figure):
    with pytest.raises(ValueError, match="terhingga"):
        Figure(Decimal(figure))
    with pytest.raises(ValueError, match="terhingga"):
        Range(Decimal(0), Decimal(figure))


@pytest.mark.parametrize(
    ("given", "value"),
    [(0, Figure(Decimal(0))), (Decimal("1.5"), Figure(Decimal("1.5"))), ("BB", Grade("BB")), (Grade("A"), Grade("A"))],
)
def test_a_reported_reading_holds_its_value(given, value):
    reading = Reading.reported(given)

    assert reading.state is ValueState.REPORTED
    assert reading.value == value


@pytest.mark.parametrize("state", [ValueState.NOT_REPORTED, ValueState.NOT_APPLICABLE, ValueState.WAITING])
def test_a_value_in_a_state_without_one_is_refused(state):
    with pytest.raises(ValueError, match="jika dan hanya jika"):
        Reading(state, Figure(Decimal(0)))


def test_a_reported_reading_without_a_value_is_refused():
    with pytest.raises(ValueError, match="jika dan hanya jika"):
        Reading(ValueState.REPORTED)
