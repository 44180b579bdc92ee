"""Averages by weight: what counts, what counts evenly, and that nothing missing is a zero."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.domain.average_working import weighted_working
from indicators.domain.kinds import Averaging
from indicators.domain.policy import Policy
from indicators.domain.weights import (
    ObjectiveFigures,
    even_where_unweighted,
    weighted_average,
    weighted_mean,
    weights_objection,
    weights_of,
)


def d(*texts: object) -> list[Decimal | None]:
    return [None if text is None else Decimal(str(text)) for text in texts]


def pairs(*given: tuple[object, object]) -> tuple:
    return tuple(tuple(d(*pair)) for pair in given)


def objective(name: str, weight: object, *given: tuple[object, object], owner: int = 1) -> ObjectiveFigures:
    return ObjectiveFigures(name, owner, d(weight)[0], pairs(*given))


def test_each_figure_counts_by_its_weight():
    assert weighted_mean(pairs((60, 90), (40, 80))) == 86
    assert weighted_mean(pairs((None, 90), (None, 80))) == 85
    assert weighted_mean(pairs((100, 90), (None, 10))) == 90


def test_what_cannot_be_told_takes_its_weight_with_it():
    assert weighted_mean(pairs((60, 90), (40, None))) == 90
    assert weighted_mean(pairs((60, None), (None, 80))) is None
    assert weighted_mean([]) is None


def test_objectives_count_by_their_weight_within_their_owner():
    objectives = [objective("A", 70, (60, 90), (40, 80)), objective("B", 30, (None, 50))]
    assert weighted_average(objectives) == Decimal("75.2")
    others = [objective("C", None, (None, 40), owner=2), objective("D", None, (None, 60), owner=2)]
    assert weights_of([*objectives, *others]) == d(70, 30, 50, 50)
    assert weighted_average([*objectives, *others]) == Decimal("62.6")


def test_an_objective_of_which_nothing_is_told_takes_no_part():
    assert weighted_average([objective("A", 70, (None, 90)), objective("B", 30, (None, None))]) == 90
    assert weighted_average([]) is None


@pytest.mark.parametrize(
    ("weights", "sentence"),
    [
        ((None, None), None),
        ((), None),
        ((60, 40), None),
        (("33.33", "33.33", "33.34"), None),
        ((100, None), None),
        ((60, 30), "Jumlah bobotnya 90, seharusnya 100."),
        ((60, 50, None), "Jumlah bobotnya 110, seharusnya 100, dan 1 belum berbobot."),
    ],
)
def test_weights_of_one_set_make_a_hundred(weights, sentence):
    assert weights_objection(d(*weights)) == sentence


def test_a_set_without_weights_counts_evenly():
    assert even_where_unweighted(d(None, None, None, None)) == d(25, 25, 25, 25)
    assert even_where_unweighted(d(10, None)) == d(10, 0)


@given(st.lists(st.decimals(0, 200, places=2), min_size=1, max_size=6))
def test_even_weights_give_the_plain_mean(percents):
    plain = sum(percents) / len(percents)
    assert abs(weighted_mean([(None, percent) for percent in percents]) - plain) < Decimal("1e-20")


def test_the_working_shows_weights_and_means():
    policy = Policy(averaging=Averaging.WEIGHTED)
    objectives = [objective("A", 70, (60, 90), (40, 80)), objective("B", 30, (None, 50), (None, 70))]
    found = dict(weighted_working(objectives, weighted_average(objectives), policy))
    assert found == {
        "Aturan": "rata-rata berbobot per sasaran, lalu menurut bobot sasaran, hanya dari laporan terverifikasi",
        "A": "(60 × 90,00% + 40 × 80,00%) / 100",
        "B": "(50,00% + 70,00%) / 2",
        "Perhitungan": "(70 × 86,00% + 30 × 60,00%) / 100",
        "Hasil": "78,2%, ditampilkan 78,20%",
    }
    plain = [objective("A", None, (None, 90)), objective("B", None, (None, 50), (None, None))]
    capped = Policy(averaging=Averaging.WEIGHTED, cap_in_average=Decimal(100))
    found = dict(weighted_working(plain, weighted_average(plain), capped))
    assert (found["B"], found["Perhitungan"]) == ("50,00%", "(90,00% + 50,00%) / 2")
    assert found["Batas atas dalam rata-rata"] == "100%"
    assert dict(weighted_working([], None, policy)) == {"Hasil": "Belum ada capaian dari laporan terverifikasi."}
