"""Reminders that wait to leave: what each has to say now, because people work on while a reminder waits."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from django.db.models import Q

from duties.owed.facts import all_duties
from duties.reminders.domain import Line, Plan, plan_by_hand, plan_reminders
from duties.reminders.wording import DIGEST, by_hand, worded
from indicators.days_off.facts import days_off_around
from indicators.domain.working_days import DaysOff
from messaging.enums import DeliveryState
from messaging.manual_reminders.facts import EVERYTHING
from messaging.models import Delivery, MessageSettings
from messaging.outbox.actions import Words, as_subject
from messaging.preferences.facts import settings_of
from messaging.querysets import DeliveryQuerySet

DONE = "Sudah selesai sebelum pengingat ini dikirim."
SAID_ANEW = "Digantikan pengingat yang lebih baru."
UNWANTED = "Penerima tidak lagi memilih saluran ini."
UNSAID = (DeliveryState.FAILED, DeliveryState.INBOX_ONLY)
"""The ends of a delivery of which its recipient heard nothing that way."""

Ways = dict[tuple[int, str], set[datetime.date]]
"""Recipient and channel: the days whose digest went, or may go, that way."""


@dataclass(frozen=True, slots=True)
class Now:
    """What a waiting delivery has to say now, or why it says nothing any more."""

    delivery: Delivery
    words: Words | None = None
    why_not: str = ""

    @property
    def is_changed(self) -> bool:
        """Whether it waits with other words."""
        if self.words is None:
            return False
        said = (self.delivery.sent_subject, self.delivery.sent_body)
        return (as_subject(self.words.subject), self.words.body) != said


@dataclass(frozen=True, slots=True)
class _Known:
    """What is owed today, as the digests of some days tell it and as it stands."""

    today: datetime.date
    holidays: DaysOff
    by_hand: Plan
    plans: dict[datetime.date, Plan]
    ways: Ways
    chosen: dict[int, MessageSettings]


def waiting_reminders() -> DeliveryQuerySet:
    """Deliveries of digests and of reminders by hand that wait for the worker or for somebody's hand."""
    of_duties = Q(message__occasion__startswith=DIGEST) | Q(message__occasion__startswith=EVERYTHING)
    return Delivery.objects.waiting().filter(of_duties).select_related("message__recipient__employee")


def said_now(waiting: Sequence[Delivery], *, today: datetime.date) -> Iterator[Now]:
    """What each of these deliveries has to say `today`, in a constant number of queries.

    A digest speaks of the duties of its own day as they stand now, without those that a newer one tells the same
    person the same way.
    """
    duties, holidays = all_duties(today), days_off_around(today)
    ways = _ways_of(waiting)
    days = {day for days in ways.values() for day in days}
    known = _Known(
        today,
        holidays,
        plan_by_hand(duties, today=today, holidays=holidays),
        {day: plan_reminders(duties, today=day, holidays=holidays) for day in days},
        ways,
        settings_of({delivery.message.recipient_id for delivery in waiting}),
    )
    return (_now(delivery, known) for delivery in waiting)


def _ways_of(waiting: Iterable[Delivery]) -> Ways:
    """The digests of the recipients of these deliveries, from the oldest that waits on."""
    messages = [delivery.message for delivery in waiting if delivery.message.occasion.startswith(DIGEST)]
    if not messages:
        return {}
    digests = Delivery.objects.exclude(state__in=UNSAID).filter(
        message__recipient__in={message.recipient_id for message in messages},
        message__occasion__startswith=DIGEST,
        message__created_at__gte=min(message.created_at for message in messages),
    )
    ways: Ways = defaultdict(set)
    for recipient, channel, occasion in digests.order_by().values_list(
        "message__recipient", "channel", "message__occasion"
    ):
        ways[recipient, channel].add(_day_of(occasion))
    return ways


def _day_of(occasion: str) -> datetime.date:
    return datetime.date.fromisoformat(occasion.removeprefix(DIGEST))


def _now(delivery: Delivery, known: _Known) -> Now:
    message = delivery.message
    kinds = set(message.kinds) & known.chosen[message.recipient_id].kinds_by(delivery.channel)
    if not kinds:
        return Now(delivery, why_not=UNWANTED)
    is_digest = message.occasion.startswith(DIGEST)
    plan = known.plans[_day_of(message.occasion)] if is_digest else known.by_hand
    owed = [line for line in plan.by_person.get(message.recipient_id, ()) if line.duty.kind in kinds]
    if not owed:
        return Now(delivery, why_not=DONE)
    unsaid = _unsaid(owed, delivery, known) if is_digest else owed
    if not unsaid:
        return Now(delivery, why_not=SAID_ANEW)
    words = worded(message.recipient, unsaid, today=known.today)
    return Now(delivery, words if is_digest else by_hand(words, signed=message.body.rpartition("\n\n")[2]))


def _unsaid(owed: Iterable[Line], delivery: Delivery, known: _Known) -> list[Line]:
    """The lines that no newer digest tells this way; those of an older day as they stand today."""
    message = delivery.message
    own_day = _day_of(message.occasion)
    newer = [day for day in known.ways[message.recipient_id, delivery.channel] if day > own_day]
    said = {line.duty for day in newer for line in known.plans[day].by_person.get(message.recipient_id, ())}
    left = [line for line in owed if line.duty not in said]
    if own_day == known.today:
        return left
    return [replace(line, stage=line.duty.state_on(known.today, known.holidays)) for line in left]
