"""What forbids to date a change of the structure back: upper floors fill the list in `AppConfig.ready()`.

`realisations` names verified quarters, `agreements` what was agreed; nothing else adds to it.
"""

import datetime
from collections.abc import Callable, Collection

Guard = Callable[[Collection[int], datetime.date], list[str]]
"""Gives a sentence for everything of these positions that was settled on the day or later."""

GUARDS: list[Guard] = []


def settled_since(positions: Collection[int], day: datetime.date) -> list[str]:
    """Why these positions, and the units they stand in, cannot change from this day on; empty when they can."""
    return [sentence for guard in GUARDS for sentence in guard(positions, day)]
