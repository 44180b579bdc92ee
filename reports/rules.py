"""Who may do what with reports and the exchange; one line per permission."""

import rules

from organisation.enums import Role
from organisation.models import Position, User
from organisation.rules import keeps_organisation


@rules.predicate
def sees_position(user: User, position: Position) -> bool:
    """The position is in the user's part of the government."""
    return user.authority.sees_position(position.pk)


@rules.predicate
def is_planning_agency(user: User) -> bool:
    """Works for Bappeda."""
    return user.authority.has_role(Role.PLANNING_AGENCY)


@rules.predicate
def fills_reports(user: User) -> bool:
    """Is in office today, or operator of a unit: has reports to fill in."""
    return bool(user.authority.held or user.authority.operated_position_ids)


rules.add_perm("reports.print_performance_report", sees_position)

rules.add_perm("reports.exchange_workbook", rules.is_authenticated)
rules.add_perm("reports.import_workbook", rules.is_authenticated & (keeps_organisation | is_planning_agency))
rules.add_perm(
    "reports.import_realisations",
    rules.is_authenticated & (keeps_organisation | is_planning_agency | fills_reports),
)
rules.add_perm("reports.import_verified", rules.is_authenticated & keeps_organisation)
