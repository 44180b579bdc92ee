"""Who may do what with an agreement: one line per permission. When it may be done is told by its state."""

import rules

from agreements.enums import Side
from agreements.models import Agreement, Party
from organisation.enums import PositionKind
from organisation.models import User
from organisation.rules import (
    holds,
    is_organisation_section,
    is_planning_agency,
    is_secretary,
    operates,
    operates_a_unit,
    sees,
    sees_whole_government,
)

WITHOUT_SUBORDINATES = frozenset({PositionKind.FUNCTIONAL, PositionKind.EXECUTING_STAFF})

holds_position, operates_position, holds_superior_post = holds("pk"), operates("pk"), holds("reports_to_id")
"""Of a position: its holder, the operator of its unit, and who holds the position that it reports to."""

holds_first_post, operates_first_post, is_in_scope = holds("position_id"), operates("position_id"), sees("position_id")
"""Of an agreement: the same for the position that promises, and who sees it."""


@rules.predicate
def receives_promises(user: User, obj: object = None) -> bool:
    """The user is in office in a position of a kind that others report to."""
    return bool({held.position_kind for held in user.authority.held} - WITHOUT_SUBORDINATES)


@rules.predicate
def receives_promise(user: User, agreement: Agreement) -> bool:
    """The user is in office in the superior post, and not the one who promises: nobody agrees with oneself."""
    second = agreement.party_of(Side.SECOND)
    return second is not None and user.authority.holds(second.position_id) and not holds_first_post(user, agreement)


@rules.predicate
def promises_alone_now(user: User, agreement: Agreement) -> bool:
    """The user is the regional head, who agrees with the own draft."""
    return agreement.has_one_signer and holds_first_post(user, agreement)


@rules.predicate
def is_party(user: User, party: Party) -> bool:
    """The user is this party, and still in office."""
    return user.employee_id == party.employee_id and user.authority.holds(party.position_id)


@rules.predicate
def is_a_party(user: User, agreement: Agreement) -> bool:
    """The user is one of the parties, and still in office."""
    return any(is_party(user, party) for party in agreement.parties.all())


rules.add_perm("agreements.view_agreement", is_in_scope | receives_promise)
rules.add_perm("agreements.draft_agreement", holds_position | operates_position | is_organisation_section)
rules.add_perm(
    "agreements.cascade_indicator",
    holds_position | operates_position | is_organisation_section | is_planning_agency,
)
rules.add_perm("agreements.edit_agreement", holds_first_post | operates_first_post | is_organisation_section)
rules.add_perm("agreements.submit_agreement", holds_first_post)
rules.add_perm("agreements.approve_agreement", receives_promise | promises_alone_now)
rules.add_perm("agreements.return_agreement", receives_promise)
rules.add_perm("agreements.sign_agreement", is_a_party | is_organisation_section)
rules.add_perm("agreements.sign_party", is_party | is_organisation_section)
rules.add_perm("agreements.print_agreement", is_in_scope | receives_promise)
rules.add_perm("agreements.issue_agreement", is_organisation_section | holds_first_post)
rules.add_perm("agreements.sign_electronically", is_a_party)
rules.add_perm("agreements.settle_bsre", is_a_party | is_organisation_section)
rules.add_perm("agreements.cancel_agreement", is_organisation_section)
rules.add_perm("agreements.cancel_draft", holds_first_post | operates_first_post | is_organisation_section)
rules.add_perm("agreements.revise_agreement", holds_first_post | is_organisation_section)

follows_season = sees_whole_government | operates_a_unit | receives_promises
rules.add_perm("agreements.view_season", rules.is_authenticated & follows_season)
rules.add_perm("agreements.draft_in_bulk", rules.is_authenticated & (is_organisation_section | operates_a_unit))
rules.add_perm("agreements.approve_in_bulk", rules.is_authenticated & receives_promises)
rules.add_perm("agreements.issue_in_bulk", rules.is_authenticated & is_organisation_section)
rules.add_perm("agreements.remind_in_bulk", rules.is_authenticated & (is_organisation_section | receives_promises))
rules.add_perm("agreements.remind_holder", is_organisation_section | is_secretary | holds_superior_post)
rules.add_perm("agreements.view_ceremony", rules.is_authenticated)
rules.add_perm("agreements.manage_ceremony", rules.is_authenticated & is_organisation_section)
