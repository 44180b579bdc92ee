"""Weights of indicators in their objective and of objectives in their position, and the mean that uses them.

Weights are optional. A set in which nothing has a weight counts evenly; in one where something has, what has none
counts nothing. Means divide by the weights of what could be told, so that a missing figure is never a zero.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext

from indicators.domain.formulas import EXACT, HUNDRED
from indicators.domain.numbers import format_number

Weighted = tuple[Decimal | None, Decimal | None]
"""A weight, and what it weighs; None where there is none."""


@dataclass(frozen=True, slots=True)
class ObjectiveFigures:
    """What enters an average of one objective: its name and weight, and each indicator's percentage with its weight."""

    name: str
    owner: Hashable
    """Whose objective it is: weights of objectives are those within one owner."""

    weight: Decimal | None
    indicators: tuple[Weighted, ...]

    @property
    def percents(self) -> list[Decimal]:
        """The percentages that could be told."""
        return [percent for _, percent in self.indicators if percent is not None]

    @property
    def mean(self) -> Decimal | None:
        """Its mean by the weights of its indicators; None when nothing that counts could be told."""
        return weighted_mean(self.indicators)


def weighted_mean(pairs: Iterable[Weighted]) -> Decimal | None:
    """The mean by weight of what is known; None when nothing that counts is known."""
    listed = list(pairs)
    shares = even_where_unweighted([weight for weight, _ in listed])
    known = [(share, value) for share, (_, value) in zip(shares, listed, strict=True) if value is not None]
    total = sum((share for share, _ in known), Decimal(0))
    if not total:
        return None
    with localcontext(EXACT):
        return sum((share * value for share, value in known), Decimal(0)) / total


def even_where_unweighted(weights: Iterable[Decimal | None]) -> list[Decimal]:
    """The weights with which a set is counted."""
    listed = list(weights)
    if all(weight is None for weight in listed):
        with localcontext(EXACT):
            return [HUNDRED / len(listed) for _ in listed]
    return [Decimal(0) if weight is None else weight for weight in listed]


def weights_of(objectives: Sequence[ObjectiveFigures]) -> list[Decimal]:
    """The weight of each among all of them: an owner counts as 100, by its weights or evenly where it gave none."""
    by_owner: dict[Hashable, list[ObjectiveFigures]] = defaultdict(list)
    for objective in objectives:
        by_owner[objective.owner].append(objective)
    shares = {
        id(objective): share
        for members in by_owner.values()
        for objective, share in zip(members, even_where_unweighted([member.weight for member in members]), strict=True)
    }
    return [shares[id(objective)] for objective in objectives]


def weighted_average(objectives: Iterable[ObjectiveFigures]) -> Decimal | None:
    """The mean of the objectives' means by their weights."""
    listed = list(objectives)
    return weighted_mean(zip(weights_of(listed), [objective.mean for objective in listed], strict=True))


def weights_objection(weights: Iterable[Decimal | None]) -> str | None:
    """Why these weights of one set cannot be; None when none is given, or when all together make 100."""
    listed = list(weights)
    given = [weight for weight in listed if weight is not None]
    if not given:
        return None
    total = sum(given, Decimal(0))
    if total == HUNDRED:
        return None
    lacking = len(listed) - len(given)
    without = f", dan {lacking} belum berbobot" if lacking else ""
    return f"Jumlah bobotnya {format_number(total)}, seharusnya 100{without}."
