"""Who may plan: one line per permission."""

import rules

from indicators.models import Indicator, MediumTermPlan
from organisation.enums import OPD_KINDS, PositionKind, Role
from organisation.models import User


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
