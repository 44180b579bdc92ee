"""Several years into one figure, for plans that run over years (Renstra, form E.81 columns 6, 7 and 14).

Counts add up over the years; percentages, indices, scores and whatever is no sum within a year do not: their figure
is that of the newest year. Adding the yearly percentages is what gives the 200 % of published sheets (form E.81 of
Deli Serdang 2025, column 15).
"""

import re
from collections.abc import Mapping
from decimal import Decimal, localcontext

from indicators.domain.formulas import EXACT
from indicators.domain.kinds import Aggregation, Figure, Value
from indicators.domain.ratios import multiplier_for_unit

_LEVELS = re.compile(r"\b(indeks|nilai|skor|poin|angka|level|rasio|predikat|opini|peringkat)\b", re.IGNORECASE)
"""Units of a level that is reached; nobody adds two of them."""


def adds_over_years(aggregation: Aggregation, unit: str) -> bool:
    """Whether the figures of several years may be added: a count, summed within the year too."""
    return aggregation is Aggregation.SUM and multiplier_for_unit(unit) == 1 and not _LEVELS.search(unit)


def over_years(aggregation: Aggregation, unit: str, values: Mapping[int, Value]) -> Value | None:
    """One figure of the values by year: their sum where years add up, otherwise the newest; None without any."""
    if not values:
        return None
    newest = values[max(values)]
    figures = [value.value for value in values.values() if isinstance(value, Figure)]
    if not adds_over_years(aggregation, unit) or len(figures) < len(values):
        return newest
    with localcontext(EXACT):
        return Figure(sum(figures, Decimal(0)))


def plan_end(
    aggregation: Aggregation, unit: str, *, first_year: int, last_year: int, targets: Mapping[int, Value]
) -> Value | None:
    """What a plan wants at its end: for counts the sum of all its years, otherwise the target of its last year.

    None when a year that is needed has no target: part of a plan's target is not its target.
    """
    if not adds_over_years(aggregation, unit):
        return targets.get(last_year)
    return _sum_of_every(range(first_year, last_year + 1), targets)


def plan_reached(
    aggregation: Aggregation, unit: str, *, first_year: int, year: int, realised: Mapping[int, Value]
) -> Value | None:
    """What was reached from a plan's first year to `year`: for counts the sum, otherwise the figure of `year`.

    None when a year that is needed was not reported: missing is never zero.
    """
    if not adds_over_years(aggregation, unit):
        return realised.get(year)
    return _sum_of_every(range(first_year, year + 1), realised)


def _sum_of_every(years: range, values: Mapping[int, Value]) -> Value | None:
    figures = [value.value for year in years if isinstance(value := values.get(year), Figure)]
    if len(figures) < len(years):
        return None
    with localcontext(EXACT):
        return Figure(sum(figures, Decimal(0)))
