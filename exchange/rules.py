"""Who may bring workbooks in and take them out: one line per permission."""

import rules

from organisation.models import User
from organisation.rules import is_administrator, is_organisation_section, is_planning_agency, keeps_organisation


@rules.predicate
def fills_reports(user: User) -> bool:
    """Is in office today, or operator of a unit: has reports to fill in."""
    return bool(user.authority.held or user.authority.operated_position_ids)


rules.add_perm("exchange.exchange_workbook", rules.is_authenticated)
rules.add_perm("exchange.import_workbook", rules.is_authenticated & (keeps_organisation | is_planning_agency))
rules.add_perm(
    "exchange.import_realisations",
    rules.is_authenticated & (keeps_organisation | is_planning_agency | fills_reports),
)
rules.add_perm("exchange.import_verified", rules.is_authenticated & is_organisation_section & ~is_administrator)
