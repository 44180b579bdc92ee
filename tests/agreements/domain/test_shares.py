"""How money is divided, and whether it keeps to the ceiling."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agreements.domain.shares import BudgetCard, budget_card
from indicators.domain.numbers import format_rupiah, round_half_up
from indicators.domain.planned_budget import PlannedBudgetLine

OBJECTIVES = {"S1": "Sasaran satu", "S2": "Sasaran dua"}


def line(amount: str, source: str = "DAU", objective: str = "S1") -> PlannedBudgetLine:
    return PlannedBudgetLine("1.02.02", "Program", source, Decimal(amount), objective)


def card(*lines: PlannedBudgetLine, ceiling: str | None = None) -> BudgetCard:
    return budget_card(lines, OBJECTIVES, ceiling=None if ceiling is None else Decimal(ceiling))


def test_money_is_divided_by_objective_and_by_source() -> None:
    found = card(line("300"), line("100", "DAK"), line("600", "DAU", "S2"))
    assert [(part.label, part.amount, part.percent) for part in found.by_objective] == [
        ("Sasaran satu", 400, 40),
        ("Sasaran dua", 600, 60),
    ]
    assert [(part.label, part.amount, part.percent) for part in found.by_source] == [("DAU", 900, 90), ("DAK", 100, 10)]
    assert (found.total, found.whole) == (1000, 100)


def test_money_without_an_objective_or_with_a_lost_one_is_named() -> None:
    labels = [part.label for part in card(line("1", objective=""), line("1", objective="S9")).by_objective]
    assert labels == ["Belum ditetapkan sasarannya", "Sasaran yang tidak dimuat lagi"]


@pytest.mark.parametrize(
    ("ceiling", "difference", "keeps"), [(None, 0, True), ("500", 0, True), ("400", 100, False), ("600", -100, False)]
)
def test_the_difference_to_the_ceiling_is_told_when_there_is_one(
    ceiling: str | None, difference: int, keeps: bool
) -> None:
    found = card(line("500"), ceiling=ceiling)
    assert (found.difference, found.keeps_to_ceiling) == (difference, keeps)


def test_a_cent_is_a_difference() -> None:
    assert not card(line("500.01"), ceiling="500").keeps_to_ceiling


def test_without_money_there_are_no_percentages() -> None:
    assert card().by_source == ()
    assert format_rupiah(card().total) == "Rp0"
    assert card().whole is None
    assert card(line("0")).by_source[0].percent is None


@given(st.lists(st.tuples(st.integers(1, 10**14), st.sampled_from(["DAU", "DAK", "BLUD"]))))
def test_parts_make_the_whole(amounts: list[tuple[int, str]]) -> None:
    found = card(*(line(str(amount), source) for amount, source in amounts))
    for parts in (found.by_objective, found.by_source):
        assert sum(part.amount for part in parts) == found.total
        if parts:
            assert round_half_up(sum((part.percent for part in parts), Decimal(0)), 6) == 100


def test_a_card_holds_its_ceiling_and_the_percentages_of_each_part() -> None:
    found = card(line("1"), line("2", "DAK", "S2"), ceiling="4")
    assert (found.total, found.ceiling) == (3, 4)
    assert [part.label for part in found.by_source] == ["DAU", "DAK"]
    assert [str(part.percent)[:6] for part in found.by_objective] == ["33.333", "66.666"]
