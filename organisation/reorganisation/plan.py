"""A reorganisation as a plain value, and what it would do."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field

from organisation.models import Assignment, Employee, Position, RoleGrant, WorkUnit

ONE_DAY = datetime.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class NewUnit:
    """A unit that begins, with the position that leads it; without a title nobody does."""

    code: str
    name: str
    kind: str
    head_code: str = ""
    head_title: str = ""
    head_holder: Employee | None = None


@dataclass(frozen=True, slots=True)
class Reorganisation:
    """Units that end the day before `day`, and what begins instead.

    Merging has one new unit, splitting several, closing none and perhaps an existing unit that takes over. `places` and
    `unit_places` say by key to which of the new units a position or a unit below goes; the first, when nothing is said.
    """

    day: datetime.date
    decree: str
    sources: tuple[WorkUnit, ...]
    new: tuple[NewUnit, ...] = ()
    into: WorkUnit | None = None
    places: Mapping[int, int] = field(default_factory=dict)
    unit_places: Mapping[int, int] = field(default_factory=dict)

    @property
    def last_day(self) -> datetime.date:
        """The last day of what ends."""
        return self.day - ONE_DAY

    @property
    def targets(self) -> tuple[str, ...]:
        """What the units are called that go on; none when it is closed without a successor."""
        return (self.into.name,) if self.into else tuple(new.name for new in self.new)


@dataclass(frozen=True, slots=True)
class Outlook:
    """What a reorganisation would do, as the data stand now."""

    change: Reorganisation
    ending: tuple[Position, ...]
    """Positions that end: the heads, and everybody when nobody takes over."""

    moving: tuple[Position, ...]
    moving_units: tuple[WorkUnit, ...]
    closing_units: tuple[WorkUnit, ...]
    """The units that end, with those below when nobody takes over."""

    assignments: tuple[Assignment, ...]
    """Those of the ending positions that are still open on the day."""

    operators: tuple[RoleGrant, ...]
    successors: tuple[str, ...]
    """What the positions are called that answer for the heads that end."""

    objections: tuple[str, ...]
