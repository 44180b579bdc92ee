"""The pages of medium-term plans: reading, writing, conflicts, and who may."""

from decimal import Decimal

import pytest
from django.urls import reverse

from indicators.domain.kinds import Figure
from indicators.enums import PlanFigureKind
from indicators.models import Goal, MediumTermPlan, Mission, PlanTarget, Target
from organisation.enums import PositionKind, Role
from tests import factories

pytestmark = pytest.mark.django_db


def figure(value) -> Figure:
    return Figure(Decimal(value))


@pytest.fixture(autouse=True)
def government():
    factories.GovernmentFactory()


@pytest.fixture
def planner(client):
    user = factories.user_with_role(Role.PLANNING_AGENCY)
    client.force_login(user)
    return user


@pytest.fixture
def regent():
    return factories.PositionFactory(kind=PositionKind.REGIONAL_HEAD, title="Bupati Contoh")


def url(name, *args, query=""):
    app = "realisations" if name in ("plan_detail", "indicator_detail") else "indicators"
    return reverse(f"{app}:{name}", args=args) + query


def planned(regent, goal, **columns):
    """An indicator of the regent below the goal, with a target for 2025 and 2029 and 71 reached in 2025."""
    objective = factories.ObjectiveFactory(position=regent, goal=goal)
    indicator = factories.IndicatorFactory(objective=objective, **columns)
    factories.plan_targets_for(indicator, {2025: figure(70), 2029: figure("80.5")})
    PlanTarget.objects.create(indicator=indicator, year=2024, kind=PlanFigureKind.BASELINE, figure=65)
    return indicator


def texts(response) -> str:
    """The page, with every run of white space as one space."""
    return " ".join(response.content.decode().split())


def fields(response) -> dict[str, str]:
    """What the form of the page would send when nothing is typed."""
    form = response.context["form"]
    return {bound.html_name: bound.value() if bound.value() is not None else "" for bound in form}


# --- Reading ---------------------------------------------------------------------------------------------------------


def test_the_plan_is_read_from_the_vision_to_the_targets(client, planner, regent):
    goal = factories.GoalFactory()
    indicator = planned(regent, goal)
    factories.realise(factories.report_of(regent, year=2025, quarter=4), indicator, figure(71))
    page = texts(client.get(url("plan_detail", goal.plan_id)))
    parts = [
        goal.plan.vision, goal.mission.statement, goal.statement, indicator.objective.statement, indicator.statement,
        "65", "2024", "70", "realisasi 71", "80,5",
    ]  # fmt: skip
    places = [page.index(part) for part in parts[:5]]
    assert places == sorted(places)
    assert all(part in page for part in parts)


def test_part_of_a_running_year_is_not_told_as_that_year(client, planner, regent):
    goal = factories.GoalFactory()
    indicator = planned(regent, goal)
    factories.target_for(
        indicator, Figure(Decimal(70)), year=2025, quarters={2: Figure(Decimal(69)), 4: Figure(Decimal(70))}
    )
    factories.realise(factories.report_of(regent, year=2025, quarter=2), indicator, Figure(Decimal(71)))
    assert "realisasi 71 (belum termasuk TW IV)" in texts(client.get(url("plan_detail", goal.plan_id)))


def test_objectives_without_a_goal_stand_under_the_mission_they_name_else_at_the_end(client, planner, regent):
    mission = factories.MissionFactory()
    named = factories.ObjectiveFactory(position=regent, mission=mission.statement)
    loose = factories.ObjectiveFactory(position=regent)
    outline = client.get(url("plan_detail", mission.plan_id)).context["outline"]
    assert [node.objective for node in outline.sections[0].loose] == [named]
    assert [node.objective for node in outline.loose] == [loose]


def test_indicators_of_a_goal_stand_with_it(client, planner, regent):
    goal = factories.GoalFactory()
    indicator = planned(regent, None)
    goal.indicators.add(indicator)
    outline = client.get(url("plan_detail", goal.plan_id)).context["outline"]
    assert [row.indicator for row in outline.sections[0].goals[0].rows] == [indicator]


