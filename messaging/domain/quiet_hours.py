"""Hours in which nobody wants to be disturbed; they may run over midnight."""

import datetime

QUIET_FROM, QUIET_UNTIL = datetime.time(20), datetime.time(6)
"""The quiet hours of everybody who has not chosen others."""


def is_quiet(now: datetime.time, start: datetime.time | None, end: datetime.time | None) -> bool:
    """Whether `now` lies from `start` on and before `end`; without both there are no quiet hours."""
    if start is None or end is None or start == end:
        return False
    if start < end:
        return start <= now < end
    return now >= start or now < end
