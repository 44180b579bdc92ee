"""One thing to do on the start page, and the words that every kind of it shares."""

import datetime
from dataclasses import dataclass

from organisation.models import Position


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to do: the whole row is a link, and its title says for whom, since one person has several of a kind.

    `due` is the day by which it is owed, None where no day is set.
    """

    title: str
    detail: str
    label: str
    tone: str
    url: str
    due: datetime.date | None = None


def unit_of(position: Position) -> str:
    """The unit, unless the title names it already."""
    unit = str(position.unit.name)
    return "" if unit in position.title else unit


def joined(*parts: str) -> str:
    """The parts that say something, as one sentence."""
    text = ", ".join(filter(None, parts))
    return text[:1].upper() + text[1:]
