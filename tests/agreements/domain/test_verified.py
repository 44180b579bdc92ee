"""What was judged stays: quarter targets of verified quarters, and the year's once all four are."""

from dataclasses import replace
from decimal import Decimal

import pytest

from agreements.domain.plan import PlannedLine
from agreements.domain.verified import keeping_verified
from indicators.domain.kinds import Figure


def course(**figures: int) -> tuple[tuple[int, Figure], ...]:
    return tuple((int(name[1]), Figure(Decimal(value))) for name, value in figures.items())


BOUND = PlannedLine(1, "S1", "S", "I", "%", Figure(Decimal(80)), course(q1=20, q2=40, q3=60, q4=80))
NEW = replace(BOUND, value=Figure(Decimal(90)), quarters=course(q1=1, q2=2, q3=3, q4=90))


@pytest.mark.parametrize(
    ("verified", "quarters", "value"),
    [
        (set(), course(q1=1, q2=2, q3=3, q4=90), 90),
        ({1}, course(q1=20, q2=2, q3=3, q4=90), 90),
        ({1, 2, 3}, course(q1=20, q2=40, q3=60, q4=90), 90),
        ({1, 2, 3, 4}, course(q1=20, q2=40, q3=60, q4=80), 80),
    ],
)
def test_verified_quarters_keep_what_they_were_judged_against(verified: set, quarters: tuple, value: int) -> None:
    kept = keeping_verified(NEW, BOUND, verified)
    assert (kept.quarters, kept.value) == (quarters, Figure(Decimal(value)))


def test_a_verified_quarter_without_a_target_gets_none_afterwards() -> None:
    assert keeping_verified(NEW, replace(BOUND, quarters=course(q2=40)), {1}).quarters == course(q2=2, q3=3, q4=90)


def test_a_target_that_is_taken_away_comes_back() -> None:
    assert keeping_verified(replace(NEW, quarters=()), BOUND, {2}).quarters == course(q2=40)


def test_an_indicator_that_did_not_bind_before_gets_no_target_for_a_quarter_that_is_over() -> None:
    assert keeping_verified(NEW, None, {1}) == replace(NEW, quarters=course(q2=2, q3=3, q4=90))
    assert keeping_verified(NEW, None, {1, 2, 3, 4}) == replace(NEW, quarters=())
