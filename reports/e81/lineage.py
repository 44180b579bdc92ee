"""Column 1 of form E.81: vision, mission, objective of the RPJMD and goal of the agency, as the plans know them."""

from collections.abc import Iterable, Mapping

from indicators.models import MediumTermPlan, Objective
from organisation.enums import NATIONAL_OFFICE_KINDS

RELATED = ("goal__mission", "goal__plan", "position", "supports__position", "supports__goal__mission")


def lineage_of(objectives: Iterable[int]) -> Mapping[int, tuple[str, ...]]:
    """Per objective: the lines that stand above it, highest first; empty where no plan tells them. One query."""
    found = Objective.objects.filter(pk__in=set(objectives)).select_related(*RELATED)
    return {objective.pk: tuple(_lines(objective)) for objective in found}


def vision_in(year: int) -> str:
    """The vision of the RPJMD of this year with its name; empty when it is not stored. One query."""
    plan = MediumTermPlan.objects.of_government().covering(year).exclude(vision="").first()
    return f"Visi {plan.title}: {plan.vision}" if plan else ""


def _lines(objective: Objective) -> Iterable[str]:
    above = objective.supports
    of_government = above if above and above.position.kind in NATIONAL_OFFICE_KINDS else None
    goals = [one.goal for one in (objective, of_government) if one and one.goal]
    mission = next((goal.mission for goal in goals if goal.mission), None)
    if mission:
        yield f"Misi {mission.number}: {mission.statement}"
    if of_government:
        yield f"Sasaran RPJMD: {of_government.statement}"
    if objective.goal:
        yield f"Tujuan: {objective.goal.statement}"
