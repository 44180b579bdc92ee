"""What is known of the money beside an agreement: the ceiling of its position, what was spent, what is offered."""

from decimal import Decimal

from django.db.models import Sum

from agreements.domain.plan import Plan
from agreements.domain.shares import BudgetCard, budget_card
from agreements.models import Agreement
from agreements.plans import content_of
from indicators.models import BudgetLine, BudgetRealisation, Program

MOST_SOURCES = 50


def ceiling_of(position_id: int, year: int) -> Decimal | None:
    """The pagu of the position: the sum (rupiah) of its budget in the plan of the year; None when it has none yet."""
    lines = BudgetLine.objects.of_year(year).of_positions([position_id])
    return lines.aggregate(total=Sum("amount"))["total"]


def objectives_of(content: Plan) -> dict[str, str]:
    """The objectives of an agreement: statement by code, in their order."""
    return {line.objective_code: line.objective_statement for line in content.lines}


def card_of(agreement: Agreement) -> BudgetCard:
    """The money of the agreement in sum, against the ceiling while its content can still change."""
    content = content_of(agreement)
    is_open = not agreement.is_frozen and not agreement.has_one_signer
    ceiling = ceiling_of(agreement.position_id, agreement.year) if is_open else None
    return budget_card(content.budget, objectives_of(content), ceiling=ceiling)


def spending_of(position_id: int, year: int) -> dict[tuple[str, str], Decimal]:
    """Rupiah reported as spent in the year, by programme code and source of funds; those without a report are out."""
    reported = BudgetRealisation.objects.filter(line__position=position_id, line__year=year).order_by()
    rows = reported.values_list("line__program__code", "line__funding_source").annotate(Sum("amount"))
    return {(code, source): amount for code, source, amount in rows}


def known_sources(year: int) -> list[str]:
    """The sources of funds that are in use in the year or the year before."""
    used = BudgetLine.objects.filter(year__in=[year - 1, year]).order_by("funding_source")
    return list(used.values_list("funding_source", flat=True).distinct()[:MOST_SOURCES])


def known_programs(position_id: int, year: int) -> list[Program]:
    """The programmes that the position has or had in the year or the year before."""
    used = BudgetLine.objects.filter(position=position_id, year__in=[year - 1, year])
    return list(Program.objects.filter(pk__in=used.values("program")))
