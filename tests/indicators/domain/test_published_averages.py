"""Averages, counts and methods that reports have printed."""

from decimal import Decimal

import pytest

from indicators.domain.achievement import Achievement
from indicators.domain.classification import classify, summarise, summary_sentence
from indicators.domain.numbers import format_percent
from indicators.domain.policy import BANJARNEGARA_2016, MALUKU_TENGAH_2021, SAMPANG_2019, Policy
from tests.indicators.domain.cases import computed, document

POLICY = Policy()


def _summary_of(name: str):
    return summarise([computed(each) for each in document(name)["rows"]], POLICY)


def _achieved(*percentages: str) -> list[Achievement]:
    return [Achievement(Decimal(percent)) for percent in percentages]


def test_manggarai_timur_averages_the_percentages_it_printed():
    summary = summarise(_achieved("87.10", "96.54", "72.52"), POLICY)

    published = document("manggarai_timur_2019_kesehatan")["summaries"][1]["average_published"]
    assert abs(summary.average - Decimal(str(published))) <= Decimal("0.011")
    assert summary.below == 3


def test_tanah_datar_prints_110_where_the_mean_of_its_two_road_indicators_is_110_66():
    assert format_percent(_summary_of("tanah_datar_2015_jalan").average) == "110,66%"


def test_lebong_counts_seven_exceeded_four_met_and_seven_below_among_eighteen():
    counts = document("lebong_summaries")["summaries"][0]
    percentages = ["128"] * counts["exceeded"] + ["100"] * counts["met"] + ["80"] * counts["below"]

    summary = summarise(_achieved(*percentages), POLICY)

    assert (summary.total, summary.exceeded, summary.met, summary.below) == (18, 7, 4, 7)
    assert summary_sentence(summary, POLICY).startswith(
        "Dari 18 indikator kinerja, 7 melampaui, 4 sesuai, 7 belum mencapai target; rata-rata capaian"
    )


def test_lebong_averages_above_100_so_that_no_cap_is_the_default():
    averages = [each["average"] for each in document("lebong_summaries")["summaries"] if "average" in each]

    assert min(averages) > 100
    assert POLICY.cap_in_average is None
    assert POLICY.cap_display is None


def test_balikpapan_reaches_thirteen_of_twenty():
    summary = summarise(_achieved(*["100"] * 5, *["104"] * 8, *["92"] * 7), POLICY)

    assert summary.exceeded + summary.met == 13
    assert summary.below == 7


@pytest.mark.parametrize(
    ("scale", "name", "key"),
    [
        (SAMPANG_2019, "sampang_inspektorat_2019", "range"),
        (MALUKU_TENGAH_2021, "maluku_tengah_2021_method", "range"),
        (BANJARNEGARA_2016, "banjarnegara_2016_method", "bound"),
    ],
)
def test_scales_carry_the_labels_of_their_documents_from_the_highest_down(scale, name, key):
    declared = document(name)["scale_declared"]

    assert [band.label for band in scale.descending] == [each["label"] for each in declared]
    assert all(each[key] for each in declared)


@pytest.mark.parametrize(
    ("scale", "percent", "label"),
    [
        (SAMPANG_2019, "100", "Sangat Baik"),
        (SAMPANG_2019, "91", "Sangat Baik"),
        (SAMPANG_2019, "90", "Baik"),
        (SAMPANG_2019, "50", "Sangat Kurang"),
        (MALUKU_TENGAH_2021, "85", "Sangat Baik"),
        (MALUKU_TENGAH_2021, "85.01", "Memuaskan"),
        (MALUKU_TENGAH_2021, "30", "Kurang"),
        (BANJARNEGARA_2016, "92.5", "Sangat Memuaskan"),
        (BANJARNEGARA_2016, "60.25", "Kurang Memuaskan"),
    ],
)
def test_scales_put_their_own_bounds_where_their_documents_do(scale, percent, label):
    assert classify(Decimal(percent), scale).label == label
