"""Everybody around some positions, read once for all kinds of duties."""

import datetime
from collections.abc import Collection
from dataclasses import dataclass

from organisation.enums import Role
from organisation.models import Assignment, Position
from organisation.people.responsibility import (
    delegates_by_position,
    holders_by_position,
    operators_by_unit,
    secretaries,
    with_role,
)
from organisation.scope import units_above


@dataclass(frozen=True)
class People:
    """Who holds, types, sends, judges and follows, by position; ids of active users only."""

    holders: dict[int, list[Assignment]]
    delegates: dict[int, list[int]]
    operators: dict[int, list[int]]
    units_above: dict[int, frozenset[int]]
    secretaries: tuple[int, ...]
    organisation_section: tuple[int, ...]

    @classmethod
    def around(cls, positions: Collection[Position], day: datetime.date) -> "People":
        """Those in office on the day in these positions and above them. A constant number of queries."""
        concerned = {pk for position in positions for pk in (position.pk, position.reports_to_id) if pk}
        return cls(
            holders=holders_by_position(concerned, day),
            delegates=delegates_by_position(concerned, day),
            operators=operators_by_unit(day),
            units_above=units_above({position.unit_id for position in positions}),
            secretaries=tuple(secretaries(day).values_list("pk", flat=True)),
            organisation_section=tuple(with_role(Role.ORGANISATION_SECTION, day).values_list("pk", flat=True)),
        )

    def users_holding(self, position_id: int | None) -> tuple[int, ...]:
        """The active users in office in this position."""
        users = [getattr(assignment.employee, "user", None) for assignment in self.holders.get(position_id, ())]
        return tuple(user.pk for user in users if user and user.is_active)

    def users_with_employee(self, position_id: int, employee_id: int) -> tuple[int, ...]:
        """The active user of this employee, if still in office in this position."""
        own = [held.employee for held in self.holders.get(position_id, ()) if held.employee_id == employee_id]
        users = [getattr(employee, "user", None) for employee in own]
        return tuple(user.pk for user in users if user and user.is_active)

    def delegates_of(self, position_id: int) -> tuple[int, ...]:
        """The active users who may send for the holder of this position."""
        return tuple(self.delegates.get(position_id, ()))

    def operators_of(self, unit_id: int) -> tuple[int, ...]:
        """The operators who fill in reports of this unit: its own and those of the units above it."""
        return tuple(user for unit in sorted(self.units_above[unit_id]) for user in self.operators.get(unit, ()))

    def names_holding(self, position_id: int) -> str:
        """The names of those in office, also of those without an account."""
        return ", ".join(str(assignment.employee) for assignment in self.holders.get(position_id, ()))
