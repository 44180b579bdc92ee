"""The days of reporting periods as they are written, and due days that follow the days off."""

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q

from audit.facts import changes_between, field_values, to_data
from audit.trail import record
from indicators.days_off.facts import days_off_in
from indicators.domain.working_days import due_day
from indicators.enums import DueMove
from indicators.models import Period, Policy
from organisation.clock import database_today

if TYPE_CHECKING:
    from organisation.models import User


@transaction.atomic
def settle_due_days(*, by: "User | None") -> None:
    """Let due days that have not passed follow the days off, where the policy of their year says so; the trail tells.

    What was meant stays known, so a due day comes back when its day off is one no longer. None moves into the past, or
    out of the time in which nobody is late.
    """
    today = database_today()
    upcoming = Period.objects.filter(Q(due__gte=today) | Q(due_before_move__gte=today)).select_for_update()
    periods = list(upcoming)
    moves = dict(Policy.objects.filter(year__in={one.year for one in periods}).values_list("year", "due_move"))
    if set(moves.values()) <= {DueMove.STAYS} and all(one.due_before_move is None for one in periods):
        return
    holidays = days_off_in({one.due.year + step for one in periods for step in (-1, 0, 1)})
    for period in periods:
        meant = period.due_before_move or period.due
        move = DueMove(moves.get(period.year, DueMove.STAYS))
        due = due_day(meant, holidays, move, after=period.opens, until=period.grace or period.closes)
        if due >= today:
            set_days(period, {"due": due, "due_before_move": meant if due != meant else None}, by=by)


def set_days(period: Period, wanted: Mapping[str, datetime.date | None], *, by: "User | None") -> None:
    """Write days of a locked period, by the names of their fields; the trail tells. The only writer of them."""
    changes = changes_between(period, field_values(period, wanted), wanted)
    if changes:
        for name, day in wanted.items():
            setattr(period, name, day)
        period.full_clean()
        period.save(update_fields=list(wanted))
        record(period, "period.changed", by=by, data={"changes": to_data(changes)})
