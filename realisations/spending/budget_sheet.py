"""The budget of one position with its programmes, and the years that have one."""

from indicators.domain.money import MoneyLine
from indicators.domain.nomenclature import parents_of
from indicators.models import BudgetLine, Program
from realisations.spending.money import spent_money


def money_lines(position_id: int, year: int) -> tuple[list[MoneyLine], dict[str, str]]:
    """The budget lines of a position's year, and the names of what stands above them. Four queries."""
    lines = spent_money(BudgetLine.objects.of_year(year).of_positions([position_id]))
    above = {code for line in lines for code in parents_of(line.code)}
    return lines, dict(Program.objects.filter(code__in=above).values_list("code", "name"))


def planned_years() -> list[int]:
    """The years that have a budget, newest first. One query."""
    return list(BudgetLine.objects.order_by("-year").values_list("year", flat=True).distinct())
