"""Who may plan and measure: one line per permission.

When something may be done (the state of a report, the days of its period) is refused by the actions with a sentence,
so that nobody loses what was typed because a period closed meanwhile.
"""

import rules

from indicators.enums import ReportStatus
from indicators.models import Evidence, Indicator, MediumTermPlan, QuarterReport
from organisation.enums import OPD_KINDS, SENIOR_KINDS, PositionKind, Role
from organisation.models import User

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
def is_secretary(user: User) -> bool:
    """Is Sekda today, definitively or acting."""
    return user.authority.holds_kind(PositionKind.REGIONAL_SECRETARY)


@rules.predicate
def is_organisation_section(user: User) -> bool:
    """Works for Bagian Organisasi, the secretariat of SAKIP."""
    return user.authority.has_role(Role.ORGANISATION_SECTION)


@rules.predicate
def is_administrator(user: User) -> bool:
    """Runs the application."""
    return user.authority.has_role(Role.ADMINISTRATOR)


@rules.predicate
def is_verified_by_secretary(user: User, report: QuarterReport) -> bool:
    """The report belongs to the regional head or to one of the heads whom the Sekda follows."""
    return report.position.kind in VERIFIED_BY_SECRETARY


@rules.predicate
def sees_position(user: User, report: QuarterReport) -> bool:
    """The report's position is in the user's scope."""
    return user.authority.sees_position(report.position_id)


@rules.predicate
def holds_owner(user: User, indicator: Indicator) -> bool:
    """Holds the position that the indicator belongs to; select the objective."""
    return user.authority.holds(indicator.objective.position_id)


@rules.predicate
def operates_owner(user: User, indicator: Indicator) -> bool:
    """Is operator of the unit of the position that the indicator belongs to, or of a unit above."""
    return indicator.objective.position_id in user.authority.operated_position_ids


@rules.predicate
def is_planning_agency(user: User) -> bool:
    """Works for Bappeda, which keeps the plans."""
    return user.authority.has_role(Role.PLANNING_AGENCY)


@rules.predicate
def is_handed_in(user: User, evidence: Evidence) -> bool:
    """The evidence proves a figure of a report that was sent; a draft is nobody else's business."""
    return evidence.uses.exclude(realisation__report__status=ReportStatus.DRAFT).exists()


verifies = (is_verified_by_secretary & (is_secretary | is_organisation_section)) | (
    ~is_verified_by_secretary & leads_position
)

rules.add_perm("indicators.view_report", rules.is_authenticated & sees_position)
rules.add_perm("indicators.fill_report", rules.is_authenticated & (holds_position | operates_position))
rules.add_perm(
    "indicators.view_evidence",
    rules.is_authenticated & sees_position & (holds_position | operates_position | sends_for_holder | is_handed_in),
)
rules.add_perm(
    "indicators.check_report", rules.is_authenticated & (holds_position | operates_position | sends_for_holder)
)
rules.add_perm("indicators.submit_report", rules.is_authenticated & (holds_position | sends_for_holder))
rules.add_perm(
    "indicators.verify_report",
    rules.is_authenticated & ~holds_position & ~has_sent & verifies,
)
rules.add_perm(
    "indicators.open_row",
    rules.is_authenticated & ~holds_position & ~has_sent & (verifies | (sees_position & is_organisation_section)),
)
rules.add_perm(
    "indicators.reopen_report", rules.is_authenticated & sees_position & ~holds_position & is_organisation_section
)
rules.add_perm(
    "indicators.edit_sheet",
    rules.is_authenticated & (holds_owner | operates_owner | is_organisation_section | is_planning_agency),
)
rules.add_perm("indicators.manage_periods", rules.is_authenticated & (is_organisation_section | is_administrator))
rules.add_perm("indicators.manage_policy", rules.is_authenticated & (is_organisation_section | is_administrator))


@rules.predicate
def leads_planned_unit(user: User, plan: MediumTermPlan | None = None) -> bool:
    """Heads the unit whose Renstra it is; without a plan: heads any unit."""
    led = {held.unit_id for held in user.authority.held if held.position_kind in OPD_KINDS}
    return bool(led) if plan is None else plan.unit_id in led


@rules.predicate
def operates_planned_unit(user: User, plan: MediumTermPlan | None = None) -> bool:
    """Is operator of the unit whose Renstra it is; without a plan: of any unit."""
    operated = user.authority.operated_unit_ids
    return bool(operated) if plan is None else plan.unit_id in operated


rules.add_perm("indicators.manage_plans", rules.is_authenticated & is_planning_agency)
rules.add_perm(
    "indicators.edit_plan",
    rules.is_authenticated & (is_planning_agency | leads_planned_unit | operates_planned_unit),
)
rules.add_perm(
    "indicators.add_unit_plan",
    rules.is_authenticated & (is_planning_agency | leads_planned_unit | operates_planned_unit),
)
rules.add_perm("indicators.keep_catalogue", rules.is_authenticated & is_planning_agency)
rules.add_perm("indicators.keep_indicators", rules.is_authenticated & (is_planning_agency | is_organisation_section))
rules.add_perm("indicators.keep_budgets", rules.is_authenticated & is_planning_agency)
