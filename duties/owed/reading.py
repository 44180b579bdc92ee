"""What the readers of duties share: what is asked of them, and what they give before the people are known."""

import datetime
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import cached_property

from agreements.domain.season import Season
from agreements.season.facts import seasons_of
from duties.owed.domain import Duty, Horizon
from duties.owed.people import People
from organisation.models import Position, User
from organisation.structure.past import Past
from realisations.reports.facts import own_positions


@dataclass(frozen=True)
class Scope:
    """The day and the horizon, and whose duties are read; None: everybody's.

    The person only keeps the queries small: who owes a duty is always said by the duty.
    """

    today: datetime.date
    horizon: Horizon
    person: User | None = None

    @cached_property
    def seasons(self) -> dict[int, Season]:
        """The seasons of this year and the next."""
        return seasons_of(self.today)

    @cached_property
    def reported(self) -> set[int] | None:
        """The positions whose reports the person fills in or sends; None: all."""
        return own_positions(self.person) if self.person else None

    @cached_property
    def held(self) -> set[int] | None:
        """The positions that the person holds; None: all."""
        return {held.position_id for held in self.person.authority.held} if self.person else None

    @cached_property
    def past(self) -> Past:
        """What positions and units were called before, for duties of quarters and years that are over."""
        return Past.since(datetime.date.min)


@dataclass(frozen=True, slots=True)
class Reading:
    """Rows of one kind of duty: the positions whose people are needed, and the duties once these are known."""

    positions: Collection[Position]
    duties: Callable[[People], Sequence[Duty]]
