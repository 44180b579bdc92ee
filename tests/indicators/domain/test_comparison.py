"""A year beside the year before: published changes, and good or bad by polarity instead of by sign."""

from decimal import Decimal

import pytest

from indicators.domain.achievement import achieve, unknown
from indicators.domain.comparison import Movement, compare
from indicators.domain.kinds import Figure, Grade, Range
from indicators.domain.numbers import format_number
from indicators.domain.policy import Policy
from indicators.domain.reasons import NoFigure
from indicators.domain.spec import IndicatorSpec

NO_VALUE = unknown(NoFigure.NOT_REPORTED)


def figure(text) -> Figure:
    return Figure(Decimal(str(text)))


def compared(before, after, *, polarity="maximize", target=None, scale=()):
    spec = IndicatorSpec.of(polarity, "last", scale)

    def achieved(value):
        if target is None:
            return NO_VALUE
        return achieve(polarity=spec.polarity, target=target, realised=value, policy=Policy(), scale=scale)

    return compare(spec, before=before, after=after, achieved_before=achieved(before), achieved_after=achieved(after))


@pytest.mark.parametrize(
    ("before", "after", "change"),
    [("71.25", "72", "1,05"), ("8.5", "8", "-5,88"), ("128.39", "100", "-22,11"), ("100", "128.39", "28,39")],
)
def test_the_change_is_told_in_percent_of_the_earlier_figure(before, after, change):
    """LPPD makro: (N - N1) / N1 x 100, and not N - 100 as a published draft has it."""
    assert format_number(compared(figure(before), figure(after)).change) == change


@pytest.mark.parametrize(
    ("polarity", "before", "after", "verdict"),
    [
        ("maximize", 70, 72, Movement.BETTER),
        ("maximize", 72, 70, Movement.WORSE),
        ("minimize", 21.6, 18, Movement.BETTER),
        ("minimize", 18, 21.6, Movement.WORSE),
        ("minimize", 18, 18, Movement.SAME),
        ("maximize", -2, -1, Movement.BETTER),
    ],
)
def test_better_is_what_the_polarity_calls_better(polarity, before, after, verdict):
    assert compared(figure(before), figure(after), polarity=polarity).verdict is verdict


def test_a_range_is_judged_by_how_near_it_came():
    target = Range(Decimal(80), Decimal(90))
    found = compared(figure(99), figure(92), polarity="range", target=target)
    assert (found.verdict, found.difference) == (Movement.BETTER, Decimal(-7))
    assert compared(figure(99), figure(92), polarity="range").verdict is None


def test_grades_are_judged_by_their_rank_and_have_no_percentage():
    scale = ("C", "CC", "B", "BB", "A")
    found = compared(Grade("B"), Grade("BB"), polarity="predicate", scale=scale)
    assert (found.verdict, found.change, found.difference) == (Movement.BETTER, None, None)
    assert compared(Grade("tidak"), Grade("ya"), polarity="yes_no").verdict is Movement.BETTER
    assert compared(Grade("A"), Grade("bb"), polarity="predicate", scale=scale).verdict is Movement.WORSE
    assert compared(Grade("b"), Grade("B"), polarity="predicate", scale=scale).verdict is Movement.SAME
    assert compared(Grade("C"), Grade("C"), polarity="predicate", scale=scale).verdict is Movement.SAME
    assert compared(Grade("A"), Grade("X"), polarity="predicate", scale=scale).verdict is None
    assert compared(Grade("X"), Grade("A"), polarity="predicate", scale=scale).verdict is None


def test_achievements_differ_by_percentage_points():
    found = compared(figure(72), figure(80), target=figure(80))
    assert found.points == Decimal(10)


def test_from_zero_no_percentage_can_be_told_but_the_direction_can():
    found = compared(figure(0), figure(3), polarity="minimize")
    assert (found.change, found.difference, found.verdict) == (None, Decimal(3), Movement.WORSE)


@pytest.mark.parametrize(
    ("before", "after"), [(None, figure(3)), (figure(3), None), (None, None), (Grade("A"), figure(3))]
)
def test_what_is_missing_or_of_another_kind_is_not_compared(before, after):
    found = compared(before, after)
    assert (found.change, found.difference, found.points, found.verdict) == (None, None, None, None)


@pytest.mark.parametrize("verdict", Movement)
def test_every_verdict_has_a_word(verdict):
    assert verdict.label.islower()


def test_changes_that_do_not_end_are_kept_with_fifty_digits():
    found = compared(figure(3), figure(4), target=figure(3))
    assert str(found.change) == "33." + "3" * 48
    assert str(found.points) == "33." + "3" * 47
    assert compared(figure(-4), figure(-5)).change == -25


def test_points_need_both_achievements():
    spec = IndicatorSpec.of("maximize", "last")
    written = achieve(polarity=spec.polarity, target=figure(80), realised=figure(80), policy=Policy())
    for before, after in ((written, NO_VALUE), (NO_VALUE, written)):
        found = compare(spec, before=figure(1), after=figure(2), achieved_before=before, achieved_after=after)
        assert (found.points, found.difference) == (None, 1)


def test_a_number_after_a_grade_is_not_compared_whatever_the_polarity():
    assert compared(Grade("B"), figure(3), polarity="predicate", scale=("B", "A")).verdict is None
    assert compared(figure(3), Grade("B"), polarity="minimize", scale=("B", "A")).verdict is None
