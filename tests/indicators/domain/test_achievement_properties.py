"""What holds for achievements of every polarity, whatever the figures."""

from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from indicators.domain.achievement import achieve
from indicators.domain.kinds import NO, YES, Figure, Grade, MinimizeFormula, Polarity, Range
from indicators.domain.policy import Policy
from indicators.domain.reasons import NoFigure

A = Policy()
B = Policy(minimize_formula=MinimizeFormula.B)
AKIP = ("D", "C", "CC", "B", "BB", "A", "AA")
POSITIVE = st.decimals(min_value="0.000001", max_value="99999999999999", places=6)
FIGURES = st.decimals(min_value="-99999999999999", max_value="99999999999999", places=6)
NUMERIC = (Polarity.MAXIMIZE, Polarity.MINIMIZE, Polarity.RANGE)


@st.composite
def ranges(draw) -> Range:
    lower, upper = sorted((draw(POSITIVE), draw(POSITIVE)))
    return Range(lower, upper)


def _percent(polarity, target, realised, policy=A):
    return achieve(polarity=polarity, target=target, realised=Figure(realised), policy=policy).percent


@pytest.mark.parametrize("policy", [A, B])
@pytest.mark.parametrize("polarity", NUMERIC)
@given(figure=POSITIVE)
def test_a_realisation_equal_to_its_target_is_exactly_100(polarity, policy, figure):
    assert _percent(polarity, Figure(figure), figure, policy) == 100


@pytest.mark.parametrize("polarity", [Polarity.MAXIMIZE, Polarity.MINIMIZE])
@given(figure=FIGURES.filter(lambda figure: figure < 0))
def test_a_realisation_equal_to_a_negative_target_is_exactly_100(polarity, figure):
    assert _percent(polarity, Figure(figure), figure) == 100


@given(label=st.sampled_from(AKIP))
def test_a_grade_equal_to_its_target_is_exactly_100(label):
    grade = Grade(label)

    assert achieve(polarity=Polarity.PREDICATE, target=grade, realised=grade, policy=A, scale=AKIP).percent == 100


@given(label=st.sampled_from((YES, NO)))
def test_an_answer_equal_to_its_target_is_exactly_100(label):
    grade = Grade(label)

    assert achieve(polarity=Polarity.YES_NO, target=grade, realised=grade, policy=A).percent == 100


@pytest.mark.parametrize("policy", [A, B])
@pytest.mark.parametrize("polarity", NUMERIC)
@given(target=ranges(), share=st.decimals(min_value=0, max_value=1, places=4))
def test_a_realisation_inside_its_range_is_exactly_100(polarity, policy, target, share):
    inside = target.lower + (target.upper - target.lower) * share
    assume(target.lower <= inside <= target.upper)

    assert _percent(polarity, target, inside, policy) == 100


@given(target=FIGURES.filter(bool), one=FIGURES, other=FIGURES)
def test_more_is_never_worse_where_higher_is_better(target, one, other):
    low, high = sorted((one, other))

    assert _percent(Polarity.MAXIMIZE, Figure(target), low) <= _percent(Polarity.MAXIMIZE, Figure(target), high)


@given(target=FIGURES, one=FIGURES, other=FIGURES)
def test_less_is_never_worse_where_lower_is_better(target, one, other):
    low, high = sorted((one, other))

    assert _percent(Polarity.MINIMIZE, Figure(target), low) >= _percent(Polarity.MINIMIZE, Figure(target), high)


@given(target=POSITIVE, one=POSITIVE, other=POSITIVE)
def test_formula_b_never_rewards_more_as_long_as_something_was_realised(target, one, other):
    low, high = sorted((one, other))

    assert _percent(Polarity.MINIMIZE, Figure(target), low, B) >= _percent(Polarity.MINIMIZE, Figure(target), high, B)


@given(target=ranges(), one=POSITIVE, other=POSITIVE)
def test_ranges_are_monotone_like_figures(target, one, other):
    low, high = sorted((one, other))

    assert _percent(Polarity.MAXIMIZE, target, low) <= _percent(Polarity.MAXIMIZE, target, high)
    assert _percent(Polarity.MINIMIZE, target, low) >= _percent(Polarity.MINIMIZE, target, high)


@given(target=ranges(), gap=POSITIVE, further=POSITIVE)
def test_stabilising_never_rewards_moving_away_from_the_range(target, gap, further):
    above = [_percent(Polarity.RANGE, target, target.upper + distance) for distance in (0, gap, gap + further)]
    below = [_percent(Polarity.RANGE, target, target.lower - distance) for distance in (0, gap, gap + further)]

    assert above == sorted(above, reverse=True)
    assert below == sorted(below, reverse=True)


@given(target=ranges(), realised=FIGURES)
def test_stabilising_stays_between_0_and_100(target, realised):
    assert 0 <= _percent(Polarity.RANGE, target, realised) <= 100


@given(target=POSITIVE, realised=POSITIVE)
def test_the_two_ways_of_writing_formula_a_agree(target, realised):
    by_regulation = (1 + (1 - realised / target)) * 100

    assert abs(_percent(Polarity.MINIMIZE, Figure(target), realised) - by_regulation) <= abs(by_regulation) * Decimal(
        "1e-20"
    ) + Decimal("1e-20")


@pytest.mark.parametrize("policy", [A, B])
@given(polarity=st.sampled_from(Polarity), target=FIGURES, realised=FIGURES)
def test_numbers_are_always_told_or_explained_and_never_infinite(policy, polarity, target, realised):
    achievement = achieve(polarity=polarity, target=Figure(target), realised=Figure(realised), policy=policy)

    if achievement.percent is None:
        assert achievement.reason in (NoFigure.ZERO_TARGET_NOT_APPLICABLE, NoFigure.DIFFERENT_KINDS)
    else:
        assert achievement.percent.is_finite()


@given(
    target=POSITIVE,
    realised=FIGURES,
    cap=st.one_of(st.none(), st.decimals(min_value=100, max_value=300, places=2)),
)
def test_what_is_shown_lies_between_zero_and_the_cap(target, realised, cap):
    policy = Policy(cap_display=cap, cap_in_average=cap)
    achievement = achieve(polarity=Polarity.MINIMIZE, target=Figure(target), realised=Figure(realised), policy=policy)

    assert achievement.shown(policy) >= 0
    assert achievement.for_average(policy) == achievement.shown(policy)
    assert cap is None or achievement.shown(policy) <= cap
