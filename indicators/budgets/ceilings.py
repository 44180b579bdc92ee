"""The ceilings that quarters had before they changed, so that absorption of a past quarter stays what it was."""

import datetime
from collections.abc import Collection, Iterable, Mapping
from decimal import Decimal

from indicators.domain.ceilings import ended_quarters
from indicators.models import BudgetLine, EarlierCeiling


def keep_ceilings(
    changed: Iterable[tuple[BudgetLine, Decimal]], *, on: datetime.date, is_revision: bool = False
) -> None:
    """For lines that change on the day: what they had before, for the quarters that have no ceiling of their own yet.

    Which quarters are meant tells `ended_quarters`. A line that was added beside others had 0. One query.
    """
    kept = [
        EarlierCeiling(line=line, quarter=quarter, amount=before)
        for line, before in changed
        if line.amount != before
        for quarter in ended_quarters(line.year, on, is_revision=is_revision)
    ]
    EarlierCeiling.objects.bulk_create(kept, ignore_conflicts=True)


def changed_ceilings(
    before: Mapping[int, Decimal], after: Collection[BudgetLine]
) -> Iterable[tuple[BudgetLine, Decimal]]:
    """The lines of a position's year with the ceilings that they had `before` (by key).

    The first budget of a year holds for all of it, however late it was written.
    """
    return [(line, before.get(line.pk, Decimal(0))) for line in after] if before else []
