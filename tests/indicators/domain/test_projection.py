"""What a year may come to: an estimate by the rule of accumulation, in words, never mistaken for a figure."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from indicators.domain.kinds import Aggregation, Figure, Grade, QuarterReading, Range, ValueState
from indicators.domain.measurement import year_result
from indicators.domain.policy import Policy
from indicators.domain.projection import outstanding_quarters, project
from indicators.domain.spec import IndicatorSpec

POLICY = Policy()
SCALE = ("D", "C", "CC", "B", "BB", "A", "AA")
WAITING, NOT_APPLICABLE = QuarterReading(ValueState.WAITING), QuarterReading(ValueState.NOT_APPLICABLE)
AMOUNTS = st.decimals(min_value=0, max_value=10_000, places=3)
TARGETS = st.decimals(min_value=1, max_value=10_000, places=2)


def figure(text) -> Figure:
    return Figure(Decimal(str(text)))


def reported(*values) -> dict[int, QuarterReading]:
    return {
        quarter: value if isinstance(value, QuarterReading) else QuarterReading.reported(Decimal(str(value)))
        for quarter, value in enumerate(values, start=1)
        if value is not None
    }


def targets(*values) -> dict[int, Figure]:
    return {quarter: figure(value) for quarter, value in enumerate(values, start=1) if value is not None}


def estimate(aggregation, readings, *, target=100, quarters=None, polarity="maximize", scale=()):
    goal = figure(target) if isinstance(target, int | str | Decimal) else target
    spec = IndicatorSpec.of(polarity, aggregation, scale)
    return project(spec, target=goal, quarter_targets=quarters or {}, readings=readings, policy=POLICY)


@pytest.mark.parametrize(
    ("aggregation", "readings", "quarters", "value"),
    [
        ("sum", reported(8, 12), targets(10, 20, 30, 40), "66.6666666667"),
        ("sum", reported(10), targets(10, 20, 30, 40), "100"),
        ("sum", reported(0, 0), targets(10, 20, 30, 40), "0"),
        ("sum", reported(3, 5), targets(0, 0, 5, 5), "16"),
        ("sum", reported(3, None, 5), targets(4, 4, 4, 4), "16"),
        ("last", reported(20, 40), targets(25, 50, 75, 100), "80"),
        ("last", reported(70, 72), targets(80, 80, 80, 80), "72"),
        ("last", reported(70), {}, "70"),
        ("average", reported(80, 90), targets(80, 80, 80, 80), "85"),
        ("max", reported(3, 9, 4), targets(5, 5, 5, 5), "9"),
        ("min", reported(3, 9, 4), targets(5, 5, 5, 5), "3"),
    ],
)
def test_each_rule_of_accumulation_goes_on_in_its_own_way(aggregation, readings, quarters, value):
    found = estimate(aggregation, readings, quarters=quarters)
    assert round(found.value.value, 8) == round(Decimal(value), 8)
    assert found.how.endswith(".")
    assert found.outstanding


def test_the_estimate_is_held_against_the_target_of_the_year():
    found = estimate("last", reported(20, 40), quarters=targets(25, 50, 75, 100))
    assert found.achievement.percent == Decimal(80)


def test_a_falling_target_takes_the_figure_with_it():
    found = estimate("last", reported(None, None, "15.5"), target="14", quarters=targets(None, None, "15.5", "14"))
    assert found.value == figure("14")
    assert "dari 15,5 menjadi 14" in found.how


def test_the_words_say_how_the_estimate_was_made():
    found = estimate("sum", reported(8, 12), quarters=targets(10, 20, 30, 40))
    assert found.how == (
        "Realisasi 20 adalah 66,67% dari target TW I, II; target TW III, IV sebesar 70 dianggap tercapai dengan laju "
        "yang sama."
    )


@pytest.mark.parametrize(
    ("aggregation", "readings", "quarters", "words"),
    [
        (
            "sum",
            reported(3, 5),
            targets(0, 0, 5, 5),
            "Rata-rata TW I, II dianggap bertambah lagi pada TW III, IV.",
        ),
        (
            "last",
            reported(20, 40),
            targets(25, 50, 75, 100),
            "Realisasi TW II dianggap mengikuti arah targetnya, dari 50 menjadi 100 pada akhir tahun.",
        ),
        ("last", reported(70), {}, "Realisasi TW I dianggap bertahan sampai akhir tahun."),
        (
            "average",
            reported(80, None, 90),
            targets(80, 80, 80, 80),
            "Rata-rata TW I, III dianggap bertahan sampai akhir tahun.",
        ),
        (
            "max",
            reported(3, 9),
            targets(5, 5, 5, 5),
            "Nilai tertinggi TW I, II; triwulan berikutnya hanya dapat menaikkannya.",
        ),
        (
            "min",
            reported(3, 9),
            targets(5, 5, 5, 5),
            "Nilai terendah TW I, II; triwulan berikutnya hanya dapat menurunkannya.",
        ),
        ("sum", reported(1, 2, 3, 4), {}, "Semua triwulan sudah dilaporkan; ini angka setahun."),
        ("sum", {}, {}, "Belum ada realisasi yang dapat menjadi dasar perkiraan."),
        ("annual", reported(7), {}, "Indikator tahunan baru diukur pada triwulan IV, jadi tidak diperkirakan."),
    ],
)
def test_every_way_of_estimating_is_told_in_one_sentence(aggregation, readings, quarters, words):
    assert estimate(aggregation, readings, quarters=quarters).how == words


@pytest.mark.parametrize(
    ("aggregation", "readings", "quarters", "value"),
    [
        pytest.param("sum", reported(8), targets(10, 0), "8", id="nothing more is planned"),
        pytest.param("sum", reported(8), targets(10, -5), "16", id="a negative target is no pace"),
        pytest.param("sum", reported(8), targets(-10, 5), "16", id="neither is one behind"),
        pytest.param("sum", reported(3, None, 5), targets(4, None, None, 4), "12", id="a quarter without a target"),
        pytest.param("last", reported(10), targets(20, 40), "50", id="the year's target ends the course"),
        pytest.param("last", reported(10), targets(0, 50, 75, 100), "10", id="no course begins at zero"),
        pytest.param("last", reported(20), targets(25, None, None, 0), "0", id="a course may end at zero"),
        pytest.param("last", reported(20), targets(25, None, None, -5), "20", id="but not below"),
        pytest.param("last", reported(1), targets(3, None, None, 1), "0." + "3" * 50, id="with fifty digits"),
        pytest.param("sum", reported(1), targets(3, 1), "1." + "3" * 49, id="a pace with fifty digits"),
        pytest.param("sum", reported(1, 1, 0), targets(0, 0, 0, 5), "2." + "6" * 48 + "7", id="a mean with fifty"),
    ],
)
def test_an_estimate_follows_the_targets_only_where_they_can_be_divided(aggregation, readings, quarters, value):
    assert estimate(aggregation, readings, quarters=quarters).value.value == Decimal(value)


def test_an_estimated_grade_is_achieved_on_the_scale_of_the_indicator():
    graded = {"polarity": "predicate", "scale": SCALE, "target": Grade("BB"), "quarters": {3: Grade("BB")}}
    found = estimate("max", {1: QuarterReading.reported("CC")}, **graded)
    assert found.achievement.percent == 60
    assert found.how == "Nilai tertinggi TW I; triwulan berikutnya hanya dapat menaikkannya."


def test_a_grade_is_held_to_the_end_of_the_year_though_its_targets_rise():
    quarters = {1: figure(3), 4: figure(5)}
    found = estimate("last", {1: QuarterReading.reported("CC")}, polarity="predicate", scale=SCALE, quarters=quarters)
    assert (found.value, found.how) == (Grade("CC"), "Realisasi TW I dianggap bertahan sampai akhir tahun.")


@pytest.mark.parametrize("readings", [{}, reported(7), reported(None, None, 7), {4: WAITING}])
def test_nobody_estimates_an_annual_figure_before_it_appears(readings):
    found = estimate("annual", readings)
    assert (found.value, found.achievement) == (None, None)
    assert "tidak diperkirakan" in found.how


def test_without_any_figure_there_is_no_estimate():
    for aggregation in ("sum", "last", "average", "max", "min"):
        found = estimate(aggregation, reported(WAITING, NOT_APPLICABLE), quarters=targets(1, 1, 1, 1))
        assert (found.value, found.achievement) == (None, None)


def test_grades_are_held_or_passed_but_never_added():
    graded = {"polarity": "predicate", "scale": SCALE, "target": Grade("BB")}
    readings = {1: QuarterReading.reported("B"), 2: QuarterReading.reported("CC")}
    assert estimate("last", readings, **graded, quarters={3: Grade("BB"), 4: Grade("BB")}).value == Grade("CC")
    assert estimate("max", readings, **graded, quarters={3: Grade("BB"), 4: Grade("BB")}).value == Grade("B")
    assert estimate("sum", readings, **graded).value is None


def test_a_range_gives_no_course_to_follow():
    quarters = {quarter: Range(Decimal(80), Decimal(90)) for quarter in (1, 2, 3, 4)}
    found = estimate("last", reported(85), target=Range(Decimal(80), Decimal(95)), quarters=quarters, polarity="range")
    assert found.value == figure(85)


def test_what_does_not_apply_is_not_waited_for_and_what_waits_is():
    spec = IndicatorSpec.of("maximize", "sum")
    readings = reported(1, NOT_APPLICABLE, WAITING)
    assert outstanding_quarters(spec, targets(1, 1, 1, 1), readings) == (3, 4)
    assert outstanding_quarters(spec, targets(1, 1, None, None), readings) == ()


def test_a_last_figure_waits_for_nothing_before_it():
    spec = IndicatorSpec.of("maximize", "last")
    assert outstanding_quarters(spec, targets(1, 1, 1, 1), reported(1, None, 3)) == (4,)
    assert outstanding_quarters(spec, targets(1, 1, 1, 1), reported(1, None, None, 3)) == ()


@given(st.sampled_from(list(Aggregation)), st.lists(AMOUNTS, min_size=4, max_size=4), st.lists(TARGETS, min_size=4))
def test_with_every_quarter_in_the_estimate_is_the_figure_itself(aggregation, values, goals):
    readings = {
        number: replace(reading, parts=(reading.value.value, Decimal(1)))
        for number, reading in reported(*values).items()
    }
    quarters = targets(*goals[:4])
    spec = IndicatorSpec.of("maximize", aggregation)
    year = year_result(spec, target=figure(100), quarter_targets=quarters, readings=readings, policy=POLICY, begun=())
    found = estimate(aggregation, readings, quarters=quarters)
    assert (found.value, found.achievement.percent) == (year.realised.value, year.achievement.percent)
    assert found.outstanding == ()


@given(
    st.sampled_from(["sum", "last", "average", "max", "min"]),
    st.lists(st.none() | AMOUNTS, min_size=4, max_size=4),
    st.integers(min_value=0, max_value=3),
    AMOUNTS,
    st.lists(st.none() | TARGETS, min_size=4, max_size=4),
)
def test_a_higher_realisation_never_lowers_the_estimate(aggregation, values, place, more, goals):
    assume(values[place] is not None)
    higher = [*values]
    higher[place] += more
    quarters = targets(*goals)
    low, high = (estimate(aggregation, reported(*each), quarters=quarters).value for each in (values, higher))
    assert high.value >= low.value


@given(
    st.sampled_from(list(Aggregation)),
    st.lists(st.none() | AMOUNTS, min_size=4, max_size=4),
    st.permutations([1, 2, 3, 4]),
)
def test_the_order_in_which_quarters_come_does_not_matter(aggregation, values, order):
    readings, quarters = reported(*values), targets(10, 20, 30, 40)
    shuffled = {quarter: readings[quarter] for quarter in order if quarter in readings}
    goals = {quarter: quarters[quarter] for quarter in order}
    assert estimate(aggregation, readings, quarters=quarters) == estimate(aggregation, shuffled, quarters=goals)
