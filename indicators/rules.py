"""Who may plan: one line per permission."""

import rules

from indicators.models import MediumTermPlan
from organisation.enums import OPD_KINDS
from organisation.models import User
from organisation.rules import holds, is_administrator, is_organisation_section, is_planning_agency, operates

holds_owner, operates_owner = holds("objective.position_id"), operates("objective.position_id")
"""Of an indicator: holder and operator of the position that it belongs to; select the objective."""

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
