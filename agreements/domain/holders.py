"""Who the parties of an agreement are."""

from collections.abc import Iterable
from typing import Protocol, TypeVar

PREFERENCE = ("definitive", "acting", "interim", "daily_acting")
"""A definitive holder before a Plt. or Pj., and those before a Plh., who only stands in for some days."""


class InOffice(Protocol):
    """An assignment, as far as the choice needs it."""

    @property
    def kind(self) -> str: ...


A = TypeVar("A", bound=InOffice)


def foremost(assignments: Iterable[A]) -> A | None:
    """The assignment whose holder becomes the party; None when nobody is in office."""
    return min(assignments, key=lambda assignment: PREFERENCE.index(assignment.kind), default=None)


def promises_alone(position_kind: str) -> bool:
    """Whether the agreement has one signer: the regional head has no superior (PermenPAN-RB 53/2014, Lampiran I)."""
    return position_kind == "regional_head"
