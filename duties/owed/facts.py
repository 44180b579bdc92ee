"""Everything that is owed, read from the floors below in a constant number of queries: the only computation of it.

The reminders read everybody's duties, the start page those of one person; the horizon is all they differ by.
"""

import datetime

from duties.owed.agreements import agreements_to_send, waiting_agreements
from duties.owed.domain import REMINDED, Duty, Horizon
from duties.owed.follow_ups import open_follow_ups
from duties.owed.people import People
from duties.owed.reading import Scope
from duties.owed.reports import unsent_reports, waiting_reports
from organisation.models import User

READERS = (unsent_reports, waiting_reports, agreements_to_send, waiting_agreements, open_follow_ups)


def all_duties(today: datetime.date, *, horizon: Horizon = REMINDED) -> list[Duty]:
    """Whatever is not done on this day, whoever owes it, also what nobody can be asked for."""
    return _read(Scope(today, horizon))


def duties_of(person: User, *, today: datetime.date, horizon: Horizon) -> list[Duty]:
    """What this person has to act on: those of `all_duties` that name the person."""
    return [duty for duty in _read(Scope(today, horizon, person)) if duty.reasons_of(person.pk)]


def _read(scope: Scope) -> list[Duty]:
    readings = [read(scope) for read in READERS]
    people = People.around([position for reading in readings for position in reading.positions], scope.today)
    found = (duty for reading in readings for duty in reading.duties(people))
    return [duty for duty in found if duty.counts(scope.today, scope.horizon)]
