"""Whose performance reports there are, and who signs them."""

import datetime
from collections.abc import Iterable

from agreements.content.facts import holder_on
from agreements.papers.facts import PartyText
from indicators.models import Indicator
from organisation.domain.nip import group_nip, is_contract_number
from organisation.domain.ranks import rank_name
from organisation.enums import NATIONAL_OFFICE_KINDS, OPD_KINDS, PositionKind
from organisation.models import Government, Position
from organisation.querysets import PositionQuerySet

REPORTING_KINDS = OPD_KINDS | {PositionKind.REGIONAL_HEAD}
"""Positions that account for an OPD, or for the whole government."""


def reporting_positions(positions: PositionQuerySet, year: int) -> PositionQuerySet:
    """Those of `positions` that have something to account for in the year, in the order of protocol."""
    measured = Indicator.objects.measured_in(year).values("objective__position")
    known = positions.existing_in(year).filter(kind__in=REPORTING_KINDS, pk__in=measured)
    return known.select_related("unit")


def owners_of(positions: Iterable[Position]) -> list[tuple[Position, str]]:
    """The positions, each with whose report it signs."""
    government = Government.objects.current()
    return [(position, owner_name(position, government)) for position in positions]


# --- Who it is about -------------------------------------------------------------------------------------------------
def _owner(position: Position, government: Government) -> str:
    return government.name if position.kind in NATIONAL_OFFICE_KINDS else position.unit.name


def signer_of(position: Position, on: datetime.date) -> PartyText | None:
    """Who signs for the position on this day, as printed; None when it is vacant.

    For a position that is no more it is whoever held it last; the title is the one that `position` tells.
    """
    holder = holder_on(position, min(on, position.valid_until or on))
    if holder is None:
        return None
    holder.position = position
    employee = holder.employee
    if position.kind in NATIONAL_OFFICE_KINDS:
        return PartyText(employee.full_name, holder.held_title)
    rank = "" if is_contract_number(employee.employee_number) else rank_name(employee.rank_code)
    return PartyText(employee.full_name, holder.held_title, rank, group_nip(employee.employee_number))


def owner_name(position: Position, government: Government) -> str:
    """Whose report it is: the whole government for its head, else the work unit."""
    return government.name if position.kind in NATIONAL_OFFICE_KINDS else position.unit.name
