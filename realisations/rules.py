"""Who may report and verify: one line per permission.

When something may be done (the state of a report, the days of its period) is refused by the actions with a sentence,
so that nobody loses what was typed because a period closed meanwhile.
"""

import rules
from django.db.models import Q

from organisation.enums import SENIOR_KINDS, PositionKind
from organisation.models import User
from organisation.rules import holds, is_organisation_section, is_secretary, operates, sees, sends_for
from realisations.enums import ReportStatus
from realisations.models import Evidence, QuarterReport

VERIFIED_BY_SECRETARY = SENIOR_KINDS | {PositionKind.REGIONAL_HEAD}
"""Reports of these positions are judged by the Sekda or, on behalf of the Sekda, by Bagian Organisasi."""

holds_position, operates_position, sees_position = holds("position_id"), operates("position_id"), sees("position_id")
sends_for_holder, leads_position = sends_for("position_id"), holds("position.reports_to_id")
"""Of a report: holder, operator, who sees it, the holder's delegate, and who holds the position above."""


@rules.predicate
def has_sent(user: User, report: QuarterReport) -> bool:
    """Sent the report as it lies before the verifier: nobody approves what they sent themselves."""
    return report.submitted_by_id == user.pk


@rules.predicate
def is_verified_by_secretary(user: User, report: QuarterReport) -> bool:
    """The report belongs to the regional head or to one of the heads whom the Sekda follows."""
    return report.position.kind in VERIFIED_BY_SECRETARY


@rules.predicate
def is_handed_in(user: User, evidence: Evidence) -> bool:
    """The evidence proves a figure that was sent; what is still being typed or mended is nobody else's business."""
    sent = Q(realisation__report__status__in=[ReportStatus.SUBMITTED, ReportStatus.VERIFIED])
    return evidence.uses.filter(sent | Q(realisation__accepted_at__isnull=False)).exists()


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
