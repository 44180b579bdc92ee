"""Who may do what with printed documents; one line per permission."""

import rules

from agreements.rules import holds_first_post, is_in_scope, is_organisation_section, operates_first_post
from organisation.models import Position, User


@rules.predicate
def sees_position(user: User, position: Position) -> bool:
    """The position is in the user's part of the government."""
    return user.authority.sees_position(position.pk)


@rules.predicate
def sees_whole_government(user: User, obj: object = None) -> bool:
    """The user may see every position, so also a report on all of them."""
    return user.authority.sees_everything


rules.add_perm("reports.print_agreement", is_in_scope)
rules.add_perm("reports.issue_agreement", is_organisation_section | holds_first_post | operates_first_post)
rules.add_perm("reports.print_performance_report", sees_position)
rules.add_perm("reports.print_government_report", sees_whole_government)
