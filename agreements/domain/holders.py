"""Which of the people in office is the party of an agreement."""

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
