"""The budgets of many positions: each as it stands, and all together with every rupiah counted once."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from indicators.domain.money import (
    Holders,
    MoneyLine,
    MoneyTotal,
    SourceShare,
    counted_once,
    left_out,
    shares_by_source,
    totals,
)
from indicators.domain.money import total as total_of
from indicators.domain.numbers import format_rupiah
from organisation.models import Position
from organisation.structure.past import as_they_were, end_of


@dataclass(frozen=True, slots=True)
class PositionMoney:
    """One position's year in sum; `is_part` says that a position above counts its rupiah."""

    by_source: tuple[SourceShare, ...]
    money: MoneyTotal
    is_part: bool


@dataclass(frozen=True, slots=True)
class BudgetBoard:
    """The budgets of many positions in a year; parts that were counted above do not enter total and sources."""

    by_position: Mapping[int, PositionMoney]
    sources: tuple[SourceShare, ...]
    total: MoneyTotal
    left_out: tuple[MoneyLine, ...]
    """Lines that the position above should have money for and has not, so that the total lacks them."""

    @property
    def has_parts(self) -> bool:
        """Whether some budgets are part of others, so that the rows do not add up to the total."""
        return any(money.is_part for money in self.by_position.values())


def budget_board(lines: Sequence[MoneyLine], holders: Holders) -> BudgetBoard:
    """Lay out the budget lines of a year; `holders` says whose budget is part of whose."""
    counted = {line.holder for line in counted_once(lines, holders)}
    own = {holder: [line for line in lines if line.holder == holder] for holder in {line.holder for line in lines}}
    return BudgetBoard(
        {
            holder: PositionMoney(shares_by_source(part), total_of(part), holder not in counted)
            for holder, part in own.items()
        },
        shares_by_source(lines, holders),
        total_of(lines, holders),
        tuple(left_out(lines, holders)),
    )


def left_out_words(lines: Collection[MoneyLine]) -> list[str]:
    """`Asisten I: 4.01.02 Program X Rp6.750.000.000`, one sentence for each such line.

    One query, none for none, and three for a year that is over.
    """
    if not lines:
        return []
    holders = list(Position.objects.filter(pk__in={line.holder for line in lines}))
    titles = {one.pk: one.title for one in as_they_were(holders, end_of(max(line.year for line in lines)))}
    amounts = totals(lines, lambda line: (line.holder, line.code, line.name))
    return [
        f"{titles[holder]}: {code} {name}, {format_rupiah(money.rupiah)}"
        for (holder, code, name), money in amounts.items()
    ]
