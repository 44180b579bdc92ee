"""The outbox: each message waits once per channel as a row, and a worker sends it that way at most once.

ready -> claimed -> sending -> sent is written before and after the act, each step in a transaction of its own. A killed
worker leaves its row in `claimed` (nothing was sent: it becomes ready again) or in `sending` (it may have been sent: it
becomes doubtful, and a person decides). `claimed_at` is also the token of a claim: a worker that was so slow that its
claim was given to another one cannot touch the row any more. The database's clock decides, also about quiet hours.
"""

import logging
import time
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import DurationField, ExpressionWrapper, F, Q, Value
from django.db.models.functions import Least, Now, Power

from audit import trail
from messaging.channels import ROUTES
from messaging.channels.errors import DoubtfulError, NotSentError
from messaging.channels.mail import one_line
from messaging.enums import DeliveryState
from messaging.models import Delivery, Notification
from messaging.outbox.quiet_hours import outside_quiet_hours
from messaging.preferences.facts import settings_of
from organisation.models import User

logger = logging.getLogger(__name__)

ROUND = timedelta(seconds=20)
"""How long one round of delivery begins new messages; beat starts the next one."""

MOST_ATTEMPTS = 16
FIRST_PAUSE, LONGEST_PAUSE = timedelta(minutes=1), timedelta(hours=2)
"""Pauses after a refusal: each is twice the one before, up to the longest. The attempts span 18 hours, so that a server
that is down for a whole working day costs nobody a message."""

INTERRUPTED = (
    "Pengiriman terputus sebelum ada kepastian, jadi pesan mungkin sudah terkirim. Tanyakan kepada penerima sebelum "
    "mengirim ulang."
)
VERBS = {
    DeliveryState.SENT: "notification.sent",
    DeliveryState.READY: "notification.put_off",
    DeliveryState.DOUBTFUL: "notification.doubtful",
    DeliveryState.FAILED: "notification.failed",
    DeliveryState.INBOX_ONLY: "notification.not_sent",
}
"""How the end of an attempt is told in the trail. Addresses and what a server said stay out of it: it is for ever."""


@dataclass(frozen=True, slots=True)
class Words:
    """What one channel says when it carries a part of a message only."""

    subject: str
    body: str


def as_subject(text: str) -> str:
    """The text as it stands above a message."""
    return one_line(text)[:200]


Reword = Callable[[Notification, frozenset[str]], Words]


def post(messages: Iterable[Notification], *, reword: Reword | None = None) -> int:
    """Write messages into inbox and outbox, within the caller's transaction; give the number of new ones.

    A message whose recipient already has one for the same occasion is left out, silently: that is what the occasion is
    for. Each channel carries it to whom wants one of its kinds that way; when only some of its kinds are wanted there,
    `reword` tells them alone. Who cannot be reached that way gets a row that ends in the application and says why, so
    that what did not go out is seen.
    """
    drafts = list(messages)
    known = _known(drafts)
    new = [draft for draft in drafts if (draft.recipient_id, draft.occasion) not in known]
    for draft in new:
        draft.subject = as_subject(draft.subject)
    if new:
        Notification.objects.bulk_create(new, ignore_conflicts=True)
        Delivery.objects.bulk_create(_deliveries(new, reword), ignore_conflicts=True)
    return len(new)


def _known(drafts: list[Notification]) -> dict[tuple[int, str], int]:
    """The ids of the messages that are there, by recipient and occasion."""
    found = Notification.objects.filter(
        recipient__in={draft.recipient_id for draft in drafts}, occasion__in={draft.occasion for draft in drafts}
    )
    return {
        (recipient, occasion): pk for pk, recipient, occasion in found.values_list("pk", "recipient_id", "occasion")
    }


def _deliveries(messages: list[Notification], reword: Reword | None) -> Iterator[Delivery]:
    saved = _known(messages)
    chosen = settings_of({message.recipient_id for message in messages})
    for message in messages:
        for channel, route in ROUTES.items():
            wanted = frozenset(message.kinds)
            if not message.is_for_safety:
                wanted &= chosen[message.recipient_id].kinds_by(channel)
            state = route.first_state(message.recipient)
            if not wanted or (message.password_link_id and state != DeliveryState.READY):
                continue
            words = reword(message, wanted) if reword and wanted < set(message.kinds) else Words("", "")
            yield Delivery(
                message_id=saved[message.recipient_id, message.occasion],
                channel=channel,
                state=state,
                subject=as_subject(words.subject),
                body=words.body,
                problem=route.NO_ADDRESS if state == DeliveryState.INBOX_ONLY else "",
            )


