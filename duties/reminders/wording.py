"""How what one person owes is told in one message."""

import datetime
from collections.abc import Callable, Mapping, Sequence

from django.template.loader import render_to_string
from django.urls import reverse

from duties.enums import Kind
from duties.reminders.domain import Line
from messaging.models import Notification
from messaging.outbox.actions import Words
from organisation.models import User

DIGEST = "reminder:"
"""How the occasion of a day's digest begins; the day follows."""


def digest(person: User, lines: Sequence[Line], *, today: datetime.date) -> Notification:
    """The one message of the day to this person, not yet saved."""
    words = worded(person, lines, today=today)
    return Notification(
        recipient=person,
        occasion=occasion_of(today),
        kinds=kinds_of(lines),
        subject=words.subject,
        body=words.body,
        path=reverse("home"),
    )


def occasion_of(day: datetime.date) -> str:
    """The key of a day's digest."""
    return f"{DIGEST}{day:%Y-%m-%d}"


def rewording(by_person: Mapping[int, Sequence[Line]], *, today: datetime.date) -> Callable:
    """How a channel that carries only some kinds tells the digest: the same sections, without the others."""

    def reword(message: Notification, kinds: frozenset[str]) -> Words:
        lines = [line for line in by_person[message.recipient_id] if line.duty.kind in kinds]
        return worded(message.recipient, lines, today=today)

    return reword


def kinds_of(lines: Sequence[Line]) -> list[str]:
    """The kinds of duty that the lines speak of, in a fixed order."""
    spoken_of = {line.duty.kind for line in lines}
    return [kind.value for kind in Kind if kind in spoken_of]


def worded(person: User, lines: Sequence[Line], *, today: datetime.date) -> Words:
    """Subject and text with a section for each kind."""
    fill = _of(Kind.FILL, lines)
    sections = {
        "own": [line for line in fill if line.reason.is_own_duty],
        "others": [line for line in fill if not line.reason.is_own_duty],
        "verify": _of(Kind.VERIFY, lines),
        "sign": _of(Kind.SIGN, lines),
        "follow_up": _of(Kind.FOLLOW_UP, lines),
    }
    body = render_to_string("emails/reminder.txt", {"person": person, "today": today, **sections})
    return Words(_subject(**sections), body.strip())


def by_hand(words: Words, *, signed: str) -> Words:
    """The same as somebody sends it by hand, with the sentence that says who."""
    return Words(f"Pengingat: {words.subject}", f"{words.body}\n\n{signed}")


def _of(kind: Kind, lines: Sequence[Line]) -> list[Line]:
    return [line for line in lines if line.duty.kind == kind]


def _subject(
    own: Sequence[Line],
    others: Sequence[Line],
    verify: Sequence[Line],
    sign: Sequence[Line],
    follow_up: Sequence[Line],
) -> str:
    parts = []
    if own:
        most_urgent = min(own, key=lambda line: line.duty.due)
        parts.append(f"{len(own)} laporan triwulan belum dikirim ({most_urgent.stage.words})")
    if others:
        parts.append(f"{len(others)} laporan triwulan terlambat")
    if verify:
        parts.append(f"{len(verify)} laporan menunggu verifikasi Anda")
    if sign:
        parts.append(f"{len(sign)} PK menunggu Anda")
    if follow_up:
        parts.append(f"{len(follow_up)} tindak lanjut belum selesai")
    return "; ".join(parts)
