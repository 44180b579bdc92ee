"""Writes of the evaluation."""

import datetime

from django.db import transaction

from evaluations.domain.reminders import Plan
from evaluations.reminders import digest, reminders_on, rewording
from organisation import outbox
from organisation.models import User


@transaction.atomic
def queue_reminders(*, today: datetime.date) -> tuple[Plan, int]:
    """Put the reminders of the day into the outbox; give what was planned and how many messages are new.

    The key of a message is its day, so a second run, or a second beat, adds nothing.
    """
    plan = reminders_on(today)
    people = User.objects.select_related("employee").in_bulk(plan.by_person)
    digests = [digest(people[person], lines, today=today) for person, lines in plan.by_person.items()]
    return plan, outbox.post(digests, reword=rewording(plan.by_person, today=today))
