"""Writes of the reminders: the daily digest, what waits to leave, and reminding by hand."""

import datetime
from collections import defaultdict
from collections.abc import Collection, Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse

from audit import trail
from audit.bulk import Outcome, perform
from duties.reminders.domain import Plan
from duties.reminders.facts import reminders_on
from duties.reminders.manual import Choice, Debtor, candidates_of, cooling, owed_by_hand
from duties.reminders.pending import said_now, waiting_reminders
from duties.reminders.wording import by_hand, digest, occasion_of, rewording, worded
from messaging.manual_reminders.facts import left_alone_until
from messaging.models import Notification
from messaging.outbox import actions as outbox
from messaging.outbox.actions import Words
from messaging.querysets import DeliveryQuerySet
from organisation.models import User


@transaction.atomic
def queue_reminders(*, today: datetime.date) -> tuple[Plan, int]:
    """Put the reminders of the day into the outbox; give what was planned and how many messages are new.

    The key of a message is its day, so a second run, or a second beat, adds nothing. What older digests still wait to
    say and the new ones tell as well does not leave twice.
    """
    plan = reminders_on(today)
    people = User.objects.select_related("employee").in_bulk(plan.by_person)
    digests = [digest(people[person], lines, today=today) for person, lines in plan.by_person.items()]
    new = outbox.post(digests, reword=rewording(plan.by_person, today=today))
    if new:
        _refresh(waiting_reminders().exclude(message__occasion=occasion_of(today)), today=today)
    return plan, new


def refresh_waiting(*, today: datetime.date) -> int:
    """Let the reminders that wait say what is owed now; give the number of those that are not sent any more.

    Quiet hours, a mail server that is down and people who pass messages on hold reminders back, and work goes on.
    """
    return _refresh(waiting_reminders(), today=today)


def _refresh(waiting: DeliveryQuerySet, *, today: datetime.date) -> int:
    found = list(waiting)
    if not found:
        return 0
    changed: dict[int, Words] = {}
    ended = defaultdict(list)
    for now in said_now(found, today=today):
        if now.words is None:
            ended[now.why_not].append(now.delivery)
        elif now.is_changed:
            changed[now.delivery.pk] = now.words
    if changed:
        outbox.change_words(changed)
    return sum(outbox.withdraw(deliveries, why=why) for why, deliveries in ended.items())


def remind_by_hand(choices: Collection[Choice], *, by: User, today: datetime.date) -> list[Outcome[Debtor]]:
    """Remind these people now of what they owe, each at most once within the cool-down and kind; tell of each.

    Whoever owes nothing any more, or was told today, is not among the outcomes. Raises ValidationError when nothing was
    chosen.
    """
    if not choices:
        raise ValidationError("Pilih sekurang-kurangnya satu penerima.", code="nobody")
    told_today = _told_today(choices, today)
    found = candidates_of(dict.fromkeys(choices), owed_by_hand(today))
    asked = [one for one in found if one.objection or one.subject.choice not in told_today]
    return perform(asked, lambda debtor: _remind(debtor, by=by, today=today))


def _remind(debtor: Debtor, *, by: User, today: datetime.date) -> None:
    """Lock the person, so that of two who press the button together one reminds."""
    User.objects.select_for_update().only("pk").get(pk=debtor.person.pk)
    free_at = cooling({debtor.person.pk}).get(debtor.choice)
    if free_at:
        raise ValidationError(left_alone_until(free_at), code="cool_down")
    outbox.post([_by_hand(debtor, by=by, today=today)])
    trail.record(debtor.person, "user.reminded", by=by, data={"kind": debtor.choice.kind})


def _told_today(choices: Iterable[Choice], today: datetime.date) -> set[Choice]:
    """Those whose key of the day is taken, whatever the clock says about the cool-down."""
    by_key = {(choice.person, choice.occasion(today)): choice for choice in choices}
    sent = Notification.objects.filter(
        recipient__in={person for person, _ in by_key}, occasion__in={occasion for _, occasion in by_key}
    )
    return {by_key[key] for key in sent.values_list("recipient_id", "occasion") if key in by_key}


def _by_hand(debtor: Debtor, *, by: User, today: datetime.date) -> Notification:
    signed = f"Pengingat ini dikirim oleh {by}."
    words = by_hand(worded(debtor.person, debtor.lines, today=today), signed=signed)
    return Notification(
        recipient=debtor.person,
        occasion=debtor.choice.occasion(today),
        kinds=[debtor.choice.kind.value],
        subject=words.subject,
        body=words.body,
        path=reverse("home"),
    )