def deliver(*, within: timedelta = ROUND) -> Counter[str]:
    """Send what is ready until nothing is left or the time is over; count the deliveries by the state they came to.

    Messages are claimed one by one, so that a claim is never older than one sending.
    """
    release_stale()
    outcome: Counter[str] = Counter()
    end = time.monotonic() + within.total_seconds()
    while time.monotonic() < end and (claimed := claim(1)):
        outcome.update(filter(None, map(_deliver_one, claimed)))
    return outcome


@transaction.atomic(durable=True)
def claim(limit: int) -> list[Delivery]:
    """Take up to `limit` ready deliveries, the oldest first; two workers never take the same one.

    Those whose recipient has quiet hours now stay where they are until these end.
    """
    doubled = ExpressionWrapper(Value(FIRST_PAUSE) * Power(2, F("attempts") - 1), output_field=DurationField())
    pause = Least(doubled, Value(LONGEST_PAUSE), output_field=DurationField())
    due = Q(claimed_at__isnull=True) | Q(claimed_at__lte=Now() - pause)
    ready = outside_quiet_hours(Delivery.objects.filter(due, state=DeliveryState.READY)).order_by("pk")
    free = ready.select_for_update(skip_locked=True, of=("self",))
    taken = list(free.values_list("pk", flat=True)[:limit])
    claimed = Delivery.objects.filter(pk__in=taken)
    claimed.update(state=DeliveryState.CLAIMED, claimed_at=Now())
    people = ("message__recipient__employee", "message__password_link__account__employee")
    return list(claimed.select_related(*people).order_by("pk"))


@transaction.atomic
def release_stale() -> None:
    """Free the rows that dead workers left behind: claimed ones become ready, sending ones doubtful."""
    stale = Delivery.objects.filter(claimed_at__lt=Now() - settings.OUTBOX_LEASE)
    stale.filter(state=DeliveryState.CLAIMED).update(state=DeliveryState.READY, claimed_at=None)
    sending = stale.filter(state=DeliveryState.SENDING).select_related("message")
    doubtful = list(sending.select_for_update(skip_locked=True, of=("self",)))
    if doubtful:
        rows = Delivery.objects.filter(pk__in=[delivery.pk for delivery in doubtful])
        rows.update(state=DeliveryState.DOUBTFUL, problem=INTERRUPTED)
        trail.record_many(
            [(row.message, _facts(row, DeliveryState.DOUBTFUL)) for row in doubtful], "notification.doubtful", by=None
        )
        logger.warning("Sending of %s message(s) was interrupted; a person has to decide about them.", len(doubtful))


def _deliver_one(delivery: Delivery) -> DeliveryState | None:
    """Send one claimed delivery; give the state it came to, None when the claim was lost."""
    route = ROUTES[delivery.channel]
    if not route.address_of(delivery.message.recipient):
        return _settle(delivery, DeliveryState.INBOX_ONLY, problem=route.NO_ADDRESS)
    try:
        with route.line(delivery) as hand_over:
            if not _begin(delivery):
                return None
            number = hand_over()
            return _settle(delivery, DeliveryState.SENT, sent_at=Now(), problem="", sent_as=number[:200])
    except NotSentError as refusal:
        return _put_off(delivery, refusal)
    except DoubtfulError as doubt:
        return _settle(delivery, DeliveryState.DOUBTFUL, problem=str(doubt)[:300])


def _begin(delivery: Delivery) -> bool:
    """Mark that the message leaves now; False when the claim has gone to another worker."""
    own = Delivery.objects.filter(pk=delivery.pk, state=DeliveryState.CLAIMED, claimed_at=delivery.claimed_at)
    return bool(own.update(state=DeliveryState.SENDING))


def _put_off(delivery: Delivery, refusal: NotSentError) -> DeliveryState | None:
    attempts = delivery.attempts + 1
    given_up = refusal.for_good or attempts >= MOST_ATTEMPTS
    state = DeliveryState.FAILED if given_up else DeliveryState.READY
    return _settle(delivery, state, attempts=attempts, problem=str(refusal)[:300])


