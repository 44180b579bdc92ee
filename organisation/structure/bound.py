"""What forbids to date a change of the structure back: upper floors fill the list in `AppConfig.ready()`.

`realisations` names verified quarters, `agreements` what was agreed; nothing else adds to it.
"""

import datetime
from collections.abc import Callable, Collection
from dataclasses import dataclass

from django.utils.formats import date_format

ONE_DAY = datetime.timedelta(days=1)
MOST_NAMED = 3
"""So many things are named of which a beginning would come too late."""


@dataclass(frozen=True, slots=True)
class Settled:
    """Something that tells what a position was on `day`: as a clause, and the first day that it tells nothing of."""

    what: str
    day: datetime.date
    free_from: datetime.date


Guard = Callable[[Collection[int], datetime.date, datetime.date], list[Settled]]
"""Gives what was settled of these positions in the years of the two days, and those between."""

GUARDS: list[Guard] = []


def settled_since(positions: Collection[int], day: datetime.date) -> list[str]:
    """Why these positions, and the units they stand in, cannot change from this day on; empty when they can."""
    return [
        f"{one.what} dan tetap menyebut yang berlaku saat itu. Pilih {date_format(one.free_from, 'j F Y')} atau "
        "sesudahnya."
        for guard in GUARDS
        for one in guard(positions, day, datetime.date.max)
        if one.free_from > day
    ]


def settled_before(positions: Collection[int], day: datetime.date) -> list[str]:
    """Why these positions, and the units they stand in, cannot begin as late as this day; empty when they can."""
    found = [one for guard in GUARDS for one in guard(positions, datetime.date.min, day) if one.day < day]
    return [
        f"{one.what}, jadi harus sudah ada saat itu. Isi paling lambat {date_format(one.day, 'j F Y')}, atau kosongkan "
        "bila sudah ada sejak awal."
        for one in sorted(found, key=lambda one: one.day)[:MOST_NAMED]
    ]
