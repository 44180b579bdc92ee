"""Who may look at the evaluation: one line per permission."""

import rules
from django.db.models import Model

from organisation.enums import UNIT_HEAD_KINDS, PositionKind, Role
from organisation.models import User
from organisation.rules import operates_a_unit, sees_whole_government


@rules.predicate
def leads_others(user: User, obj: Model | None = None) -> bool:
    """Heads of OPD, camat, assistants and administrators follow the part of the government that is theirs."""
    return user.is_authenticated and user.authority.holds_kind(
        *UNIT_HEAD_KINDS, PositionKind.ASSISTANT, PositionKind.ADMINISTRATOR
    )


rules.add_perm("evaluations.view_dashboard", sees_whole_government | leads_others | operates_a_unit)


@rules.predicate
def follows_the_calendar(user: User, obj: Model | None = None) -> bool:
    """Bagian Organisasi keeps the calendar; the Sekda sees that it is kept."""
    if not user.is_authenticated:
        return False
    return user.authority.has_role(Role.ORGANISATION_SECTION) or user.authority.holds_kind(
        PositionKind.REGIONAL_SECRETARY
    )


rules.add_perm("evaluations.remind_by_hand", follows_the_calendar)
