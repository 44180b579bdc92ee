"""Who somebody is today, for the rules of every floor; and who may do what with the organisation.

Roles and posts are asked here and nowhere else. Predicates about a position take the attribute path that leads from the
object of the permission to the position's id: `holds("pk")` for a position, `holds("position_id")` for what belongs to
one. Nobody without an account is anything.
"""

from collections.abc import Callable
from operator import attrgetter
from typing import Any

import rules

from organisation.enums import CONFIRMING, PositionKind, Role
from organisation.models import PasswordLink, User
from organisation.password_links.facts import is_second_person
from organisation.scope import Authority


def _predicate(name: str, fact: Callable[[Authority, Any], bool]) -> rules.Predicate:
    """A predicate that asks the authority of a user who is logged in."""

    def test(user: User, obj: Any = None) -> bool:
        return user.is_authenticated and fact(user.authority, obj)

    return rules.predicate(test, name=name)


def has_role(*roles: Role) -> rules.Predicate:
    """One of these roles was given to the user and is valid today."""
    return _predicate(f"has_role:{'|'.join(roles)}", lambda authority, obj: authority.has_role(*roles))


def holds_kind(*kinds: PositionKind) -> rules.Predicate:
    """The user is in office in a position of one of these kinds, definitively or acting."""
    return _predicate(f"holds_kind:{'|'.join(sorted(kinds))}", lambda authority, obj: authority.holds_kind(*kinds))


def holds(path: str) -> rules.Predicate:
    """The user is in office in the position that the path leads to, definitively or acting."""
    position_of = attrgetter(path)
    return _predicate(f"holds:{path}", lambda authority, obj: authority.holds(position_of(obj)))


def operates(path: str) -> rules.Predicate:
    """The user is operator of the unit of the position that the path leads to, or of a unit above it."""
    position_of = attrgetter(path)
    return _predicate(f"operates:{path}", lambda authority, obj: position_of(obj) in authority.operated_position_ids)


def sends_for(path: str) -> rules.Predicate:
    """The user is today's delegate of the position that the path leads to; this lets send, and nothing else."""
    position_of = attrgetter(path)
    return _predicate(f"sends_for:{path}", lambda authority, obj: position_of(obj) in authority.delegated_position_ids)


def sees(path: str) -> rules.Predicate:
    """The position that the path leads to is in the user's part of the government."""
    position_of = attrgetter(path)
    return _predicate(f"sees:{path}", lambda authority, obj: authority.sees_position(position_of(obj)))


is_organisation_section = has_role(Role.ORGANISATION_SECTION)
"""Works for Bagian Organisasi, the secretariat of SAKIP."""

is_planning_agency = has_role(Role.PLANNING_AGENCY)
"""Works for Bappeda, which keeps the plans."""

is_administrator = has_role(Role.ADMINISTRATOR)
"""Runs the application."""

keeps_organisation = has_role(Role.ORGANISATION_SECTION, Role.ADMINISTRATOR)
"""Bagian Organisasi or administrator."""

is_secretary = holds_kind(PositionKind.REGIONAL_SECRETARY)
"""Is Sekda, definitively or acting, who follows every agreement and every quarter of the government."""

sees_whole_government = _predicate("sees_whole_government", lambda authority, obj: authority.sees_everything)
"""Regional head, Sekda, and the roles that follow every OPD."""

operates_a_unit = _predicate("operates_a_unit", lambda authority, obj: bool(authority.operated_unit_ids))
"""Operators follow their own unit."""


@rules.predicate
def confirms(user: User, link: PasswordLink | None) -> bool:
    """Is the second person of the link: from another role than who asked for it, and not its owner."""
    return link is None or is_second_person(user, link)


@rules.predicate
def is_ordinary_account(user: User, account: User | None) -> bool:
    """The account has no administrator's rights, now or later: only administrators may touch those."""
    if account is None:
        return True
    return not account.is_superuser and not account.role_grants.filter(role=Role.ADMINISTRATOR).exists()


rules.add_perm("organisation.manage_organisation", keeps_organisation)
rules.add_perm("organisation.manage_users", is_administrator | (keeps_organisation & is_ordinary_account))
rules.add_perm("organisation.follow_password_links", has_role(*CONFIRMING))
rules.add_perm("organisation.confirm_password_link", has_role(*CONFIRMING) & confirms)
rules.add_perm("organisation.grant_administrator", is_administrator)
rules.add_perm("organisation.manage_delivery", keeps_organisation)
rules.add_perm("organisation.use_admin_site", is_administrator)
rules.add_perm("organisation.give_delegation", holds("pk") | is_organisation_section)
