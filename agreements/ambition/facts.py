"""What the targets of agreements are held against; the number of queries does not depend on how many there are."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from agreements.domain.ambition import Deviation, TargetAmbition, ambition, deviation
from agreements.models import Agreement, AgreementLine
from indicators.domain.kinds import Value
from indicators.domain.strength import Strength
from indicators.models import Indicator, PlanTarget
from realisations.measurement.progress import reached_before

YEARS_DRAWN = 5
"""So many years of what was reached stand beside the box of a target."""

COMPARED = (
    *("agreement__position_id", "figure", "lower", "upper", "grade", "unit_of_measure"),
    *(f"indicator__{name}" for name in ("polarity", "predicate_scale", "unit_of_measure")),
)


def ambitions_of(agreement: Agreement) -> dict[int, TargetAmbition]:
    """Per indicator of the agreement, fetched `with_content()`: its target beside plan and past. Four queries."""
    lines = {line.indicator_id: line for line in agreement.lines.all()}
    past = past_of(lines, agreement.year)
    return {
        key: past.beside(key, line.value, line.unit_of_measure, line.weaker_reason, line.weaker_about)
        for key, line in lines.items()
    }


class Past:
    """What the targets of a year are held against, by indicator."""

    def __init__(self, year: int, indicators: Mapping[int, Indicator]) -> None:
        self.year, self.indicators = year, indicators
        self.planned = planned_values(indicators, year)
        self.reached = reached_before(indicators.values(), year)

    def beside(self, key: int, target: Value, unit: str, reason: str = "", about: str = "") -> TargetAmbition:
        """This target of the indicator, in this unit of measure, beside them."""
        indicator, by_year = self.indicators[key], self.reached.get(key, {})
        return ambition(
            self.year,
            target,
            planned=self.planned.get(key),
            reached=by_year.get(self.year - 1),
            polarity=indicator.polarity,
            scale=tuple(indicator.predicate_scale),
            units=(unit, indicator.unit_of_measure),
            history=self.history(key),
            reason=reason,
            about=about,
        )

    def holds(self, key: int) -> bool:
        """Whether there is anything that a target of the indicator can be weaker than."""
        return key in self.planned or self.year - 1 in self.reached.get(key, {})

    def history(self, key: int) -> tuple[tuple[int, Value | None], ...]:
        """What the last five years came to, the oldest first; None for a year that nothing whole is known of."""
        by_year = self.reached.get(key, {})
        return tuple((year, by_year.get(year)) for year in range(self.year - YEARS_DRAWN, self.year))


def past_of(indicators: Iterable[int], year: int) -> Past:
    """What the targets of these indicators (by key) are held against in `year`. Four queries."""
    return Past(year, Indicator.objects.in_bulk(list(indicators)))


def planned_values(indicators: Iterable[int], year: int) -> dict[int, Value]:
    """What the medium-term plans set for the year, by indicator; those without are missing. One query."""
    rows = PlanTarget.objects.targets().filter(indicator__in=list(indicators), year=year)
    return {row.indicator_id: row.value for row in rows}


def deviations_of(agreements: Any, year: int) -> dict[int, Deviation]:
    """Per position: how the targets of its agreement among these (keys) differ from the medium-term plan's of the year.

    Positions whose targets all say the same are missing. Two queries.
    """
    of_year = PlanTarget.objects.targets().filter(year=year)
    planned = {row.indicator_id: row.value for row in of_year}
    lines = AgreementLine.objects.filter(agreement__in=agreements, indicator__in=of_year.values("indicator"))
    found: dict[int, list[Strength | None]] = defaultdict(list)
    for line in lines.select_related("agreement", "indicator").only(*COMPARED).order_by():
        indicator = line.indicator
        held = ambition(
            year,
            line.value,
            planned=planned[line.indicator_id],
            reached=None,
            polarity=indicator.polarity,
            scale=tuple(indicator.predicate_scale),
            units=(line.unit_of_measure, indicator.unit_of_measure),
        )
        found[line.agreement.position_id].append(held.against_plan)
    return {key: counted for key, kinds in found.items() if (counted := deviation(kinds)).any}


def unexplained(agreement: Agreement) -> dict[int, TargetAmbition]:
    """Per indicator: the targets that are weaker and that nothing explains. Four queries."""
    return {key: held for key, held in ambitions_of(agreement).items() if held.is_unexplained}
