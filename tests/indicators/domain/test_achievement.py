"""One realisation against one target, case by case."""

from decimal import Decimal

import pytest

from indicators.domain.achievement import Achievement, achieve, unknown
from indicators.domain.kinds import Figure, Grade, MinimizeFormula, Polarity, Range
from indicators.domain.policy import Policy
from indicators.domain.reasons import Flag, NoFigure

A = Policy()
B = Policy(minimize_formula=MinimizeFormula.B)
AKIP = ("D", "C", "CC", "B", "BB", "A", "AA")


def _figure(text: str) -> Figure:
    return Figure(Decimal(text))


def _target(text: str) -> Figure | Range:
    if ".." in text:
        lower, upper = text.split("..")
        return Range(Decimal(lower), Decimal(upper))
    return _figure(text)


def _achieve(polarity: Polarity, target: str, realised: str, policy: Policy = A) -> Achievement:
    return achieve(polarity=polarity, target=_target(target), realised=_figure(realised), policy=policy)


@pytest.mark.parametrize(
    ("polarity", "target", "realised", "percent"),
    [
        (Polarity.MAXIMIZE, "80", "92", "115"),
        (Polarity.MAXIMIZE, "80", "0", "0"),
        (Polarity.MAXIMIZE, "80", "-8", "-10"),
        (Polarity.MAXIMIZE, "80", "80", "100"),
        (Polarity.MINIMIZE, "10", "8", "120"),
        (Polarity.MINIMIZE, "10", "12", "80"),
        (Polarity.MINIMIZE, "10", "0", "200"),
        (Polarity.MINIMIZE, "10", "25", "-50"),
        (Polarity.MAXIMIZE, "80..90", "85", "100"),
        (Polarity.MAXIMIZE, "80..90", "80", "100"),
        (Polarity.MAXIMIZE, "80..90", "90", "100"),
        (Polarity.MAXIMIZE, "80..90", "99", "110"),
        (Polarity.MAXIMIZE, "80..90", "40", "50"),
        (Polarity.MINIMIZE, "80..90", "85", "100"),
        (Polarity.MINIMIZE, "80..90", "99", "90"),
        (Polarity.MINIMIZE, "80..90", "40", "150"),
        (Polarity.RANGE, "80..90", "80", "100"),
        (Polarity.RANGE, "80..90", "90", "100"),
        (Polarity.RANGE, "80..90", "99", "90"),
        (Polarity.RANGE, "80..90", "60", "75"),
        (Polarity.RANGE, "80..90", "500", "0"),
        (Polarity.RANGE, "10", "10", "100"),
        (Polarity.RANGE, "10", "9", "90"),
        (Polarity.RANGE, "10", "12", "80"),
        (Polarity.RANGE, "0..5", "0", "100"),
    ],
)
def test_figures_give_the_percentage_of_their_polarity(polarity, target, realised, percent):
    achievement = _achieve(polarity, target, realised)

    assert achievement.percent == Decimal(percent)
    assert achievement.flags == ()


@pytest.mark.parametrize(
    ("target", "realised", "percent"),
    [
        ("10", "8", "125"),
        ("10", "12.5", "80"),
        ("80..90", "85", "100"),
        ("80..90", "40", "200"),
        ("80..90", "100", "90"),
    ],
)
def test_formula_b_divides_the_target_by_the_realisation(target, realised, percent):
    assert _achieve(Polarity.MINIMIZE, target, realised, B).percent == Decimal(percent)


@pytest.mark.parametrize(
    ("polarity", "target", "realised", "percent"),
    [
        (Polarity.MAXIMIZE, "0", "3", "100"),
        (Polarity.MAXIMIZE, "0", "-3", "0"),
        (Polarity.MINIMIZE, "0", "3", "0"),
        (Polarity.MINIMIZE, "0", "-3", "100"),
        (Polarity.MAXIMIZE, "-5..0", "2", "100"),
        (Polarity.MAXIMIZE, "0..5", "-1", "0"),
        (Polarity.MINIMIZE, "-5..0", "2", "0"),
        (Polarity.MINIMIZE, "0..5", "-1", "100"),
        (Polarity.RANGE, "0..5", "-1", "0"),
        (Polarity.RANGE, "-5..0", "1", "0"),
        (Polarity.RANGE, "0", "1", "0"),
    ],
)
def test_a_target_or_bound_of_zero_is_never_divided_by_and_flagged(polarity, target, realised, percent):
    achievement = _achieve(polarity, target, realised)

    assert achievement.percent == Decimal(percent)
    assert achievement.flags == (Flag.ZERO_TARGET,)


