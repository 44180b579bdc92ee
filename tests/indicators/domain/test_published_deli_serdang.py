"""The E.81 workbook of the Bappedalitbang of Kabupaten Deli Serdang, 2025: 102 rows, four quarters, money."""

from decimal import Decimal

import pytest

from indicators.domain.accumulation import accumulate
from indicators.domain.kinds import NOT_REPORTED, Aggregation, Figure, Polarity, QuarterReading
from indicators.domain.measurement import year_result
from indicators.domain.policy import Policy
from indicators.domain.reasons import Flag, NoFigure
from indicators.domain.spec import IndicatorSpec
from tests.indicators.domain.cases import deli_serdang_rows

ROWS = {int(each["excel_row"]): each for each in deli_serdang_rows()}
ADDING_UP = [number for number, each in ROWS.items() if each.get("check_sum_quarters_equals_realisasi")]
TARGETED = [number for number in ADDING_UP if ROWS[number].get("capaian_tahun_persen_computed") is not None]
ZERO_TARGETS = [number for number, each in ROWS.items() if each["target"] == 0 and each["realisasi"] == 0]
SUMMED = IndicatorSpec(Polarity.MAXIMIZE, Aggregation.SUM)
ROUNDING = Decimal("0.00001")
"""The transcript keeps six decimals, so four quarters may be off by two millionths."""


def _readings(each: dict) -> dict[int, QuarterReading]:
    return {
        quarter: NOT_REPORTED if figure is None else QuarterReading.reported(figure)
        for quarter, figure in enumerate(each["realisasi_triwulan"], start=1)
    }


def _year(number: int):
    each = ROWS[number]
    return year_result(
        SUMMED, target=Figure(each["target"]), quarter_targets={}, readings=_readings(each), policy=Policy(), begun=()
    )


@pytest.mark.parametrize("number", ADDING_UP)
def test_the_quarters_of_a_row_add_up_to_its_total(number):
    total = accumulate(Aggregation.SUM, _readings(ROWS[number]))

    assert abs(total.value.value - ROWS[number]["realisasi"]) <= ROUNDING


@pytest.mark.parametrize("number", TARGETED)
def test_the_year_of_a_row_has_the_percentage_that_its_figures_give(number):
    expected = ROWS[number]["capaian_tahun_persen_computed"]

    assert abs(_year(number).achievement.percent - expected) <= Decimal("0.0001")


def test_all_102_rows_are_looked_at():
    assert (len(ROWS), len(ADDING_UP), len(TARGETED), len(ZERO_TARGETS)) == (102, 83, 83, 8)


def test_row_51_prints_a_total_of_0_although_its_fourth_quarter_has_35():
    total = accumulate(Aggregation.SUM, _readings(ROWS[51]))

    assert total.value == Figure(Decimal(35))
    assert ROWS[51]["realisasi"] == 0
    assert _year(51).achievement.percent == 100


@pytest.mark.parametrize("number", ZERO_TARGETS)
def test_rows_with_target_and_realisation_0_are_not_told_where_the_sheet_prints_0_percent(number):
    assert _year(number).achievement.reason is NoFigure.ZERO_TARGET_NOT_APPLICABLE


def test_row_82_realises_one_report_of_none_planned_and_is_flagged():
    achievement = _year(82).achievement

    assert achievement.percent == 100
    assert achievement.flags == (Flag.ZERO_TARGET,)


@pytest.mark.parametrize("number", [40, 41, 89, 90])
def test_an_empty_fourth_quarter_stays_missing_and_is_no_zero(number):
    assert _year(number).realised.missing == (4,)
    assert "TW IV belum dilaporkan" in _year(number).notes


@pytest.mark.parametrize("number", [108, 109, 110, 111, 112])
def test_rows_without_any_figure_are_not_reported(number):
    assert accumulate(Aggregation.SUM, _readings(ROWS[number])).reason is NoFigure.NOT_REPORTED


def test_row_13_prints_200_percent_because_the_percentages_of_two_years_were_added():
    each = ROWS[13]

    assert each["capaian_renstra_persen_published"] == 200
    assert each["realisasi_renstra_sd_tahun_lalu"] + each["realisasi"] == 200
    assert abs(_year(13).achievement.percent - 100) <= Decimal("0.0001")


@pytest.mark.parametrize("number", [number for number, each in ROWS.items() if number not in (11, 12)])
def test_the_money_of_the_quarters_adds_up(number):
    each = ROWS[number]
    spent = [Decimal(amount or 0) for amount in each["realisasi_anggaran_triwulan"]]

    assert sum(spent) == (each["realisasi_anggaran"] or 0)


@pytest.mark.parametrize("number", [11, 12])
def test_the_quarters_of_the_headings_count_money_of_rows_91_and_96_twice(number):
    each = ROWS[number]
    twice = sum(ROWS[91]["realisasi_anggaran_triwulan"]) + sum(ROWS[96]["realisasi_anggaran_triwulan"][:3])

    assert sum(each["realisasi_anggaran_triwulan"]) - each["realisasi_anggaran"] == twice
