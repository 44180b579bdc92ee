"""How a budget is laid out: lines below headings that repeat what stands below them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from indicators.domain.money import QUARTERS, MoneyLine, MoneyTotal, total
from indicators.domain.nomenclature import parents_of


@dataclass(frozen=True, slots=True)
class BudgetTreeRow:
    """A line, a heading, or the sum of all; `money` is what its lines come to."""

    code: str
    name: str
    source: str
    money: MoneyTotal
    depth: int = 0
    is_heading: bool = True

    @property
    def amount(self) -> Decimal:
        """Rupiah of the ceiling."""
        return self.money.rupiah

    @property
    def quarters(self) -> tuple[Decimal | None, ...]:
        """What was spent in each quarter, None where nothing was reported, which is not zero."""
        return tuple(self.money.by_quarter.get(quarter) for quarter in QUARTERS)

    @property
    def spent(self) -> Decimal | None:
        """What was spent so far; None when no quarter was reported."""
        return self.money.spent

    @property
    def percent(self) -> Decimal | None:
        """Absorption in percent, unrounded; None when it cannot be told."""
        return self.money.percent


def budget_rows(lines: Sequence[MoneyLine], names: Mapping[str, str]) -> list[BudgetTreeRow]:
    """The lines in the order of their codes, below headings for what is above them; `names` are those of headings."""
    own = {line.code for line in lines}
    headings = {code for line in lines for code in parents_of(line.code)} - own
    rows = [
        BudgetTreeRow(code, names.get(code, ""), "", total(_below(lines, code)), len(parents_of(code)))
        for code in headings
    ]
    rows += [
        BudgetTreeRow(line.code, line.name, line.source, total([line]), len(parents_of(line.code)), is_heading=False)
        for line in lines
    ]
    return sorted(rows, key=lambda row: (row.code.split("."), row.source))


def sum_row(lines: Sequence[MoneyLine]) -> BudgetTreeRow:
    """All lines together."""
    return BudgetTreeRow("", "Jumlah", "", total(lines))


def counted_twice(amounts: Iterable[tuple[str, Decimal]]) -> list[tuple[str, str]]:
    """Pairs of codes that both have money although one is part of the other, so that it may be counted twice."""
    codes = {code for code, amount in amounts if amount}
    return sorted((above, code) for code in codes for above in parents_of(code) if above in codes)


def twice_sentence(above: str, code: str) -> str:
    """What is wrong with such a pair, and what to do."""
    return (
        f"{above} dan bagiannya {code} sama-sama dianggarkan, jadi uangnya terhitung dua kali. Tulis pagu hanya "
        "pada tingkat yang paling rinci; jumlah tingkat di atasnya dihitung sendiri."
    )


def _below(lines: Sequence[MoneyLine], code: str) -> list[MoneyLine]:
    return [line for line in lines if line.code.startswith(f"{code}.")]
