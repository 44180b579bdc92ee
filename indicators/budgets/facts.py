"""What is known of a position's money: its budget, what was spent, what is offered for entry."""

from indicators.domain.planned_budget import PlannedBudgetLine
from indicators.models import BudgetLine, Program
from organisation.models import Position

MOST_SOURCES = 50


def known_sources(year: int) -> list[str]:
    """The sources of funds that are in use in the year or the year before."""
    used = BudgetLine.objects.filter(year__in=[year - 1, year]).order_by("funding_source")
    return list(used.values_list("funding_source", flat=True).distinct()[:MOST_SOURCES])


def known_programs(position_id: int, year: int) -> list[Program]:
    """The programmes that the position has or had in the year or the year before."""
    used = BudgetLine.objects.filter(position=position_id, year__in=[year - 1, year])
    return list(Program.objects.filter(pk__in=used.values("program")))


def own_budget_of(position: Position, year: int) -> list[PlannedBudgetLine]:
    """The programmes that the plan gives to the position itself. One query."""
    lines = BudgetLine.objects.of_year(year).of_positions([position.pk]).select_related("program")
    return [PlannedBudgetLine(line.program.code, line.program.name, line.funding_source, line.amount) for line in lines]
