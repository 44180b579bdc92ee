"""Models of planning and measuring, one module per noun."""

from indicators.models.budget import BudgetLine, BudgetRealisation, Program
from indicators.models.evidence import Evidence, EvidenceUse
from indicators.models.medium_term import Goal, MediumTermPlan, Mission
from indicators.models.periods import Period, PeriodExtension
from indicators.models.plan_targets import PlanTarget
from indicators.models.plans import Indicator, Objective
from indicators.models.policies import Policy, ScaleBand
from indicators.models.reports import QuarterReport, Realisation
from indicators.models.targets import QuarterTarget, Target

__all__ = [
    "BudgetLine",
    "BudgetRealisation",
    "Evidence",
    "EvidenceUse",
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
    "QuarterReport",
    "QuarterTarget",
    "Realisation",
    "ScaleBand",
    "Target",
]
