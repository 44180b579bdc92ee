"""Every percentage can show its working, in Indonesian."""

from decimal import Decimal

import pytest

from indicators.domain.achievement import achieve, untold
from indicators.domain.kinds import Figure, Grade, MinimizeFormula, Polarity, Range
from indicators.domain.policy import Policy
from indicators.domain.reasons import Flag, Reason

A = Policy()
B = Policy(minimize_formula=MinimizeFormula.B)


def _rows(polarity, target, realised, policy=A, scale=()):
    achievement = achieve(polarity=polarity, target=target, realised=realised, policy=policy, scale=scale)
    return dict(achievement.explain(policy))


def _figure(text: str) -> Figure:
    return Figure(Decimal(text))


def test_an_explanation_shows_formula_figures_working_result_policy_and_source():
    rows = _rows(Polarity.MINIMIZE, _figure("49"), _figure("56.23"))

    assert rows == {
        "Rumus": "(2 × target − realisasi) / target × 100%",
        "Target": "49",
        "Realisasi": "56,23",
        "Perhitungan": "(2 × 49 − 56,23) / 49 × 100%",
        "Hasil": "85,24%",
        "Kebijakan": "indikator turun: (2 × target − realisasi) / target; batas atas yang ditampilkan: tidak ada; "
        "batas atas dalam rata-rata: tidak ada; nilai negatif ditampilkan 0%",
        "Sumber": "Keputusan Kepala LAN 239/IX/6/8/2003; PermenPANRB 8/2021 hal. 100",
    }


@pytest.mark.parametrize(
    ("polarity", "target", "realised", "policy", "working"),
    [
        (Polarity.MAXIMIZE, _figure("1234.5"), _figure("1000"), A, "1.000 / 1.234,5 × 100%"),
        (Polarity.MAXIMIZE, _figure("0"), _figure("3"), A, "target 0 dan realisasi 3: 100%"),
        (Polarity.MAXIMIZE, _figure("-2"), _figure("-1"), A, "(1 + ((-1) − (-2)) / 2) × 100%"),
        (Polarity.MINIMIZE, _figure("-2"), _figure("-1"), A, "(1 − ((-1) − (-2)) / 2) × 100%"),
        (Polarity.MINIMIZE, _figure("162"), _figure("186"), B, "162 / 186 × 100%"),
        (Polarity.MINIMIZE, _figure("0"), _figure("0"), A, "target 0 dan realisasi 0: 100%"),
        (Polarity.MINIMIZE, _figure("5"), _figure("0"), B, "realisasi 0: ditetapkan 100%"),
        (Polarity.MAXIMIZE, Range(Decimal(80), Decimal(90)), _figure("92"), A, "92 / 90 × 100%"),
        (Polarity.MAXIMIZE, Range(Decimal(80), Decimal(90)), _figure("85"), A, "85 berada di dalam 80–90: 100%"),
        (Polarity.RANGE, Range(Decimal(80), Decimal(90)), _figure("99"), A, "100% − |99 − 90| / 90 × 100%"),
        (Polarity.YES_NO, Grade("ya"), Grade("tidak"), A, "target ya, realisasi tidak: 0%"),
    ],
)
def test_the_working_shows_the_figures_in_the_formula(polarity, target, realised, policy, working):
    assert _rows(polarity, target, realised, policy)["Perhitungan"] == working


def test_the_working_of_grades_names_their_ranks_and_the_scale():
    rows = _rows(Polarity.PREDICATE, Grade("BB"), Grade("A"), scale=("B", "BB", "A"))

    assert rows["Perhitungan"] == "A (3) / BB (2) × 100%"
    assert rows["Sumber"] == "Peringkat predikat dalam skala indikator: B < BB < A"


def test_a_bound_is_named_in_the_formula_when_it_was_passed():
    rows = _rows(Polarity.MINIMIZE, Range(Decimal(7), Decimal(8)), _figure("9"))

    assert rows["Rumus"] == "(2 × batas atas − realisasi) / batas atas × 100%"
    assert rows["Sumber"] == "PermenPANRB 8/2021 hal. 100 (target berupa rentang)"


def test_a_capped_result_shows_both_percentages_and_the_cap():
    capped = Policy(cap_display=Decimal(150))
    rows = _rows(Polarity.MAXIMIZE, _figure("10"), _figure("30"), capped)

    assert rows["Hasil"] == "300,00%, ditampilkan 150,00%"
    assert "batas atas yang ditampilkan: 150%" in rows["Kebijakan"]


def test_a_floored_result_shows_both_percentages():
    assert _rows(Polarity.MINIMIZE, _figure("10"), _figure("25"))["Hasil"] == "-50,00%, ditampilkan 0,00%"


def test_a_flag_becomes_a_note():
    assert _rows(Polarity.MAXIMIZE, _figure("0"), _figure("3"))["Catatan"] == Flag.ZERO_TARGET.sentence


def test_what_cannot_be_told_gives_its_reason_as_the_result():
    rows = dict(untold(Reason.WAITING, _figure("5")).explain(A))

    assert rows["Hasil"] == "Menunggu data dari sumber resmi."
    assert rows["Target"] == "5"
    assert "Perhitungan" not in rows


@pytest.mark.parametrize("member", [*Reason, *Flag])
def test_every_reason_and_flag_is_one_indonesian_sentence(member):
    assert member.sentence[0].isupper()
    assert member.sentence.endswith(".")
