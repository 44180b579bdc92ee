"""The money of a performance report: budget, spending and absorption per programme or per OPD."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from indicators.budgets.money import budget_holders, office_names
from indicators.domain.money import Holders, MoneyLine, MoneyTotal, left_out, total, totals
from indicators.domain.money_units import RUPIAH, MoneyUnit
from indicators.domain.nomenclature import program_of
from indicators.domain.numbers import format_percent, format_rupiah
from indicators.models import BudgetLine
from organisation.enums import PositionKind
from organisation.models import Position
from organisation.structure.past import end_of
from realisations.spending.money import spent_money
from reports.lkjip.text import BudgetRow

UNREPORTED = "belum dilaporkan"


def budget_of(
    position: Position, year: int, unit: MoneyUnit = RUPIAH
) -> tuple[str, tuple[BudgetRow, ...], BudgetRow | None, str]:
    """Heading, rows, total of the position's own programmes, and what stands outside of the total.

    For a regional head without any programme those of all OPD. A constant number of queries. Spending that nobody
    reported is said to be missing, never shown as 0.
    """
    lines = BudgetLine.objects.of_year(year)
    lines = lines.order_by("position__protocol_order", "position__code", "program__code", "funding_source")
    everything, holders = spent_money(lines), budget_holders()
    own = [line for line in everything if line.holder == position.pk]
    outside = _outside(position, year, everything, holders)
    if own or position.kind != PositionKind.REGIONAL_HEAD:
        return *_worded("Program", own, {line.code: line.name for line in own}, lambda line: line.code, unit), outside
    of_all = _worded(
        "Perangkat Daerah", everything, office_names(end_of(year)), lambda line: line.holder, unit, holders
    )
    return *of_all, outside


def _outside(position: Position, year: int, lines: Sequence[MoneyLine], holders: Holders) -> str:
    """The money below the position for programmes of which those above have nothing, in one sentence."""
    below = [line for line in left_out(lines, holders) if position.pk in holders.get(line.holder, ())]
    if not below:
        return ""
    money, offices = total(below, holders), office_names(end_of(year))
    of_whom = sorted({offices[line.holder] for line in below})
    programmes = len({program_of(line.code) for line in below})
    return (
        f"Di luar PK {position.title}: {format_rupiah(money.rupiah)} dari {programmes} program pada "
        f"{', '.join(of_whom)}, karena programnya tidak ada dalam pagu atasannya; tidak termuat dalam Jumlah."
    )


def _worded(
    title: str,
    lines: Sequence[MoneyLine],
    names: Mapping[Any, str],
    key: Callable[[MoneyLine], Any],
    unit: MoneyUnit,
    holders: Holders | None = None,
) -> tuple[str, tuple[BudgetRow, ...], BudgetRow | None]:
    """Budget and spending per name, in order of appearance."""
    if not lines:
        return title, (), None
    parts = totals(lines, lambda line: names[key(line)], holders)
    return (
        title,
        tuple(_row(name, money, unit) for name, money in parts.items()),
        _row("Jumlah", total(lines, holders), unit),
    )


def _row(name: str, money: MoneyTotal, unit: MoneyUnit) -> BudgetRow:
    return BudgetRow(
        name=name,
        amount=unit.named(money.rupiah),
        spent=UNREPORTED if money.spent is None else unit.named(money.spent),
        absorbed="–" if money.percent is None else format_percent(money.percent),
    )
