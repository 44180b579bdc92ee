"""Sums of money: the one place where rupiah are added, each of them once.

The budget of a position holds the budgets of those below it: what the head of an OPD has is the OPD's, and a division
or a hospital below shares in it. Nor is money added to a part of itself: where one position has money for a programme
and for an activity of it, the programme's counts. A missing amount is not zero.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TypeVar

from indicators.domain.absorption import absorption
from indicators.domain.nomenclature import parents_of, program_of
from indicators.domain.proportions import share

Key = TypeVar("Key", bound=Hashable)
Holders = Mapping[int, Collection[int]]
"""Per position: those whose budget holds its budget."""

QUARTERS = (1, 2, 3, 4)


@dataclass(frozen=True, slots=True)
class MoneyLine:
    """Rupiah of one budget line: for what, from where, whose, of which year, and what was spent by quarter.

    A quarter without a report is not in `spent`. A line without a code is part of no other.
    """

    amount: Decimal
    code: str = ""
    name: str = ""
    source: str = ""
    holder: int = 0
    year: int = 0
    spent: Mapping[int, Decimal] = field(default_factory=dict)
    earlier: Mapping[int, Decimal] = field(default_factory=dict)
    """The ceiling of quarters in which it was another one."""

    def ceiling(self, quarter: int) -> Decimal:
        """The ceiling (pagu) that the quarter had."""
        return self.earlier.get(quarter, self.amount)


@dataclass(frozen=True, slots=True)
class MoneyTotal:
    """What lines come to; `amount` is None without a single line."""

    amount: Decimal | None = None
    ceilings: Mapping[int, Decimal] = field(default_factory=dict)
    """The ceiling that each quarter had."""

    by_quarter: Mapping[int, Decimal] = field(default_factory=dict)
    """What was spent, by the quarters in which anything was reported."""

    lines: int = 0
    filled: Mapping[int, int] = field(default_factory=dict)
    """How many of the lines were reported, by quarter."""

    @property
    def rupiah(self) -> Decimal:
        """The amount where nothing planned is nothing to be used."""
        return Decimal(0) if self.amount is None else self.amount

    @property
    def spent(self) -> Decimal | None:
        """What the reported quarters add up to; None when none was reported."""
        return self.spent_in(QUARTERS)

    def spent_in(self, quarters: Collection[int]) -> Decimal | None:
        """What these quarters add up to; None when none of them was reported."""
        return _added(amount for quarter, amount in self.by_quarter.items() if quarter in quarters)

    @property
    def percent(self) -> Decimal | None:
        """Absorption in percent, unrounded; None when it cannot be told."""
        return absorption(self.rupiah, self.spent)

    @property
    def is_whole(self) -> bool:
        """Whether every quarter of every line was reported."""
        return all(self.filled.get(quarter) == self.lines for quarter in QUARTERS)


def total(lines: Iterable[MoneyLine], holders: Holders | None = None) -> MoneyTotal:
    """All lines together, each rupiah once; `holders` says whose budget is part of whose."""
    return _total(counted_once(lines, holders))


def totals(
    lines: Iterable[MoneyLine], key: Callable[[MoneyLine], Key], holders: Holders | None = None
) -> dict[Key, MoneyTotal]:
    """The parts of `total`, by `key` in order of appearance; together they come to the total."""
    parts: dict[Key, list[MoneyLine]] = defaultdict(list)
    for line in counted_once(lines, holders):
        parts[key(line)].append(line)
    return {name: _total(part) for name, part in parts.items()}


@dataclass(frozen=True, slots=True)
class SourceShare:
    """Rupiah from one source of funds, and its percentage of the whole, unrounded; None when there is no money."""

    source: str
    amount: Decimal
    percent: Decimal | None


def shares_by_source(lines: Iterable[MoneyLine], holders: Holders | None = None) -> tuple[SourceShare, ...]:
    """The sources of funds of these lines, the largest first; together they come to the total."""
    listed = list(lines)
    whole = total(listed, holders).rupiah
    sources = [(source, money.rupiah) for source, money in totals(listed, lambda line: line.source, holders).items()]
    sources.sort(key=lambda item: (-item[1], item[0]))
    return tuple(SourceShare(source, amount, share(amount, whole)) for source, amount in sources)


def rupiah(amounts: Iterable[Decimal | None]) -> Decimal | None:
    """What is known of amounts of which none is part of another; None when nothing is."""
    return _added(amount for amount in amounts if amount is not None)


def sums(amounts: Iterable[tuple[Key, Decimal]]) -> dict[Key, Decimal]:
    """Amounts of which none is part of another, added up by their key, in order of appearance."""
    parts: dict[Key, list[Decimal]] = defaultdict(list)
    for key, amount in amounts:
        parts[key].append(amount)
    return {key: _added(part) or Decimal(0) for key, part in parts.items()}


def counted_once(lines: Iterable[MoneyLine], holders: Holders | None = None) -> list[MoneyLine]:
    """The lines that count: neither part of the budget of a position above, nor of another line of their position."""
    listed = list(lines)
    above = _above(listed, holders or {})
    codes = {(line.holder, line.year, line.code) for line in listed if line.amount}
    return [
        line
        for line in listed
        if not above[line.holder, line.year]
        and not any((line.holder, line.year, upper) in codes for upper in _uppers(line))
    ]


def left_out(lines: Iterable[MoneyLine], holders: Holders) -> list[MoneyLine]:
    """Lines that the position above should have money for and has not: no line of its budget is of their programme."""
    listed = list(lines)
    above = _above(listed, holders)
    programmes = {(line.holder, line.year, program_of(line.code)) for line in counted_once(listed, holders)}
    return [
        line
        for line in listed
        if above[line.holder, line.year]
        and line.amount
        and not any((upper, line.year, program_of(line.code)) in programmes for upper in above[line.holder, line.year])
    ]


def _above(lines: Iterable[MoneyLine], holders: Holders) -> dict[tuple[int, int], list[int]]:
    """Per position and year: those who have money in the same year and hold its budget."""
    listed = list(lines)
    moneyed = {(line.holder, line.year) for line in listed if line.amount}
    return {
        (position, year): [upper for upper in holders.get(position, ()) if (upper, year) in moneyed]
        for position, year in {(line.holder, line.year) for line in listed}
    }


def _uppers(line: MoneyLine) -> list[str]:
    return parents_of(line.code) if line.code else []


def _total(lines: list[MoneyLine]) -> MoneyTotal:
    filled = Counter(quarter for line in lines for quarter in line.spent)
    spent = {quarter: _added(line.spent[quarter] for line in lines if quarter in line.spent) for quarter in QUARTERS}
    return MoneyTotal(
        amount=_added(line.amount for line in lines),
        ceilings={quarter: _added(line.ceiling(quarter) for line in lines) or Decimal(0) for quarter in QUARTERS},
        by_quarter={quarter: amount for quarter, amount in spent.items() if amount is not None},
        lines=len(lines),
        filled=dict(filled),
    )


def _added(amounts: Iterable[Decimal]) -> Decimal | None:
    found = list(amounts)
    return sum(found, Decimal(0)) if found else None
