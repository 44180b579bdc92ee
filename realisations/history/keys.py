"""By which keys events know rows of reports and spending."""

from typing import Any

from audit.facts import FieldChange, canonical, key_of
from indicators.models import Indicator
from realisations.models import BudgetRealisation, QuarterReport, Realisation


def realisation_key(report: int | None, indicator: int) -> str:
    """By which key events know a row of a report."""
    return key_of(report, indicator)


def row_fact(report: QuarterReport, indicator: Indicator, name: str, before: Any, after: Any) -> FieldChange:
    """One field of a row of a report before and after."""
    key = realisation_key(report.pk, indicator.pk)
    return FieldChange(Realisation._meta.label_lower, key, name, canonical(before), canonical(after), indicator.code)


def spending_key(line: int, quarter: int) -> str:
    """By which key events know what was spent of a budget line in a quarter."""
    return key_of(line, quarter)


def subject_of(change: FieldChange) -> int:
    """The key of the indicator, or of the budget line, that a change is about."""
    first, _, second = change.key.partition("/")
    return int(first if change.model == BudgetRealisation._meta.label_lower else second)
