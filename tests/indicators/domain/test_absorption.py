"""How much of the money was used."""

from decimal import Decimal

import pytest

from indicators.domain.absorption import absorption
from indicators.domain.numbers import round_half_up


@pytest.mark.parametrize(
    ("budget", "spent", "percent"),
    [
        # LKjIP Kabupaten Tanah Datar 2015: pagu 548.000.000, realisasi 499.471.900, serapan 91,14 %
        ("548000000", "499471900", "91.14"),
        ("1000", "0", "0"),
        ("1000", "1500", "150"),
    ],
)
def test_absorption_is_what_was_spent_of_the_budget(budget, spent, percent):
    assert round_half_up(absorption(Decimal(budget), Decimal(spent))) == Decimal(percent)


def test_spending_that_was_not_reported_is_not_zero():
    assert absorption(Decimal(1000), None) is None


def test_without_a_budget_nothing_can_be_absorbed():
    assert absorption(Decimal(0), Decimal(0)) is None


def test_absorption_that_does_not_end_is_kept_with_fifty_digits():
    assert str(absorption(Decimal(3), Decimal(1))) == "33." + "3" * 48
