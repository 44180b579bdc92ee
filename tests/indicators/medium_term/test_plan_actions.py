"""Writing medium-term plans: what happens, what the trail keeps, what is refused."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from audit.editing import ConflictError
from audit.models import Event
from audit.trail import history
from indicators.domain.kinds import Figure, Grade, Range
from indicators.enums import PlanFigureKind, PlanKind, Polarity
from indicators.medium_term.actions import (
    add_part,
    change_part,
    create_plan,
    part_texts,
    place_below_goal,
    placed_below,
    remove_part,
)
from indicators.models import Goal, MediumTermPlan, Mission, Objective, PlanTarget, Target
from indicators.plan_targets.actions import Cell, change_plan_targets, stored_cells
from organisation.enums import PositionKind, Role
from tests import factories
from tests.words import lines_of

pytestmark = pytest.mark.django_db


def figure(value) -> Figure:
    return Figure(Decimal(value))


@pytest.fixture
def planner():
    return factories.user_with_role(Role.PLANNING_AGENCY)


@pytest.fixture
def regent():
    return factories.PositionFactory(kind=PositionKind.REGIONAL_HEAD)


def values(**other):
    given = {"code": "RPJMD-2030", "kind": PlanKind.GOVERNMENT, "title": "RPJMD 2030", "vision": "Maju"}
    return {**given, "first_year": 2030, "last_year": 2034, **other}


# --- Plans, missions, goals ------------------------------------------------------------------------------------------


def test_a_plan_with_a_mission_and_a_goal_is_told_in_one_history(planner):
    plan = create_plan(values(), by=planner)
    mission = add_part(Mission(plan=plan, number=1, statement="Meningkatkan mutu SDM"), by=planner)
    goal = add_part(Goal(plan=plan, mission=mission, code="T1", statement="Terwujudnya SDM unggul"), by=planner)
    change_part(goal, {"statement": "Terwujudnya SDM cerdas"}, by=planner, seen=part_texts(goal))
    assert [event.verb for event in history(plan)] == [
        "plan.part_changed", "plan.part_added", "plan.part_added", "plan.created",
    ]  # fmt: skip
    event = history(plan).first()
    assert lines_of(event) == [
        "Tujuan T1: Terwujudnya SDM unggul",
        "uraian: Terwujudnya SDM unggul → Terwujudnya SDM cerdas",
    ]
    assert event.actor_label == str(planner)


def test_goals_are_added_last(planner):
    mission = factories.MissionFactory()
    for code in ("T1", "T2"):
        add_part(Goal(plan=mission.plan, mission=mission, code=code, statement=code), by=planner)
    assert list(Goal.objects.values_list("code", "order")) == [("T1", 1), ("T2", 2)]


@pytest.mark.parametrize(
    ("other", "field", "words"),
    [
        ({"first_year": 2027, "last_year": 2031}, "__all__", "Sudah ada RPJMD"),
        ({"first_year": 2036}, "__all__", "Tahun terakhir"),
        ({"code": "RPJMD-2025"}, "code", "ada"),
        ({"title": ""}, "title", "tidak boleh kosong"),
    ],
)
def test_a_plan_that_cannot_be_is_refused_by_field(planner, other, field, words):
    factories.MediumTermPlanFactory()
    with pytest.raises(ValidationError) as refusal:
        create_plan(values(**other), by=planner)
    assert words in " ".join(refusal.value.message_dict[field])
    assert (MediumTermPlan.objects.count(), Event.objects.count()) == (1, 0)


def test_a_renstra_lies_in_the_years_of_its_rpjmd(planner):
    parent, unit = factories.MediumTermPlanFactory(), factories.WorkUnitFactory()
    with pytest.raises(ValidationError, match="di luar RPJMD Kabupaten Contoh"):
        create_plan(values(kind=PlanKind.UNIT, unit=unit, parent=parent, code="R"), by=planner)


def test_the_second_editor_of_the_same_words_is_told_and_nothing_is_written(planner):
    plan = factories.MediumTermPlanFactory()
    seen = part_texts(plan)
    other = factories.user_with_role(Role.PLANNING_AGENCY)
    change_part(plan, {"vision": "Visi pertama", "title": plan.title}, by=other, seen=seen)
    with pytest.raises(ConflictError, match=str(other)) as conflict:
        change_part(plan, {"vision": "Visi kedua", "title": "Judul"}, by=planner, seen=seen)
    assert (conflict.value.fields, conflict.value.stored["vision"]) == (("vision",), "Visi pertama")
    plan.refresh_from_db()
    assert (plan.vision, plan.title) == ("Visi pertama", seen["title"])
    change_part(plan, {"vision": "Visi kedua"}, by=planner, seen=conflict.value.stored)
    plan.refresh_from_db()
    assert plan.vision == "Visi kedua"


def test_what_another_wrote_into_other_fields_stays(planner):
    plan = factories.MediumTermPlanFactory()
    seen = part_texts(plan)
    change_part(plan, {"vision": "Visi baru"}, by=planner, seen=seen)
    change_part(plan, {"vision": seen["vision"], "legal_basis": "Perda 3/2025"}, by=planner, seen=seen)
    plan.refresh_from_db()
    assert (plan.vision, plan.legal_basis) == ("Visi baru", "Perda 3/2025")


def test_objectives_below_a_mission_carry_its_words(planner, regent):
    goal = factories.GoalFactory()
    objective = factories.ObjectiveFactory(position=regent, mission="Misi lama")
    place_below_goal(goal, [objective], [], by=planner, seen=placed_below(goal))
    objective.refresh_from_db()
    assert (objective.goal, objective.mission) == (goal, goal.mission.statement)
    change_part(goal.mission, {"statement": "Misi baru"}, by=planner, seen=part_texts(goal.mission))
    other = factories.MissionFactory(plan=goal.plan, statement="Misi lain")
    objective.refresh_from_db()
    assert objective.mission == "Misi baru"
    change_part(goal, {"mission": other}, by=planner, seen=part_texts(goal))
    objective.refresh_from_db()
    assert objective.mission == "Misi lain"


def test_only_what_holds_nothing_is_removed(planner, regent):
    goal = factories.GoalFactory()
    indicator = factories.IndicatorFactory(objective__position=regent)
    place_below_goal(goal, [], [indicator], by=planner, seen=placed_below(goal))
    for part in (goal, goal.mission, goal.plan):
        with pytest.raises(ValidationError, match="masih memuat isi"):
            remove_part(part, by=planner)
    place_below_goal(goal, [], [], by=planner, seen=placed_below(goal))
    for part in (goal, goal.mission, goal.plan):
        remove_part(part, by=planner)
    assert not MediumTermPlan.objects.exists()
    assert Event.objects.filter(verb="plan.removed").get().data["detail"] == "RPJMD Kabupaten Contoh 2025–2029"


# --- Placing ---------------------------------------------------------------------------------------------------------


def test_exactly_the_chosen_objectives_stand_below_the_goal(planner, regent):
    goal = factories.GoalFactory()
    first, second = (factories.ObjectiveFactory(position=regent) for _ in range(2))
    place_below_goal(goal, [first], [], by=planner, seen=placed_below(goal))
    place_below_goal(goal, [second], [], by=planner, seen=placed_below(goal))
    assert list(goal.objectives.all()) == [second]
    assert lines_of(history(goal.plan).first())[0].endswith(f"{second.code}; indikator tujuan tidak ada")


def test_a_goal_that_was_changed_meanwhile_is_not_overwritten(planner, regent):
    goal, objective = factories.GoalFactory(), factories.ObjectiveFactory(position=regent)
    seen = placed_below(goal)
    place_below_goal(goal, [objective], [], by=planner, seen=seen)
    with pytest.raises(ValidationError, match="mengubah rencana ini sejak Anda membukanya"):
        place_below_goal(goal, [], [], by=planner, seen=seen)
    assert goal.objectives.count() == 1


def test_objectives_of_another_goal_or_another_office_are_refused(planner, regent):
    goal, other = factories.GoalFactory(), factories.GoalFactory()
    taken = factories.ObjectiveFactory(position=regent, goal=other)
    foreign = factories.ObjectiveFactory()
    with pytest.raises(ValidationError, match="tujuan lain"):
        place_below_goal(goal, [taken], [], by=planner, seen=placed_below(goal))
    with pytest.raises(ValidationError, match="bukan milik kepala daerah"):
        place_below_goal(goal, [foreign], [], by=planner, seen=placed_below(goal))
    with pytest.raises(ValidationError, match="bukan milik kepala daerah"):
        indicator = factories.IndicatorFactory(objective=foreign)
        place_below_goal(goal, [], [indicator], by=planner, seen=placed_below(goal))
    renstra = factories.UnitPlanFactory(unit=foreign.position.unit)
    own = factories.GoalFactory(mission=None, plan=renstra)
    place_below_goal(own, [foreign], [indicator], by=planner, seen=placed_below(own))
    assert Objective.objects.get(pk=foreign.pk).goal == own


# --- Targets ---------------------------------------------------------------------------------------------------------


def test_targets_of_every_kind_are_written_changed_and_removed_without_touching_the_agreed_ones(planner):
    plan = factories.MediumTermPlanFactory()
    one = factories.IndicatorFactory()
    two = factories.IndicatorFactory(polarity=Polarity.PREDICATE, predicate_scale=["B", "A"])
    factories.target_for(one, figure(99), year=2026)
    first = {
        Cell(one.pk, 2025): figure(70),
        Cell(one.pk, 2026): Range(Decimal(70), Decimal(75)),
        Cell(two.pk, 2025): Grade("B"),
        Cell(one.pk, 2024, PlanFigureKind.BASELINE): figure("68.5"),
    }
    assert len(change_plan_targets(plan, first, by=planner, seen={})) == 4
    assert stored_cells([one.pk, two.pk]) == first
    second = {Cell(one.pk, 2025): figure(71), Cell(one.pk, 2026): None, Cell(two.pk, 2025): Grade("B")}
    changes = change_plan_targets(plan, second, by=planner, seen=first)
    assert len(changes) == 2
    assert lines_of(history(plan).first()) == [
        f"{one.code}, target 2025: 70 menjadi 71",
        f"{one.code}, target 2026: 70–75 menjadi kosong",
    ]
    assert PlanTarget.objects.count() == 3
    assert Target.objects.get(indicator=one).value == figure(99)


def test_writing_the_same_again_leaves_no_trace(planner):
    plan, one = factories.MediumTermPlanFactory(), factories.IndicatorFactory()
    cells = {Cell(one.pk, 2025): figure(70)}
    change_plan_targets(plan, cells, by=planner, seen={})
    assert change_plan_targets(plan, cells, by=planner, seen={}) == []
    assert history(plan).count() == 1


def test_the_second_editor_of_a_cell_is_told_and_nothing_is_written(planner):
    plan, one = factories.MediumTermPlanFactory(), factories.IndicatorFactory()
    other = factories.user_with_role(Role.PLANNING_AGENCY)
    change_plan_targets(plan, {Cell(one.pk, 2025): figure(70)}, by=other, seen={})
    mine = {Cell(one.pk, 2025): figure(80), Cell(one.pk, 2026): figure(81)}
    with pytest.raises(ConflictError, match=f"{other} mengubah 1 sel") as conflict:
        change_plan_targets(plan, mine, by=planner, seen={})
    assert conflict.value.stored == {Cell(one.pk, 2025): figure(70)}
    assert PlanTarget.objects.count() == 1
    change_plan_targets(plan, mine, by=planner, seen=stored_cells([one.pk]))
    assert stored_cells([one.pk]) == mine


def test_cells_that_only_the_other_editor_changed_stay(planner):
    plan, one = factories.MediumTermPlanFactory(), factories.IndicatorFactory()
    change_plan_targets(plan, {Cell(one.pk, 2025): figure(70)}, by=planner, seen={})
    change_plan_targets(plan, {Cell(one.pk, 2025): None, Cell(one.pk, 2026): figure(81)}, by=planner, seen={})
    assert stored_cells([one.pk]) == {Cell(one.pk, 2025): figure(70), Cell(one.pk, 2026): figure(81)}
