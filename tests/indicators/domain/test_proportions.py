"""Shares of a whole and growth, without rounding."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.domain.numbers import round_half_up
from indicators.domain.proportions import growth, share

AMOUNTS = st.decimals(min_value=0, max_value=Decimal(10) ** 15, places=2)


@pytest.mark.parametrize(("part", "whole", "percent"), [("25", "100", "25"), ("1", "3", "33.33"), ("0", "7", "0")])
def test_a_share_is_a_percentage_of_the_whole(part: str, whole: str, percent: str) -> None:
    assert round_half_up(share(Decimal(part), Decimal(whole))) == Decimal(percent)


def test_of_nothing_there_is_no_share_and_from_nothing_no_growth() -> None:
    assert share(Decimal(5), Decimal(0)) is None
    assert growth(Decimal(0), Decimal(5)) is None


@pytest.mark.parametrize(("before", "after", "percent"), [("80", "100", "25"), ("100", "80", "-20"), ("5", "5", "0")])
def test_growth_is_told_against_what_was_before(before: str, after: str, percent: str) -> None:
    assert growth(Decimal(before), Decimal(after)) == Decimal(percent)


@given(st.lists(AMOUNTS, min_size=1).filter(any))
def test_the_shares_of_all_parts_make_a_hundred(amounts: list[Decimal]) -> None:
    whole = sum(amounts, Decimal(0))
    assert round_half_up(sum((share(amount, whole) for amount in amounts), Decimal(0)), 6) == 100


def test_shares_and_growth_that_do_not_end_are_kept_with_fifty_digits() -> None:
    assert str(share(Decimal(1), Decimal(3))) == "33." + "3" * 48
    assert str(growth(Decimal(3), Decimal(4))) == "33." + "3" * 48


def test_growth_of_a_large_amount_loses_no_digit() -> None:
    assert growth(Decimal(1), Decimal(f"1{'0' * 30}.5")) == Decimal(f"{'9' * 30}50")
