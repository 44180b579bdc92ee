"""What positions spent of their budget in a year, quarter by quarter; only of reports that were handed in."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from indicators.domain.absorption import absorption
from indicators.domain.accumulation import QUARTERS
from indicators.domain.periods import roman
from indicators.models import BudgetLine
from organisation.querysets import PositionQuerySet
from realisations.measurement.facts import HANDED_IN
from realisations.models import QuarterReport


@dataclass(frozen=True, slots=True)
class QuarterSpending:
    """One quarter in rupiah, None when nothing was reported, which is not zero; percentages of the year's budget."""

    quarter: int
    spent: Decimal | None
    spent_to_date: Decimal | None
    absorbed: Decimal | None
    absorbed_to_date: Decimal | None
    note: str
    """How many budget lines the quarter lacks; empty when it is complete or was not reported at all."""

    note_to_date: str
    """What the sum to date lacks, quarter by quarter."""

    @property
    def label(self) -> str:
        """`TW II`."""
        return f"TW {roman(self.quarter)}"


@dataclass(frozen=True, slots=True)
class YearSpending:
    """Budget and spending of one position, or of several together; `budget` is None without a single line."""

    budget: Decimal | None
    by_quarter: Mapping[int, Decimal] = field(default_factory=dict)
    lines: int = 0
    """Budget lines (pos) of which spending is reported."""

    filled: Mapping[int, int] = field(default_factory=dict)
    """How many of them were reported, by quarter."""

    @property
    def note(self) -> str:
        """What the sum of the year lacks, for a missing line is no zero."""
        return unreported(self.lines, self.filled, QUARTERS)

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
        is_known = spent is not None
        return QuarterSpending(
            quarter,
            spent,
            to_date,
            absorption(budget, spent),
            absorption(budget, to_date),
            note=_lacking(self.lines, self.filled.get(quarter, 0)) if is_known else "",
            note_to_date=unreported(self.lines, self.filled, QUARTERS[:quarter]) if is_known else "",
        )


def unreported(lines: int, filled: Mapping[int, int], quarters: Iterable[int]) -> str:
    """Which of these quarters lack spending, of how many of the `lines`; empty when nothing is missing."""
    counts = {quarter: filled.get(quarter, 0) for quarter in quarters}
    silent = ", ".join(roman(quarter) for quarter, count in counts.items() if not count)
    words = [f"TW {silent} belum dilaporkan"] if silent and lines else []
    words += [
        f"TW {roman(quarter)}: {_lacking(lines, count)}" for quarter, count in counts.items() if 0 < count < lines
    ]
    return "; ".join(words)


def _lacking(lines: int, count: int) -> str:
    return f"{lines - count} dari {lines} pos belum dilaporkan" if count < lines else ""


def spending_of(positions: Collection[int], year: int) -> dict[int, YearSpending]:
    """Per position (id) with a budget in the year: what was spent of it. Three queries."""
    reports = QuarterReport.objects.of_positions(positions).filter(period__year=year, status__in=HANDED_IN)
    handed_in = set(reports.values_list("position", "period__quarter"))
    budgets: dict[int, Decimal] = defaultdict(Decimal)
    counts: dict[int, int] = defaultdict(int)
    filled: dict[int, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    spent: dict[int, dict[int, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    lines = BudgetLine.objects.of_positions(positions).of_year(year).prefetch_related("realisations")
    for line in lines:
        budgets[line.position_id] += line.amount
        counts[line.position_id] += 1
        for row in line.realisations.all():
            if (line.position_id, row.quarter) in handed_in:
                spent[line.position_id][row.quarter] += row.amount
                filled[line.position_id][row.quarter] += 1
    return {
        position: YearSpending(budget, dict(spent[position]), counts[position], dict(filled[position]))
        for position, budget in budgets.items()
    }


def together(parts: Iterable[YearSpending]) -> YearSpending:
    """Several positions as one."""
    listed = list(parts)
    budgets = [part.budget for part in listed if part.budget is not None]
    by_quarter: dict[int, Decimal] = defaultdict(Decimal)
    filled: Counter[int] = Counter()
    for part in listed:
        filled.update(part.filled)
        for quarter, amount in part.by_quarter.items():
            by_quarter[quarter] += amount
    budget = sum(budgets, Decimal(0)) if budgets else None
    return YearSpending(budget, dict(by_quarter), sum(part.lines for part in listed), dict(filled))


def highest(chosen: Collection[int], superiors: Mapping[int, Collection[int]]) -> list[int]:
    """Those of the chosen positions that have no chosen superior: the budget of one holds that of those below."""
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
