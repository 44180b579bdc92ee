"""Whose objectives and indicators stand in a medium-term plan."""

from django.db.models import Q

from indicators.models import Indicator, MediumTermPlan, Objective, PlanTarget
from indicators.querysets import ObjectiveQuerySet
from organisation.enums import NATIONAL_OFFICE_KINDS, OPD_KINDS
from organisation.models import Position
from organisation.querysets import PositionQuerySet
from organisation.scope import units_within


def owners_of(plan: MediumTermPlan) -> PositionQuerySet:
    """The positions whose objectives stand in the plan: the regional head's, or those of the head of the unit."""
    if plan.is_of_government:
        return Position.objects.filter(kind__in=NATIONAL_OFFICE_KINDS)
    return Position.objects.filter(kind__in=OPD_KINDS, unit=plan.unit_id)


def objectives_of(plan: MediumTermPlan) -> ObjectiveQuerySet:
    """The objectives that the plan shows: below its goals, of its owners, and in a Renstra whatever it has targets for.

    An objective that stands below a goal of another plan is left to that plan.
    """
    own = Q(goal__isnull=True, position__in=owners_of(plan))
    if plan.unit_id:
        measured = PlanTarget.objects.filter(year__in=plan.years).values("indicator__objective")
        own |= Q(goal__isnull=True, position__unit__in=units_within(plan.unit_id), pk__in=measured)
    return Objective.objects.filter(Q(goal__plan=plan) | own)


def indicators_of(plan: MediumTermPlan) -> list[Indicator]:
    """The indicators that the plan shows, each once, in the order of the outline."""
    below = Indicator.objects.filter(objective__in=objectives_of(plan)) | Indicator.objects.filter(goals__plan=plan)
    chosen = Indicator.objects.filter(pk__in=below.values("pk")).select_related(
        "objective__position", "objective__goal"
    )
    return list(
        chosen.order_by(
            "objective__goal__mission__number", "objective__goal__order", "objective__goal__code",
            "objective__order", "objective__code", "order", "code",
        )
    )  # fmt: skip
