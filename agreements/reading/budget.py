"""What is known of the money beside an agreement: the ceiling of its position, what was spent, what is offered."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from agreements.content.facts import content_of
from agreements.domain.annex import heading_code, kept_together
from agreements.domain.plan import AgreementContent
from agreements.domain.shares import BudgetCard, budget_card
from agreements.models import Agreement, AgreementBudgetLine
from indicators.budgets.money import planned_money
from indicators.domain.money import rupiah, total
from indicators.models import BudgetLine, Program


@dataclass(frozen=True, slots=True)
class BudgetEntry:
    """A row of the annex's second table; a heading repeats the rupiah of its rows, so it is not added up."""

    code: str
    name: str
    amount: Decimal
    funding_source: str = ""
    is_heading: bool = False


def budget_entries(agreement: Agreement) -> list[BudgetEntry]:
    """The budget as its annex prints it: below the heads, rows under the programme or activity they belong to.

    A programme that is a row itself keeps its own amount and gets no heading. At most one query.
    """
    kind = agreement.position.kind
    lines = list(agreement.budget_lines.all())
    own = {line.program_code for line in lines}

    def group(line: AgreementBudgetLine) -> str:
        return heading_code(kind, line.program_code) or line.program_code

    missing = {group(line) for line in lines} - own
    names = dict(Program.objects.filter(code__in=missing).values_list("code", "name")) if missing else {}

    def entries() -> Iterator[BudgetEntry]:
        for code, members in groupby(kept_together(lines, group), key=group):
            rows = sorted(members, key=lambda line: line.program_code != code)
            if code in missing:
                amount = rupiah(line.amount for line in rows) or Decimal(0)
                yield BudgetEntry(code, names.get(code, ""), amount, is_heading=True)
            for line in rows:
                yield BudgetEntry(line.program_code, line.program_name, line.amount, line.funding_source)

    return list(entries())


def ceiling_of(position_id: int, year: int) -> Decimal | None:
    """The pagu of the position: the sum (rupiah) of its budget in the plan of the year; None when it has none yet."""
    return total(planned_money(BudgetLine.objects.of_year(year).of_positions([position_id]))).amount


def objectives_of(content: AgreementContent) -> dict[str, str]:
    """The objectives of an agreement: statement by code, in their order."""
    return {line.objective_code: line.objective_statement for line in content.lines}


def card_of(agreement: Agreement) -> BudgetCard:
    """The money of the agreement in sum, against the ceiling while its content can still change."""
    content = content_of(agreement)
    is_open = not agreement.is_frozen and not agreement.has_one_signer
    ceiling = ceiling_of(agreement.position_id, agreement.year) if is_open else None
    return budget_card(content.budget, objectives_of(content), ceiling=ceiling)
