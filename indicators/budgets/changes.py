"""What the trail keeps of planned budgets, whichever way they come in."""

from decimal import Decimal

from audit.facts import FieldChange, canonical, key_of
from indicators.models import BudgetLine


def budget_change(
    position_id: int, year: int, code: str, name: str, source: str, before: Decimal | None, after: Decimal | None
) -> FieldChange:
    """The amount (rupiah) of one programme from one source of funds; None where there is no such line."""
    key = key_of(position_id, year, code, source)
    model = BudgetLine._meta.label_lower
    return FieldChange(model, key, "amount", canonical(before), canonical(after), f"{name} ({source})")
