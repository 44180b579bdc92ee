"""A target of 0 cannot be divided by: what stands there instead says why, in words."""

from decimal import Decimal

import pytest

from indicators.domain.achievement import achieve
from indicators.domain.kinds import Figure, MinimizeFormula, Polarity
from indicators.domain.policy import Policy
from indicators.models import Indicator
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