def test_a_reader_outside_the_scope_sees_targets_but_neither_realisations_nor_links(client, regent):
    goal = factories.GoalFactory()
    indicator = planned(regent, goal)
    factories.realise(factories.report_of(regent, year=2025, quarter=4), indicator, figure("71.25"))
    client.force_login(factories.holder_of(factories.PositionFactory()))
    page = texts(client.get(url("plan_detail", goal.plan_id)))
    assert "80,5" in page
    assert "71,25" not in page
    assert url("indicator_detail", indicator.pk) not in page
    assert url("plan_edit", goal.plan_id) not in page


def test_a_draft_is_not_read_in_the_plan(client, planner, regent):
    goal = factories.GoalFactory()
    indicator = planned(regent, goal)
    factories.realise(factories.report_of(regent, "draft", year=2025, quarter=4), indicator, figure("71.25"))
    assert "71,25" not in texts(client.get(url("plan_detail", goal.plan_id)))


def test_a_renstra_shows_whatever_of_its_unit_has_targets(client, planner):
    renstra = factories.UnitPlanFactory()
    head = factories.PositionFactory(unit=renstra.unit)
    below = factories.PositionFactory(
        unit=factories.WorkUnitFactory(parent=renstra.unit), kind=PositionKind.ADMINISTRATOR
    )
    own = factories.ObjectiveFactory(position=head, goal=factories.GoalFactory(mission=None, plan=renstra))
    deep = factories.IndicatorFactory(objective__position=below)
    factories.plan_targets_for(deep, {2026: figure(5)})
    factories.IndicatorFactory(objective__position=below)
    outline = client.get(url("plan_detail", renstra.pk)).context["outline"]
    assert [node.objective for node in outline.sections[0].goals[0].objectives] == [own]
    assert [node.objective for node in outline.loose] == [deep.objective]


def test_empty_pages_say_who_does_what(client, planner):
    page = texts(client.get(url("plan_list")))
    assert "Belum ada RPJMD" in page
    assert "Bappeda menambahkannya" in page
    plan = factories.MediumTermPlanFactory()
    assert "Belum ada misi" in texts(client.get(url("plan_detail", plan.pk)))
    renstra = factories.UnitPlanFactory()
    assert "Belum ada tujuan" in texts(client.get(url("plan_detail", renstra.pk)))
    assert "Belum ada indikator pada rencana ini" in texts(client.get(url("plan_targets", renstra.pk)))


@pytest.mark.parametrize("count", [1, 3])
def test_the_outline_takes_the_same_queries_for_three_as_for_one(
    client, planner, regent, count, django_assert_num_queries
):
    for year in range(2025, 2025 + count):
        goal = factories.GoalFactory()
        indicator = planned(regent, goal)
        goal.indicators.add(indicator)
        factories.realise(factories.report_of(regent, year=year, quarter=4), indicator, figure(71))
        factories.UnitPlanFactory()
    with django_assert_num_queries(16):
        client.get(url("plan_detail", goal.plan_id))


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_takes_the_same_queries_for_three_as_for_one(client, planner, count, django_assert_num_queries):
    for _ in range(count):
        factories.UnitPlanFactory()
    with django_assert_num_queries(8):
        assert client.get(url("plan_list")).context["page_obj"].paginator.count == count


# --- Writing ---------------------------------------------------------------------------------------------------------

RPJMD = {
    "title": "RPJMD 2025–2029", "code": "RPJMD-2025", "first_year": "2025", "last_year": "2029", "vision": "Maju",
    "legal_basis": "Perda 1/2025",
}  # fmt: skip


def test_bappeda_writes_a_plan_a_mission_and_a_goal(client, planner):
    client.post(url("plan_create"), RPJMD)
    plan = MediumTermPlan.objects.get()
    client.post(url("mission_create", plan.pk), {"number": "1", "statement": "Meningkatkan mutu SDM"})
    mission = Mission.objects.get()
    given = {"mission": mission.pk, "code": "T1", "statement": "Terwujudnya SDM unggul"}
    page = client.post(url("goal_create", plan.pk), given, follow=True)
    assert "Tujuan tersimpan." in texts(page)
    assert Goal.objects.get().plan == plan


