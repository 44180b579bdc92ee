"""Which quarters owe a figure, and which reports a figure rests on."""

import pytest

from indicators.domain.expectations import is_asked, is_due, outstanding, quarters_behind
from indicators.domain.kinds import Aggregation, Grade
from indicators.domain.spec import IndicatorSpec

ALL = (1, 2, 3, 4)
SPREAD = [Aggregation.SUM, Aggregation.AVERAGE, Aggregation.MAX, Aggregation.MIN]
NEWEST = [Aggregation.LAST, Aggregation.ANNUAL]


def targets(*quarters: int) -> dict[int, Grade]:
    return {quarter: Grade("ya") for quarter in quarters}


def spec(aggregation: Aggregation) -> IndicatorSpec:
    return IndicatorSpec.of("maximize", aggregation)


@pytest.mark.parametrize(
    ("aggregation", "with_target", "asked"),
    [
        ("sum", (), (4,)),
        ("sum", (1, 3), (1, 3)),
        ("last", (2,), (2,)),
        ("average", ALL, ALL),
        ("annual", (), (4,)),
        ("annual", (1, 2), (4,)),
    ],
)
def test_a_quarter_is_asked_for_a_figure_by_its_target_or_as_the_last_of_an_undivided_year(
    aggregation, with_target, asked
):
    measured = spec(Aggregation(aggregation))
    assert tuple(quarter for quarter in ALL if is_asked(measured, quarter, targets(*with_target))) == asked
    assert tuple(quarter for quarter in ALL if is_due(Aggregation(aggregation), quarter, with_target)) == asked


@pytest.mark.parametrize("aggregation", SPREAD)
def test_a_spread_figure_rests_on_every_quarter_that_was_asked_and_on_those_reported_unasked(aggregation):
    found = quarters_behind(spec(aggregation), quarter_targets=targets(1, 2, 4), begun=(1, 2, 3), entered=(1, 3))
    assert found == (1, 2, 3)


@pytest.mark.parametrize(
    ("begun", "entered", "behind"),
    [
        ((1, 2, 3), (2,), (2, 3)),
        ((1, 2), (2,), (2,)),
        ((1, 2), (3,), (3,)),
        ((1, 2), (), (2,)),
        ((), (), ()),
    ],
)
def test_a_last_figure_rests_on_the_newest_quarter_that_was_asked_or_reported(begun, entered, behind):
    found = quarters_behind(spec(Aggregation.LAST), quarter_targets=targets(*ALL), begun=begun, entered=entered)
    assert found == behind


@pytest.mark.parametrize(("begun", "behind"), [((1, 2, 3), ()), (ALL, (4,))])
def test_an_annual_figure_rests_on_the_fourth_quarter_once_it_is_open(begun, behind):
    found = quarters_behind(spec(Aggregation.ANNUAL), quarter_targets={}, begun=begun, entered=())
    assert found == behind


@pytest.mark.parametrize(
    ("aggregation", "entered", "missing", "waits_for"),
    [
        ("sum", (1, 2), (3, 4), (3, 4)),
        ("sum", (1, 2, 4), (), ()),
        ("sum", (1, 2), (4,), (4,)),
        ("last", (1,), (2, 3, 4), (4,)),
        ("last", (4,), (2, 3), ()),
        ("annual", (), (4,), (4,)),
    ],
)
def test_a_year_waits_for_the_missing_quarters_that_its_figure_rests_on(aggregation, entered, missing, waits_for):
    found = outstanding(spec(Aggregation(aggregation)), quarter_targets=targets(*ALL), entered=entered, missing=missing)
    assert found == waits_for
