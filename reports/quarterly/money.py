"""The money behind the documents of a quarter: per programme and year, of quarters that were handed in."""

from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal

from indicators.budgets.money import budget_holders
from indicators.domain.money import Holders, MoneyLine, MoneyTotal, left_out, rupiah, total
from indicators.models import BudgetLine
from realisations.spending.board import left_out_words
from realisations.spending.facts import unreported
from realisations.spending.money import spent_money
from reports.quarterly.scope import DocumentScope


@dataclass(frozen=True, slots=True)
class DocumentMoney:
    """Budget lines of the positions of a document and all their years, with what was spent; each rupiah counts once."""

    lines: tuple[MoneyLine, ...]
    holders: Holders
    """Per position: those whose budget holds its budget."""

    year: int
    quarter: int
    """Of the document: its year has the ceiling of that quarter, other years the one they ended with."""

    left_out: str = ""
    """What positions below have for programmes of which the head has nothing, so that the sum lacks it; in words."""

    @property
    def years(self) -> frozenset[int]:
        """The years that have a budget."""
        return frozenset(line.year for line in self.lines)

    def names(self, year: int) -> dict[str, str]:
        """The programmes with a budget in the year: code and name."""
        return {line.code: line.name for line in self.lines if line.year == year}

    def budget(self, code: str, years: Collection[int]) -> Decimal | None:
        """The budget of a programme and everything below it in these years; None without a line."""
        return rupiah(self._ceiling(code, year) for year in years)

    def spent(self, code: str, year: int, quarters: Collection[int]) -> Decimal | None:
        """What was spent in these quarters; None when none of them was reported, which is not zero."""
        return self._total(code, year).spent_in(quarters)

    def spent_in_full(self, code: str, year: int) -> Decimal | None:
        """What was spent in the whole year; None unless every quarter of every line was reported."""
        money = self._total(code, year)
        return money.spent if money.is_whole else None

    def unreported(self, code: str, year: int, quarters: Collection[int]) -> str:
        """What these quarters lack of the programme's lines, in words; empty when nothing is missing."""
        return unreported(self._total(code, year), quarters)

    def _ceiling(self, code: str, year: int) -> Decimal | None:
        money = self._total(code, year)
        return money.ceilings[self.quarter] if money.lines and year == self.year else money.amount

    def _total(self, code: str, year: int) -> MoneyTotal:
        return total([line for line in self.lines if line.year == year and is_below(line.code, code)], self.holders)


LEFT_OUT = "Tidak termuat dalam Jumlah, karena programnya tidak ada dalam pagu atasannya:"


def is_below(code: str, upper: str) -> bool:
    """Whether a code is `upper` or a part of it; the empty code is above all."""
    return not upper or code == upper or code.startswith(f"{upper}.")


def money_of(scope: DocumentScope, year: int, quarter: int) -> DocumentMoney:
    """All budget lines of the document's positions. Five queries, one more where the sum lacks something."""
    lines = BudgetLine.objects.of_positions(scope.positions).order_by("program__code", "funding_source", "position")
    money, holders = spent_money(lines), budget_holders()
    lacking = left_out_words(left_out([line for line in money if line.year == year], holders))
    note = f"{LEFT_OUT} {'; '.join(lacking)}." if lacking else ""
    return DocumentMoney(tuple(money), holders, year, quarter, note)


def added(*amounts: Decimal | None) -> Decimal | None:
    """The sum of what is known; None when one of them is not."""
    return None if None in amounts else rupiah(amounts)
