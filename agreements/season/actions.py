"""Doing one thing with many positions, and reminding a holder that the agreement was not sent yet."""

import datetime
import uuid
from collections.abc import Callable, Collection, Iterable, Sequence
from functools import partial

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.http import urlencode

from agreements.copying.actions import draft_from_last_year
from agreements.drafting.actions import draft_agreement
from agreements.enums import BulkAction
from agreements.models import Agreement
from agreements.negotiation.actions import approve_agreement
from agreements.querysets import DOCUMENT
from agreements.season.bulk import ChosenPosition
from agreements.signing.dating import date_agreement, day_can_be_chosen
from audit.bulk import Candidate, Outcome, perform
from audit.trail import record
from documents.enums import PrintKind
from documents.kinds import kind_named
from documents.models import PrintJob
from documents.printing.actions import create_print_job
from messaging.enums import MessageKind
from messaging.inbox.actions import notify
from messaging.manual_reminders.facts import COOL_DOWN, ONE_AGREEMENT, left_alone_until, reminded_of_late
from organisation.models import Position, User
from organisation.people.responsibility import holders_of
from organisation.structure.actions import lock_position

BODY = (
    "{by} mengingatkan bahwa PK {year} {position} belum diajukan (status: {state}). Periksa isinya, lalu ajukan kepada "
    "atasan."
)


@transaction.atomic
def remind_to_submit(position: Position, year: int, *, state: str, url: str, by: User, today: datetime.date) -> None:
    """Write to those who hold `position` today that its PK waits for them, each at most once within the cool-down.

    `state` is the state in words, `url` the page of the PK; without one the message leads to the list. Raises
    ValidationError when nobody can be told, or when everybody was told just now, here or on the page of reminders.
    """
    position = lock_position(position.pk)
    holders = holders_of([position.pk], today).exclude(pk=by.pk)
    locked = User.objects.select_for_update(of=("self",)).filter(pk__in=holders.values("pk")).order_by("pk")
    recipients = list(locked.select_related("employee"))
    if not recipients:
        raise ValidationError(f"Tidak ada pejabat {position} yang mempunyai akun aktif.", code="nobody")
    occasion = f"{ONE_AGREEMENT}{year}:{position.pk}:"
    free_at = _free_at(recipients, occasion)
    free = [person for person in recipients if person.pk not in free_at]
    if not free:
        raise ValidationError(left_alone_until(min(free_at.values())), code="told")
    notified = notify(
        free,
        occasion=f"{occasion}{today:%Y-%m-%d}",
        kind=MessageKind.SIGN,
        subject=f"PK {year} {position} belum diajukan",
        body=BODY.format(by=by, year=year, position=position, state=state),
        path=url or f"{reverse('agreements:agreement_list')}?{urlencode({'tahun': str(year), 'q': position.title})}",
    )
    if not notified:
        raise ValidationError("Sudah diingatkan hari ini. Pengingat dikirim paling banyak sekali sehari.", code="told")
    record(position, "agreement.reminded", by=by, data={"year": year})


def _free_at(people: Collection[User], occasion: str) -> dict[int, datetime.datetime]:
    """Until when these people (ids) are left alone about this PK; that of another post is another matter."""
    of_other_posts = Q(occasion__startswith=ONE_AGREEMENT) & ~Q(occasion__startswith=occasion)
    recent = reminded_of_late([person.pk for person in people]).filter(kinds__contains=[MessageKind.SIGN])
    last = recent.exclude(of_other_posts).order_by("created_at").values_list("recipient_id", "created_at")
    return {person: sent + COOL_DOWN for person, sent in last}


def carry_out(
    action: BulkAction,
    candidates: Iterable[Candidate[ChosenPosition]],
    *,
    year: int,
    by: User,
    today: datetime.date,
    day: datetime.date | None = None,
) -> list[Outcome[ChosenPosition]]:
    """Do it for each candidate without an objection, in their order; the result is the PK it made, if any.

    `day` is the one that stands on papers to be issued, None for dots.
    """
    step = partial(_date, day=day) if action == BulkAction.ISSUE else STEPS[action]
    return perform(candidates, lambda chosen: step(chosen, year, by, today))


def _draft(chosen: ChosenPosition, year: int, by: User, today: datetime.date) -> Agreement:
    return draft_agreement(chosen.position, year, by=by, today=today)


def _copy(chosen: ChosenPosition, year: int, by: User, today: datetime.date) -> Agreement:
    return draft_from_last_year(chosen.position, year, by=by, today=today)


def _approve(chosen: ChosenPosition, year: int, by: User, today: datetime.date) -> Agreement:
    assert chosen.agreement is not None  # the review objects to a position without one
    return approve_agreement(chosen.agreement, by=by, today=today, edition=chosen.row.edition)


def _date(chosen: ChosenPosition, year: int, by: User, today: datetime.date, day: datetime.date | None) -> Agreement:
    """Choose the day on its paper; the workers number and print it, see `print_dated`."""
    assert chosen.agreement is not None  # the review objects to a position without one
    if not day_can_be_chosen(chosen.agreement):
        return chosen.agreement
    return date_agreement(chosen.agreement, day, by=by)


def print_dated(agreements: Sequence[Agreement], *, year: int, token: uuid.UUID, by: User) -> PrintJob:
    """One job that numbers, stores and prints these agreements in this order; the same token gives the same job."""
    kind, words = kind_named(DOCUMENT), f"Tahun {year}, diterbitkan dari Musim PK"
    return create_print_job(kind, agreements, kind=PrintKind.MERGED, year=year, words=words, token=token, by=by)


def _remind(chosen: ChosenPosition, year: int, by: User, today: datetime.date) -> None:
    remind_to_submit(chosen.position, year, state=chosen.row.label, url=chosen.row.url, by=by, today=today)


STEPS: dict[BulkAction, Callable[[ChosenPosition, int, User, datetime.date], Agreement | None]] = {
    BulkAction.DRAFT: _draft,
    BulkAction.COPY: _copy,
    BulkAction.APPROVE: _approve,
    BulkAction.REMIND: _remind,
}
"""What each action does with one position; each position in a transaction of its own."""
