"""Figures made of a numerator and a denominator."""

from decimal import Decimal

import pytest

from indicators.domain.ratios import component_value, multiplier_for_unit


@pytest.mark.parametrize(
    ("unit", "multiplier"),
    [
        ("%", 100),
        ("Persen", 100),
        ("per 1.000 KH", 1000),
        ("per 1000 penduduk", 1000),
        ("per 10.000 penduduk", 10_000),
        ("Kasus per 100.000 KH", 100_000),
        ("per 100 ribu penduduk", 100_000),
        ("per 1 juta penduduk", 1_000_000),
        ("per 100 ribuan", 100),
        ("Dokumen", 1),
        ("orang per hari", 1),
        ("", 1),
    ],
)
def test_the_unit_says_what_a_ratio_is_multiplied_with(unit, multiplier):
    assert multiplier_for_unit(unit) == multiplier


def test_a_ratio_is_multiplied_before_it_is_divided():
    assert component_value(Decimal(1), Decimal(3), Decimal(300)) == 100


def test_a_ratio_that_does_not_end_is_kept_with_fifty_digits():
    assert component_value(Decimal(1), Decimal(3), Decimal(1)) == Decimal("0." + "3" * 50)


def test_a_ratio_to_nothing_is_refused():
    with pytest.raises(ValueError, match=r"^Penyebut tidak boleh 0\.$"):
        component_value(Decimal(1), Decimal(0), Decimal(100))
