"""Where the parts of a trend chart stand: in the view box, with gaps where a year has no figure."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from realisations.measurement.trend import HEIGHT, WIDTH, trend


def drawn(*percents):
    years = [
        (str(2022 + number), None if value is None else Decimal(str(value))) for number, value in enumerate(percents)
    ]
    return trend("tren-1", "Capaian", years)


def test_a_year_without_figure_breaks_the_line_but_keeps_its_place():
    chart = drawn(80, None, 90, 95)
    assert [mark.is_known for mark in chart.marks] == [True, False, True, True]
    assert chart.path.count("M") == 2
    assert chart.path.count("L") == 1
    assert "2023: belum ada" in chart.description


@pytest.mark.parametrize("percents", [(), (80,), (80, None, None), (None, None)])
def test_fewer_than_two_figures_are_no_trend(percents):
    assert drawn(*percents) is None


def test_higher_stands_higher_and_a_hundred_lies_on_its_line():
    low, exact, high = drawn(50, 100, 110).marks
    assert Decimal(low.y) > Decimal(exact.y) > Decimal(high.y)
    assert exact.y == drawn(50, 100, 110).target_y


def test_the_words_never_lie_on_the_line_of_a_hundred():
    chart = drawn(95, 88, 60, 100, 104)
    for mark in chart.marks:
        words = (Decimal(mark.label_y) - 7, Decimal(mark.label_y))
        assert not words[0] < Decimal(chart.target_y) < words[1]


@given(st.lists(st.none() | st.decimals(min_value=-100, max_value=10_000, places=2), min_size=1, max_size=5))
def test_everything_stays_in_the_view_box_and_is_written_with_points(percents):
    chart = drawn(*percents)
    for mark in chart.marks if chart else ():
        assert 0 <= Decimal(mark.x) <= WIDTH
        assert 0 <= Decimal(mark.label_y) <= HEIGHT
        assert 0 <= Decimal(mark.y) <= HEIGHT
