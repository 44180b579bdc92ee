"""Who may do what with the organisation; one line per permission."""

import rules
from django.db.models import Model

from organisation.enums import Role
from organisation.models import Position, User


@rules.predicate
def keeps_organisation(user: User) -> bool:
    """Bagian Organisasi or administrator, today."""
    return user.authority.has_role(Role.ORGANISATION_SECTION, Role.ADMINISTRATOR)


@rules.predicate
def is_administrator(user: User) -> bool:
    """Administrator, today."""
    return user.authority.has_role(Role.ADMINISTRATOR)


@rules.predicate
def is_ordinary_account(user: User, account: User | None) -> bool:
    """The account has no administrator's rights, now or later: only administrators may touch those."""
    if account is None:
        return True
    return not account.is_superuser and not account.role_grants.filter(role=Role.ADMINISTRATOR).exists()


@rules.predicate
def sees_whole_government(user: User, obj: Model | None = None) -> bool:
    """Regional head, Sekda, and the roles that follow every OPD."""
    return user.is_authenticated and user.authority.sees_everything


@rules.predicate
def operates_a_unit(user: User, obj: Model | None = None) -> bool:
    """Operators follow their own unit."""
    return user.is_authenticated and bool(user.authority.operated_unit_ids)


@rules.predicate
def is_organisation_section(user: User) -> bool:
    """Works for Bagian Organisasi, today."""
    return user.authority.has_role(Role.ORGANISATION_SECTION)


@rules.predicate
def holds_position(user: User, position: Position) -> bool:
    """Holds this position, today."""
    return user.authority.holds(position.pk)


rules.add_perm("organisation.manage_organisation", keeps_organisation)
rules.add_perm("organisation.manage_users", is_administrator | (keeps_organisation & is_ordinary_account))
rules.add_perm("organisation.grant_administrator", is_administrator)
rules.add_perm("organisation.manage_delivery", keeps_organisation)
rules.add_perm("organisation.use_admin_site", is_administrator)
rules.add_perm("organisation.give_delegation", rules.is_authenticated & (holds_position | is_organisation_section))
