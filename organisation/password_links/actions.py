"""A link from the request to the password. Nobody opens somebody else's account alone.

The secret goes to the owner's own channel, where whoever asked cannot read it. A head's account, and one whose owner
has no such channel, waits for a second person from another role. The owner is told of every step on every channel.
"""

import datetime
from typing import Any

from axes.utils import reset as forget_wrong_passwords
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from audit.trail import record
from organisation.enums import LinkWay
from organisation.models import PasswordLink, User
from organisation.password_links.facts import choice_for, is_second_person, second_people
from organisation.password_links.reaching import tell, ways_to
from organisation.password_links.tokens import address_of

LONGEST_WAIT = datetime.timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT)
"""So long after its confirmation a link may be shown."""

NOT_ASKED = "Bila Anda tidak memintanya, segera hubungi Inspektorat atau administrator; tautan itu dapat dibatalkan."


@transaction.atomic
def request_link(account: User, *, way: str, by: User) -> PasswordLink:
    """Ask for a link; an older open one of the account ends. It leaves at once unless a second person is needed.

    ValidationError for a closed account, and when the owner has no channel of their own to send it to.
    """
    locked = User.objects.select_for_update(of=("self",)).select_related("employee").get(pk=account.pk)
    if not locked.is_active:
        raise ValidationError("Akun ini tidak aktif. Aktifkan dahulu akunnya.")
    choice = choice_for(locked, by)
    if way == LinkWay.OWNER and not choice.ways:
        raise ValidationError(
            "Pemilik akun belum mempunyai surel atau WhatsApp yang dapat dipakai. Pilih tautan yang diserahkan "
            "langsung; orang kedua akan mengonfirmasinya."
        )
    for old in locked.password_links.filter(used_at__isnull=True, withdrawn_at__isnull=True):
        _withdraw(old, by)
    needs_second = way == LinkWay.HAND or choice.is_head
    link = PasswordLink.objects.create(account=locked, way=way, needs_confirmation=needs_second, requested_by=by)
    record(locked, "user.password_link_requested", by=by, data=_facts(link))
    if needs_second:
        _ask_second_person(link)
        _tell_owner(link, f"{by} meminta tautan untuk membuat sandi baru akun Anda.", "requested")
    else:
        _send(link)
    return link


@transaction.atomic
def confirm_link(link: PasswordLink, *, by: User) -> PasswordLink:
    """Let the link out as the second person. ValidationError when it does not wait, or `by` is not such a person."""
    locked = _lock(link)
    if not (locked.is_waiting and locked.account.is_active and locked.requested_by.is_active):
        raise ValidationError("Tautan ini tidak menunggu konfirmasi lagi. Muat ulang halaman.", code="step")
    if not is_second_person(by, locked):
        raise ValidationError(
            "Tautan ini dikonfirmasi oleh orang kedua dari peran lain, yang akun dan perannya tidak diberikan "
            "oleh peminta.",
            code="own",
        )
    locked.confirmed_by, locked.confirmed_at = by, timezone.now()
    locked.save(update_fields=["confirmed_by", "confirmed_at"])
    record(locked.account, "user.password_link_confirmed", by=by, data=_facts(locked))
    if locked.goes_to_owner:
        _send(locked)
    else:
        _forget_wrong_passwords(locked.account)
        asked = f"{by} mengonfirmasi tautan untuk membuat sandi baru akun Anda, yang diminta {locked.requested_by}."
        _tell_owner(locked, f"{asked} Tautannya diserahkan langsung kepada Anda.", "confirmed")
    return locked


@transaction.atomic
def show_link(link: PasswordLink, *, by: User) -> str:
    """The address of a confirmed link that is handed over in person, once, to whoever asked for it."""
    locked = _lock(link)
    is_theirs = locked.way == LinkWay.HAND and locked.requested_by_id == by.pk
    is_late = locked.confirmed_at is None or timezone.now() - locked.confirmed_at > LONGEST_WAIT
    if not (locked.is_live and is_theirs) or locked.shown_at is not None or is_late:
        raise ValidationError("Tautan ini tidak dapat ditampilkan (lagi). Mintalah tautan baru.", code="step")
    locked.shown_at = timezone.now()
    locked.save(update_fields=["shown_at"])
    record(locked.account, "user.password_link_shown", by=by, data=_facts(locked))
    return address_of(locked)


