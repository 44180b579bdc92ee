"""How the money of an agreement is divided, and whether it keeps to the position's ceiling."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from indicators.domain.money import rupiah, sums
from indicators.domain.planned_budget import PlannedBudgetLine
from indicators.domain.proportions import share

NO_OBJECTIVE = "Belum ditetapkan sasarannya"
LOST_OBJECTIVE = "Sasaran yang tidak dimuat lagi"


@dataclass(frozen=True, slots=True)
class Share:
    """One part of the money (rupiah) and its percentage of the whole, unrounded; None when there is no money."""

    label: str
    amount: Decimal
    percent: Decimal | None


@dataclass(frozen=True, slots=True)
class BudgetCard:
    """The budget lines of an agreement in sum. `ceiling` is the plan's for the position and year; None: not known."""

    total: Decimal
    ceiling: Decimal | None
    by_objective: tuple[Share, ...]
    by_source: tuple[Share, ...]

    @property
    def difference(self) -> Decimal:
        """Rupiah above (positive) or below the ceiling; 0 while no ceiling is known."""
        return Decimal(0) if self.ceiling is None else self.total - self.ceiling

    @property
    def whole(self) -> Decimal | None:
        """The percentage that all parts make together: 100, or None without money."""
        return share(self.total, self.total)

    @property
    def keeps_to_ceiling(self) -> bool:
        """Whether there is nothing to explain."""
        return not self.difference


def budget_card(
    lines: Iterable[PlannedBudgetLine], objectives: Mapping[str, str], *, ceiling: Decimal | None
) -> BudgetCard:
    """Sum up the lines; `objectives` are the statements of the agreement's objectives by their codes."""
    lines = list(lines)
    total = rupiah(line.amount for line in lines) or Decimal(0)
    served = ((_objective(line.objective_code, objectives), line.amount) for line in lines)
    sources = ((line.funding_source, line.amount) for line in lines)
    return BudgetCard(total, ceiling, _shares(served, total), _shares(sources, total))


def _objective(code: str, objectives: Mapping[str, str]) -> str:
    return objectives.get(code, LOST_OBJECTIVE) if code else NO_OBJECTIVE


def _shares(amounts: Iterable[tuple[str, Decimal]], total: Decimal) -> tuple[Share, ...]:
    return tuple(Share(label, amount, share(amount, total)) for label, amount in sums(amounts).items())
