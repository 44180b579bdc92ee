"""Parts of a whole, and how much an amount grew: percentages of money, unrounded."""

from decimal import Decimal, localcontext

from indicators.domain.absorption import HUNDRED
from indicators.domain.formulas import EXACT


def share(part: Decimal, whole: Decimal) -> Decimal | None:
    """What percentage of `whole` is `part` (both rupiah); None when the whole is nothing."""
    if not whole:
        return None
    with localcontext(EXACT):
        return part / whole * HUNDRED


def growth(before: Decimal, after: Decimal) -> Decimal | None:
    """By how many percent of `before` the amount changed; None when there was nothing before."""
    with localcontext(EXACT):
        return share(after - before, before)
