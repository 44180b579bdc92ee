"""Who may report and verify: one line per permission.

When something may be done (the state of a report, the days of its period) is refused by the actions with a sentence,
so that nobody loses what was typed because a period closed meanwhile.
"""

import rules

from indicators.rules import is_organisation_section, is_secretary
from organisation.enums import SENIOR_KINDS, PositionKind
from organisation.models import User
from realisations.enums import ReportStatus
from realisations.models import Evidence, QuarterReport

VERIFIED_BY_SECRETARY = SENIOR_KINDS | {PositionKind.REGIONAL_HEAD}
"""Reports of these positions are judged by the Sekda or, on behalf of the Sekda, by Bagian Organisasi."""


@rules.predicate
def holds_position(user: User, report: QuarterReport) -> bool:
    """Holds the position that the report belongs to."""
    return user.authority.holds(report.position_id)


@rules.predicate
def operates_position(user: User, report: QuarterReport) -> bool:
    """Is operator of the unit that the position belongs to, or of a unit above."""
    return report.position_id in user.authority.operated_position_ids


@rules.predicate
def sends_for_holder(user: User, report: QuarterReport) -> bool:
    """Is today's delegate of the holder of the report's position; this lets send, and nothing else."""
    return report.position_id in user.authority.delegated_position_ids


@rules.predicate
def has_sent(user: User, report: QuarterReport) -> bool:
    """Sent the report as it lies before the verifier: nobody approves what they sent themselves."""
    return report.submitted_by_id == user.pk


@rules.predicate
def leads_position(user: User, report: QuarterReport) -> bool:
    """Holds the position that the report's position reports to."""
    superior = report.position.reports_to_id
    return superior is not None and user.authority.holds(superior)


@rules.predicate
def is_verified_by_secretary(user: User, report: QuarterReport) -> bool:
    """The report belongs to the regional head or to one of the heads whom the Sekda follows."""
    return report.position.kind in VERIFIED_BY_SECRETARY


@rules.predicate
def sees_position(user: User, report: QuarterReport) -> bool:
    """The report's position is in the user's scope."""
    return user.authority.sees_position(report.position_id)


@rules.predicate
def is_handed_in(user: User, evidence: Evidence) -> bool:
    """The evidence proves a figure of a report that was sent; a draft is nobody else's business."""
    return evidence.uses.exclude(realisation__report__status=ReportStatus.DRAFT).exists()


verifies = (is_verified_by_secretary & (is_secretary | is_organisation_section)) | (
    ~is_verified_by_secretary & leads_position
)

rules.add_perm("realisations.view_report", rules.is_authenticated & sees_position)
rules.add_perm("realisations.fill_report", rules.is_authenticated & (holds_position | operates_position))
rules.add_perm(
    "realisations.view_evidence",
    rules.is_authenticated & sees_position & (holds_position | operates_position | sends_for_holder | is_handed_in),
)
rules.add_perm(
    "realisations.check_report", rules.is_authenticated & (holds_position | operates_position | sends_for_holder)
)
rules.add_perm("realisations.submit_report", rules.is_authenticated & (holds_position | sends_for_holder))
rules.add_perm(
    "realisations.verify_report",
    rules.is_authenticated & ~holds_position & ~has_sent & verifies,
)
rules.add_perm(
    "realisations.open_row",
    rules.is_authenticated & ~holds_position & ~has_sent & (verifies | (sees_position & is_organisation_section)),
)
rules.add_perm(
    "realisations.reopen_report", rules.is_authenticated & sees_position & ~holds_position & is_organisation_section
)
