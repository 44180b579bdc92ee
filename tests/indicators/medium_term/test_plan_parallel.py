"""Planners who press the button in the same moment: one of them writes, the others are told."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from indicators.domain.kinds import Figure
from indicators.enums import PlanKind
from indicators.medium_term.actions import change_part, create_plan, part_texts, place_below_goal, placed_below
from indicators.models import MediumTermPlan, Mission, PlanTarget
from indicators.plan_targets.actions import Cell, change_plan_targets
from organisation.enums import PositionKind, Role
from tests import factories

PEOPLE = 12

pytestmark = pytest.mark.django_db(transaction=True)


def all_at_once(action: Callable[[int], object]) -> list[str]:
    """What became of the deed for each of the people who do it in the same moment."""
    start = threading.Barrier(PEOPLE)

    def one(number: int) -> str:
        try:
            start.wait(timeout=30)
            action(number)
        except ValidationError as refusal:
            return " ".join(refusal.messages)
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(PEOPLE) as people:
        return list(people.map(one, range(PEOPLE)))


def test_one_cell_is_written_once_also_from_the_pages_of_two_plans():
    planner = factories.user_with_role(Role.PLANNING_AGENCY)
    plans = [factories.UnitPlanFactory(), MediumTermPlan.objects.get(code="RPJMD-2025")]
    cell = Cell(factories.IndicatorFactory().pk, 2026)
    said = all_at_once(
        lambda number: change_plan_targets(plans[number % 2], {cell: Figure(Decimal(number + 1))}, by=planner, seen={})
    )
    assert said.count("done") == 1
    assert all("mengubah 1 sel yang juga Anda ubah" in words for words in said if words != "done")
    assert PlanTarget.objects.get().figure == said.index("done") + 1


def test_one_of_many_overlapping_plans_is_kept():
    planner = factories.user_with_role(Role.PLANNING_AGENCY)
    fixed = {"kind": PlanKind.GOVERNMENT, "title": "RPJMD", "first_year": 2025, "last_year": 2029}
    said = all_at_once(lambda number: create_plan({**fixed, "code": f"R{number}"}, by=planner))
    assert said.count("done") == MediumTermPlan.objects.count() == 1
    words = ("Orang lain baru saja menyimpan rencana", "Sudah ada RPJMD")
    assert all(one.startswith(words) for one in said if one != "done")


def test_one_of_many_wordings_of_a_mission_is_kept():
    planner = factories.user_with_role(Role.PLANNING_AGENCY)
    mission = factories.MissionFactory(statement="Semula")
    seen = part_texts(mission)
    said = all_at_once(
        lambda number: change_part(
            Mission.objects.get(pk=mission.pk), {"statement": f"Misi {number}"}, by=planner, seen=seen
        )
    )
    assert said.count("done") == 1
    assert Mission.objects.get().statement == f"Misi {said.index('done')}"


def test_one_of_many_placings_below_a_goal_is_kept():
    planner = factories.user_with_role(Role.PLANNING_AGENCY)
    regent = factories.PositionFactory(kind=PositionKind.REGIONAL_HEAD)
    goal = factories.GoalFactory()
    objectives = [factories.ObjectiveFactory(position=regent) for _ in range(PEOPLE)]
    seen = placed_below(goal)
    said = all_at_once(lambda number: place_below_goal(goal, [objectives[number]], [], by=planner, seen=seen))
    assert said.count("done") == 1
    assert list(goal.objectives.all()) == [objectives[said.index("done")]]