@pytest.mark.parametrize("policy", [A, B])
def test_lower_is_better_with_target_and_realisation_zero_is_100(policy):
    assert _achieve(Polarity.MINIMIZE, "0", "0", policy).percent == 100


@pytest.mark.parametrize("target", ["0", "0..0"])
def test_higher_is_better_with_target_and_realisation_zero_cannot_be_told(target):
    achievement = _achieve(Polarity.MAXIMIZE, target, "0")

    assert achievement.percent is None
    assert achievement.reason is NoFigure.ZERO_TARGET_NOT_APPLICABLE


@pytest.mark.parametrize("realised", ["0", "-2"])
def test_formula_b_with_nothing_realised_is_pinned_by_the_policy_and_flagged(realised):
    pinned = Policy(minimize_formula=MinimizeFormula.B, minimize_b_without_realisation=Decimal(200))

    assert _achieve(Polarity.MINIMIZE, "10", realised, B).percent == 100
    assert _achieve(Polarity.MINIMIZE, "10", realised, pinned).percent == 200
    assert _achieve(Polarity.MINIMIZE, "10", realised, B).flags == (Flag.PINNED,)


@pytest.mark.parametrize(
    ("polarity", "target", "realised", "percent"),
    [
        (Polarity.MAXIMIZE, "-2", "-2", "100"),
        (Polarity.MAXIMIZE, "-2", "-1", "150"),
        (Polarity.MAXIMIZE, "-2", "-3", "50"),
        (Polarity.MINIMIZE, "-2", "-3", "150"),
        (Polarity.MINIMIZE, "-2", "-1", "50"),
        (Polarity.RANGE, "-4..-2", "-1", "50"),
    ],
)
@pytest.mark.parametrize("policy", [A, B])
def test_a_negative_target_rewards_what_is_better_and_is_flagged(polarity, target, realised, percent, policy):
    achievement = _achieve(polarity, target, realised, policy)

    assert achievement.percent == Decimal(percent)
    assert achievement.flags == (Flag.NEGATIVE_TARGET,)


@pytest.mark.parametrize(
    ("target", "realised", "percent"),
    [("BB", "BB", "100"), ("BB", "A", "120"), ("BB", "B", "80"), ("bb", "aa", "140"), ("AA", "D", "14.29")],
)
def test_grades_are_compared_by_their_rank_in_the_scale(target, realised, percent):
    achievement = achieve(
        polarity=Polarity.PREDICATE, target=Grade(target), realised=Grade(realised), policy=A, scale=AKIP
    )

    assert round(achievement.percent, 2) == Decimal(percent)


@pytest.mark.parametrize(("target", "realised"), [("BB", "WTP"), ("WTP", "BB")])
def test_a_grade_outside_the_scale_cannot_be_told(target, realised):
    achievement = achieve(
        polarity=Polarity.PREDICATE, target=Grade(target), realised=Grade(realised), policy=A, scale=AKIP
    )

    assert achievement.reason is NoFigure.UNKNOWN_GRADE


@pytest.mark.parametrize(
    ("target", "realised", "percent"),
    [("ya", "ya", 100), ("ya", "tidak", 0), ("tidak", "tidak", 100), ("tidak", "ya", 0), ("Ya", "ya", 100)],
)
def test_yes_or_no_is_all_or_nothing(target, realised, percent):
    achievement = achieve(polarity=Polarity.YES_NO, target=Grade(target), realised=Grade(realised), policy=A)

    assert achievement.percent == percent


def test_an_answer_other_than_yes_or_no_cannot_be_told():
    achievement = achieve(polarity=Polarity.YES_NO, target=Grade("ya"), realised=Grade("mungkin"), policy=A)

    assert achievement.reason is NoFigure.UNKNOWN_GRADE


