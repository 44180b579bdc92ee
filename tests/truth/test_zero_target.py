"""A target of 0 cannot be divided by: what stands there instead says why, in words."""

from decimal import Decimal

import pytest

from indicators.calendar.actions import ensure_year
from indicators.domain.achievement import achieve
from indicators.domain.kinds import Figure, MinimizeFormula, Polarity, ZeroTarget
from indicators.domain.policy import Policy
from indicators.models import Indicator
from indicators.models import Policy as PolicyRow
from indicators.policies.facts import policy_of
from realisations.measurement.facts import indicator_lines
from tests import factories


def figure(value: object) -> Figure:
    return Figure(Decimal(str(value)))


@pytest.mark.parametrize(
    ("polarity", "realised", "percent", "words"),
    [
        (Polarity.MAXIMIZE, 5, 100, "Target 0 dan realisasi 5: 100%. Target"),
        (Polarity.MINIMIZE, 5, 0, "Target 0 dan realisasi 5: 0%. Target"),
        (Polarity.MINIMIZE, 0, 100, ""),
    ],
)
def test_a_target_of_zero_says_why_its_percentage_stands(polarity, realised, percent, words):
    found = achieve(polarity=polarity, target=figure(0), realised=figure(realised), policy=Policy())
    assert found.percent == percent
    assert found.remark.startswith(words) if words else found.remark == ""


def test_nothing_of_nothing_cannot_be_told():
    found = achieve(polarity=Polarity.MAXIMIZE, target=figure(0), realised=figure(0), policy=Policy())
    assert (found.percent, found.remark) == (None, "")
    assert found.reason.sentence.startswith("Target dan realisasi sama-sama 0")


def test_what_the_policy_lays_down_says_so():
    policy = Policy(minimize_formula=MinimizeFormula.B)
    found = achieve(polarity=Polarity.MINIMIZE, target=figure(5), realised=figure(0), policy=policy)
    assert found.remark.startswith("Realisasi 0: ditetapkan ")


def test_an_ordinary_target_needs_no_words():
    found = achieve(polarity=Polarity.MAXIMIZE, target=figure(4), realised=figure(5), policy=Policy())
    assert found.remark == ""


@pytest.mark.django_db
def test_the_words_stand_beside_the_figure_on_every_page():
    indicator = factories.IndicatorFactory(aggregation="last")
    factories.target_for(indicator, figure(0), quarters={3: figure(0), 4: figure(0)})
    factories.realise(factories.report_of(indicator.objective.position, quarter=3), indicator, figure(5))
    [line] = indicator_lines(Indicator.objects.all(), year=2026, quarter=3)
    assert (line.percent, line.note) == (
        100,
        "Target 0 dan realisasi 5: 100%. Target atau batas target 0, sehingga rumus pembagian tidak dapat dipakai",
    )


UNTOLD = Policy(zero_target=ZeroTarget.UNTOLD)


@pytest.mark.parametrize(
    ("polarity", "realised", "percent"),
    [(Polarity.MAXIMIZE, 5, None), (Polarity.MINIMIZE, 5, 0), (Polarity.MINIMIZE, 0, 100)],
)
def test_a_government_may_choose_that_it_cannot_be_told(polarity, realised, percent):
    found = achieve(polarity=polarity, target=figure(0), realised=figure(realised), policy=UNTOLD)
    assert found.percent == percent
    if percent is None:
        assert found.reason.sentence.endswith("menurut kebijakan tahun ini capaiannya tidak dapat dihitung.")


@pytest.mark.django_db
def test_the_choice_holds_for_its_year_and_those_that_are_prepared_after_it():
    ensure_year(2025, by=None)
    PolicyRow.objects.filter(year=2025).update(zero_target=ZeroTarget.UNTOLD)
    PolicyRow.objects.create(year=2024)
    ensure_year(2026, by=None)
    chosen = [policy_of(year).zero_target for year in (2024, 2025, 2026)]
    assert chosen == [ZeroTarget.LAID_DOWN, ZeroTarget.UNTOLD, ZeroTarget.UNTOLD]
