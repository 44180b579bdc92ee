"""How a figure came about, step by step, so that anybody can repeat it."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.domain.kinds import Aggregation, Averaging, Figure, Grade, MinimizeFormula, Range, Reading, ValueState
from indicators.domain.measurement import IndicatorSpec, quarter_result, year_result
from indicators.domain.numbers import format_number, format_percent
from indicators.domain.policy import Policy
from indicators.domain.working import Measured, average_working, unrounded, working

WAITING = Reading(ValueState.WAITING)
NOT_APPLICABLE = Reading(ValueState.NOT_APPLICABLE)


def figure(text) -> Figure:
    return Figure(Decimal(text))


def reported(*values) -> dict[int, Reading]:
    return {
        quarter: value if isinstance(value, Reading) else Reading.reported(Decimal(str(value)))
        for quarter, value in enumerate(values, start=1)
        if value is not None
    }


def steps(
    aggregation,
    target,
    readings,
    *,
    polarity="maximize",
    policy=None,
    quarter=None,
    targets=None,
    scale=(),
    multiplier=Decimal(1),
):
    """Per heading the rows of the working as a dict."""
    spec, policy = IndicatorSpec.of(polarity, aggregation, scale), policy or Policy()
    targets = targets or {}
    if quarter is None:
        result = year_result(spec, target=target, readings=readings, policy=policy)
    else:
        result = quarter_result(
            spec, quarter=quarter, target_year=target, quarter_targets=targets, readings=readings, policy=policy
        )
    measured = Measured(spec, 2026, quarter, result, readings, targets, policy, multiplier)
    return {step.heading: dict(step.rows) for step in working(measured)}


def test_a_published_figure_is_shown_from_the_quarter_to_the_category():
    found = steps("last", figure("49"), reported(None, None, None, "56.23"), polarity="minimize")
    assert found["1. Realisasi"]["Hasil"] == "56,23 (dari TW IV)"
    assert found["2. Target"] == {"Target tahun 2026": "49"}
    assert found["3. Capaian"]["Rumus"] == "(2 × target − realisasi) / target × 100%"
    assert found["3. Capaian"]["Perhitungan"] == "(2 × 49 − 56,23) / 49 × 100%"
    assert found["3. Capaian"]["Hasil"] == "85,2448979592…%"
    assert "PermenPANRB 8/2021 hal. 100" in found["3. Capaian"]["Sumber rumus"]
    assert found["4. Pembulatan dan kategori"]["Dibulatkan sekali"].startswith("85,24%")
    assert found["4. Pembulatan dan kategori"]["Kategori"] == "Tinggi (di atas 75%; dinilai sebelum dibulatkan)"
    assert "Permendagri 86/2017" in found["4. Pembulatan dan kategori"]["Skala"]


@pytest.mark.parametrize(
    ("aggregation", "result"),
    [
        ("sum", "3 + 5 + 2,5 = 10,5"),
        ("average", "(3 + 5 + 2,5) / 3 = 3,5"),
        ("max", "tertinggi dari 3; 5; 2,5 = 5"),
        ("min", "terendah dari 3; 5; 2,5 = 2,5"),
        ("last", "2,5 (dari TW IV)"),
        ("annual", "2,5 (dari TW IV)"),
    ],
)
def test_each_rule_of_accumulation_shows_the_quarters_that_entered(aggregation, result):
    found = steps(aggregation, figure("12"), reported(3, 5, WAITING, "2.5"))["1. Realisasi"]
    assert (found["Hasil"], found["TW III"]) == (result, "menunggu data")


@pytest.mark.parametrize(
    ("value", "parts", "multiplier", "words"),
    [
        ("85.227273", ("1200", "1408"), 100, "85,227273 = 1.200 / 1.408 × 100"),
        ("85.24", ("1200", "1408"), 100, "85,24; pembilang dan penyebut: 1.200 / 1.408 × 100 = 85,227273"),
        ("0.5", ("1", "2"), 1, "0,5 = 1 / 2"),
        ("109.316167", ("9", "8233"), 100_000, "109,316167 = 9 / 8.233 × 100.000"),
        ("3", None, 100, "3"),
    ],
)
def test_numerator_and_denominator_are_part_of_the_working(value, parts, multiplier, words):
    told = parts and (Decimal(parts[0]), Decimal(parts[1]))
    readings = {3: Reading(ValueState.REPORTED, figure(value), parts=told)}
    assert steps("last", figure("90"), readings, multiplier=Decimal(multiplier))["1. Realisasi"]["TW III"] == words


def test_missing_not_applicable_and_provisional_quarters_are_told_apart():
    readings = reported(None, NOT_APPLICABLE, WAITING, 0) | {1: Reading.reported(Decimal(7), provisional=True)}
    found = steps("sum", figure("12"), readings)["1. Realisasi"]
    assert [found[f"TW {roman}"] for roman in ("I", "II", "III", "IV")] == [
        "7 (angka sementara)",
        "tidak berlaku (n/a)",
        "menunggu data",
        "0",
    ]


def test_a_value_that_does_not_enter_says_so():
    found = steps("last", figure("12"), reported(3, 5))["1. Realisasi"]
    assert (found["TW I"], found["TW II"]) == ("3 (tidak masuk hitungan)", "5")


def test_the_target_to_date_is_the_sum_of_the_quarters_that_have_one():
    targets = {1: figure("2"), 3: figure("4")}
    found = steps("sum", figure("10"), reported(1, 1, 1), quarter=3, targets=targets)
    assert found["2. Target"] == {"Target TW I, TW III": "2 + 4 = 6"}


def test_the_last_quarter_without_targets_is_held_against_the_year():
    found = steps("last", figure("10"), reported(1, 1, 1, 9), quarter=4)
    assert found["2. Target"] == {"Target tahun 2026": "10 (triwulan tidak mempunyai target sendiri)"}


def test_caps_and_floors_of_the_policy_are_told():
    capped = steps("last", figure("10"), reported(30), policy=Policy(cap_display=Decimal(120)))
    floored = steps("last", figure("10"), reported(25), polarity="minimize")
    assert capped["4. Pembulatan dan kategori"]["Batas kebijakan"] == "300% ditampilkan 120%"
    assert floored["4. Pembulatan dan kategori"]["Batas kebijakan"] == "-50% ditampilkan 0%"
    assert capped["Kebijakan 2026"]["Batas atas yang ditampilkan"] == "120%"


def test_the_other_formula_is_named_when_the_policy_chose_it():
    policy = Policy(minimize_formula=MinimizeFormula.B)
    found = steps("last", figure("162"), reported(186), polarity="minimize", policy=policy)
    assert found["3. Capaian"]["Rumus"] == "target / realisasi × 100%"
    assert found["Kebijakan 2026"]["Indikator turun"] == "rumus B: target / realisasi"


def test_grades_and_ranges_have_their_working_too():
    scale = ("D", "C", "CC", "B", "BB", "A", "AA")
    graded = steps("last", Grade("BB"), {4: Reading.reported("A")}, polarity="predicate", scale=scale)
    ranged = steps("last", Range(Decimal(80), Decimal(90)), reported(99), polarity="range")
    assert graded["3. Capaian"]["Perhitungan"] == "A (6) / BB (5) × 100%"
    assert ranged["2. Target"] == {"Target tahun 2026": "80–90"}


def test_what_cannot_be_told_says_why_and_has_neither_rounding_nor_category():
    found = steps("last", figure("10"), reported(WAITING))
    assert found["3. Capaian"] == {"Hasil": "Menunggu data dari sumber resmi."}
    assert "4. Pembulatan dan kategori" not in found


@given(
    st.sampled_from(list(Aggregation)),
    st.decimals(min_value=1, max_value=10_000, places=2),
    st.lists(st.decimals(min_value=0, max_value=10_000, places=4), min_size=4, max_size=4),
)
def test_the_working_ends_with_the_very_number_that_is_shown(aggregation, target, values):
    readings = reported(*values)
    spec, policy = IndicatorSpec.of("maximize", aggregation), Policy()
    percent = year_result(spec, target=Figure(target), readings=readings, policy=policy).achievement.percent
    found = steps(aggregation, Figure(target), readings)
    assert found["3. Capaian"]["Hasil"] == unrounded(percent)
    assert found["4. Pembulatan dan kategori"]["Dibulatkan sekali"].startswith(format_percent(percent))


def test_an_average_shows_what_entered_it_by_the_policys_rule():
    groups = {"Sasaran A": [Decimal(90), Decimal(110)], "Sasaran B": [Decimal(40)]}
    plain = dict(average_working(groups, Decimal(80), Policy()))
    by_objective = Policy(averaging=Averaging.OBJECTIVES, cap_in_average=Decimal(100))
    nested = dict(average_working(groups, Decimal("67.5"), by_objective))
    assert plain["Perhitungan"] == "(90,00% + 110,00% + 40,00%) / 3"
    assert plain["Hasil"] == "80%, ditampilkan 80,00%"
    assert (nested["Sasaran A"], nested["Sasaran B"]) == ("(90,00% + 100,00%) / 2", "40,00%")
    assert nested["Perhitungan"] == "(95,00% + 40,00%) / 2"
    assert dict(average_working({}, None, Policy()))["Hasil"].startswith("Belum ada")


@pytest.mark.parametrize(
    ("percent", "text"), [("100", "100%"), ("85.5", "85,5%"), ("33." + "3" * 40, "33,3333333333…%")]
)
def test_dots_stand_only_where_digits_were_left_out(percent, text):
    assert unrounded(Decimal(percent)) == text
    assert format_number(Decimal(percent), 10) in text
