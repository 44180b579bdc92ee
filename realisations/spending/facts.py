"""What positions spent of their budget in a year, quarter by quarter; only of reports that were handed in."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from indicators.budgets.money import budget_holders
from indicators.domain.absorption import absorption
from indicators.domain.money import QUARTERS, MoneyTotal, total, totals
from indicators.domain.numbers import format_rupiah
from indicators.domain.periods import roman
from indicators.models import BudgetLine
from organisation.querysets import PositionQuerySet
from realisations.spending.money import spent_money


@dataclass(frozen=True, slots=True)
class QuarterSpending:
    """One quarter in rupiah, None when nothing was reported, which is not zero.

    Percentages are of the ceiling that the quarter had.
    """

    quarter: int
    spent: Decimal | None
    spent_to_date: Decimal | None
    absorbed: Decimal | None
    absorbed_to_date: Decimal | None
    note: str
    """How many budget lines the quarter lacks; empty when it is complete or was not reported at all."""

    note_to_date: str
    """What the sum to date lacks, quarter by quarter, and the ceiling that the quarter had if it was another one."""

    @property
    def label(self) -> str:
        """`TW II`."""
        return f"TW {roman(self.quarter)}"


@dataclass(frozen=True, slots=True)
class YearSpending:
    """Budget and spending of one position, or of several together, in a year."""

    money: MoneyTotal = field(default_factory=MoneyTotal)

    @property
    def budget(self) -> Decimal | None:
        """The ceiling in rupiah; None without a single line."""
        return self.money.amount

    @property
    def note(self) -> str:
        """What the sum of the year lacks, for a missing line is no zero."""
        return unreported(self.money, QUARTERS)

    @property
    def spent(self) -> Decimal | None:
        """What the reported quarters add up to; None when none was reported."""
        return self.money.spent

    @property
    def absorbed(self) -> Decimal | None:
        """Penyerapan of the year in percent, unrounded; None when it cannot be told."""
        return self.money.percent

    @property
    def quarters(self) -> tuple[QuarterSpending, ...]:
        """The four quarters."""
        return tuple(self._quarter(quarter) for quarter in QUARTERS)

    def _quarter(self, quarter: int) -> QuarterSpending:
        money, to_date = self.money, QUARTERS[:quarter]
        ceiling, spent = money.ceilings.get(quarter, Decimal(0)), money.by_quarter.get(quarter)
        is_known = spent is not None
        spent_to_date = money.spent_in(to_date) if is_known else None
        changed = f"pagu saat itu {format_rupiah(ceiling)}" if ceiling != money.rupiah else ""
        return QuarterSpending(
            quarter,
            spent,
            spent_to_date,
            absorption(ceiling, spent),
            absorption(ceiling, spent_to_date),
            note=_lacking(money.lines, money.filled.get(quarter, 0)) if is_known else "",
            note_to_date="; ".join(filter(None, (unreported(money, to_date), changed))) if is_known else "",
        )


def unreported(money: MoneyTotal, quarters: Iterable[int]) -> str:
    """Which of these quarters lack spending, of how many of the lines; empty when nothing is missing."""
    lines = money.lines
    counts = {quarter: money.filled.get(quarter, 0) for quarter in quarters}
    silent = ", ".join(roman(quarter) for quarter, count in counts.items() if not count)
    words = [f"TW {silent} belum dilaporkan"] if silent and lines else []
    words += [
        f"TW {roman(quarter)}: {_lacking(lines, count)}" for quarter, count in counts.items() if 0 < count < lines
    ]
    return "; ".join(words)


def _lacking(lines: int, count: int) -> str:
    return f"{lines - count} dari {lines} pos belum dilaporkan" if count < lines else ""


def spending_of(position_id: int, year: int) -> YearSpending | None:
    """What the position spent of its budget in the year; None without a budget. Three queries."""
    money = total(spent_money(BudgetLine.objects.of_positions([position_id]).of_year(year)))
    return YearSpending(money) if money.lines else None


@dataclass(frozen=True, slots=True)
class SharedSpending:
    """The year of several positions: of each, and of all together with every rupiah counted once."""

    by_position: Mapping[int, YearSpending]
    together: YearSpending

    def of(self, position_id: int) -> YearSpending:
        """That of one position, empty without a budget."""
        return self.by_position.get(position_id, YearSpending())


def shared_spending(positions: PositionQuerySet, year: int) -> SharedSpending:
    """Budget and spending of these positions. Five queries."""
    lines = spent_money(BudgetLine.objects.of_positions(positions).of_year(year))
    own = totals(lines, lambda line: line.holder)
    return SharedSpending(
        {position: YearSpending(money) for position, money in own.items()},
        YearSpending(total(lines, budget_holders())),
    )


def highest(chosen: Collection[int], superiors: Mapping[int, Collection[int]]) -> list[int]:
    """Those of the chosen positions that have no chosen superior."""
    return [position for position in chosen if not set(superiors[position]) & set(chosen)]


def superiors_in(
    positions: PositionQuerySet, then: Mapping[int, int | None] | None = None
) -> dict[int, frozenset[int]]:
    """Per position of these: everybody above it, as long as they are among these. One query.

    Of a day in the past `then` holds the superiors that were others (`Past.superiors`).
    """
    superior = dict(positions.values_list("pk", "reports_to"))
    superior |= {position: above for position, above in (then or {}).items() if position in superior}
    return {position: _superiors(position, superior) for position in superior}


def _superiors(position: int, superior: Mapping[int, int | None]) -> frozenset[int]:
    found: set[int] = set()
    above = superior.get(position)
    while above is not None and above not in found:
        found.add(above)
        above = superior.get(above)
    return frozenset(found)