def test_a_head_writes_the_renstra_of_the_own_unit_only(client):
    parent = factories.MediumTermPlanFactory()
    head = factories.PositionFactory()
    other = factories.WorkUnitFactory()
    client.force_login(factories.holder_of(head))
    given = {**RPJMD, "code": "R1", "title": "Renstra", "parent": parent.pk}
    client.post(url("unit_plan_create"), {**given, "unit": other.pk})
    assert not MediumTermPlan.objects.filter(unit__isnull=False).exists()
    client.post(url("unit_plan_create"), {**given, "unit": head.unit_id})
    renstra = MediumTermPlan.objects.get(unit=head.unit)
    client.post(url("goal_create", renstra.pk), {"code": "T1", "statement": "Terlayaninya penduduk"})
    assert Goal.objects.get().plan == renstra


def test_every_mistake_of_a_plan_is_told_at_once_and_what_was_typed_stays(client, planner):
    page = client.post(url("plan_create"), {**RPJMD, "title": "", "first_year": "25", "vision": ""})
    form = page.context["form"]
    assert set(form.errors) == {"title", "first_year", "vision"}
    assert "Tahun paling awal 2000." in texts(page)
    assert 'value="RPJMD-2025"' in texts(page)
    assert not MediumTermPlan.objects.exists()


def test_an_overlapping_plan_is_refused_in_words(client, planner):
    factories.MediumTermPlanFactory(code="LAMA", first_year=2024, last_year=2026)
    assert "Sudah ada RPJMD yang memuat sebagian tahun ini" in texts(client.post(url("plan_create"), RPJMD))


def test_the_second_editor_sees_both_and_may_then_overwrite(client, planner):
    mission = factories.MissionFactory(statement="Semula")
    page = client.get(url("mission_edit", mission.pk))
    Mission.objects.filter(pk=mission.pk).update(statement="Milik orang lain")
    page = client.post(url("mission_edit", mission.pk), {**fields(page), "statement": "Milik saya"})
    assert "Yang tersimpan sekarang: Milik orang lain" in texts(page)
    assert "Milik saya</textarea>" in texts(page)
    client.post(url("mission_edit", mission.pk), fields(page))
    mission.refresh_from_db()
    assert mission.statement == "Milik saya"


def test_a_page_whose_memory_is_broken_writes_nothing(client, planner):
    mission = factories.MissionFactory(statement="Semula")
    page = client.post(url("mission_edit", mission.pk), {"number": 1, "statement": "Baru", "seen": "palsu"})
    assert "Halaman ini rusak atau sudah usang" in texts(page)
    mission.refresh_from_db()
    assert mission.statement == "Semula"


def test_objectives_are_placed_below_a_goal(client, planner, regent):
    goal = factories.GoalFactory()
    indicator = factories.IndicatorFactory(objective__position=regent)
    foreign = factories.ObjectiveFactory()
    page = client.get(url("goal_place", goal.pk))
    assert indicator.objective.statement in texts(page)
    assert foreign.statement not in texts(page)
    given = {"objectives": [indicator.objective_id], "indicators": [indicator.pk], "seen": fields(page)["seen"]}
    client.post(url("goal_place", goal.pk), given)
    assert list(goal.objectives.all()) == [indicator.objective]
    assert list(goal.indicators.all()) == [indicator]
    again = client.post(url("goal_place", goal.pk), {"objectives": [], "seen": given["seen"]})
    assert "sejak Anda membukanya" in texts(again)
    assert goal.objectives.count() == 1


def test_removing_is_asked_and_refused_while_something_is_there(client, planner):
    goal = factories.GoalFactory()
    assert "Hapus misi ini?" in texts(client.get(url("mission_remove", goal.mission_id)))
    assert "masih memuat isi" in texts(client.post(url("mission_remove", goal.mission_id)))
    assert client.post(url("goal_remove", goal.pk)).status_code == 302
    assert client.post(url("mission_remove", goal.mission_id)).status_code == 302
    assert client.post(url("plan_remove", goal.plan_id)).url == url("plan_list")


# --- The table of targets --------------------------------------------------------------------------------------------


