"""Every percentage can show its working, in Indonesian."""

from decimal import Decimal

import pytest

from indicators.domain.achievement import achieve, unknown
from indicators.domain.kinds import Figure, Grade, MinimizeFormula, Polarity, Range
from indicators.domain.policy import Policy
from indicators.domain.reasons import Flag, NoFigure

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


COMMON = "LKjIP pemerintah daerah (realisasi / target), antara lain LKjIP Maluku Tengah 2021 hal. III.2"
LAN = "Keputusan Kepala LAN 239/IX/6/8/2003; PermenPANRB 8/2021 hal. 100"
INVERSE = "LKjIP Kabupaten Manggarai Timur 2019 (target / realisasi)"
OF_RANGES = "PermenPANRB 8/2021 hal. 100 (target berupa rentang)"
STABLE = "Rumus stabilisasi: penyimpangan dari batas terdekat"
ZERO_RULE = "Aturan target nol"
EIGHTIES = Range(Decimal(80), Decimal(90))
BELOW_ZERO = Range(Decimal(-5), Decimal(-2))
FROM_ZERO, TO_ZERO = Range(Decimal(0), Decimal(5)), Range(Decimal(-5), Decimal(0))


@pytest.mark.parametrize(
    ("polarity", "target", "realised", "policy", "formula", "working", "source"),
    [
        (
            Polarity.MAXIMIZE,
            _figure("1234.5"),
            _figure("1000"),
            A,
            "realisasi / target × 100%",
            "1.000 / 1.234,5 × 100%",
            COMMON,
        ),
        (
            Polarity.MAXIMIZE,
            _figure("0.1234567"),
            _figure("-0.1234567"),
            A,
            "realisasi / target × 100%",
            "(-0,123457) / 0,123457 × 100%",
            COMMON,
        ),
        (
            Polarity.MAXIMIZE,
            _figure("-2"),
            _figure("-1"),
            A,
            "(1 + (realisasi − target) / |target|) × 100%",
            "(1 + ((-1) − (-2)) / 2) × 100%",
            COMMON,
        ),
        (
            Polarity.MINIMIZE,
            _figure("-2"),
            _figure("-1"),
            A,
            "(1 − (realisasi − target) / |target|) × 100%",
            "(1 − ((-1) − (-2)) / 2) × 100%",
            LAN,
        ),
        (
            Polarity.MINIMIZE,
            _figure("10"),
            _figure("8"),
            A,
            "(2 × target − realisasi) / target × 100%",
            "(2 × 10 − 8) / 10 × 100%",
            LAN,
        ),
        (
            Polarity.MINIMIZE,
            _figure("162"),
            _figure("186"),
            B,
            "target / realisasi × 100%",
            "162 / 186 × 100%",
            INVERSE,
        ),
        (
            Polarity.MINIMIZE,
            _figure("5"),
            _figure("0"),
            B,
            "target / realisasi × 100%",
            "realisasi 0: ditetapkan 100%",
            INVERSE,
        ),
        (
            Polarity.MAXIMIZE,
            EIGHTIES,
            _figure("92"),
            A,
            "realisasi / batas atas × 100%",
            "92 / 90 × 100%",
            OF_RANGES,
        ),
        (
            Polarity.MAXIMIZE,
            EIGHTIES,
            _figure("40"),
            A,
            "realisasi / batas bawah × 100%",
            "40 / 80 × 100%",
            OF_RANGES,
        ),
        (
            Polarity.MAXIMIZE,
            EIGHTIES,
            _figure("85"),
            A,
            "realisasi di dalam rentang target: 100%",
            "85 berada di dalam 80–90: 100%",
            OF_RANGES,
        ),
        (
            Polarity.MINIMIZE,
            EIGHTIES,
            _figure("85"),
            A,
            "realisasi di dalam rentang target: 100%",
            "85 berada di dalam 80–90: 100%",
            OF_RANGES,
        ),
        (
            Polarity.MINIMIZE,
            EIGHTIES,
            _figure("100"),
            B,
            "batas atas / realisasi × 100%",
            "90 / 100 × 100%",
            OF_RANGES,
        ),
        (
            Polarity.MAXIMIZE,
            BELOW_ZERO,
            _figure("-6"),
            A,
            "(1 + (realisasi − batas bawah) / |batas bawah|) × 100%",
            "(1 + ((-6) − (-5)) / 5) × 100%",
            OF_RANGES,
        ),
        (
            Polarity.MINIMIZE,
            BELOW_ZERO,
            _figure("-1"),
            A,
            "(1 − (realisasi − batas atas) / |batas atas|) × 100%",
            "(1 − ((-1) − (-2)) / 2) × 100%",
            OF_RANGES,
        ),
        (
            Polarity.RANGE,
            EIGHTIES,
            _figure("99"),
            A,
            "100% − |realisasi − batas atas| / batas atas × 100%, paling rendah 0%",
            "100% − |99 − 90| / 90 × 100%",
            STABLE,
        ),
        (
            Polarity.RANGE,
            BELOW_ZERO,
            _figure("-6"),
            A,
            "100% − |realisasi − batas bawah| / |batas bawah| × 100%, paling rendah 0%",
            "100% − |(-6) − (-5)| / 5 × 100%",
            STABLE,
        ),
        (
            Polarity.RANGE,
            EIGHTIES,
            _figure("85"),
            A,
            "realisasi di dalam rentang target: 100%",
            "85 berada di dalam 80–90: 100%",
            STABLE,
        ),
        (
            Polarity.YES_NO,
            Grade("ya"),
            Grade("tidak"),
            A,
            "jawaban sesuai target: 100%, selain itu 0%",
            "target ya, realisasi tidak: 0%",
            "Indikator ya/tidak: 100% bila sesuai target, selain itu 0%",
        ),
        (
            Polarity.YES_NO,
            Grade("ya"),
            Grade("Ya"),
            A,
            "jawaban sesuai target: 100%, selain itu 0%",
            "target ya, realisasi Ya: 100%",
            "Indikator ya/tidak: 100% bila sesuai target, selain itu 0%",
        ),
    ],
)
def test_formula_working_and_source_are_those_of_the_comparison(
    polarity, target, realised, policy, formula, working, source
):
    rows = _rows(polarity, target, realised, policy)

    assert (rows["Rumus"], rows["Perhitungan"], rows["Sumber"]) == (formula, working, source)


