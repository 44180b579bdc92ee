"""Odd values: what a careful reader asks about a figure, and what nobody needs to ask."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.domain.kinds import Aggregation, Figure, Grade, Polarity, QuarterReading, Range, ValueState
from indicators.domain.plausibility import ENOUGH, FigureQuestion, Question, Weight, questions_about
from indicators.domain.spec import IndicatorSpec

RISING = IndicatorSpec(Polarity.MAXIMIZE, Aggregation.LAST)
FALLING = IndicatorSpec(Polarity.MINIMIZE, Aggregation.LAST)
BAND = [Decimal(figure) for figure in (70, 74, 72, 80)]
FIGURES = st.decimals(min_value="-99999999999999", max_value="99999999999999", places=6)


def ask(
    figure: str,
    *,
    spec: IndicatorSpec = RISING,
    percent: str | None = None,
    provisional: bool = False,
    **context: object,
) -> tuple[FigureQuestion, ...]:
    written = Decimal(percent) if percent else None
    return questions_about(
        spec, QuarterReading.reported(Decimal(figure), provisional=provisional), percent=written, **context
    )


def kinds(found: tuple[FigureQuestion, ...]) -> dict[str, str]:
    return {str(one.question): one.weight.label for one in found}


@pytest.mark.parametrize(
    ("figure", "context", "expected"),
    [
        pytest.param("75", {"earlier": BAND}, {}, id="within the band"),
        pytest.param("70", {"earlier": BAND}, {}, id="on its edge"),
        pytest.param("84", {"earlier": BAND}, {"band": "rendah"}, id="a new record"),
        pytest.param("69.99", {"earlier": BAND}, {"band": "rendah"}, id="just below"),
        pytest.param("95", {"earlier": BAND}, {"band": "sedang"}, id="well above"),
        pytest.param("30", {"earlier": BAND}, {"band": "tinggi"}, id="far below"),
        pytest.param("85", {"earlier": BAND}, {"band": "rendah"}, id="half a width above"),
        pytest.param("85.01", {"earlier": BAND}, {"band": "sedang"}, id="more than half a width above"),
        pytest.param("100", {"earlier": BAND}, {"band": "sedang"}, id="twice the width above"),
        pytest.param("100.01", {"earlier": BAND}, {"band": "tinggi"}, id="more than twice the width above"),
        pytest.param("65", {"earlier": BAND}, {"band": "rendah"}, id="half a width below"),
        pytest.param("50", {"earlier": BAND}, {"band": "sedang"}, id="twice the width below"),
        pytest.param("-105", {"earlier": [Decimal(-100)] * 4}, {"band": "rendah"}, id="a twentieth below one figure"),
        pytest.param("-105.1", {"earlier": [Decimal(-100)] * 4}, {"band": "sedang"}, id="more than a twentieth"),
        pytest.param("30", {"earlier": BAND[:3]}, {}, id="too few figures make no band"),
        pytest.param("101", {"earlier": [Decimal(100)] * 4}, {"band": "rendah"}, id="never anything else, nearly so"),
        pytest.param("200", {"earlier": [Decimal(100)] * 4}, {"band": "tinggi"}, id="never anything else, far off"),
        pytest.param("1", {"earlier": [Decimal(0)] * 4}, {"band": "tinggi"}, id="always zero until now"),
        pytest.param("15", {"previous": Decimal(10)}, {"change": "sedang"}, id="half as much again"),
        pytest.param("14.99", {"previous": Decimal(10)}, {}, id="not quite"),
        pytest.param("5", {"previous": Decimal(10)}, {"change": "sedang"}, id="half of it"),
        pytest.param("0", {"previous": Decimal(10)}, {"change": "tinggi"}, id="all gone"),
        pytest.param("852", {"previous": Decimal("85.2")}, {"change": "tinggi"}, id="a comma slipped"),
        pytest.param("8.52", {"previous": Decimal("85.2")}, {"change": "tinggi"}, id="a comma slipped the other way"),
        pytest.param("100", {"previous": Decimal(10)}, {"change": "tinggi"}, id="ten times as much"),
        pytest.param("99.9", {"previous": Decimal(10)}, {"change": "sedang"}, id="nearly ten times as much"),
        pytest.param("1", {"previous": Decimal(10)}, {"change": "tinggi"}, id="a tenth"),
        pytest.param("1.01", {"previous": Decimal(10)}, {"change": "sedang"}, id="a little more than a tenth"),
        pytest.param("10", {"previous": Decimal(0)}, {}, id="no percentage of zero"),
        pytest.param("10", {"previous": None}, {}, id="nothing before"),
        pytest.param("1", {"previous": Decimal(-2)}, {"change": "sedang"}, id="from decline to growth"),
        pytest.param("80", {"percent": "150"}, {}, id="150 percent is allowed"),
        pytest.param("80", {"percent": "150.01"}, {"achievement": "sedang"}, id="more is asked"),
        pytest.param("80", {"percent": "300"}, {"achievement": "sedang"}, id="up to three times"),
        pytest.param("80", {"percent": "301"}, {"achievement": "tinggi"}, id="three times the target"),
        pytest.param("80", {"percent": "-20"}, {}, id="a bad one is no question"),
        pytest.param("80", {"percent": None}, {}, id="an untold one neither"),
    ],
)
def test_what_is_asked_and_how_urgently(figure: str, context: dict, expected: dict) -> None:
    assert kinds(ask(figure, **context)) == expected


def test_the_sentences_state_the_facts() -> None:
    found = ask("120.5", previous=Decimal(72), earlier=BAND, percent="160.6667")
    assert [one.sentence for one in found] == [
        "Realisasi 120,5 di atas kisaran biasanya, 70 sampai 80 (4 laporan terverifikasi sebelumnya).",
        "Realisasi naik 67,36% dari triwulan lalu (72 menjadi 120,5).",
        "Capaian 160,67% melebihi 150%.",
    ]
    annual = IndicatorSpec(Polarity.MAXIMIZE, Aggregation.ANNUAL)
    (fallen,) = ask("4", spec=annual, previous=Decimal(10))
    assert fallen.sentence == "Realisasi turun 60,00% dari tahun lalu (10 menjadi 4)."
    (below,) = ask("0.1234567", earlier=[Decimal(5)] * 5)
    assert below.sentence == ("Realisasi 0,123457 di bawah kisaran biasanya, 5 (5 laporan terverifikasi sebelumnya).")
    (grown,) = ask("1", previous=Decimal(-2))
    assert grown.sentence == "Realisasi naik 150,00% dari triwulan lalu (-2 menjadi 1)."


def test_lower_is_better_is_asked_by_its_own_achievement() -> None:
    assert kinds(ask("3", spec=FALLING, previous=Decimal(14), percent="178")) == {
        "change": "sedang",
        "achievement": "sedang",
    }


def test_a_jump_that_the_plan_foresees_weighs_least() -> None:
    up = (Figure(Decimal(20)), Figure(Decimal(40)))
    assert kinds(ask("41", previous=Decimal(19), planned=up)) == {"change": "rendah"}
    assert kinds(ask("9", previous=Decimal(19), planned=up)) == {"change": "sedang"}, "the other way"
    assert kinds(ask("41", previous=Decimal(19), planned=(up[0], Range(Decimal(40), Decimal(50))))) == {
        "change": "sedang"
    }
    assert kinds(ask("41", previous=Decimal(19), planned=(None, up[1]))) == {"change": "sedang"}
    assert kinds(ask("41", previous=Decimal(19), planned=(up[0], None))) == {"change": "sedang"}
    down = (Figure(Decimal(40)), Figure(Decimal(20)))
    assert kinds(ask("19", previous=Decimal(41), planned=down)) == {"change": "rendah"}
    slightly = (Figure(Decimal(20)), Figure(Decimal("29.9")))
    assert kinds(ask("41", previous=Decimal(19), planned=slightly)) == {"change": "sedang"}, "no jump was planned"
    assert kinds(ask("41", previous=Decimal(19), planned=(Figure(Decimal(0)), up[1]))) == {"change": "sedang"}


def test_a_provisional_figure_is_asked_less_urgently_and_says_so() -> None:
    (found,) = ask("0", previous=Decimal(10), provisional=True)
    assert found == FigureQuestion(
        Question.CHANGE,
        Weight.MEDIUM,
        "Realisasi turun 100,00% dari triwulan lalu (10 menjadi 0). Ini angka sementara.",
    )
    assert Weight.HIGH.lighter is Weight.MEDIUM
    assert Weight.LOW.lighter is Weight.LOW


@pytest.mark.parametrize("state", [ValueState.NOT_REPORTED, ValueState.NOT_APPLICABLE, ValueState.WAITING])
def test_without_a_figure_nothing_is_asked(state: ValueState) -> None:
    nothing = questions_about(RISING, QuarterReading(state), percent=Decimal(200), previous=Decimal(1), earlier=BAND)
    assert nothing == ()


@pytest.mark.parametrize("grade", ["BB", "ya"])
def test_grades_are_never_odd(grade: str) -> None:
    spec = IndicatorSpec(Polarity.PREDICATE, Aggregation.LAST, ("B", "BB"))
    found = questions_about(
        spec, QuarterReading.reported(Grade(grade)), percent=Decimal(200), previous=Decimal(1), earlier=BAND
    )
    assert found == ()


@given(
    figure=FIGURES, previous=st.none() | FIGURES, earlier=st.lists(FIGURES, max_size=12), percent=st.none() | FIGURES
)
def test_every_question_is_a_sentence_and_the_most_urgent_comes_first(figure, previous, earlier, percent):
    found = questions_about(
        RISING, QuarterReading.reported(figure), percent=percent, previous=previous, earlier=earlier
    )
    assert [one.weight for one in found] == sorted((one.weight for one in found), reverse=True)
    assert len({one.question for one in found}) == len(found)
    assert all(one.sentence.endswith(".") for one in found)


@given(figure=FIGURES, earlier=st.lists(FIGURES, min_size=ENOUGH, max_size=12))
def test_what_was_reported_before_is_usual(figure, earlier):
    assert ask(str(figure), previous=figure, earlier=[*earlier, figure], percent="100") == ()


@given(
    figure=FIGURES,
    previous=FIGURES,
    earlier=st.lists(FIGURES, min_size=ENOUGH, max_size=8),
    factor=st.sampled_from([Decimal("0.001"), Decimal(1000)]),
)
def test_the_unit_of_measure_does_not_matter(figure, previous, earlier, factor):
    plain = ask(str(figure), previous=previous, earlier=earlier)
    scaled = ask(str(figure * factor), previous=previous * factor, earlier=[one * factor for one in earlier])
    assert kinds(plain) == kinds(scaled)


@given(figure=FIGURES, earlier=st.lists(FIGURES, min_size=ENOUGH, max_size=8), data=st.data())
def test_the_order_of_the_earlier_figures_does_not_matter(figure, earlier, data):
    shuffled = data.draw(st.permutations(earlier))
    assert ask(str(figure), earlier=earlier) == ask(str(figure), earlier=shuffled)


def test_the_three_questions_are_those_of_the_page() -> None:
    assert [str(one) for one in Question] == ["band", "change", "achievement"]
