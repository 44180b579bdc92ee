"""Who may do what with printed documents; one line per permission."""

import rules

from agreements.rules import holds_first_post, is_a_party, is_in_scope, receives_promise
from organisation.enums import UNIT_HEAD_KINDS
from organisation.models import User
from organisation.rules import holds_kind, is_organisation_section, is_planning_agency, keeps_organisation, sees

heads_apparatus = holds_kind(*UNIT_HEAD_KINDS)
"""Is in office today as head of an OPD or as camat."""


@rules.predicate
def fills_reports(user: User) -> bool:
    """Is in office today, or operator of a unit: has reports to fill in."""
    return bool(user.authority.held or user.authority.operated_position_ids)


rules.add_perm("reports.print_agreement", is_in_scope | receives_promise)
rules.add_perm("reports.print_in_bulk", rules.is_authenticated & (is_organisation_section | heads_apparatus))
rules.add_perm("reports.issue_agreement", is_organisation_section | holds_first_post)
rules.add_perm("reports.sign_electronically", is_a_party)
rules.add_perm("reports.settle_bsre", is_a_party | is_organisation_section)
rules.add_perm("reports.keep_scan", is_organisation_section)
rules.add_perm("reports.edit_wording", rules.is_authenticated & is_organisation_section)
rules.add_perm("reports.print_performance_report", sees("pk"))

rules.add_perm("reports.exchange_workbook", rules.is_authenticated)
rules.add_perm("reports.import_workbook", rules.is_authenticated & (keeps_organisation | is_planning_agency))
rules.add_perm(
    "reports.import_realisations",
    rules.is_authenticated & (keeps_organisation | is_planning_agency | fills_reports),
)
rules.add_perm("reports.import_verified", rules.is_authenticated & keeps_organisation)
