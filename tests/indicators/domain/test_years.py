"""Several years into one figure: counts add up, percentages and indices do not."""

from decimal import Decimal

import pytest

from indicators.domain.kinds import Aggregation, Figure, Grade, Range
from indicators.domain.years import adds_over_years, over_years, plan_end, plan_reached


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


def end(aggregation, unit, targets):
    return plan_end(aggregation, unit, first_year=2025, last_year=2027, targets=targets)


def reached(aggregation, unit, year, realised):
    return plan_reached(aggregation, unit, first_year=2025, year=year, realised=realised)


def test_the_end_of_a_plan_is_the_sum_of_counts_and_the_last_year_of_levels():
    targets = figures(y2024=99, y2025=10, y2026=20, y2027=30, y2028=99)
    assert end(Aggregation.SUM, "Unit", targets) == Figure(Decimal(60))
    assert end(Aggregation.LAST, "Indeks", targets) == Figure(Decimal(30))


def test_a_plan_with_a_gap_has_no_end():
    assert end(Aggregation.SUM, "Unit", figures(y2025=10, y2027=30)) is None
    assert end(Aggregation.LAST, "Indeks", figures(y2025=10, y2026=30)) is None
    assert end(Aggregation.LAST, "Indeks", figures(y2027=30)) == Figure(Decimal(30))


def test_what_was_reached_since_the_plan_began_needs_every_year_of_a_count():
    realised = figures(y2024=99, y2025=10, y2026=20)
    assert reached(Aggregation.SUM, "Unit", 2026, realised) == Figure(Decimal(30))
    assert reached(Aggregation.LAST, "Indeks", 2026, realised) == Figure(Decimal(20))
    assert reached(Aggregation.SUM, "Unit", 2026, figures(y2026=20)) is None
    assert reached(Aggregation.LAST, "Indeks", 2026, figures(y2025=20)) is None


def test_zero_is_a_figure_of_its_year():
    assert reached(Aggregation.SUM, "Unit", 2026, figures(y2025=0, y2026=0)) == Figure(Decimal(0))


LARGE = Decimal("12345678901234567890123456789.5")


def test_no_digit_is_lost_when_years_are_added():
    values = {2025: Figure(LARGE), 2026: Figure(Decimal("0.25"))}
    exact = Figure(Decimal("12345678901234567890123456789.75"))
    assert over_years(Aggregation.SUM, "Orang", values) == exact
    assert reached(Aggregation.SUM, "Orang", 2026, values) == exact


def test_a_year_of_another_kind_leaves_a_count_without_its_sum():
    values = {2025: Figure(Decimal(1)), 2026: Range(Decimal(1), Decimal(2))}
    assert reached(Aggregation.SUM, "Orang", 2026, values) is None
