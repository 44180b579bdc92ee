"""The money behind the documents of a quarter: per programme and year, of quarters that were handed in."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from decimal import Decimal

from indicators.domain.accumulation import QUARTERS
from indicators.models import BudgetLine
from realisations.spending.facts import highest, unreported
from reports.quarterly.scope import DocumentScope

PROGRAMME_PARTS = 3
"""So many parts of a code name the programme: `1.02.02`."""


@dataclass(frozen=True, slots=True)
class DocumentMoney:
    """Budget lines of the positions of a document and all their years, with what was spent.

    What a superior has for a programme holds what the positions below have for it, so that no rupiah counts twice.
    """

    lines: tuple[BudgetLine, ...]
    scope: DocumentScope

    @property
    def years(self) -> frozenset[int]:
        """The years that have a budget."""
        return frozenset(line.year for line in self.lines)

    def names(self, year: int) -> dict[str, str]:
        """The programmes with a budget in the year: code and name."""
        return {line.program.code: line.program.name for line in self.lines if line.year == year}

    def budget(self, code: str, years: Collection[int]) -> Decimal | None:
        """The budget of a programme and everything below it in these years; None without a line."""
        return _sum(line.amount for line in self._below(code) if line.year in years)

    def spent(self, code: str, year: int, quarters: Collection[int]) -> Decimal | None:
        """What was spent in these quarters; None when none of them was reported, which is not zero."""
        return _sum(
            amount
            for line in self._below(code)
            if line.year == year
            for quarter, amount in self._reported(line).items()
            if quarter in quarters
        )

    def spent_in_full(self, code: str, year: int) -> Decimal | None:
        """What was spent in the whole year; None unless every quarter of every line was reported."""
        lines = [line for line in self._below(code) if line.year == year]
        reported = [self._reported(line) for line in lines]
        complete = all(len(quarters) == len(QUARTERS) for quarters in reported)
        return _sum(amount for quarters in reported for amount in quarters.values()) if complete else None

    def unreported(self, code: str, year: int, quarters: Collection[int]) -> str:
        """What these quarters lack of the programme's lines, in words; empty when nothing is missing."""
        lines = [line for line in self._below(code) if line.year == year]
        filled = Counter(quarter for line in lines for quarter in self._reported(line))
        return unreported(len(lines), filled, quarters)

    def _below(self, code: str) -> list[BudgetLine]:
        found = [line for line in self.lines if is_below(line.program.code, code)]
        holders: dict[tuple[int, str], set[int]] = defaultdict(set)
        for line in found:
            holders[_programme(line)].add(line.position_id)
        kept = {key: set(highest(budgeted, self.scope.superiors)) for key, budgeted in holders.items()}
        return [line for line in found if line.position_id in kept[_programme(line)]]

    def _reported(self, line: BudgetLine) -> dict[int, Decimal]:
        """What was spent of a line, by the quarters that were handed in."""
        key, handed_in = (line.position_id, line.year), self.scope.states
        return {row.quarter: row.amount for row in line.realisations.all() if (*key, row.quarter) in handed_in}


def is_below(code: str, upper: str) -> bool:
    """Whether a code is `upper` or a part of it; the empty code is above all."""
    return not upper or code == upper or code.startswith(f"{upper}.")


def _programme(line: BudgetLine) -> tuple[int, str]:
    """Year and programme of a line; its activities and sub-activities are parts of the programme's budget."""
    return line.year, ".".join(line.program.code.split(".")[:PROGRAMME_PARTS])


def money_of(scope: DocumentScope) -> DocumentMoney:
    """All budget lines of the document's positions. Two queries."""
    lines = BudgetLine.objects.of_positions(scope.positions).select_related("program").prefetch_related("realisations")
    return DocumentMoney(tuple(lines.order_by("program__code", "funding_source", "position")), scope)


def added(*amounts: Decimal | None) -> Decimal | None:
    """The sum of what is known; None when one of them is not."""
    known = [amount for amount in amounts if amount is not None]
    return sum(known, Decimal(0)) if len(known) == len(amounts) else None


def _sum(amounts: Iterable[Decimal]) -> Decimal | None:
    found = list(amounts)
    return sum(found, Decimal(0)) if found else None
