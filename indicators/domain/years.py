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
from indicators.domain.measurement import multiplier_for_unit

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
