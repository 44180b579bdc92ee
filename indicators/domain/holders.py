"""Whose budget is part of whose: that of an office (perangkat daerah) is its head's, and all in it share in it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """A position: to whom it reports, to which office it belongs, whether it leads that office or the government."""

    position: int
    superior: int | None
    office: int
    leads_office: bool = False
    leads_government: bool = False


def holders_of(places: Iterable[Place]) -> dict[int, frozenset[int]]:
    """Per position: the positions whose budget holds its budget.

    These are the superiors within its office, the head of the office also where nobody wrote down who reports to whom,
    and the head of the government. A superior in another office holds nothing of it: the heads of offices report to
    the Sekda, and their budgets are not that of his secretariat.
    """
    by_position = {place.position: place for place in places}
    first = {place.position for place in by_position.values() if place.leads_government}
    heads: dict[int, set[int]] = {}
    for place in by_position.values():
        if place.leads_office:
            heads.setdefault(place.office, set()).add(place.position)
    return {
        place.position: frozenset(
            (first | _superiors(place, by_position) | (set() if place.leads_office else heads.get(place.office, set())))
            - {place.position}
        )
        for place in by_position.values()
    }


def _superiors(place: Place, by_position: Mapping[int, Place]) -> set[int]:
    """Those above the position, step by step, that belong to its office."""
    found: set[int] = set()
    above = by_position.get(place.superior or 0)
    while above is not None and above.position not in found and above.office == place.office:
        found.add(above.position)
        above = by_position.get(above.superior or 0)
    return found


def office_of(unit: int, parents: Mapping[int, int | None], offices: Iterable[int]) -> int:
    """The office that a unit is or belongs to: the topmost of `offices` at or above it, else the topmost unit."""
    chain = [unit]
    while (above := parents.get(chain[-1])) is not None and above not in chain:
        chain.append(above)
    known = set(offices)
    return next((upper for upper in reversed(chain) if upper in known), chain[-1])
