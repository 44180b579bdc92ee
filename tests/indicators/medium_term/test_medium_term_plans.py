"""Plans of several years: what the database refuses, and who sees them."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from indicators.domain.kinds import Figure
from indicators.enums import PlanKind
from indicators.models import Goal, MediumTermPlan, Mission, Objective, PlanTarget
from organisation.enums import PositionKind, Role
from tests import factories

pytestmark = pytest.mark.django_db


def figure(value) -> Figure:
    return Figure(Decimal(value))


def refused(make):
    with pytest.raises(IntegrityError), transaction.atomic():
        make()


def test_a_plan_has_its_years_in_words_and_one_by_one():
    plan = factories.MediumTermPlanFactory()
    assert (plan.years, plan.span) == ((2025, 2026, 2027, 2028, 2029), "2025–2029")


def test_two_plans_of_the_government_do_not_overlap_and_neither_do_two_of_a_unit():
    first = factories.UnitPlanFactory()
    refused(lambda: factories.MediumTermPlanFactory(code="R2", first_year=2029, last_year=2033))
    refused(lambda: factories.UnitPlanFactory(unit=first.unit, first_year=2027, last_year=2030))
    factories.MediumTermPlanFactory(code="R2", first_year=2030, last_year=2034)
    factories.UnitPlanFactory(unit=first.unit, first_year=2030, last_year=2034)
    factories.UnitPlanFactory()
    assert MediumTermPlan.objects.count() == 5


def test_an_overlap_is_told_in_a_sentence_by_validation():
    factories.MediumTermPlanFactory()
    other = MediumTermPlan(code="R2", kind=PlanKind.GOVERNMENT, title="RPJMD", first_year=2027, last_year=2031)
    with pytest.raises(ValidationError, match="Sudah ada RPJMD yang memuat sebagian tahun ini"):
        other.full_clean()


@pytest.mark.parametrize("years", [(2029, 2025), (1999, 2003), (2025, 2031), (2097, 2101)])
def test_the_years_of_a_plan_are_in_order_and_at_most_six(years):
    refused(lambda: factories.MediumTermPlanFactory(first_year=years[0], last_year=years[1]))


def test_a_renstra_needs_a_unit_and_an_rpjmd_and_an_rpjmd_has_neither():
    refused(lambda: factories.UnitPlanFactory(unit=None, title="Renstra"))
    refused(lambda: factories.UnitPlanFactory(parent=None))
    refused(lambda: factories.MediumTermPlanFactory(unit=factories.WorkUnitFactory()))
    refused(lambda: factories.UnitPlanFactory(parent=factories.UnitPlanFactory()))


def test_a_plan_keeps_its_kind():
    plan = factories.MediumTermPlanFactory()
    factories.UnitPlanFactory(parent=plan)
    other = factories.MediumTermPlanFactory(code="R2", first_year=2030, last_year=2034)
    unit = factories.WorkUnitFactory()
    refused(lambda: MediumTermPlan.objects.filter(pk=plan.pk).update(kind=PlanKind.UNIT, unit=unit, parent=other))


def test_missions_belong_to_an_rpjmd_and_goals_stand_below_a_mission_of_their_plan():
    renstra = factories.UnitPlanFactory()
    mission = factories.MissionFactory(number=1)
    elsewhere = factories.MediumTermPlanFactory(code="R2", first_year=2030, last_year=2034)
    refused(lambda: factories.MissionFactory(plan=renstra))
    refused(lambda: factories.MissionFactory(plan=mission.plan, number=1))
    refused(lambda: factories.MissionFactory(number=0))
    refused(lambda: factories.GoalFactory(mission=mission, plan=elsewhere))
    refused(lambda: factories.GoalFactory(mission=None, plan=mission.plan))
    refused(lambda: factories.GoalFactory(mission=mission, plan=renstra))
    factories.GoalFactory(mission=mission)
    factories.GoalFactory(mission=None, plan=renstra)
    assert Goal.objects.count() == 2


def test_what_carries_something_is_not_deleted():
    goal = factories.GoalFactory()
    factories.UnitPlanFactory()
    objective = factories.ObjectiveFactory(goal=goal)
    factories.plan_targets_for(indicator := factories.IndicatorFactory(objective=objective), {2025: figure(70)})
    for thing in (goal, goal.mission, goal.plan, goal.plan.unit_plans.get().unit, indicator):
        with pytest.raises(ProtectedError):
            thing.delete()
    assert (Mission.objects.count(), Objective.objects.count()) == (1, 1)


def test_an_indicator_has_one_target_and_one_starting_value_a_year():
    indicator = factories.IndicatorFactory()
    factories.plan_targets_for(indicator, {2025: figure(70)})
    refused(lambda: factories.plan_targets_for(indicator, {2025: figure(71)}))
    PlanTarget.objects.create(indicator=indicator, year=2025, kind="baseline", figure=65)
    refused(lambda: PlanTarget.objects.create(indicator=indicator, year=2026, kind="wish", figure=65))
    refused(lambda: PlanTarget.objects.create(indicator=indicator, year=2026))
    refused(lambda: PlanTarget.objects.create(indicator=indicator, year=26, figure=65))
    assert [row.year for row in PlanTarget.objects.targets()] == [2025]


def test_everybody_sees_the_rpjmd_and_a_renstra_is_seen_in_and_above_its_unit():
    renstra = factories.UnitPlanFactory()
    other = factories.UnitPlanFactory()
    part = factories.WorkUnitFactory(parent=renstra.unit)
    staff = factories.PositionFactory(unit=part, kind=PositionKind.EXECUTING_STAFF)
    people = {
        "staff": factories.holder_of(staff),
        "head": factories.holder_of(factories.PositionFactory(unit=renstra.unit)),
        "operator": factories.user_with_role(Role.OPERATOR, renstra.unit),
        "Bappeda": factories.user_with_role(Role.PLANNING_AGENCY),
        "stranger": factories.UserFactory(),
    }
    seen = {who: set(MediumTermPlan.objects.visible_to(user)) for who, user in people.items()}
    assert seen["staff"] == seen["head"] == seen["operator"] == {renstra.parent, renstra}
    assert seen["Bappeda"] == {renstra.parent, renstra, other}
    assert seen["stranger"] == {renstra.parent}
    goal = factories.GoalFactory(mission=None, plan=other)
    assert not Goal.objects.visible_to(people["head"]).exists()
    assert Goal.objects.visible_to(people["Bappeda"]).get() == goal