@pytest.mark.parametrize(
    ("polarity", "target", "realised"),
    [
        (Polarity.MAXIMIZE, _figure("80"), Grade("BB")),
        (Polarity.MAXIMIZE, Grade("A"), Grade("BB")),
        (Polarity.MAXIMIZE, Grade("A"), _figure("80")),
        (Polarity.PREDICATE, Grade("A"), _figure("80")),
        (Polarity.PREDICATE, _figure("80"), _figure("80")),
        (Polarity.YES_NO, Grade("ya"), _figure("1")),
        (Polarity.RANGE, _target("1..2"), Grade("A")),
    ],
)
def test_a_number_and_a_grade_cannot_be_compared(polarity, target, realised):
    achievement = achieve(polarity=polarity, target=target, realised=realised, policy=A, scale=AKIP)

    assert achievement.reason is NoFigure.DIFFERENT_KINDS


def test_without_a_target_there_is_no_percentage():
    assert (
        achieve(polarity=Polarity.MAXIMIZE, target=None, realised=_figure("5"), policy=A).reason is NoFigure.NO_TARGET
    )


def test_without_a_realisation_there_is_no_percentage():
    achievement = achieve(polarity=Polarity.MAXIMIZE, target=_figure("5"), realised=None, policy=A)

    assert achievement.percent is None
    assert achievement.reason is NoFigure.NOT_REPORTED


def test_a_realisation_of_zero_is_a_percentage_and_not_a_missing_report():
    assert _achieve(Polarity.MAXIMIZE, "5", "0").percent == 0


def test_what_cannot_be_told_stays_untold_on_every_path():
    achievement = unknown(NoFigure.WAITING)

    assert achievement.shown(A) is None
    assert achievement.for_average(A) is None
    assert not achievement.is_known


def test_a_negative_percentage_is_kept_raw_and_shown_as_zero():
    achievement = _achieve(Polarity.MINIMIZE, "10", "25")

    assert achievement.percent == -50
    assert achievement.shown(A) == 0
    assert achievement.for_average(A) == 0
    assert achievement.shown(Policy(floor_at_zero=False)) == -50


def test_caps_bound_what_is_shown_and_what_is_averaged_separately():
    achievement = _achieve(Polarity.MAXIMIZE, "10", "30")
    capped = Policy(cap_display=Decimal(150), cap_in_average=Decimal(120))

    assert achievement.percent == 300
    assert achievement.shown(A) == 300
    assert achievement.shown(capped) == 150
    assert achievement.for_average(capped) == 120


def test_nothing_is_rounded_before_display():
    third = _achieve(Polarity.MAXIMIZE, "3", "1").percent

    assert abs(third * 3 - 100) < Decimal("1e-40")


def test_figures_of_twenty_digits_lose_none():
    target = "99999999999999.999999"

    assert _achieve(Polarity.MAXIMIZE, target, target).percent == 100
    assert _achieve(Polarity.MINIMIZE, target, "0").percent == 200


@pytest.mark.parametrize(("percent", "reason"), [(None, None), (Decimal(1), NoFigure.WAITING)])
def test_an_achievement_is_refused_unless_it_is_either_told_or_explained(percent, reason):
    with pytest.raises(ValueError, match=r"^Capaian harus berupa persentase atau alasan, salah satu saja\.$"):
        Achievement(percent, reason)


@pytest.mark.parametrize(
    ("polarity", "target", "realised", "policy", "beginning"),
    [
        (Polarity.MAXIMIZE, "3", "1", A, "33.3333"),
        (Polarity.MINIMIZE, "3", "4", A, "66.6666"),
        (Polarity.MINIMIZE, "1", "3", B, "33.3333"),
        (Polarity.MAXIMIZE, "-3", "-4", A, "66.6666"),
        (Polarity.RANGE, "3", "4", A, "66.6666"),
    ],
)
def test_a_percentage_that_does_not_end_is_kept_with_fifty_digits(polarity, target, realised, policy, beginning):
    percent = _achieve(polarity, target, realised, policy).percent

    assert str(percent).startswith(beginning)
    assert len(percent.as_tuple().digits) == 50


def test_ranks_that_do_not_divide_evenly_are_kept_with_fifty_digits():
    percent = achieve(
        polarity=Polarity.PREDICATE, target=Grade("C"), realised=Grade("B"), policy=A, scale=("D", "E", "C", "B")
    ).percent

    assert str(percent).startswith("133.3333")
    assert len(percent.as_tuple().digits) == 50


def test_without_a_target_what_was_realised_is_kept():
    achievement = achieve(polarity=Polarity.MAXIMIZE, target=None, realised=_figure("3"), policy=A)

    assert (achievement.reason, achievement.realised) == (NoFigure.NO_TARGET, _figure("3"))
