"""Percentages that governments and regulations have printed; their documents are named in `published/`."""

from decimal import Decimal

import pytest

from indicators.domain.achievement import achieve
from indicators.domain.kinds import Figure, Polarity
from indicators.domain.numbers import format_percent, parse_number
from indicators.domain.ratios import component_value, multiplier_for_unit
from tests.indicators.domain.cases import (
    VARIANT_A,
    VARIANT_B,
    computed,
    consistent_rows,
    document,
    is_money,
    printed,
    row,
    tolerance,
)

CONSISTENT = consistent_rows()


@pytest.mark.parametrize(
    ("name", "each"), CONSISTENT, ids=[f"{name}: {each['indikator']}" for name, each in CONSISTENT]
)
def test_a_printed_percentage_that_follows_from_its_figures_is_reproduced(name, each):
    achievement = computed(each)

    assert abs(achievement.percent - printed(each)) <= tolerance(each)


def test_every_consistent_row_of_the_documents_is_among_the_cases():
    assert len(CONSISTENT) == 4 + 2 + 5 + 6 + 2 + 3


@pytest.mark.parametrize(
    ("target", "realised", "shown"),
    [("49", "56,23", "85,24%"), ("46", "56,23", "77,76%"), ("32", "4,88", "184,75%")],
)
def test_provinsi_lampung_measures_lower_is_better_by_formula_a(target, realised, shown):
    achievement = achieve(
        polarity=Polarity.MINIMIZE,
        target=Figure(parse_number(target)),
        realised=Figure(parse_number(realised)),
        policy=VARIANT_A,
    )

    assert format_percent(achievement.percent) == shown


@pytest.mark.parametrize(("target", "shown"), [("18", "80,00%"), ("21", "97,14%")])
def test_the_agreed_target_of_stunting_gives_another_percentage_than_the_planned_one(target, shown):
    achievement = achieve(
        polarity=Polarity.MINIMIZE,
        target=Figure(parse_number(target)),
        realised=Figure(parse_number("21,6")),
        policy=VARIANT_A,
    )

    assert format_percent(achievement.percent) == shown


def test_formula_b_is_not_formula_a_for_maternal_deaths_in_manggarai_timur():
    each = row("manggarai_timur_2019_kesehatan", "Angka Kematian Ibu per 100.000 KH")

    assert format_percent(computed(each, VARIANT_B).percent) == "87,10%"
    assert format_percent(computed(each, VARIANT_A).percent) == "85,19%"


def test_maternal_deaths_of_dumai_follow_from_cases_and_births():
    each = row("dumai_2016_2020", "Angka kematian ibu per 100.000 KH")

    rate = component_value(
        Decimal(each["numerator"]), Decimal(each["denominator"]), multiplier_for_unit(each["satuan"])
    )

    assert abs(rate - parse_number(each["realisasi"])) <= Decimal("0.005")


def test_a_realisation_printed_as_not_available_is_no_number_and_no_percentage():
    each = document("sampang_inspektorat_2019")["rows"][0]

    with pytest.raises(ValueError, match="bukan angka"):
        parse_number(each["realisasi"])


def _differs(each: dict, policy=None) -> None:
    assert abs(computed(each, policy).percent - printed(each)) > tolerance(each)


def test_regulation_8_2021_prints_113_where_92_of_90_is_102_22():
    each = document("permenpanrb_8_2021_worked_examples")["rows"][0]

    _differs(each)
    assert format_percent(computed(each).percent) == "102,22%"


def test_manggarai_timur_prints_72_52_for_toddler_deaths_far_below_their_target():
    each = row("manggarai_timur_2019_kesehatan", "Angka Kematian Balita per 1.000 KH")

    _differs(each, VARIANT_A)
    _differs(each, VARIANT_B)
    assert format_percent(computed(each, VARIANT_A).percent) == "171,88%"


def test_tanah_datar_prints_73_30_in_a_sentence_where_11_of_15_is_73_33():
    each = row("tanah_datar_2015_2016", "Persentase cakupan wilayah persampahan")

    _differs(each)
    assert format_percent(computed(each).percent) == "73,33%"


def test_tanah_datar_prints_70_30_in_the_table_cell_of_the_same_indicator():
    each = row("tanah_datar_2015_2016", "Persentase cakupan wilayah persampahan (table cell)")

    _differs(each)


def _ratio(text: str) -> Figure:
    return Figure(parse_number(text.removeprefix("1:")))


def _ratio_differs(indicator: str) -> None:
    each = row("dumai_2016_2020", indicator)
    for polarity, policy in (
        (Polarity.MAXIMIZE, VARIANT_A),
        (Polarity.MINIMIZE, VARIANT_A),
        (Polarity.MINIMIZE, VARIANT_B),
    ):
        for target in (each["target"], each["target_tahunan"]):
            achievement = achieve(
                polarity=polarity, target=_ratio(target), realised=_ratio(each["realisasi"]), policy=policy
            )
            assert abs(achievement.percent - printed(each)) > tolerance(each)


def test_dumai_prints_83_86_for_teachers_per_pupil_which_no_formula_gives():
    _ratio_differs("Rasio guru/murid per kelas rata-rata SD/MI")


def test_dumai_prints_82_for_teachers_per_pupil_of_lower_secondary_which_no_formula_gives():
    _ratio_differs("Rasio guru/murid per kelas rata-rata SLTP")


def test_balikpapan_prints_101_75_where_10_59_of_10_41_is_101_73():
    achievement = achieve(
        polarity=Polarity.MAXIMIZE,
        target=Figure(Decimal("10.41")),
        realised=Figure(Decimal("10.59")),
        policy=VARIANT_A,
    )

    assert format_percent(achievement.percent) == "101,73%"


def test_tanah_datar_computes_its_roads_on_kilometres_and_not_on_the_printed_percentages():
    each = row("tanah_datar_2015_jalan", "Persentase peningkatan jalan berkualitas baik (km)")
    on_percentages = achieve(
        polarity=Polarity.MAXIMIZE,
        target=Figure(parse_number(each["also"]["target_persen"])),
        realised=Figure(parse_number(each["also"]["realisasi_persen"])),
        policy=VARIANT_A,
    )

    assert format_percent(computed(each).percent) == "121,32%"
    assert format_percent(on_percentages.percent) == "121,48%"


def test_money_of_the_documents_is_read_with_points_between_thousands():
    each = row("tanah_datar_2015_2016", "Realisasi anggaran program persampahan")

    assert is_money(each)
    assert parse_number(each["realisasi"], money=True) == 499_471_900
