"""The money of the annex: one row for each programme, its sources beside each other."""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

MOST_COLUMNS = 3
"""So many sources have a column of their own; with more of them the figures would not fit on the paper."""


@dataclass(slots=True)
class FundRow:
    """One programme: its sum (rupiah) and what comes from each source, under the name of the source (may be empty)."""

    name: str
    amount: Decimal
    by_source: dict[str, Decimal] = field(default_factory=dict)
    is_heading: bool = False


@dataclass(frozen=True, slots=True)
class FundEntry:
    """A budget line as it comes: equal keys become one row; a heading repeats the rupiah of its rows."""

    key: Hashable
    name: str
    amount: Decimal
    source: str = ""
    is_heading: bool = False


def fund_rows(entries: Iterable[FundEntry], *, with_zero: bool) -> list[FundRow]:
    """One row for each key, in the order of the first entry; rows without money only where they are wanted."""
    rows: dict[Hashable, FundRow] = {}
    for entry in entries:
        row = rows.setdefault((entry.is_heading, entry.key), FundRow(entry.name, Decimal(0), {}, entry.is_heading))
        row.amount += entry.amount
        if not entry.is_heading:
            row.by_source[entry.source] = row.by_source.get(entry.source, Decimal(0)) + entry.amount
    return [row for row in rows.values() if with_zero or row.amount]


def sources_of(rows: Sequence[FundRow]) -> list[str]:
    """The sources that give money, the largest first; one without a name comes last."""
    sums: dict[str, Decimal] = {}
    for row in rows:
        for source, amount in row.by_source.items():
            sums[source] = sums.get(source, Decimal(0)) + amount
    return sorted((source for source in sums if sums[source]), key=lambda source: (not source, -sums[source], source))


def alike(name: str) -> str:
    """What makes two programmes equal whose codes differ: their words, whatever the letters and blanks."""
    return " ".join(name.casefold().split())
