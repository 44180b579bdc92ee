"""Units and positions as they were on a day: reading for papers, verified quarters and lists of a past year.

The present costs nothing: a day that has not passed is told by the rows themselves.
"""

import datetime
from collections.abc import Collection, Iterable, Sequence
from copy import copy
from dataclasses import dataclass
from typing import TypeVar

from django.utils import timezone

from organisation.models import FormerPosition, FormerUnit, Position, WorkUnit
from organisation.querysets import WorkUnitQuerySet

P = TypeVar("P", bound=Collection[Position])


@dataclass(frozen=True)
class Past:
    """What positions and units were, from some day until today."""

    positions: dict[int, Sequence[FormerPosition]]
    units: dict[int, Sequence[FormerUnit]]

    @classmethod
    def since(cls, first: datetime.date) -> "Past":
        """Read it from the day `first` on. Two queries, none for a day that has not passed."""
        if first >= timezone.localdate():
            return cls({}, {})
        positions: dict[int, list[FormerPosition]] = {}
        for position in FormerPosition.objects.filter(until__gte=first).select_related("unit", "reports_to"):
            positions.setdefault(position.position_id, []).append(position)
        units: dict[int, list[FormerUnit]] = {}
        for unit in FormerUnit.objects.filter(until__gte=first).select_related("parent"):
            units.setdefault(unit.unit_id, []).append(unit)
        return cls(positions, units)

    @classmethod
    def since_any(cls, days: Iterable[datetime.date]) -> "Past":
        """Read it from the first of these days on; nothing is read without any."""
        return cls.since(min(days, default=timezone.localdate()))

    def position(self, position: Position, day: datetime.date) -> Position:
        """A copy that tells what the position, and its unit where it is loaded, were on the day; only to read."""
        told = copy(position)
        self.tell(told, day)
        return told

    def unit(self, unit: WorkUnit, day: datetime.date) -> WorkUnit:
        """A copy that tells what the unit was on the day."""
        told = copy(unit)
        _tell(told, _valid_on(day, self.units.get(unit.pk, ())), WorkUnit.VERSIONED)
        return told

    def superiors(self, day: datetime.date) -> dict[int, int | None]:
        """Per position that was another one on the day: its superior then."""
        found = {pk: _valid_on(day, former) for pk, former in self.positions.items()}
        return {pk: former.reports_to_id for pk, former in found.items() if former is not None}

    def tell(self, position: Position, day: datetime.date) -> None:
        """Let this very object tell it."""
        former = _valid_on(day, self.positions.get(position.pk, ()))
        _tell(position, former, Position.VERSIONED)
        if Position._meta.get_field("unit").is_cached(position):
            position.unit = self.unit(position.unit, day)


def as_they_were(positions: P, day: datetime.date) -> P:
    """Let these very objects tell what their positions, and the units they stand in, were on the day.

    They are for reading: whoever changes a position fetches its row anew, as `people.rows.update` does.
    """
    if positions and day < timezone.localdate():
        past = Past.since(day)
        for position in positions:
            past.tell(position, day)
    return positions


def as_it_was(position: Position, day: datetime.date) -> Position:
    """A copy of one position that tells of the day."""
    return Past.since(day).position(position, day)


def units_below(unit_id: int, day: datetime.date) -> list[WorkUnit]:
    """The units that stood directly below the unit on the day, as they were; in the order of protocol."""
    past = Past.since(day)
    units = [past.unit(unit, day) for unit in WorkUnit.objects.existing_on(day)]
    return [unit for unit in units if unit.parent_id == unit_id]


def units_in(year: int, units: WorkUnitQuerySet) -> list[WorkUnit]:
    """Those of the units that were there in the year, called as they were at its end."""
    past = Past.since(end_of(year))
    return [past.unit(unit, end_of(year)) for unit in units.existing_in(year)]


def end_of(year: int) -> datetime.date:
    """The day that stands for a year."""
    return datetime.date(year, 12, 31)


F = TypeVar("F", FormerPosition, FormerUnit)


def _valid_on(day: datetime.date, former: Iterable[F]) -> F | None:
    return next((one for one in former if (one.since is None or one.since <= day) and day <= one.until), None)


def _tell(one: Position | WorkUnit, former: FormerPosition | FormerUnit | None, names: Iterable[str]) -> None:
    if former is not None:
        for name in names:
            setattr(one, name, getattr(former, name))
