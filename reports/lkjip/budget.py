"""The money of a performance report: budget, spending and absorption per programme or per OPD."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from indicators.budgets.money import budget_holders, office_names
from indicators.domain.money import Holders, MoneyLine, MoneyTotal, total, totals
from indicators.domain.numbers import format_percent, format_rupiah
from indicators.models import BudgetLine
from organisation.enums import PositionKind
from organisation.models import Position
from realisations.spending.money import spent_money
from reports.lkjip.text import BudgetRow

UNREPORTED = "belum dilaporkan"


def budget_of(position: Position, year: int) -> tuple[str, tuple[BudgetRow, ...], BudgetRow | None]:
    """Heading, rows and total of the position's own programmes; for a regional head without any, of all OPD.

    A constant number of queries. Spending that nobody reported is said to be missing, never shown as 0.
    """
    lines = BudgetLine.objects.of_year(year)
    lines = lines.order_by("position__protocol_order", "position__code", "program__code", "funding_source")
    own = spent_money(lines.of_positions([position.pk]))
    if own or position.kind != PositionKind.REGIONAL_HEAD:
        return _worded("Program", own, {line.code: line.name for line in own}, lambda line: line.code)
    everything, office = spent_money(lines), office_names()
    return _worded("Perangkat Daerah", everything, office, lambda line: line.holder, budget_holders())


def _worded(
    title: str,
    lines: Sequence[MoneyLine],
    names: Mapping[Any, str],
    key: Callable[[MoneyLine], Any],
    holders: Holders | None = None,
) -> tuple[str, tuple[BudgetRow, ...], BudgetRow | None]:
    """Budget and spending per name, in order of appearance."""
    if not lines:
        return title, (), None
    parts = totals(lines, lambda line: names[key(line)], holders)
    return title, tuple(_row(name, money) for name, money in parts.items()), _row("Jumlah", total(lines, holders))


def _row(name: str, money: MoneyTotal) -> BudgetRow:
    return BudgetRow(
        name=name,
        amount=format_rupiah(money.rupiah),
        spent=UNREPORTED if money.spent is None else format_rupiah(money.spent),
        absorbed="–" if money.percent is None else format_percent(money.percent),
    )
