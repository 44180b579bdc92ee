"""The outbox: messages wait as rows, and a worker sends each by e-mail at most once.

ready -> claimed -> sending -> sent is written before and after the act, each step in a transaction of its own. A killed
worker leaves its row in `claimed` (nothing was sent: it becomes ready again) or in `sending` (it may have been sent: it
becomes doubtful, and a person decides). `claimed_at` is also the token of a claim: a worker that was so slow that its
claim was given to another one cannot touch the row any more. The database's clock decides.
"""

import logging
import time
from collections import Counter
from collections.abc import Iterable
from datetime import timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import DurationField, ExpressionWrapper, F, Q, Value
from django.db.models.functions import Now, Power

from audit import trail
from organisation import mail
from organisation.enums import DeliveryState
from organisation.models import Notification, User

logger = logging.getLogger(__name__)

ROUND = timedelta(seconds=20)
"""How long one round of delivery begins new messages; beat starts the next one."""

MOST_ATTEMPTS = 10
FIRST_PAUSE = timedelta(minutes=1)
"""Pause after the first refusal; it doubles with each one, so ten attempts span about 17 hours."""

INTERRUPTED = (
    "Pengiriman terputus sebelum ada kepastian, jadi surel mungkin sudah terkirim. Tanyakan kepada penerima sebelum "
    "mengirim ulang."
)


def post(messages: Iterable[Notification]) -> int:
    """Write messages into the outbox, within the caller's transaction; give the number of new ones.

    A message whose recipient already has one for the same occasion is left out, silently: that is what the occasion is
    for. Who has no e-mail address finds the message in the application only.
    """
    drafts = list(messages)
    known = set(
        Notification.objects.filter(
            recipient__in={draft.recipient_id for draft in drafts}, occasion__in={draft.occasion for draft in drafts}
        ).values_list("recipient_id", "occasion")
    )
    new = [draft for draft in drafts if (draft.recipient_id, draft.occasion) not in known]
    for draft in new:
        draft.subject = mail.one_line(draft.subject)[:200]
        draft.state = DeliveryState.READY if mail.address_of(draft.recipient) else DeliveryState.INBOX_ONLY
    Notification.objects.bulk_create(new, ignore_conflicts=True)
    return len(new)


def deliver(*, within: timedelta = ROUND) -> Counter[str]:
    """Send what is ready until nothing is left or the time is over; count the messages by the state they came to.

    Messages are claimed one by one, so that a claim is never older than one sending.
    """
    release_stale()
    outcome: Counter[str] = Counter()
    end = time.monotonic() + within.total_seconds()
    while time.monotonic() < end and (claimed := claim(1)):
        outcome.update(filter(None, map(_deliver_one, claimed)))
    return outcome


@transaction.atomic(durable=True)
def claim(limit: int) -> list[Notification]:
    """Take up to `limit` ready messages, the oldest first; two workers never take the same one."""
    pause = ExpressionWrapper(Value(FIRST_PAUSE) * Power(2, F("attempts") - 1), output_field=DurationField())
    due = Q(claimed_at__isnull=True) | Q(claimed_at__lte=Now() - pause)
    ready = Notification.objects.filter(due, state=DeliveryState.READY).order_by("pk")
    taken = list(ready.select_for_update(skip_locked=True).values_list("pk", flat=True)[:limit])
    claimed = Notification.objects.filter(pk__in=taken)
    claimed.update(state=DeliveryState.CLAIMED, claimed_at=Now())
    return list(claimed.select_related("recipient__employee").order_by("pk"))


def release_stale() -> None:
    """Free the rows that dead workers left behind: claimed ones become ready, sending ones doubtful."""
    stale = Notification.objects.filter(claimed_at__lt=Now() - settings.OUTBOX_LEASE)
    stale.filter(state=DeliveryState.CLAIMED).update(state=DeliveryState.READY, claimed_at=None)
    doubtful = stale.filter(state=DeliveryState.SENDING).update(state=DeliveryState.DOUBTFUL, problem=INTERRUPTED)
    if doubtful:
        logger.warning("Sending of %s message(s) was interrupted; a person has to decide about them.", doubtful)


def _deliver_one(message: Notification) -> DeliveryState | None:
    """Send one claimed message; give the state it came to, None when the claim was lost."""
    if not mail.address_of(message.recipient):
        return _settle(message, DeliveryState.INBOX_ONLY)
    try:
        email = mail.compose(message)
        with mail.mail_server() as hand_over:
            if not _begin(message):
                return None
            hand_over(email)
            return _settle(message, DeliveryState.SENT, sent_at=Now(), problem="")
    except mail.NotSentError as refusal:
        return _put_off(message, refusal)
    except mail.DoubtfulError as doubt:
        return _settle(message, DeliveryState.DOUBTFUL, problem=str(doubt)[:300])


def _begin(message: Notification) -> bool:
    """Mark that the message leaves now; False when the claim has gone to another worker."""
    own = Notification.objects.filter(pk=message.pk, state=DeliveryState.CLAIMED, claimed_at=message.claimed_at)
    return bool(own.update(state=DeliveryState.SENDING))


def _put_off(message: Notification, refusal: mail.NotSentError) -> DeliveryState | None:
    attempts = message.attempts + 1
    given_up = refusal.for_good or attempts >= MOST_ATTEMPTS
    state = DeliveryState.FAILED if given_up else DeliveryState.READY
    return _settle(message, state, attempts=attempts, problem=str(refusal)[:300])


def _settle(message: Notification, state: DeliveryState, **fields: object) -> DeliveryState | None:
    """Write how the attempt ended, unless the claim was lost.

    Also over a row that was called doubtful meanwhile: this worker was slow, not dead, and knows how it ended.
    """
    open_states = [DeliveryState.CLAIMED, DeliveryState.SENDING, DeliveryState.DOUBTFUL]
    own = Notification.objects.filter(pk=message.pk, state__in=open_states, claimed_at=message.claimed_at)
    return state if own.update(state=state, **fields) else None


@transaction.atomic
def resend(message: Notification, *, by: User) -> None:
    """Put a doubtful or failed message back into the outbox: a person has made sure that it did not arrive."""
    _lock(message, {DeliveryState.DOUBTFUL, DeliveryState.FAILED}, "dikirim ulang")
    message.state = DeliveryState.READY
    message.claimed_at, message.attempts, message.problem = None, 0, ""
    message.save(update_fields=["state", "claimed_at", "attempts", "problem"])
    trail.record(message, "notification_resent", by=by)


@transaction.atomic
def mark_delivered(message: Notification, *, by: User) -> None:
    """Close a doubtful message: a person has made sure that it arrived."""
    _lock(message, {DeliveryState.DOUBTFUL}, "ditandai terkirim")
    message.state, message.sent_at, message.problem = DeliveryState.SENT, Now(), ""
    message.save(update_fields=["state", "sent_at", "problem"])
    trail.record(message, "notification_marked_delivered", by=by)


def _lock(message: Notification, allowed: set[DeliveryState], deed: str) -> None:
    """Lock and re-read the row; refuse in a state that does not allow this deed."""
    locked = Notification.objects.select_for_update().get(pk=message.pk)
    if locked.state not in allowed:
        raise ValidationError(
            f"Pemberitahuan ini berstatus “{locked.get_state_display()}”, jadi tidak dapat {deed}. "
            "Muat ulang halaman untuk melihat keadaan terbaru.",
            code="step",
        )
    message.refresh_from_db()