@transaction.atomic
def withdraw_link(link: PasswordLink, *, by: User) -> None:
    """End an open link: nobody sets a password behind it any more."""
    locked = _lock(link)
    if not locked.is_open:
        raise ValidationError("Tautan ini sudah dipakai atau dibatalkan.", code="step")
    _withdraw(locked, by)


@transaction.atomic
def withdraw_links_of(person: User, *, by: User) -> None:
    """End the open links that a person whose account is closed owns, has asked for or has confirmed."""
    theirs = Q(account=person) | Q(requested_by=person) | Q(confirmed_by=person)
    still_open = PasswordLink.objects.filter(theirs, used_at__isnull=True, withdrawn_at__isnull=True)
    for link in still_open.select_for_update(of=("self",)).select_related("account").order_by("pk"):
        _withdraw(link, by)


@transaction.atomic
def use_link(link: PasswordLink) -> PasswordLink:
    """The password behind the link is being set now: it ends, and trail and owner learn by which link.

    Who opened it is not known, so the trail names the link instead of the owner. ValidationError when it has ended.
    """
    locked = _lock(link)
    if not locked.is_live:
        raise ValidationError("Tautan ini sudah dipakai atau dibatalkan. Mintalah tautan baru.", code="step")
    locked.used_at = timezone.now()
    locked.save(update_fields=["used_at"])
    record(locked.account, "user.password_set_by_link", by=None, data=_facts(locked))
    _tell_owner(locked, f"Sandi akun Anda baru saja dibuat lewat tautan nomor {locked.pk}.", "used")
    return locked


def _lock(link: PasswordLink) -> PasswordLink:
    rows = PasswordLink.objects.select_for_update(of=("self",))
    return rows.select_related("account__employee", "requested_by__employee", "confirmed_by__employee").get(pk=link.pk)


def _withdraw(link: PasswordLink, by: User) -> None:
    link.withdrawn_at = timezone.now()
    link.save(update_fields=["withdrawn_at"])
    record(link.account, "user.password_link_withdrawn", by=by, data=_facts(link))


def _send(link: PasswordLink) -> None:
    """Let the secret go to the owner's own channels; wrong passwords so far are forgotten."""
    _forget_wrong_passwords(link.account)
    record(link.account, "user.password_link_sent", by=None, data=_facts(link))
    asked = f"{link.requested_by} meminta tautan untuk membuat sandi baru akun Anda"
    confirmed = f", dan {link.confirmed_by} mengonfirmasinya" if link.confirmed_by else ""
    tell(
        [link.account],
        occasion=f"password-link:{link.pk}:sent",
        subject="Tautan untuk membuat sandi Amanah",
        body=f"{asked}{confirmed}. Tautan nomor {link.pk} hanya dapat dipakai satu kali. {NOT_ASKED}",
        link=link,
    )


def _tell_owner(link: PasswordLink, sentence: str, step: str) -> None:
    tell(
        [link.account],
        occasion=f"password-link:{link.pk}:{step}",
        subject="Sandi akun Amanah Anda",
        body=f"{sentence} {NOT_ASKED}",
    )


def _ask_second_person(link: PasswordLink) -> None:
    tell(
        second_people(link),
        occasion=f"password-link:{link.pk}:confirm",
        subject=f"Konfirmasi tautan sandi {link.account}",
        body=f"{link.requested_by} meminta tautan untuk membuat sandi akun {link.account}. Tanyakan dahulu kepada "
        "pemilik akun apakah ia memintanya, lalu konfirmasi atau batalkan.",
        path=reverse("organisation:password_link_detail", args=[link.pk]),
    )


def _forget_wrong_passwords(account: User) -> None:
    number = account.employee.employee_number if account.employee else None
    for name in {account.username.lower(), number or ""} - {""}:
        forget_wrong_passwords(username=name)


def _facts(link: PasswordLink) -> dict[str, Any]:
    """What an event keeps of a link: its number, by whose will it exists, and where it went."""
    sent_to = ways_to(link.account) if link.goes_to_owner else []
    return {
        "link": link.pk, "way": link.way, "requested_by": str(link.requested_by),
        "confirmed_by": str(link.confirmed_by) if link.confirmed_by else "", "channels": sent_to,
    }  # fmt: skip
