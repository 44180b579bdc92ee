"""What a password link may be for an account: by which channels, and whether a second person is needed."""

import datetime
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone

from audit.facts import changes_of
from audit.models import Event
from audit.trail import history
from organisation.enums import CONFIRMING, NATIONAL_OFFICE_KINDS, SENIOR_KINDS
from organisation.models import Assignment, PasswordLink, User
from organisation.password_links.reaching import ways_to
from organisation.scope import authority_of

HEADS = SENIOR_KINDS | NATIONAL_OFFICE_KINDS
"""Whose accounts no single person can open: regional head and deputy, Sekda, assistants, expert staff, heads, camat."""

SETTLED = datetime.timedelta(days=7)
"""So long an address is not the owner's own for whoever has entered it; of an account in use, until the next log-in."""

CHANNEL_FIELDS = frozenset({"email", "phone"})


@dataclass(frozen=True, slots=True)
class LinkChoice:
    """How a link for an account can be given by one person."""

    ways: Collection[str]
    """The owner's own channels; none when there are none, or when that person has just entered them."""

    is_head: bool
    entered_lately: bool


def choice_for(account: User, by: User) -> LinkChoice:
    """How `by` can give the owner of the account a link."""
    is_new = _entered_lately(account, by)
    return LinkChoice([] if is_new else ways_to(account), is_head(account), is_new)


def is_head(account: User) -> bool:
    """Whether the owner holds, or will hold, a position whose account no single person opens."""
    held = Assignment.objects.filter(employee=account.employee_id, position__kind__in=HEADS)
    return held.filter(Q(end__isnull=True) | Q(end__gte=timezone.localdate())).exists()


def open_link(account: User) -> PasswordLink | None:
    """The link of the account that was neither used nor withdrawn; there is at most one."""
    found = account.password_links.filter(used_at__isnull=True, withdrawn_at__isnull=True)
    return found.select_related("requested_by__employee", "confirmed_by__employee").first()


def second_people(link: PasswordLink) -> list[User]:
    """Everybody who may confirm the link today."""
    today = timezone.localdate()
    granted = User.objects.filter(is_active=True, role_grants__role__in=CONFIRMING).filter(
        Q(role_grants__end__isnull=True) | Q(role_grants__end__gte=today), role_grants__start__lte=today
    )
    return [user for user in granted.distinct().select_related("employee") if is_second_person(user, link)]


def is_second_person(user: User, link: PasswordLink) -> bool:
    """Whether this is neither who asked nor the owner, and has a confirming role that who asked does not have.

    Both are judged by their roles of today and by those of when the link was asked for: nobody gets a second voice by
    giving a role back or by being given one meanwhile.
    Whoever has the account or a role from the person who asked may be an invention of theirs, and is no second person.
    Nor is who has lately entered the address that the link would go to.
    """
    if user.pk in (link.requested_by_id, link.account_id):
        return False
    gone, come = _roles_since(link.requested_by, link.requested_at), _roles_since(user, link.requested_at)
    asker = link.requested_by.authority.roles | _roles_at(link.requested_by, link) | gone.revoked
    own = user.authority.roles & _roles_at(user, link) & set(CONFIRMING)
    if not own - come.granted - asker:
        return False
    return not (_depends_on(user, link.requested_by) or _entered_lately(link.account, user))


@dataclass(frozen=True, slots=True)
class _Since:
    """Roles that somebody was given, and roles that somebody lost, after a moment."""

    granted: frozenset[str]
    revoked: frozenset[str]


def _roles_at(user: User, link: PasswordLink) -> frozenset[str]:
    """The roles on the day on which the link was asked for."""
    return authority_of(user, on=timezone.localdate(link.requested_at)).roles


def _roles_since(user: User, moment: datetime.datetime) -> _Since:
    """What changed after the moment, as the trail tells: a role that is taken back on the day it was given leaves no
    row, and one may be given for days that are past. One query.
    """
    changed = history(user).filter(at__gt=moment, verb__in=["role.granted", "role.revoked"])
    found = [(event.verb, change) for event in changed for change in changes_of(event)]
    roles = [(verb, change) for verb, change in found if change.field == "role"]
    return _Since(
        frozenset(str(change.after) for verb, change in roles if verb == "role.granted"),
        frozenset(str(change.before) for verb, change in roles if verb == "role.revoked"),
    )


def _depends_on(user: User, other: User) -> bool:
    """Whether `other` opened this account, gave it a role, or had a link sent behind which its password was set."""
    made = history(user).filter(actor_id=other.pk, verb__in=["user.created", "user.activated", "role.granted"])
    return made.exists() or user.password_links.filter(requested_by=other, used_at__isnull=False).exists()


def is_still_theirs(link: PasswordLink) -> bool:
    """Whether the secret may go to the owner's address of now: nobody has entered another one since it was asked for.

    Two queries at most.
    """
    employee = link.account.employee
    if employee is None:
        return True
    since = history(employee).filter(at__gte=link.requested_at)
    return not any(map(_is_about_channel, since)) and not _entered_lately(link.account, link.requested_by)


def _is_about_channel(event: Event) -> bool:
    return bool(CHANNEL_FIELDS & {change.field for change in changes_of(event)})


def _entered_lately(account: User, by: User) -> bool:
    """Whether `by` entered the address less than SETTLED ago, or the owner has not logged in since it was changed."""
    if account.employee is None:
        return False
    for event in history(account.employee).filter(actor_id=by.pk).order_by("-id"):
        if event.verb == "employee.created" or _is_about_channel(event):
            is_new = event.at >= timezone.now() - SETTLED
            return is_new or (account.last_login is not None and account.last_login < event.at)
    return False
