"""Several years into one figure: counts add up, percentages and indices do not."""

from decimal import Decimal

import pytest

from indicators.domain.kinds import Aggregation, Figure, Grade, Range
from indicators.domain.years import adds_over_years, over_years


def figures(**years: int) -> dict:
    """Figures by year, written `y2024=80`."""
    return {int(year[1:]): Figure(Decimal(value)) for year, value in years.items()}


@pytest.mark.parametrize("unit", ["Dokumen", "Orang", "Unit", "Lap", "Km"])
def test_counts_that_are_summed_within_the_year_are_summed_over_years(unit):
    assert over_years(Aggregation.SUM, unit, figures(y2024=3, y2025=4)) == Figure(Decimal(7))


@pytest.mark.parametrize("unit", ["%", "Persen", "Indeks", "Nilai", "per 1.000 KH", "Poin", "Skor IKM"])
def test_percentages_and_levels_are_never_added_the_newest_year_stands(unit):
    assert not adds_over_years(Aggregation.SUM, unit)
    assert over_years(Aggregation.SUM, unit, figures(y2024=100, y2025=100)) == Figure(Decimal(100))


@pytest.mark.parametrize("aggregation", [one for one in Aggregation if one is not Aggregation.SUM])
def test_whatever_is_no_sum_within_the_year_keeps_its_newest_figure(aggregation):
    assert over_years(aggregation, "Orang", figures(y2026=9, y2025=20)) == Figure(Decimal(9))


def test_ranges_and_grades_are_not_added_and_nothing_stays_nothing():
    bounds = Range(Decimal(1), Decimal(2))
    assert over_years(Aggregation.SUM, "Orang", {2024: Figure(Decimal(1)), 2025: bounds}) == bounds
    assert over_years(Aggregation.LAST, "Predikat", {2024: Grade("B"), 2025: Grade("BB")}) == Grade("BB")
    assert over_years(Aggregation.SUM, "Orang", {}) is None
