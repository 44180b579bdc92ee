"""How much of the money was used."""

from decimal import Decimal, localcontext

from indicators.domain.formulas import EXACT

HUNDRED = Decimal(100)


def absorption(budget: Decimal, spent: Decimal | None) -> Decimal | None:
    """Penyerapan anggaran in percent, unrounded: what was spent of the budget (both in rupiah).

    None when nothing was reported, or when there is no budget to be used; spending nothing is 0.
    """
    if spent is None or not budget:
        return None
    with localcontext(EXACT):
        return spent / budget * HUNDRED
