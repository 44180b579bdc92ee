"""The weights of a position: one set of its objectives, and one for the indicators of each of them."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from indicators.domain.weights import weights_objection
from indicators.models import Indicator, Objective
from organisation.models import Position

Weights = Mapping[str, Decimal | None]
"""By the name of a box: `s12` of objective 12, `i7` of indicator 7."""


@dataclass(frozen=True, slots=True)
class WeightedObjective:
    """An objective with the indicators that the year measures of it, in their order."""

    objective: Objective
    indicators: tuple[Indicator, ...]


@dataclass(frozen=True, slots=True)
class PositionWeights:
    """Everything of a position that has a weight in the year."""

    objectives: tuple[WeightedObjective, ...]

    @property
    def stored(self) -> dict[str, Decimal | None]:
        """The weights that stand there now, by the name of their box."""
        return {box: one.weight for one in self.members for box in [box_of(one)]}

    @property
    def sets(self) -> dict[str, tuple[str, ...]]:
        """What has to add up to 100, in words, and the boxes of which it consists."""
        within = {f"Indikator sasaran {one.objective.code}": one.indicators for one in self.objectives}
        of_position = {"Sasaran jabatan ini": tuple(one.objective for one in self.objectives)}
        return {name: tuple(map(box_of, members)) for name, members in (of_position | within).items() if members}

    def objections(self, weights: Weights) -> dict[str, str]:
        """Why these weights cannot be, in words by set; sets that add up, and those without any weight, are missing."""
        found = {name: weights_objection(weights.get(box) for box in boxes) for name, boxes in self.sets.items()}
        return {name: sentence for name, sentence in found.items() if sentence}

    @property
    def members(self) -> list[Objective | Indicator]:
        """Everything that has a box, in order."""
        found: list[Objective | Indicator] = []
        for one in self.objectives:
            found += [one.objective, *one.indicators]
        return found


def box_of(one: Objective | Indicator) -> str:
    """The name of the box of its weight."""
    return f"{'s' if isinstance(one, Objective) else 'i'}{one.pk}"


def weights_of_position(position: Position, year: int) -> PositionWeights:
    """Read them. Two queries."""
    below: dict[int, list[Indicator]] = defaultdict(list)
    for indicator in Indicator.objects.of_positions([position.pk]).measurable_in(year).in_order():
        below[indicator.objective_id].append(indicator)
    objectives = Objective.objects.of_positions([position.pk]).order_by("order", "code")
    return PositionWeights(tuple(WeightedObjective(one, tuple(below[one.pk])) for one in objectives))
