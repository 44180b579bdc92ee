"""How far indicators have come towards the end of their plan."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from indicators.domain.kinds import Figure
from indicators.domain.reasons import NoFigure
from indicators.enums import Aggregation, Polarity, ValueState
from indicators.models import Indicator, Target
from organisation.enums import PositionKind
from realisations.enums import ReportStatus
from realisations.measurement.facts import indicator_lines
from realisations.measurement.progress import plans_behind, progress_of, reached_before
from tests import factories

pytestmark = pytest.mark.django_db


def figure(value) -> Figure:
    return Figure(Decimal(value))


def planned(targets: dict[int, object], realised: dict[int, object], **indicator) -> Indicator:
    """An indicator with targets of its plan, agreed targets of 99, and verified fourth quarters."""
    made = factories.IndicatorFactory(**indicator)
    factories.plan_targets_for(made, {year: figure(value) for year, value in targets.items()})
    for year, value in realised.items():
        factories.target_for(made, figure(99), year=year)
        report = factories.report_of(made.objective.position, ReportStatus.VERIFIED, year=year, quarter=4)
        factories.realise(report, made, figure(value))
    return made


def progress_in(year, **choice):
    return progress_of(indicator_lines(Indicator.objects.all(), year=year, **choice))


def found(year=2026):
    (one,) = progress_in(year).values()
    return one


def test_a_level_is_held_against_the_last_year_of_the_plan_and_not_against_the_agreed_target():
    factories.MediumTermPlanFactory()
    planned({2025: 70, 2026: 72, 2029: 80}, {2025: 71, 2026: 76})
    assert (found().end, found().reached, found().shown_percent) == (figure(80), figure(76), Decimal(95))
    assert Target.objects.get(year=2026).value == figure(99)


def test_lower_is_better_by_the_formula_of_the_year():
    factories.MediumTermPlanFactory()
    planned({2029: 10}, {2026: 12}, polarity=Polarity.MINIMIZE)
    assert found().shown_percent == Decimal(80)


def test_counts_add_up_since_the_plan_began():
    factories.MediumTermPlanFactory()
    count = {"aggregation": Aggregation.SUM, "unit_of_measure": "Unit"}
    planned(dict.fromkeys(range(2025, 2030), 10), {2024: 40, 2025: 12, 2026: 13}, **count)
    assert (found().end, found().reached, found().shown_percent) == (figure(50), figure(25), Decimal(50))


def test_a_year_without_a_report_leaves_the_sum_untold():
    factories.MediumTermPlanFactory()
    count = {"aggregation": Aggregation.SUM, "unit_of_measure": "Unit"}
    planned(dict.fromkeys(range(2025, 2030), 10), {2026: 13}, **count)
    assert (found().reached, found().shown_percent) == (None, None)
    assert found().achievement.reason is NoFigure.NOT_REPORTED


def counted(planned_years, reported: dict[int, tuple[int, ...]], aggregation=Aggregation.SUM) -> Indicator:
    """A count with a target in every quarter, of which these quarters were reported with 20 each."""
    made = factories.IndicatorFactory(aggregation=aggregation, unit_of_measure="Unit")
    factories.plan_targets_for(made, dict.fromkeys(planned_years, figure(80)))
    for year, quarters in reported.items():
        factories.target_for(made, figure(80), year=year, quarters=dict.fromkeys((1, 2, 3, 4), figure(20)))
        for quarter in quarters:
            report = factories.report_of(made.objective.position, ReportStatus.VERIFIED, year=year, quarter=quarter)
            factories.realise(report, made, figure(20))
    return made


def test_part_of_an_earlier_year_is_not_that_year():
    factories.MediumTermPlanFactory()
    indicator = counted(range(2025, 2030), {2025: (1,), 2026: (1, 2, 3, 4)})
    assert reached_before([indicator], 2026) == {indicator.pk: {}}
    assert (found().reached, found().achievement.reason) == (None, NoFigure.NOT_REPORTED)
    for quarter in (2, 3, 4):
        report = factories.report_of(indicator.objective.position, year=2025, quarter=quarter)
        factories.realise(report, indicator, figure(20))
    assert reached_before([indicator], 2026) == {indicator.pk: {2025: figure(80)}}
    assert (found().reached, found().lack) == (figure(160), "")


def test_a_quarter_that_waits_for_its_data_leaves_the_year_open_and_one_that_does_not_apply_does_not():
    indicator = counted((), {2025: (1, 2, 3)})
    report = factories.report_of(indicator.objective.position, "submitted", year=2025, quarter=4)
    row = factories.realise(report, indicator, None, state=ValueState.WAITING, note="BPS")
    assert reached_before([indicator], 2026) == {indicator.pk: {}}
    row.state = ValueState.NOT_APPLICABLE
    row.save()
    assert reached_before([indicator], 2026) == {indicator.pk: {2025: figure(60)}}


def test_a_level_of_an_earlier_year_rests_on_its_last_quarter_alone():
    indicator = counted((), {2024: (3,), 2025: (4,)}, aggregation=Aggregation.LAST)
    assert reached_before([indicator], 2026) == {indicator.pk: {2025: figure(20)}}


def test_the_running_year_says_which_quarters_it_lacks():
    factories.MediumTermPlanFactory(first_year=2026, last_year=2030)
    counted(range(2026, 2031), {2026: (1, 2)})
    assert (found().reached, found().lack) == (figure(40), "belum termasuk TW III, IV")
    (first,) = progress_in(2026, quarter=1).values()
    assert (first.reached, first.lack) == (figure(20), "belum termasuk TW II, III, IV")


def test_a_plan_without_its_last_year_tells_no_end():
    factories.MediumTermPlanFactory()
    planned({2025: 70, 2026: 72}, {2026: 76})
    assert (found().end, found().achievement.reason) == (None, NoFigure.NO_TARGET)


def test_without_plan_or_targets_in_its_years_there_is_no_progress():
    planned({2029: 80}, {2026: 76})
    assert progress_in(2026) == {}
    factories.MediumTermPlanFactory(first_year=2026, last_year=2028)
    assert progress_in(2026) == {}


def test_the_plan_is_that_of_the_goal_else_of_the_nearest_unit_else_of_the_government():
    renstra = factories.UnitPlanFactory()
    part = factories.WorkUnitFactory(parent=renstra.unit)
    own = factories.UnitPlanFactory(unit=factories.WorkUnitFactory(parent=renstra.unit))
    goal = factories.GoalFactory()
    regent = factories.PositionFactory(unit=renstra.unit, kind=PositionKind.REGIONAL_HEAD)

    def plan_of(position, **objective):
        made = factories.IndicatorFactory(objective=factories.ObjectiveFactory(position=position, **objective))
        return plans_behind([made], 2026)[made.pk]

    assert plan_of(factories.PositionFactory(unit=part)) == renstra
    assert plan_of(factories.PositionFactory(unit=own.unit)) == own
    assert plan_of(factories.PositionFactory()) == renstra.parent
    assert plan_of(regent) == renstra.parent
    assert plan_of(factories.PositionFactory(unit=part), goal=goal) == goal.plan


def test_the_number_of_queries_does_not_grow():
    factories.UnitPlanFactory()
    counts = []
    for more in (1, 2):
        for _ in range(more):
            planned({2029: 80}, {2025: 70, 2026: 76})
        lines = indicator_lines(Indicator.objects.all(), year=2026)
        with CaptureQueriesContext(
            connection,
        ) as captured:
            assert len(progress_of(lines)) == (1 if more == 1 else 3)
        counts.append(len(captured))
    assert counts == [6, 6]
