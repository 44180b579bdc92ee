"""Whether an indicator's plan says what a plan must say."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.domain.kinds import Aggregation, Figure, Grade, Range
from indicators.domain.smart import CHECKED, GAPS, PlannedIndicator, Score, assess, quarters_objection, total_score

A = Aggregation
FIGURES = st.decimals(min_value=-(10**13), max_value=10**13, places=6)
COURSES = st.dictionaries(st.sampled_from((1, 2, 3, 4)), FIGURES, min_size=1)
WHOLE = PlannedIndicator(
    aggregation=A.SUM,
    annual=Figure(Decimal(100)),
    quarters={quarter: Figure(Decimal(25)) for quarter in (1, 2, 3, 4)},
    operational_definition="Bayi yang diimunisasi lengkap.",
    formula_text="Bayi diimunisasi / bayi seluruhnya × 100",
    data_source="Laporan puskesmas",
    person_in_charge="Kepala Bidang Pencegahan",
    collection_frequency="quarterly",
    collection_medium="Formulir imunisasi",
    unit_of_measure="%",
    baseline="72,5 (2025)",
    evidence_type="Laporan bulanan",
)


def _course(*figures) -> dict[int, Figure]:
    return {quarter: Figure(Decimal(figure)) for quarter, figure in enumerate(figures, start=1) if figure is not None}


def test_a_plan_that_tells_everything_has_no_gap():
    assessment = assess(WHOLE)

    assert assessment.findings == ()
    assert assessment.score == Score(11, 11)
    assert (assessment.score.words, assessment.score.percent) == ("11 dari 11", Decimal(100))
    assert assessment.score.is_full


@pytest.mark.parametrize("name", GAPS)
@pytest.mark.parametrize("filler", ["", "  ", "-", " – ", "...", "\n"])
def test_each_field_of_the_sheet_is_missed_in_a_sentence(name, filler):
    assessment = assess(replace(WHOLE, **{name: filler}))

    assert [(finding.field, finding.sentence) for finding in assessment.findings] == [(name, GAPS[name])]
    assert assessment.score.words == "10 dari 11"
    assert not assessment.score.is_full


def test_a_plan_that_tells_nothing_lacks_all_eleven_and_the_share_is_not_rounded():
    assessment = assess(PlannedIndicator(aggregation=A.LAST))

    assert len(assessment.findings) == CHECKED == 11
    assert assessment.score.percent == 0
    assert "Target setahun belum ditetapkan." in [finding.sentence for finding in assessment.findings]
    assert str(Score(8, 11).percent).startswith("72.7272727272727272727272727")


def test_several_empty_fields_are_told_in_one_sentence_and_targets_in_their_own():
    assessment = assess(replace(WHOLE, baseline="", data_source="", quarters={}))

    assert assessment.brief == ("Belum diisi: sumber data, kondisi awal.", "Target triwulan belum diisi.")
    assert assess(replace(WHOLE, baseline="")).brief == ("Kondisi awal belum diisi.",)
    assert assess(WHOLE).brief == ()
    assert assess(replace(WHOLE, annual=None, quarters={})).brief == (
        "Target setahun belum ditetapkan.",
        "Target triwulan belum diisi.",
    )
    assert assess(replace(WHOLE, baseline="", annual=None)).brief == (
        "Kondisi awal belum diisi.",
        "Target setahun belum ditetapkan.",
        "Target triwulan belum dapat dibandingkan karena target setahun belum ditetapkan.",
    )


def test_several_plans_are_scored_as_one_and_no_plan_has_no_share():
    half = PlannedIndicator(aggregation=A.LAST)

    assert total_score([assess(WHOLE), assess(half)]) == Score(11, 22)
    assert total_score([]).percent is None


def test_targets_of_quarters_are_missed_or_told_apart_from_the_target_of_the_year():
    without = assess(replace(WHOLE, quarters={}))
    year_missing = assess(replace(WHOLE, annual=None))

    assert [finding.sentence for finding in without.findings] == ["Target triwulan belum diisi."]
    assert [(finding.field, finding.sentence) for finding in year_missing.findings] == [
        ("target", "Target setahun belum ditetapkan."),
        ("quarters", "Target triwulan belum dapat dibandingkan karena target setahun belum ditetapkan."),
    ]
    differing = assess(replace(WHOLE, annual=Figure(Decimal(90))))
    assert [(finding.field, finding.sentence) for finding in differing.findings] == [
        ("quarters", "Jumlah target triwulan 100, sedangkan target setahun 90.")
    ]


@pytest.mark.parametrize(
    ("aggregation", "annual", "quarters"),
    [
        (A.SUM, "100", ("10", "20", "30", "40")),
        (A.SUM, "100", ("100", None, None, None)),
        (A.SUM, "0.3", ("0.1", "0.2", None, None)),
        (A.SUM, "100.000000", ("50", None, "50.0", None)),
        (A.SUM, "0", ("0", "0", "0", "0")),
        (A.LAST, "80", ("20", "40", "60", "80")),
        (A.LAST, "80", (None, None, None, "80.00")),
        (A.ANNUAL, "72", (None, None, None, "72")),
        (A.AVERAGE, "85", ("80", "90", None, None)),
        (A.AVERAGE, "0.70", ("0.7", "0.7", "0.7", "0.7")),
        (A.MAX, "9", ("3", "9", "4", None)),
        (A.MIN, "3", ("3", "9", "4", None)),
    ],
)
def test_quarters_that_agree_are_left_alone(aggregation, annual, quarters):
    assert quarters_objection(aggregation, Figure(Decimal(annual)), _course(*quarters)) is None


@pytest.mark.parametrize(
    ("aggregation", "annual", "quarters", "sentence"),
    [
        (A.SUM, "100", ("20", "20", "20", "30"), "Jumlah target triwulan 90, sedangkan target setahun 100."),
        (A.SUM, "0.3", ("0.1", "0.200001"), "Jumlah target triwulan 0,300001, sedangkan target setahun 0,3."),
        (A.SUM, "5000", ("1250.5",), "Jumlah target triwulan 1.250,5, sedangkan target setahun 5.000."),
        (A.LAST, "80", ("20", "40", "60", "75"), "Target triwulan IV 75, sedangkan target setahun 80."),
        (A.LAST, "80", ("20",), "Target triwulan IV belum diisi; isinya harus sama dengan target setahun, 80."),
        (A.ANNUAL, "7.25", (None, None, None, "7.2"), "Target triwulan IV 7,2, sedangkan target setahun 7,25."),
        (A.AVERAGE, "90", ("80", "90"), "Rata-rata target triwulan 85, sedangkan target setahun 90."),
        (
            A.AVERAGE,
            "66.67",
            ("60", "70", "70"),
            "Rata-rata target triwulan 200 dibagi 3, sedangkan target setahun 66,67.",
        ),
        (A.MAX, "10", ("3", "9"), "Target triwulan tertinggi 9, sedangkan target setahun 10."),
        (A.MIN, "2", ("3", "9"), "Target triwulan terendah 3, sedangkan target setahun 2."),
    ],
)
def test_quarters_that_do_not_agree_are_told_exactly(aggregation, annual, quarters, sentence):
    assert quarters_objection(aggregation, Figure(Decimal(annual)), _course(*quarters)) == sentence


@pytest.mark.parametrize("aggregation", list(A))
def test_ranges_and_grades_are_never_added_the_fourth_quarter_counts(aggregation):
    wide, narrow = Range(Decimal(10), Decimal(30)), Range(Decimal(10), Decimal("20.5"))

    assert quarters_objection(aggregation, narrow, {1: wide, 4: narrow}) is None
    assert quarters_objection(aggregation, Grade("BB"), {2: Grade("CC"), 4: Grade(" bb")}) is None
    assert quarters_objection(aggregation, narrow, {4: wide}) == (
        "Target triwulan IV 10–30, sedangkan target setahun 10–20,5."
    )
    assert quarters_objection(aggregation, Grade("A"), {4: Grade("BB")}) == (
        "Target triwulan IV BB, sedangkan target setahun A."
    )


def test_targets_of_another_kind_than_the_years_are_named():
    quarters = {1: Figure(Decimal(1)), 2: Range(Decimal(1), Decimal(2)), 4: Figure(Decimal(9))}

    assert quarters_objection(A.SUM, Figure(Decimal(10)), quarters) == (
        "Target triwulan II berupa rentang, sedangkan target setahun berupa angka."
    )


@pytest.mark.parametrize(
    ("annual", "quarters", "sentence"),
    [
        (
            Grade("BB"),
            {4: Figure(Decimal(9)), 3: Range(Decimal(1), Decimal(2))},
            "Target triwulan III berupa rentang, sedangkan target setahun berupa predikat.",
        ),
        (
            Range(Decimal(1), Decimal(2)),
            {1: Range(Decimal(1), Decimal(2)), 4: Figure(Decimal(9))},
            "Target triwulan IV berupa angka, sedangkan target setahun berupa rentang.",
        ),
        (
            Figure(Decimal(9)),
            {4: Grade("BB")},
            "Target triwulan IV berupa predikat, sedangkan target setahun berupa angka.",
        ),
    ],
)
def test_the_first_quarter_of_another_kind_is_named_with_both_kinds(annual, quarters, sentence):
    assert quarters_objection(A.LAST, annual, quarters) == sentence


@pytest.mark.parametrize(
    ("annual", "fourth", "sentence"),
    [
        (
            Range(Decimal("1.25"), Decimal(2)),
            None,
            "Target triwulan IV belum diisi; isinya harus sama dengan target setahun, 1,25–2.",
        ),
        (
            Range(Decimal(1), Decimal("2.125")),
            Range(Decimal(1), Decimal("2.0625")),
            "Target triwulan IV 1–2,0625, sedangkan target setahun 1–2,125.",
        ),
        (Grade("Sangat  Baik"), Grade("sangat baik "), None),
    ],
)
def test_the_fourth_quarter_is_told_with_every_decimal(annual, fourth, sentence):
    quarters = {1: annual} | ({4: fourth} if fourth else {})
    assert quarters_objection(A.SUM, annual, quarters) == sentence


def test_large_targets_are_added_and_averaged_without_losing_a_digit():
    large = "12345678901234567890123456789.5"
    assert quarters_objection(A.SUM, Figure(Decimal(large)), _course(large, "0")) is None
    assert quarters_objection(A.SUM, Figure(Decimal(large)), _course(large, "0.25")) == (
        "Jumlah target triwulan 12.345.678.901.234.567.890.123.456.789,75, "
        "sedangkan target setahun 12.345.678.901.234.567.890.123.456.789,5."
    )
    assert quarters_objection(A.AVERAGE, Figure(Decimal(large)), _course(large, large)) is None


def test_round_hundreds_are_written_in_full():
    assert quarters_objection(A.MAX, Figure(Decimal("2E+2")), _course("1E+2")) == (
        "Target triwulan tertinggi 100, sedangkan target setahun 200."
    )


def test_the_rule_may_be_given_as_it_is_stored_and_no_quarters_are_no_contradiction():
    assert quarters_objection("sum", Figure(Decimal(2)), _course("1", "1")) is None
    assert quarters_objection("sum", Figure(Decimal(2)), {}) is None


@given(COURSES)
def test_the_accumulated_quarters_themselves_never_give_an_objection(course):
    quarters = {quarter: Figure(figure) for quarter, figure in course.items()}
    total = sum(course.values(), Decimal(0))

    assert quarters_objection(A.SUM, Figure(total), quarters) is None
    assert quarters_objection(A.MAX, Figure(max(course.values())), quarters) is None
    assert quarters_objection(A.MIN, Figure(min(course.values())), quarters) is None
    if 4 in course:
        assert quarters_objection(A.LAST, Figure(course[4]), quarters) is None


@given(FIGURES, st.sets(st.sampled_from((1, 2, 3, 4)), min_size=1))
def test_the_same_target_in_every_quarter_agrees_by_every_rule_but_the_sum(figure, measured):
    quarters = {quarter: Figure(figure) for quarter in measured}

    for rule in (A.AVERAGE, A.MAX, A.MIN):
        assert quarters_objection(rule, Figure(figure), quarters) is None


@given(COURSES, st.decimals(min_value="0.000001", max_value=1000, places=6), st.sampled_from(list(A)))
def test_a_year_above_all_quarters_is_seen_by_every_rule_however_small_the_difference(course, difference, rule):
    quarters = {quarter: Figure(figure) for quarter, figure in course.items()}
    highest = max([*course.values(), sum(course.values(), Decimal(0))])

    sentence = quarters_objection(rule, Figure(highest + difference), quarters)

    assert sentence is not None
    assert sentence.endswith(".")


@given(COURSES, FIGURES, st.sampled_from(list(A)))
def test_the_order_in_which_quarters_are_given_does_not_matter(course, annual, rule):
    quarters = {quarter: Figure(figure) for quarter, figure in course.items()}
    backwards = dict(reversed(quarters.items()))

    assert quarters_objection(rule, Figure(annual), quarters) == quarters_objection(rule, Figure(annual), backwards)