@transaction.atomic
def _settle(delivery: Delivery, state: DeliveryState, **fields: object) -> DeliveryState | None:
    """Write how the attempt ended, here and in the trail, unless the claim was lost.

    Also over a row that was called doubtful meanwhile: this worker was slow, not dead, and knows how it ended.
    """
    open_states = [DeliveryState.CLAIMED, DeliveryState.SENDING, DeliveryState.DOUBTFUL]
    own = Delivery.objects.filter(pk=delivery.pk, state__in=open_states, claimed_at=delivery.claimed_at)
    if not own.update(state=state, **fields):
        return None
    trail.record(delivery.message, VERBS[state], by=None, data=_facts(delivery, state, str(fields.get("sent_as", ""))))
    return state


def _facts(delivery: Delivery, state: DeliveryState, sent_as: str = "") -> dict[str, object]:
    """What the trail keeps of an attempt: which channel, which attempt, how it ended, under which number."""
    return {
        "channel": delivery.channel, "state": state.value, "recipient": delivery.message.recipient_id,
        "sent_as": sent_as, "attempt": delivery.attempts + 1,
    }  # fmt: skip


@transaction.atomic
def withdraw(deliveries: Iterable[Delivery], *, why: str) -> int:
    """Keep in the application what still waits of these, because nobody needs it any more; give the number.

    What a worker has in hand stays with it.
    """
    taken = _take_waiting([delivery.pk for delivery in deliveries])
    Delivery.objects.filter(pk__in=[row.pk for row in taken]).update(state=DeliveryState.INBOX_ONLY, problem=why[:300])
    withdrawn = [
        (row.message, {"channel": row.channel, "state": DeliveryState.INBOX_ONLY.value, "detail": why}) for row in taken
    ]
    trail.record_many(withdrawn, "notification.withdrawn", by=None)
    return len(taken)


@transaction.atomic
def change_words(words: Mapping[int, Words]) -> None:
    """Let deliveries (ids) that still wait leave with other words; what the bell shows stays as it was said."""
    taken = _take_waiting(words)
    for delivery in taken:
        said = words[delivery.pk]
        delivery.subject, delivery.body = as_subject(said.subject), said.body
    Delivery.objects.bulk_update(taken, ["subject", "body"], batch_size=500)


def _take_waiting(ids: Collection[int]) -> list[Delivery]:
    waiting = Delivery.objects.waiting().filter(pk__in=ids).select_related("message")
    return list(waiting.select_for_update(skip_locked=True, of=("self",)))


@transaction.atomic
def resend(delivery: Delivery, *, by: User) -> None:
    """Put a doubtful or failed delivery back into the outbox: a person has made sure that it did not arrive."""
    _lock(delivery, {DeliveryState.DOUBTFUL, DeliveryState.FAILED}, "dikirim ulang")
    delivery.state = DeliveryState.READY
    delivery.claimed_at, delivery.attempts, delivery.problem = None, 0, ""
    delivery.save(update_fields=["state", "claimed_at", "attempts", "problem"])
    trail.record(delivery.message, "notification_resent", by=by, data={"channel": delivery.channel})


@transaction.atomic
def mark_delivered(delivery: Delivery, *, by: User) -> None:
    """Close a doubtful delivery: a person has made sure that it arrived."""
    _lock(delivery, {DeliveryState.DOUBTFUL}, "ditandai terkirim")
    delivery.state, delivery.sent_at, delivery.problem = DeliveryState.SENT, Now(), ""
    delivery.save(update_fields=["state", "sent_at", "problem"])
    trail.record(delivery.message, "notification_marked_delivered", by=by, data={"channel": delivery.channel})


@transaction.atomic
def mark_passed_on(delivery: Delivery, *, by: User) -> None:
    """Close a delivery that a person has made by hand instead of the worker."""
    by_hand = {DeliveryState.BY_HAND, DeliveryState.DOUBTFUL, DeliveryState.FAILED, DeliveryState.INBOX_ONLY}
    _lock(delivery, by_hand, "ditandai sudah disampaikan")
    delivery.state, delivery.sent_at, delivery.problem = DeliveryState.PASSED_ON, Now(), ""
    delivery.save(update_fields=["state", "sent_at", "problem"])
    trail.record(delivery.message, "notification.told", by=by, data={"channel": delivery.channel})


def _lock(delivery: Delivery, allowed: set[DeliveryState], action: str) -> None:
    """Lock and re-read the row; refuse in a state that does not allow this deed."""
    locked = Delivery.objects.select_for_update().get(pk=delivery.pk)
    if locked.state not in allowed:
        raise ValidationError(
            f"Pengiriman ini berstatus “{locked.get_state_display()}”, jadi tidak dapat {action}. "
            "Muat ulang halaman untuk melihat keadaan terbaru.",
            code="step",
        )
    delivery.refresh_from_db()
