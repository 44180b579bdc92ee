"""Models of planning and measuring, one module per noun."""

from indicators.models.budget import BudgetLine, EarlierCeiling, Program
from indicators.models.days_off import DayOff
from indicators.models.medium_term import Goal, MediumTermPlan, Mission
from indicators.models.periods import Period, PeriodExtension
from indicators.models.plan_targets import PlanTarget
from indicators.models.plans import CrossCutting, Indicator, Objective
from indicators.models.policies import Policy, ScaleBand
from indicators.models.targets import QuarterTarget, Target

__all__ = [
    "BudgetLine",
    "CrossCutting",
    "DayOff",
    "EarlierCeiling",
    "Goal",
    "Indicator",
    "MediumTermPlan",
    "Mission",
    "Objective",
    "Period",
    "PeriodExtension",
    "PlanTarget",
    "Policy",
    "Program",
    "QuarterTarget",
    "ScaleBand",
    "Target",
]
