"""The money of an agreement as its annex prints it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from agreements.domain.funds import MOST_COLUMNS, FundEntry, FundRow, alike, fund_rows, sources_of
from agreements.models import Agreement
from agreements.reading.budget import budget_entries
from indicators.domain.numbers import format_rupiah

NO_SOURCE = "Sumber belum disebut"


@dataclass(frozen=True, slots=True)
class BudgetText:
    """One programme, its money, and where the money comes from; a heading tells the sum of the rows under it.

    `by_source` holds the money from each source that has a column; then nothing stands in `fund_source`.
    """

    name: str
    amount: str
    fund_source: str
    is_heading: bool = False
    by_source: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BudgetTable:
    """The rows, and where several sources have a column of their own: their names and their sums."""

    rows: tuple[BudgetText, ...]
    columns: tuple[str, ...] = ()
    totals: tuple[str, ...] = ()


def money_of(agreement: Agreement, *, with_zero: bool) -> BudgetTable:
    """The programmes of an agreement, each once, with its sources beside each other.

    The regional head's are those of all OPD: equal programmes are one row there, whatever bidang stands in their codes.
    """
    rows = fund_rows(_entries(agreement), with_zero=with_zero)
    sources = sources_of(rows)
    if not 1 < len(sources) <= MOST_COLUMNS:
        return BudgetTable(tuple(_text(row, sources) for row in rows))
    totals = [sum((row.by_source.get(source, Decimal(0)) for row in rows), Decimal(0)) for source in sources]
    return BudgetTable(
        tuple(BudgetText(row.name, _figure(row.amount), "", row.is_heading, _shares(row, sources)) for row in rows),
        tuple(source or NO_SOURCE for source in sources),
        tuple(_figure(total) for total in totals),
    )


def _entries(agreement: Agreement) -> Iterator[FundEntry]:
    for entry in budget_entries(agreement):
        name = entry.name or entry.code
        key = alike(name) if agreement.has_one_signer else entry.code
        yield FundEntry(key, name, entry.amount, entry.funding_source, entry.is_heading)


def _shares(row: FundRow, sources: Sequence[str]) -> tuple[str, ...]:
    return tuple(_figure(row.by_source[source]) if row.by_source.get(source) else "" for source in sources)


def _text(row: FundRow, sources: Sequence[str]) -> BudgetText:
    """One source for all stands by its name; of many, each with its share."""
    given = [source for source in sources if row.by_source.get(source)]
    if len(given) > 1:
        words = "; ".join(f"{source or NO_SOURCE} {format_rupiah(row.by_source[source])}" for source in given)
    else:
        words = next(iter(given or [source for source in row.by_source if source]), "")
    return BudgetText(row.name, format_rupiah(row.amount), words, row.is_heading)


def _figure(amount: Decimal) -> str:
    """Rupiah in a column whose heading says so."""
    return format_rupiah(amount).removeprefix("Rp")
