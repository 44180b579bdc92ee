"""Categories, status beside 100 percent, averages and the sentence that sums up."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.domain.achievement import Achievement, unknown
from indicators.domain.classification import (
    Shares,
    average,
    average_by_objective,
    classify,
    shares,
    summarise,
    summary_sentence,
    target_status,
)
from indicators.domain.kinds import Averaging, TargetStatus
from indicators.domain.policy import (
    LAN_239,
    PERMENDAGRI_86,
    PRINGSEWU,
    SCALES,
    SEMARANG,
    TRAFFIC_LIGHT,
    Band,
    Policy,
    Scale,
    Tone,
    scale_of,
)
from indicators.domain.reasons import NoFigure

POLICY = Policy()
PERCENTAGES = st.decimals(min_value=-1000, max_value=1000, places=3)


def _known(*percentages) -> list[Achievement]:
    return [Achievement(Decimal(percent)) for percent in percentages]


MISSING = unknown(NoFigure.NOT_REPORTED)


@pytest.mark.parametrize(
    ("scale", "percent", "label"),
    [
        (PERMENDAGRI_86, "184.75", "Sangat Tinggi"),
        (PERMENDAGRI_86, "90.01", "Sangat Tinggi"),
        (PERMENDAGRI_86, "90.000001", "Sangat Tinggi"),
        (PERMENDAGRI_86, "90", "Tinggi"),
        (PERMENDAGRI_86, "77.14", "Tinggi"),
        (PERMENDAGRI_86, "75.5", "Tinggi"),
        (PERMENDAGRI_86, "75", "Sedang"),
        (PERMENDAGRI_86, "65.4", "Sedang"),
        (PERMENDAGRI_86, "65", "Rendah"),
        (PERMENDAGRI_86, "50.5", "Rendah"),
        (PERMENDAGRI_86, "50", "Sangat Rendah"),
        (PERMENDAGRI_86, "-20", "Sangat Rendah"),
        (LAN_239, "85", "Sangat Berhasil"),
        (LAN_239, "84.999", "Berhasil"),
        (LAN_239, "70", "Berhasil"),
        (LAN_239, "54.99", "Tidak Berhasil"),
        (TRAFFIC_LIGHT, "90", "Kuning"),
        (TRAFFIC_LIGHT, "90.1", "Hijau"),
        (TRAFFIC_LIGHT, "70", "Kuning"),
        (TRAFFIC_LIGHT, "69.99", "Merah"),
        (PRINGSEWU, "105.01", "Melampaui"),
        (PRINGSEWU, "105", "Tercapai"),
        (PRINGSEWU, "95", "Tercapai"),
        (PRINGSEWU, "94.995", "Mendekati Target"),
        (PRINGSEWU, "80", "Mendekati Target"),
        (PRINGSEWU, "60", "Perlu Perhatian"),
        (PRINGSEWU, "59.999", "Kritis"),
        (SEMARANG, "90", "Istimewa"),
        (SEMARANG, "59.99", "Sangat Kurang"),
    ],
)
def test_a_percentage_falls_in_one_category_also_between_published_bands(scale, percent, label):
    assert classify(Decimal(percent), scale).label == label


def test_what_cannot_be_told_has_no_category_and_no_status():
    assert classify(None, PERMENDAGRI_86) is None
    assert target_status(None, POLICY.met_tolerance) is None


@pytest.mark.parametrize("scale", SCALES, ids=lambda scale: scale.name)
@given(percent=PERCENTAGES, more=PERCENTAGES)
def test_every_percentage_has_a_category_and_more_is_never_a_lower_one(scale, percent, more):
    low, high = sorted((percent, more))
    order = [band.label for band in scale.descending]

    assert order.index(classify(high, scale).label) <= order.index(classify(low, scale).label)


@pytest.mark.parametrize("scale", SCALES, ids=lambda scale: scale.name)
def test_every_preset_names_its_source_and_known_tones(scale):
    assert scale.source
    assert all(band.tone in set(Tone) for band in scale.bands)
    assert scale.descending[0].tone == Tone.GOOD
    assert scale.descending[-1].tone == Tone.BAD


def test_the_order_of_bands_changes_nothing():
    shuffled = Scale("terbalik", tuple(reversed(PERMENDAGRI_86.bands)))

    assert shuffled.descending == PERMENDAGRI_86.descending


def test_the_lowest_band_takes_everything_beneath_its_own_bound():
    scale = Scale("tanpa dasar", (Band(Decimal(90), "Baik", "good"), Band(Decimal(0), "Kurang", "bad")))

    assert classify(Decimal(-5), scale).label == "Kurang"


def test_a_scale_without_bands_is_refused():
    with pytest.raises(ValueError, match=r"^Skala harus mempunyai sedikitnya satu kategori\.$"):
        Scale("kosong", ())


def test_a_scale_is_built_from_its_published_rows():
    rows = (("90", "Baik", Tone.GOOD), ("62.5", "Cukup", Tone.FAIR), (None, "Kurang", Tone.BAD))
    bands = (Band(Decimal(90), "Baik", "good"), Band(Decimal("62.5"), "Cukup", "fair"), Band(None, "Kurang", "bad"))

    assert scale_of("Skala", "LKjIP", rows) == Scale("Skala", bands, "LKjIP")
    assert [band.inclusive for band in scale_of("Skala", "LKjIP", rows, inclusive=True).bands] == [True, True, False]


def test_a_bound_below_zero_or_at_zero_has_its_place_among_the_others():
    bands = [Band(Decimal(bound), str(bound), "fair") for bound in (-10, 0, 20)] + [Band(None, "dasar", "bad")]
    scale = Scale("tidak berurutan", (bands[3], *bands[:3]))

    assert [band.label for band in scale.descending] == ["20", "0", "-10", "dasar"]


@pytest.mark.parametrize(
    ("percent", "status"),
    [
        ("100", TargetStatus.MET),
        ("100.004999", TargetStatus.MET),
        ("99.995001", TargetStatus.MET),
        ("100.005", TargetStatus.EXCEEDED),
        ("99.995", TargetStatus.BELOW),
        ("250", TargetStatus.EXCEEDED),
        ("0", TargetStatus.BELOW),
        ("-50", TargetStatus.BELOW),
    ],
)
def test_a_percentage_within_the_tolerance_of_100_has_met_its_target(percent, status):
    assert target_status(Decimal(percent), POLICY.met_tolerance) is status


def test_a_summary_counts_and_averages_what_could_be_told():
    summary = summarise([*_known("120", "100", "80"), MISSING], POLICY)

    assert (summary.total, summary.known, summary.unknown) == (4, 3, 1)
    assert (summary.exceeded, summary.met, summary.below) == (1, 1, 1)
    assert summary.average == 100


def test_a_missing_report_is_no_zero_in_the_average():
    assert summarise([*_known("80"), MISSING], POLICY).average == 80
    assert summarise(_known("80", "0"), POLICY).average == 40


def test_without_anything_told_there_is_no_average():
    assert summarise([MISSING, unknown(NoFigure.WAITING)], POLICY).average is None
    assert summarise([], POLICY).average is None


def test_the_cap_and_the_floor_bound_what_enters_the_average():
    capped = Policy(cap_in_average=Decimal(120))

    assert summarise(_known("300", "80"), capped).average == 100
    assert summarise(_known("-300", "80"), POLICY).average == 40
    assert summarise(_known("300", "80"), capped).exceeded == 1
    assert average([_known("300"), _known("80")], capped) == 100
    assert average_by_objective([_known("300", "80"), _known("0")], capped) == 50


@pytest.mark.parametrize(
    ("policy", "percent", "shown", "averaged"),
    [
        (Policy(), "-0.01", "0", "0"),
        (Policy(floor_at_zero=False), "-0.01", "-0.01", "-0.01"),
        (Policy(cap_display=Decimal(120)), "120.01", "120", "120.01"),
        (Policy(cap_in_average=Decimal(110)), "120.01", "120.01", "110"),
        (Policy(cap_display=Decimal(120), cap_in_average=Decimal(110)), "99", "99", "99"),
        (Policy(cap_display=Decimal(0)), "50", "0", "50"),
    ],
)
def test_floor_and_caps_are_those_of_the_policy(policy, percent, shown, averaged):
    assert policy.shown(Decimal(percent)) == Decimal(shown)
    assert policy.averaged(Decimal(percent)) == Decimal(averaged)


def test_objectives_of_unequal_size_weigh_differently_by_rule():
    groups = [_known("120", "120", "120"), _known("60")]

    assert average_by_objective(groups, POLICY) == 90
    assert average(groups, Policy(averaging=Averaging.OBJECTIVES)) == 90
    assert average(groups, Policy(averaging=Averaging.INDICATORS)) == 105


def test_an_objective_of_which_nothing_is_known_takes_no_part():
    assert average_by_objective([_known("80"), [MISSING], []], POLICY) == 80
    assert average_by_objective([[MISSING]], POLICY) is None


def test_shares_add_up_to_100_although_thirds_do_not():
    summary = summarise(_known("120", "100", "80"), POLICY)

    assert shares(summary) == Shares(Decimal("33.4"), Decimal("33.3"), Decimal("33.3"), Decimal(0))


def test_shares_of_nothing_are_none():
    assert shares(summarise([], POLICY)) is None


@given(
    counts=st.tuples(*[st.integers(0, 60)] * 4).filter(any),
    places=st.integers(0, 3),
)
def test_shares_always_add_up_to_100_and_are_never_negative(counts, places):
    exceeded, met, below, missing = counts
    achievements = [
        *_known(*["120"] * exceeded, *["100"] * met, *["80"] * below),
        *[MISSING] * missing,
    ]
    parts = shares(summarise(achievements, POLICY), places)

    listed = (parts.exceeded, parts.met, parts.below, parts.unknown)
    assert sum(listed) == 100
    assert min(listed) >= 0
    assert all(part == 0 for part, count in zip(listed, counts, strict=True) if count == 0)


@given(percentages=st.lists(PERCENTAGES, min_size=1, max_size=30), chance=st.randoms(use_true_random=False))
def test_the_order_of_indicators_changes_no_summary(percentages, chance):
    shuffled = list(percentages)
    chance.shuffle(shuffled)

    assert summarise(_known(*percentages), POLICY) == summarise(_known(*shuffled), POLICY)


def test_the_sentence_tells_counts_average_and_category():
    summary = summarise(_known(*["110"] * 7, *["100"] * 4, *["87"] * 7), POLICY)

    assert summary_sentence(summary, POLICY) == (
        "Dari 18 indikator kinerja, 7 melampaui, 4 sesuai, 7 belum mencapai target; "
        "rata-rata capaian 98,83% (kategori Sangat Tinggi)."
    )


def test_the_sentence_names_what_could_not_be_told():
    summary = summarise([*_known("80"), MISSING, MISSING], POLICY)

    assert summary_sentence(summary, POLICY) == (
        "Dari 3 indikator kinerja, 0 melampaui, 0 sesuai, 1 belum mencapai target; "
        "rata-rata capaian 80,00% (kategori Tinggi); 2 indikator belum dapat dinilai."
    )


@pytest.mark.parametrize(
    ("achievements", "sentence"),
    [([], "Belum ada indikator kinerja."), ([MISSING] * 2, "Dari 2 indikator kinerja, belum ada yang dapat dinilai.")],
)
def test_the_sentence_says_when_there_is_nothing_to_judge(achievements, sentence):
    assert summary_sentence(summarise(achievements, POLICY), POLICY) == sentence


def test_an_average_that_does_not_end_is_kept_with_fifty_digits():
    assert str(summarise(_known("100", "100", "200"), POLICY).average) == "133." + "3" * 47


def test_an_average_below_zero_is_shown_as_zero():
    below = summarise(_known("-50"), Policy(floor_at_zero=False))

    assert (below.average, below.shown_average) == (-50, 0)
    assert summary_sentence(below, Policy(floor_at_zero=False)) == (
        "Dari 1 indikator kinerja, 0 melampaui, 0 sesuai, 1 belum mencapai target; "
        "rata-rata capaian 0,00% (kategori Sangat Rendah)."
    )


def test_what_waits_for_its_verifier_is_told_so():
    summary = summarise([MISSING] * 2, POLICY)

    assert summary_sentence(summary, POLICY, is_verified=False) == (
        "Dari 2 indikator kinerja, belum ada yang terverifikasi."
    )


def test_the_largest_part_takes_the_rounding_wherever_it_stands():
    summary = summarise([*_known("120", "100", "80", "80"), MISSING, MISSING, MISSING], POLICY)

    assert shares(summary, 0) == Shares(Decimal(14), Decimal(14), Decimal(29), Decimal(43))
    assert shares(summary) == Shares(Decimal("14.3"), Decimal("14.3"), Decimal("28.6"), Decimal("42.8"))