@pytest.mark.parametrize(
    ("polarity", "target", "realised", "words"),
    [
        (Polarity.MAXIMIZE, _figure("0"), "3", "target 0 dan realisasi 3: 100%"),
        (Polarity.MAXIMIZE, _figure("0"), "-3", "target 0 dan realisasi (-3): 0%"),
        (Polarity.MINIMIZE, _figure("0"), "3", "target 0 dan realisasi 3: 0%"),
        (Polarity.MAXIMIZE, TO_ZERO, "2", "batas atas 0 dan realisasi 2: 100%"),
        (Polarity.MINIMIZE, FROM_ZERO, "-1", "batas bawah 0 dan realisasi (-1): 100%"),
        (Polarity.RANGE, FROM_ZERO, "-1", "batas bawah 0 dan realisasi (-1): 0%"),
    ],
)
def test_what_stands_in_for_a_division_by_zero_is_told_in_words(polarity, target, realised, words):
    rows = _rows(polarity, target, _figure(realised))

    assert (rows["Rumus"], rows["Perhitungan"]) == (words, words)
    assert rows["Catatan"] == "Target atau batas target 0, sehingga rumus pembagian tidak dapat dipakai."
    is_plain = isinstance(target, Figure) or polarity is Polarity.RANGE
    assert rows["Sumber"] == (ZERO_RULE if is_plain else OF_RANGES)


def test_nothing_where_nothing_was_wanted_is_told_without_a_note():
    rows = _rows(Polarity.MINIMIZE, _figure("0"), _figure("0"))

    assert rows["Rumus"] == rows["Perhitungan"] == "target 0 dan realisasi 0: 100%"
    assert rows["Sumber"] == ZERO_RULE
    assert "Catatan" not in rows


def test_the_working_of_grades_names_their_ranks_and_the_scale():
    rows = _rows(Polarity.PREDICATE, Grade("BB"), Grade("A"), scale=("B", "BB", "A"))

    assert rows["Rumus"] == "peringkat realisasi / peringkat target × 100%"
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
    policy = (
        "indikator turun: target / realisasi; batas atas yang ditampilkan: tidak ada; batas atas dalam rata-rata: 120%"
    )
    unfloored = Policy(minimize_formula=MinimizeFormula.B, cap_in_average=Decimal(120), floor_at_zero=False)

    assert unknown(NoFigure.WAITING, _figure("5")).explain(unfloored) == (
        ("Target", "5"),
        ("Hasil", "Menunggu data dari sumber resmi."),
        ("Kebijakan", policy),
    )
    assert unknown(NoFigure.NO_TARGET, realised=_figure("3")).explain(unfloored) == (
        ("Realisasi", "3"),
        ("Hasil", "Target belum ditetapkan."),
        ("Kebijakan", policy),
    )


def test_figures_are_explained_with_the_six_decimals_that_are_stored():
    rows = _rows(Polarity.MAXIMIZE, _figure("0.1234567"), _figure("0.7654321"))

    assert (rows["Target"], rows["Realisasi"]) == ("0,123457", "0,765432")


@pytest.mark.parametrize("member", [*NoFigure, *Flag])
def test_every_reason_and_flag_is_one_indonesian_sentence(member):
    assert member.sentence[0].isupper()
    assert member.sentence.endswith(".")
