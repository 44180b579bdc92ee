"""What positions spent of their budget in a year, quarter by quarter; only of reports that were handed in."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from indicators.domain.absorption import absorption
from indicators.domain.accumulation import QUARTERS
from indicators.domain.periods import roman
from indicators.measurement import HANDED_IN
from indicators.models import BudgetLine, QuarterReport


@dataclass(frozen=True, slots=True)
class QuarterSpending:
    """One quarter in rupiah, None when nothing was reported, which is not zero; percentages of the year's budget."""

    quarter: int
    spent: Decimal | None
    spent_to_date: Decimal | None
    absorbed: Decimal | None
    absorbed_to_date: Decimal | None

    @property
    def label(self) -> str:
        """`TW II`."""
        return f"TW {roman(self.quarter)}"


@dataclass(frozen=True, slots=True)
class YearSpending:
    """Budget and spending of one position, or of several together; `budget` is None without a single line."""

    budget: Decimal | None
    by_quarter: Mapping[int, Decimal] = field(default_factory=dict)

    @property
    def spent(self) -> Decimal | None:
        """What the reported quarters add up to; None when none was reported."""
        return sum(self.by_quarter.values(), Decimal(0)) if self.by_quarter else None

    @property
    def absorbed(self) -> Decimal | None:
        """Penyerapan of the year in percent, unrounded; None when it cannot be told."""
        return absorption(self.budget or Decimal(0), self.spent)

    @property
    def quarters(self) -> tuple[QuarterSpending, ...]:
        """The four quarters."""
        return tuple(self._quarter(quarter) for quarter in QUARTERS)

    def _quarter(self, quarter: int) -> QuarterSpending:
        budget, spent = self.budget or Decimal(0), self.by_quarter.get(quarter)
        before = [amount for number, amount in self.by_quarter.items() if number <= quarter]
        to_date = sum(before, Decimal(0)) if spent is not None else None
        return QuarterSpending(quarter, spent, to_date, absorption(budget, spent), absorption(budget, to_date))


def spending_of(positions: Collection[int], year: int) -> dict[int, YearSpending]:
    """Per position (id) with a budget in the year: what was spent of it. Three queries."""
    reports = QuarterReport.objects.of_positions(positions).filter(period__year=year, status__in=HANDED_IN)
    handed_in = set(reports.values_list("position", "period__quarter"))
    budgets: dict[int, Decimal] = defaultdict(Decimal)
    spent: dict[int, dict[int, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    lines = BudgetLine.objects.of_positions(positions).of_year(year).prefetch_related("realisations")
    for line in lines:
        budgets[line.position_id] += line.amount
        for row in line.realisations.all():
            if (line.position_id, row.quarter) in handed_in:
                spent[line.position_id][row.quarter] += row.amount
    return {position: YearSpending(budget, dict(spent[position])) for position, budget in budgets.items()}


def together(parts: Iterable[YearSpending]) -> YearSpending:
    """Several positions as one."""
    listed = list(parts)
    budgets = [part.budget for part in listed if part.budget is not None]
    by_quarter: dict[int, Decimal] = defaultdict(Decimal)
    for part in listed:
        for quarter, amount in part.by_quarter.items():
            by_quarter[quarter] += amount
    return YearSpending(sum(budgets, Decimal(0)) if budgets else None, dict(by_quarter))
