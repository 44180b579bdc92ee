"""The money of the annex: one row for each programme, its sources beside each other."""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from indicators.domain.money import rupiah, sums

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
    found: dict[Hashable, list[FundEntry]] = {}
    for entry in entries:
        found.setdefault((entry.is_heading, entry.key), []).append(entry)
    rows = [_row(members) for members in found.values()]
    return [row for row in rows if with_zero or row.amount]


def _row(members: Sequence[FundEntry]) -> FundRow:
    first = members[0]
    by_source = {} if first.is_heading else sums((entry.source, entry.amount) for entry in members)
    return FundRow(first.name, rupiah(entry.amount for entry in members) or Decimal(0), by_source, first.is_heading)


def sources_of(rows: Sequence[FundRow]) -> list[str]:
    """The sources that give money, the largest first; one without a name comes last."""
    given = sums(each for row in rows for each in row.by_source.items())
    return sorted(
        (source for source in given if given[source]), key=lambda source: (not source, -given[source], source)
    )


def alike(name: str) -> str:
    """What makes two programmes equal whose codes differ: their words, whatever the letters and blanks."""
    return " ".join(name.casefold().split())
