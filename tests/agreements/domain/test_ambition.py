"""What is said of a target beside the medium-term plan and the year before."""

from decimal import Decimal

from agreements.domain.ambition import Deviation, ambition, deviation
from indicators.domain.kinds import Figure, Grade
from indicators.domain.strength import Strength

STUNTING = {"polarity": "minimize", "units": ("%", "%")}


def figure(text: object) -> Figure:
    return Figure(Decimal(str(text)))


def test_a_weaker_target_is_told_with_both_figures_in_full():
    held = ambition(2026, figure(14), planned=figure(13), reached=figure("12.125"), **STUNTING)
    assert (held.against_plan, held.against_reached) == (Strength.WEAKER, Strength.WEAKER)
    assert (held.is_weaker, held.is_below_reached, held.is_unexplained) == (True, True, True)
    assert held.sentences() == (
        "Target 14 lebih lemah daripada Renstra/RPJMD 2026, yaitu 13.",
        "Target 14 lebih lemah daripada realisasi 2025, yaitu 12,125.",
    )
    assert held.sentences(with_reached=False)[1] == "Target 14 lebih lemah daripada realisasi 2025."


def test_a_reason_explains_and_blanks_do_not():
    given = {"planned": figure(13), "reached": None, **STUNTING}
    assert ambition(2026, figure(14), reason=" \n", **given).is_unexplained
    explained = ambition(2026, figure(14), reason="Pagu berkurang.", **given)
    assert (explained.is_weaker, explained.is_unexplained, explained.is_below_reached) == (True, False, False)


def test_what_there_is_nothing_of_is_not_judged():
    held = ambition(2026, figure(14), planned=None, reached=None, **STUNTING)
    assert (held.against_plan, held.against_reached, held.is_weaker, held.sentences()) == (None, None, False, ())


def test_the_same_and_more_need_no_reason():
    for target in (12, 13):
        held = ambition(2026, figure(target), planned=figure(13), reached=figure(13), **STUNTING)
        assert (held.is_weaker, held.sentences()) == (False, ())


def test_another_unit_of_measure_is_not_compared_and_case_is_none():
    given = {"planned": figure(13), "reached": figure(13), "polarity": "minimize"}
    other = ambition(2026, figure(14), units=("orang", "%"), **given)
    assert (other.against_plan, other.against_reached) == (Strength.OTHER, Strength.OTHER)
    assert ambition(2026, figure(14), units=("Persen", " persen"), **given).is_weaker
    only_plan = ambition(2026, figure(14), units=("a", "b"), polarity="minimize", planned=figure(1), reached=None)
    assert (only_plan.against_plan, only_plan.against_reached) == (Strength.OTHER, None)


def test_grades_are_held_by_their_scale():
    held = ambition(2026, Grade("B"), planned=Grade("A"), reached=None, polarity="predicate", scale=("C", "B", "A"))
    assert held.sentences() == ("Target B lebih lemah daripada Renstra/RPJMD 2026, yaitu A.",)


def test_deviations_are_counted_by_kind():
    kinds = [Strength.WEAKER, Strength.SAME, Strength.STRONGER, Strength.WEAKER, Strength.OTHER, None]
    assert deviation(kinds) == Deviation(2, 1, 1)
    assert deviation(kinds).words == "2 lebih lemah, 1 lebih kuat, 1 tidak sebanding"
    assert (deviation([Strength.SAME]).any, deviation([Strength.SAME]).words) == (False, "")
    assert [deviation([kind]).any for kind in (Strength.WEAKER, Strength.STRONGER, Strength.OTHER)] == [True] * 3
