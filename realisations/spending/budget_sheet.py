"""The money of positions and years as the pages show it; only spending of reports that were handed in."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Exists, OuterRef, QuerySet, Sum

from indicators.domain.absorption import absorption
from indicators.domain.budget_tree import BudgetTreeLine
from indicators.domain.nomenclature import parents_of
from indicators.models import BudgetLine, Program
from realisations.measurement.facts import HANDED_IN
from realisations.models import BudgetRealisation, QuarterReport


@dataclass(frozen=True, slots=True)
class PositionMoney:
    """One position's year in sum (rupiah); `spent` is None when nothing was reported."""

    by_source: tuple[tuple[str, Decimal], ...]
    total: Decimal
    spent: Decimal | None

    @property
    def percent(self) -> Decimal | None:
        """Absorption in percent, unrounded."""
        return absorption(self.total, self.spent)


def handed_in_spending() -> QuerySet[BudgetRealisation]:
    """Spending of quarters whose report was sent or verified; a draft is nobody else's business."""
    reports = QuarterReport.objects.filter(
        position=OuterRef("line__position"),
        period__year=OuterRef("line__year"),
        period__quarter=OuterRef("quarter"),
        status__in=HANDED_IN,
    )
    return BudgetRealisation.objects.filter(Exists(reports))


def money_lines(position_id: int, year: int) -> tuple[list[BudgetTreeLine], dict[str, str]]:
    """The budget lines of a position's year, and the names of what stands above them. Three queries."""
    lines = list(BudgetLine.objects.of_year(year).of_positions([position_id]).select_related("program"))
    spent: dict[int, dict[int, Decimal]] = defaultdict(dict)
    for row in handed_in_spending().filter(line__in=[line.pk for line in lines]):
        spent[row.line_id][row.quarter] = row.amount
    above = {code for line in lines for code in parents_of(line.program.code)}
    names = dict(Program.objects.filter(code__in=above).values_list("code", "name"))
    money = [
        BudgetTreeLine(line.program.code, line.program.name, line.funding_source, line.amount, spent[line.pk])
        for line in lines
    ]
    return money, names


def money_of_positions(positions: Collection[int], year: int) -> dict[int, PositionMoney]:
    """Sums by position; positions without a budget are not there. Two queries."""
    lines = BudgetLine.objects.of_year(year).of_positions(positions).order_by("funding_source")
    amounts: dict[int, list[tuple[str, Decimal]]] = defaultdict(list)
    for position, source, amount in lines.values_list("position", "funding_source").annotate(Sum("amount")):
        amounts[position].append((source, amount))
    rows = handed_in_spending().filter(line__position__in=positions, line__year=year).order_by()
    spent = dict(rows.values_list("line__position").annotate(Sum("amount")))
    return {
        position: PositionMoney(tuple(parts), sum((amount for _, amount in parts), Decimal(0)), spent.get(position))
        for position, parts in amounts.items()
    }


def totals_by_source(positions: QuerySet, year: int) -> list[tuple[str, Decimal]]:
    """Rupiah per source of funds over these positions, the largest first. One query."""
    lines = BudgetLine.objects.of_year(year).of_positions(positions).order_by()
    return list(lines.values_list("funding_source").annotate(total=Sum("amount")).order_by("-total", "funding_source"))


def planned_years() -> list[int]:
    """The years that have a budget, newest first. One query."""
    return list(BudgetLine.objects.order_by("-year").values_list("year", flat=True).distinct())
