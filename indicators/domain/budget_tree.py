"""How the annex of an agreement is headed and put in order."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from indicators.domain.absorption import absorption
from indicators.domain.nomenclature import parents_of


def totals_by_source(amounts: Iterable[tuple[str, Decimal]]) -> list[tuple[str, Decimal]]:
    """Rupiah per source of funds, in the order in which the sources first appear."""
    totals: dict[str, Decimal] = {}
    for source, amount in amounts:
        totals[source] = totals.get(source, Decimal(0)) + amount
    return list(totals.items())


QUARTERS = (1, 2, 3, 4)


@dataclass(frozen=True, slots=True)
class BudgetTreeLine:
    """One budget line: its amount, and what was spent by quarter; a quarter without a report is not there."""

    code: str
    name: str
    source: str
    amount: Decimal
    spent: Mapping[int, Decimal] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class BudgetTreeRow:
    """A line or a heading; `quarters` are what was spent, None where nothing was reported, which is not zero."""

    code: str
    name: str
    source: str
    amount: Decimal
    quarters: tuple[Decimal | None, ...]
    depth: int
    is_heading: bool

    @property
    def spent(self) -> Decimal | None:
        """What was spent so far; None when no quarter was reported."""
        return _sum(amount for amount in self.quarters if amount is not None)

    @property
    def percent(self) -> Decimal | None:
        """Absorption in percent, unrounded; None when it cannot be told."""
        return absorption(self.amount, self.spent)


def budget_rows(lines: Sequence[BudgetTreeLine], names: Mapping[str, str]) -> list[BudgetTreeRow]:
    """The lines in the order of their codes, below headings for what is above them; `names` are those of headings."""
    own = {line.code for line in lines}
    headings = {code for line in lines for code in parents_of(line.code)} - own
    rows = [_row(_below(lines, code), code, names.get(code, ""), is_heading=True) for code in headings]
    rows += [_row([line], line.code, line.name, source=line.source) for line in lines]
    return sorted(rows, key=lambda row: (row.code.split("."), row.source))


def total_of(lines: Sequence[BudgetTreeLine]) -> BudgetTreeRow:
    """All lines together."""
    return _row(lines, "", "Jumlah", is_heading=True)


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


def _below(lines: Sequence[BudgetTreeLine], code: str) -> list[BudgetTreeLine]:
    return [line for line in lines if line.code.startswith(f"{code}.")]


def _row(
    lines: Sequence[BudgetTreeLine], code: str, name: str, *, source: str = "", is_heading: bool = False
) -> BudgetTreeRow:
    quarters = tuple(_sum(line.spent[quarter] for line in lines if quarter in line.spent) for quarter in QUARTERS)
    amount = sum((line.amount for line in lines), Decimal(0))
    return BudgetTreeRow(code, name, source, amount, quarters, len(parents_of(code)), is_heading)


def _sum(amounts: Iterable[Decimal]) -> Decimal | None:
    found = list(amounts)
    return sum(found, Decimal(0)) if found else None