def test_five_years_are_typed_in_one_table_in_indonesian_numbers(client, planner, regent):
    goal = factories.GoalFactory()
    indicator = planned(regent, goal)
    factories.target_for(indicator, figure(99), year=2026)
    page = client.get(url("plan_targets", goal.plan_id))
    pk = indicator.pk
    given = {**fields(page), f"t{pk}_2026": "1.234,5", f"t{pk}_2029": "", f"a{pk}": "64,25", f"a{pk}_tahun": "2023"}
    client.post(url("plan_targets", goal.plan_id), given)
    kept = {(row.year, row.kind): row.value for row in PlanTarget.objects.filter(indicator=indicator)}
    assert kept == {
        (2023, "baseline"): figure("64.25"),
        (2025, "target"): figure(70),
        (2026, "target"): figure("1234.5"),
    }
    assert Target.objects.get(indicator=indicator).value == figure(99)


def test_saving_an_untouched_table_changes_nothing(client, planner, regent):
    goal = factories.GoalFactory()
    planned(regent, goal)
    page = client.get(url("plan_targets", goal.plan_id))
    again = client.post(url("plan_targets", goal.plan_id), fields(page), follow=True)
    assert "Tidak ada yang berubah." in texts(again)


def test_every_mistake_of_the_table_is_told_at_once_and_nothing_is_stored(client, planner, regent):
    goal = factories.GoalFactory()
    one, two = planned(regent, goal), planned(regent, goal)
    page = client.get(url("plan_targets", goal.plan_id))
    wrong = {
        f"t{one.pk}_2026": "1.234", f"t{one.pk}_2027": "banyak", f"t{two.pk}_2026": "9" * 41,
        f"a{one.pk}_tahun": "", f"a{two.pk}_tahun": "2026", f"t{two.pk}_2028": "75",
    }  # fmt: skip
    page = client.post(url("plan_targets", goal.plan_id), {**fields(page), **wrong})
    assert set(page.context["form"].errors) == set(wrong) - {f"t{two.pk}_2028"}
    for words in (
        "dapat dibaca 1234 atau 1,234",
        "bukan angka",
        "terlalu panjang",
        "Tulis tahun kondisi awal",
        "banyak",
    ):
        assert words in texts(page)
    assert 'value="75"' in texts(page)
    assert not PlanTarget.objects.filter(year__in=[2026, 2027, 2028]).exists()


def test_the_second_editor_of_a_cell_sees_what_is_stored_and_may_then_overwrite(client, planner, regent):
    goal = factories.GoalFactory()
    indicator = planned(regent, goal)
    page = client.get(url("plan_targets", goal.plan_id))
    PlanTarget.objects.filter(year=2025).update(figure=72)
    page = client.post(url("plan_targets", goal.plan_id), {**fields(page), f"t{indicator.pk}_2025": "73"})
    assert "Yang tersimpan sekarang: 72." in texts(page)
    assert PlanTarget.objects.get(year=2025).value == figure(72)
    client.post(url("plan_targets", goal.plan_id), fields(page))
    assert PlanTarget.objects.get(year=2025).value == figure(73)


def test_the_table_is_typed_goal_by_goal_too(client, planner, regent):
    goal, other = factories.GoalFactory(), factories.GoalFactory()
    one, two, loose = planned(regent, goal), planned(regent, other), planned(regent, None)
    shown = {
        query: [row["indicator"] for row in client.get(url("plan_targets", goal.plan_id, query=query)).context["rows"]]
        for query in ("", f"?tujuan={goal.pk}", "?tujuan=lain", "?tujuan=xyz")
    }
    assert set(shown[""]) == set(shown["?tujuan=xyz"]) == {one, two, loose}
    assert shown[f"?tujuan={goal.pk}"] == [one]
    assert shown["?tujuan=lain"] == [loose]


@pytest.mark.parametrize("count", [1, 3])
def test_the_table_takes_the_same_queries_for_three_as_for_one(
    client, planner, regent, count, django_assert_num_queries
):
    goal = factories.GoalFactory()
    for _ in range(count):
        planned(regent, goal)
    with django_assert_num_queries(10):
        client.get(url("plan_targets", goal.plan_id))
