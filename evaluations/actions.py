"""Writes of the evaluation."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.urls import reverse

from audit import trail
from evaluations.by_hand import KIND_WORDS, Candidate, Choice, candidates_of, owed_by_hand
from evaluations.domain.reminders import Plan
from evaluations.reminders import DIGEST, digest, reminders_on, rewording, still_owed, worded
from organisation import outbox
from organisation.by_hand import EVERYTHING
from organisation.models import Notification, User

DONE = "Sudah selesai sebelum pengingat ini dikirim."


@transaction.atomic
def queue_reminders(*, today: datetime.date) -> tuple[Plan, int]:
    """Put the reminders of the day into the outbox; give what was planned and how many messages are new.

    The key of a message is its day, so a second run, or a second beat, adds nothing.
    """
    plan = reminders_on(today)
    people = User.objects.select_related("employee").in_bulk(plan.by_person)
    digests = [digest(people[person], lines, today=today) for person, lines in plan.by_person.items()]
    return plan, outbox.post(digests, reword=rewording(plan.by_person, today=today))


def withdraw_done(*, today: datetime.date) -> int:
    """Send no reminder of which nothing is owed any more; give the number of deliveries that stay in the application.

    Quiet hours and a mail server that is down hold reminders back for hours, and people do not wait for them.
    """
    by_day_or_hand = Q(occasion__startswith=DIGEST) | Q(occasion__startswith=EVERYTHING)
    waiting = list(Notification.objects.filter(by_day_or_hand).waiting_to_leave())
    owed = still_owed(waiting, today=today) if waiting else frozenset()
    done = [message for message in waiting if not any((message.recipient_id, kind) in owed for kind in message.kinds)]
    return outbox.withdraw(done, why=DONE) if done else 0


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of reminding by hand: whom it reached, and who is left alone or owes nothing any more."""

    reminded: tuple[Candidate, ...]
    refused: tuple[Candidate, ...]
    done: int


@transaction.atomic
def remind_by_hand(choices: Sequence[Choice], *, by: User, today: datetime.date) -> Outcome:
    """Remind these people now of what they owe, each at most once within the cool-down and kind.

    Their rows are locked, so that of two who press the button together one reminds; the key of the day is the
    database's last word. Raises ValidationError when nothing was chosen.
    """
    if not choices:
        raise ValidationError("Pilih sekurang-kurangnya satu penerima.", code="nobody")
    people = User.objects.select_for_update().filter(pk__in={choice.person for choice in choices}).order_by("pk")
    list(people.values_list("pk"))
    found = candidates_of(dict.fromkeys(choices), owed_by_hand(today))
    told_today = _told_today(choices, today)
    found = [candidate for candidate in found if candidate.choice not in told_today or candidate.objection]
    free = [candidate for candidate in found if not candidate.objection]
    outbox.post(_by_hand(candidate, by=by, today=today) for candidate in free)
    for candidate in free:
        trail.record(candidate.person, "user.reminded", by=by, data={"detail": KIND_WORDS[candidate.choice.kind]})
    refused = tuple(candidate for candidate in found if candidate.objection)
    return Outcome(tuple(free), refused, len(set(choices)) - len(found))


def _told_today(choices: Sequence[Choice], today: datetime.date) -> set[Choice]:
    """Those whose key of the day is taken, whatever the clock says about the cool-down."""
    by_key = {(choice.person, choice.occasion(today)): choice for choice in choices}
    sent = Notification.objects.filter(
        recipient__in={person for person, _ in by_key}, occasion__in={occasion for _, occasion in by_key}
    )
    return {by_key[key] for key in sent.values_list("recipient_id", "occasion") if key in by_key}


def _by_hand(candidate: Candidate, *, by: User, today: datetime.date) -> Notification:
    words = worded(candidate.person, candidate.lines, today=today)
    return Notification(
        recipient=candidate.person,
        occasion=candidate.choice.occasion(today),
        kinds=[candidate.choice.kind.value],
        subject=f"Pengingat: {words.subject}",
        body=f"{words.body}\n\nPengingat ini dikirim oleh {by}.",
        path=reverse("home"),
    )
