"""How a figure came about, step by step, so that anybody can repeat it."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.domain.average_working import average_working
from indicators.domain.kinds import (
    Aggregation,
    Averaging,
    Figure,
    Grade,
    MinimizeFormula,
    QuarterReading,
    Range,
    ValueState,
)
from indicators.domain.measurement import quarter_result, year_result
from indicators.domain.numbers import format_number, format_percent
from indicators.domain.policy import LAN_239, Band, Policy, Scale
from indicators.domain.spec import IndicatorSpec
from indicators.domain.working import Measured, Step, unrounded, working

WAITING = QuarterReading(ValueState.WAITING)
NOT_APPLICABLE = QuarterReading(ValueState.NOT_APPLICABLE)


def figure(text) -> Figure:
    return Figure(Decimal(text))


def reported(*values) -> dict[int, QuarterReading]:
    return {
        quarter: value if isinstance(value, QuarterReading) else QuarterReading.reported(Decimal(str(value)))
        for quarter, value in enumerate(values, start=1)
        if value is not None
    }


def steps(*arguments, **choices):
    """Per heading the rows of the working as a dict."""
    return {step.heading: dict(step.rows) for step in all_steps(*arguments, **choices)}


def all_steps(
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
    """The working in full."""
    spec, policy = IndicatorSpec.of(polarity, aggregation, scale), policy or Policy()
    targets = targets or {}
    if quarter is None:
        result = year_result(spec, target=target, quarter_targets=targets, readings=readings, policy=policy, begun=())
    else:
        result = quarter_result(
            spec, quarter=quarter, target_year=target, quarter_targets=targets, readings=readings, policy=policy
        )
    return working(Measured(spec, 2026, quarter, result, readings, targets, policy, multiplier))


def test_the_whole_working_can_be_read_from_top_to_bottom():
    """Two quarters of 40 and 50,5 against 100: 90,5 percent, and 90,5 lies above the bound of 90."""
    readings = reported(40, "50.5") | {2: QuarterReading.reported(Decimal("50.5"), provisional=True)}
    targets = {quarter: figure("25") for quarter in (1, 2, 3, 4)}
    assert all_steps("sum", figure("100"), readings, targets=targets) == (
        Step(
            "1. Realisasi",
            (
                ("Akumulasi", "Jumlah: realisasi triwulan ditambahkan"),
                ("TW I", "40"),
                ("TW II", "50,5 (angka sementara)"),
                ("TW III", "belum dilaporkan"),
                ("TW IV", "belum dilaporkan"),
                ("Hasil", "40 + 50,5 = 90,5"),
            ),
        ),
        Step("2. Target", (("Target tahun 2026", "100"),)),
        Step(
            "3. Capaian",
            (
                ("Rumus", "realisasi / target × 100%"),
                ("Perhitungan", "90,5 / 100 × 100%"),
                ("Hasil", "90,5%"),
                ("Perhatikan", "TW III belum dilaporkan; TW IV belum dilaporkan; Memuat angka sementara"),
                (
                    "Sumber rumus",
                    "LKjIP pemerintah daerah (realisasi / target), antara lain LKjIP Maluku Tengah 2021 hal. III.2",
                ),
            ),
        ),
        Step(
            "4. Pembulatan dan kategori",
            (
                ("Dibulatkan sekali", "90,50% (dua desimal, setengah ke atas)"),
                ("Kategori", "Sangat Tinggi (di atas 90%; dinilai sebelum dibulatkan)"),
                ("Skala", "Permendagri 86/2017 (sebelumnya Permendagri 54/2010), skala nilai peringkat kinerja"),
            ),
        ),
        Step(
            "Kebijakan 2026",
            (
                ("Indikator turun", "rumus A: (2 × target − realisasi) / target"),
                ("Batas atas yang ditampilkan", "tidak ada"),
                ("Batas atas dalam rata-rata", "tidak ada"),
                ("Nilai negatif", "ditampilkan 0%"),
                ("Rata-rata unit", "rata-rata semua indikator, hanya dari laporan terverifikasi"),
            ),
        ),
    )


def test_the_policy_of_another_year_reads_otherwise():
    policy = Policy(
        minimize_formula=MinimizeFormula.B,
        cap_display=Decimal(150),
        cap_in_average=Decimal("120.5"),
        floor_at_zero=False,
        averaging=Averaging.OBJECTIVES,
    )
    assert steps("last", figure("10"), reported(9), policy=policy)["Kebijakan 2026"] == {
        "Indikator turun": "rumus B: target / realisasi",
        "Batas atas yang ditampilkan": "150%",
        "Batas atas dalam rata-rata": "120,5%",
        "Nilai negatif": "ditampilkan apa adanya",
        "Rata-rata unit": "rata-rata per sasaran, lalu rata-rata sasaran, hanya dari laporan terverifikasi",
    }


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
        ("0.5", ("1.125", "2.25"), 1, "0,5 = 1,125 / 2,25"),
        ("3", None, 100, "3"),
        ("3", ("3", "0"), 100, "3"),
    ],
)
def test_numerator_and_denominator_are_part_of_the_working(value, parts, multiplier, words):
    written = parts and (Decimal(parts[0]), Decimal(parts[1]))
    readings = {3: QuarterReading(ValueState.REPORTED, figure(value), parts=written)}
    assert steps("last", figure("90"), readings, multiplier=Decimal(multiplier))["1. Realisasi"]["TW III"] == words


def test_missing_not_applicable_and_provisional_quarters_are_told_apart():
    readings = reported(None, NOT_APPLICABLE, WAITING, 0) | {1: QuarterReading.reported(Decimal(7), provisional=True)}
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


def test_a_provisional_value_that_does_not_enter_says_both():
    readings = reported(3, 5) | {1: QuarterReading.reported(Decimal(3), provisional=True)}
    assert steps("last", figure("12"), readings)["1. Realisasi"]["TW I"] == "3 (tidak masuk hitungan, angka sementara)"


def test_a_quarter_without_target_that_was_not_reported_is_left_out():
    targets = {2: figure("5"), 3: figure("5")}
    found = steps("sum", figure("10"), reported(None, None, 4), targets=targets, quarter=3)["1. Realisasi"]
    assert found == {
        "Akumulasi": "Jumlah: realisasi triwulan ditambahkan",
        "TW II": "belum dilaporkan",
        "TW III": "4",
        "Hasil": "Belum lapor TW II. Yang dilaporkan: 4 dari 5 yang diminta pada TW III.",
    }


def test_a_year_of_which_nothing_was_reported_says_so_instead_of_a_sum():
    found = steps("sum", figure("10"), {})
    assert found["1. Realisasi"]["Hasil"] == "Realisasi belum dilaporkan."
    assert found["3. Capaian"] == {"Hasil": "Realisasi belum dilaporkan."}


def test_negative_quarters_stand_in_brackets():
    found = steps("sum", figure("2"), reported("-3", 5))["1. Realisasi"]
    assert (found["TW I"], found["Hasil"]) == ("-3", "(-3) + 5 = 2")


def test_figures_show_the_six_decimals_that_are_stored_and_a_mean_shows_dots_for_the_rest():
    found = steps("average", figure("0.1234567"), reported("0.0000014", 0, 0))
    assert found["1. Realisasi"]["TW I"] == "0,000001"
    assert found["2. Target"] == {"Target tahun 2026": "0,123457"}
    thirds = steps("average", figure("4"), reported(3, 3, 4))["1. Realisasi"]
    assert thirds["Hasil"] == "(3 + 3 + 4) / 3 = 3,333333…"


def test_a_missing_target_says_so_in_the_place_of_the_target():
    assert steps("last", None, reported(3))["2. Target"] == {"Target": "Target belum ditetapkan."}


def test_what_is_unusual_about_a_percentage_is_a_note():
    found = steps("last", figure("0"), reported(3), polarity="minimize")["3. Capaian"]
    assert found["Catatan"] == "Target atau batas target 0, sehingga rumus pembagian tidak dapat dipakai."


@pytest.mark.parametrize(
    ("aggregation", "targets", "words"),
    [
        ("sum", {1: "0.1234562"}, {"Target TW I": "0,123456…"}),
        ("sum", {1: "0.1234564", 2: "1"}, {"Target TW I, TW II": "0,123456… + 1 = 1,123456"}),
        ("last", {1: "7", 2: "0.1234567"}, {"Target TW II": "0,123457"}),
    ],
)
def test_the_target_to_date_is_named_after_its_quarters(aggregation, targets, words):
    targets = {quarter: figure(text) for quarter, text in targets.items()}
    assert steps(aggregation, figure("9"), reported(1, 1), quarter=2, targets=targets)["2. Target"] == words


def test_the_annual_target_of_a_last_quarter_shows_six_decimals():
    found = steps("last", figure("0.1234567"), reported(1, 1, 1, 9), quarter=4)
    assert found["2. Target"] == {"Target tahun 2026": "0,123457 (triwulan tidak mempunyai target sendiri)"}


@pytest.mark.parametrize(
    ("realised", "scale", "words"),
    [
        ("10", Policy().scale, "Sangat Rendah (selebihnya; dinilai sebelum dibulatkan)"),
        ("85", LAN_239, "Sangat Berhasil (mulai 85%; dinilai sebelum dibulatkan)"),
    ],
)
def test_the_category_names_the_bound_that_was_reached(realised, scale, words):
    found = steps("last", figure("100"), reported(realised), policy=Policy(scale=scale))
    assert found["4. Pembulatan dan kategori"]["Kategori"] == words


def test_a_scale_without_a_source_is_named():
    policy = Policy(scale=Scale("Skala Kabupaten", (Band(None, "Semua", "good"),)))
    found = steps("last", figure("100"), reported(100), policy=policy)
    assert found["4. Pembulatan dan kategori"]["Skala"] == "Skala Kabupaten"


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
    graded = steps("last", Grade("BB"), {4: QuarterReading.reported("A")}, polarity="predicate", scale=scale)
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
    readings = {
        number: replace(reading, parts=(reading.value.value, Decimal(1)))
        for number, reading in reported(*values).items()
    }
    spec, policy = IndicatorSpec.of("maximize", aggregation), Policy()
    percent = year_result(
        spec, target=Figure(target), quarter_targets={}, readings=readings, policy=policy, begun=()
    ).achievement.percent
    found = steps(aggregation, Figure(target), readings)
    assert found["3. Capaian"]["Hasil"] == unrounded(percent)
    assert found["4. Pembulatan dan kategori"]["Dibulatkan sekali"].startswith(format_percent(percent))


def test_an_average_shows_what_entered_it_by_the_policys_rule():
    groups = {"Sasaran A": [Decimal(90), Decimal(110)], "Sasaran B": [Decimal(40)]}
    plain = dict(average_working(groups, Decimal(80), Policy()))
    by_objective = Policy(averaging=Averaging.OBJECTIVES, cap_in_average=Decimal(100))
    nested = dict(average_working(groups, Decimal("67.5"), by_objective))
    assert plain == {
        "Aturan": "rata-rata semua indikator, hanya dari laporan terverifikasi",
        "Sasaran A": "(90,00% + 110,00%) / 2",
        "Sasaran B": "40,00%",
        "Perhitungan": "(90,00% + 110,00% + 40,00%) / 3",
        "Hasil": "80%, ditampilkan 80,00%",
    }
    assert nested == {
        "Aturan": "rata-rata per sasaran, lalu rata-rata sasaran, hanya dari laporan terverifikasi",
        "Sasaran A": "(90,00% + 100,00%) / 2",
        "Sasaran B": "40,00%",
        "Perhitungan": "(95,00% + 40,00%) / 2",
        "Batas atas dalam rata-rata": "100%",
        "Hasil": "67,5%, ditampilkan 67,50%",
    }
    assert dict(average_working({}, None, Policy()))["Hasil"].startswith("Belum ada")


@pytest.mark.parametrize(
    ("percent", "text"), [("100", "100%"), ("85.5", "85,5%"), ("33." + "3" * 40, "33,3333333333…%")]
)
def test_dots_stand_only_where_digits_were_left_out(percent, text):
    assert unrounded(Decimal(percent)) == text
    assert format_number(Decimal(percent), 10) in text
