"""How a target stands to the medium-term plan and to what was reached: by polarity, never by sign."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.domain.kinds import Figure, Grade, Range
from indicators.domain.strength import Strength, strength, strength_of_reached

SCALE = ("D", "C", "CC", "B", "BB", "A", "AA")


def figure(text: object) -> Figure:
    return Figure(Decimal(str(text)))


def between(lower: object, upper: object) -> Range:
    return Range(Decimal(str(lower)), Decimal(str(upper)))


@pytest.mark.parametrize(
    ("polarity", "target", "wanted", "expected"),
    [
        ("minimize", figure(14), figure(13), "lebih lemah"),
        ("minimize", figure(12), figure(13), "lebih kuat"),
        ("maximize", figure(12), figure(13), "lebih lemah"),
        ("maximize", figure("13.0001"), figure(13), "lebih kuat"),
        ("maximize", figure("13.000"), figure(13), "sama"),
        ("maximize", between(70, 80), between(70, 85), "lebih lemah"),
        ("maximize", between(60, 90), between(70, 85), "tidak sebanding"),
        ("minimize", between(70, 80), between(70, 85), "lebih kuat"),
        ("maximize", figure(70), between(70, 85), "lebih lemah"),
        ("maximize", between(70, 70), figure(70), "sama"),
        ("range", between(60, 90), between(70, 85), "lebih lemah"),
        ("range", between(70, 80), between(70, 85), "lebih kuat"),
        ("range", between(71, 86), between(70, 85), "tidak sebanding"),
        ("predicate", Grade("B"), Grade("bb"), "lebih lemah"),
        ("predicate", Grade("AA"), Grade("A"), "lebih kuat"),
        ("predicate", Grade(" bb "), Grade("BB"), "sama"),
        ("predicate", Grade("Z"), Grade("BB"), "tidak sebanding"),
        ("predicate", Grade("BB"), Grade("Z"), "tidak sebanding"),
        ("predicate", Grade("BB"), figure(70), "tidak sebanding"),
        ("predicate", figure(70), Grade("BB"), "tidak sebanding"),
        ("predicate", figure(70), figure(71), "tidak sebanding"),
        ("yes_no", Grade("tidak"), Grade("ya"), "lebih lemah"),
        ("yes_no", Grade("ya"), Grade("tidak"), "lebih kuat"),
    ],
)
def test_a_target_is_held_against_another_figure_by_its_polarity(polarity, target, wanted, expected):
    assert strength(target, wanted, polarity=polarity, scale=SCALE).label == expected


def test_a_target_below_what_was_reached_is_weaker():
    assert strength_of_reached(figure(80), figure(82), polarity="maximize") is Strength.WEAKER
    assert strength_of_reached(figure(14), figure("12.5"), polarity="minimize") is Strength.WEAKER
    assert strength_of_reached(Grade("B"), Grade("A"), polarity="predicate", scale=SCALE) is Strength.WEAKER
    assert strength_of_reached(figure(82), figure(82), polarity="maximize") is Strength.SAME


def test_a_range_is_not_weaker_than_a_figure_that_lay_in_it():
    assert strength_of_reached(between(60, 90), figure(75), polarity="range") is Strength.OTHER


NUMBERS = st.decimals(-(10**12), 10**12, places=6, allow_nan=False)
MIRRORED = {
    Strength.WEAKER: Strength.STRONGER,
    Strength.STRONGER: Strength.WEAKER,
    Strength.SAME: Strength.SAME,
    Strength.OTHER: Strength.OTHER,
}


@given(NUMBERS, NUMBERS, NUMBERS, NUMBERS, st.sampled_from(["maximize", "minimize", "range"]))
def test_seen_from_the_other_side_the_answer_is_mirrored(a, b, c, d, polarity):
    one, other = between(min(a, b), max(a, b)), between(min(c, d), max(c, d))
    assert strength(one, other, polarity=polarity) is MIRRORED[strength(other, one, polarity=polarity)]


@given(NUMBERS, NUMBERS)
def test_higher_and_lower_are_mirror_images(one, other):
    up = strength(Figure(one), Figure(other), polarity="maximize")
    assert strength(Figure(other), Figure(one), polarity="minimize") is up
    assert up is not Strength.OTHER
