"""Budget lines with what was spent of them, as money that can be added; only spending of reports handed in."""

from collections import defaultdict

from indicators.budgets.money import money_line
from indicators.domain.money import MoneyLine
from indicators.querysets import BudgetLineQuerySet
from realisations.measurement.facts import HANDED_IN
from realisations.models import BudgetRealisation, QuarterReport


def spent_money(lines: BudgetLineQuerySet) -> list[MoneyLine]:
    """These lines with what was spent of them; a draft is nobody else's business. Four queries."""
    found = list(lines.select_related("program").prefetch_related("earlier_ceilings"))
    places = {(line.position_id, line.year) for line in found}
    reports = QuarterReport.objects.of_positions({position for position, _ in places}).filter(status__in=HANDED_IN)
    reports = reports.filter(period__year__in={year for _, year in places})
    handed_in = set(reports.values_list("position", "period__year", "period__quarter"))
    spent: dict[int, list[BudgetRealisation]] = defaultdict(list)
    for row in BudgetRealisation.objects.filter(line__in=[line.pk for line in found]):
        spent[row.line_id].append(row)
    return [
        money_line(
            line,
            (
                (row.quarter, row.amount)
                for row in spent[line.pk]
                if (line.position_id, line.year, row.quarter) in handed_in
            ),
            ((kept.quarter, kept.amount) for kept in line.earlier_ceilings.all()),
        )
        for line in found
    ]
