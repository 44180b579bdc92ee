"""One year beside the year before: how far a figure moved, and whether that is good by its polarity, not its sign."""

from dataclasses import dataclass
from decimal import Decimal, localcontext
from enum import StrEnum

from indicators.domain.achievement import Achievement
from indicators.domain.formulas import EXACT, HUNDRED
from indicators.domain.kinds import Figure, Grade, Polarity, Value
from indicators.domain.spec import IndicatorSpec


class Movement(StrEnum):
    """Whether the newer figure is the better one."""

    BETTER = "better"
    WORSE = "worse"
    SAME = "same"

    @property
    def label(self) -> str:
        """The verdict in Indonesian."""
        return {Movement.BETTER: "membaik", Movement.WORSE: "memburuk", Movement.SAME: "tetap"}[self]


@dataclass(frozen=True, slots=True)
class YearComparison:
    """What can be told of two years; None is what cannot.

    `difference` is in the indicator's own unit, `change` in percent of the earlier figure, (N - N1) / |N1| x 100 (LPPD
    makro, "perubahan"), `points` the difference of the achievements in percentage points. Nothing is rounded.
    """

    difference: Decimal | None
    change: Decimal | None
    points: Decimal | None
    verdict: Movement | None


def compare(
    spec: IndicatorSpec,
    *,
    before: Value | None,
    after: Value | None,
    achieved_before: Achievement,
    achieved_after: Achievement,
) -> YearComparison:
    """Hold a year's realisation and achievement against those of the year before."""
    difference = change = points = None
    with localcontext(EXACT):
        if isinstance(before, Figure) and isinstance(after, Figure):
            difference = after.value - before.value
            change = difference * HUNDRED / abs(before.value) if before.value else None
        if achieved_before.percent is not None and achieved_after.percent is not None:
            points = achieved_after.percent - achieved_before.percent
    return YearComparison(difference, change, points, _verdict(spec, before, after, difference, points))


def _verdict(
    spec: IndicatorSpec, before: Value | None, after: Value | None, difference: Decimal | None, points: Decimal | None
) -> Movement | None:
    if spec.polarity is Polarity.RANGE:
        return _by_sign(points)
    if isinstance(before, Grade) and isinstance(after, Grade):
        ranks = {label.casefold(): rank for rank, label in enumerate(spec.ranks)}
        old, new = ranks.get(before.label.casefold()), ranks.get(after.label.casefold())
        return None if old is None or new is None else _by_sign(Decimal(new - old))
    if difference is not None and spec.polarity is Polarity.MINIMIZE:
        return _by_sign(-difference)
    return _by_sign(difference)


def _by_sign(amount: Decimal | None) -> Movement | None:
    if amount is None:
        return None
    if not amount:
        return Movement.SAME
    return Movement.BETTER if amount > 0 else Movement.WORSE
