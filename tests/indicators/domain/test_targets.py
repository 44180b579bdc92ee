"""Targets and realisations as they are typed: numbers, ranges, grades, ya/tidak."""

from decimal import Decimal

import pytest

from indicators.domain.kinds import Figure, Grade, Polarity, Range
from indicators.domain.numbers import (
    AmbiguousNumber,
    NumberError,
    format_exact,
    format_figure,
)
from indicators.domain.readings import parse_scale, parse_target, read_realisation

AKIP = ("D", "C", "CC", "B", "BB", "A", "AA")
NUMERIC = [Polarity.MAXIMIZE, Polarity.MINIMIZE, Polarity.RANGE]


@pytest.mark.parametrize("polarity", NUMERIC)
@pytest.mark.parametrize(
    "text",
    [
        "80-90",
        "80–90",
        "80—90",
        "80 - 90",
        " 80  –  90 ",
        "80 s.d. 90",
        "80 s.d 90",
        "80 sd 90",
        "80 S.D. 90",
        "80 sampai 90",
        "80 sampai dengan 90",
        "80 hingga 90",
        "80%-90%",
    ],
)
def test_a_range_is_read_however_it_is_written(polarity, text):
    assert parse_target(text, polarity) == Range(Decimal(80), Decimal(90))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("85,5", Figure(Decimal("85.5"))),
        ("-5", Figure(Decimal(-5))),
        ("\u22125", Figure(Decimal(-5))),
        ("-5 - -2", Range(Decimal(-5), Decimal(-2))),
        ("-5--2", Range(Decimal(-5), Decimal(-2))),
        ("-2 s.d. 3", Range(Decimal(-2), Decimal(3))),
        ("1,5-2,5", Range(Decimal("1.5"), Decimal("2.5"))),
        ("5-5", Range(Decimal(5), Decimal(5))),
        ("Rp1.000-Rp2.000", Range(Decimal(1000), Decimal(2000))),
    ],
)
def test_a_sign_is_told_from_a_dash_between_bounds(text, value):
    assert parse_target(text, Polarity.RANGE) == value


def test_money_bounds_are_grouped_by_points():
    assert parse_target("1.000-2.000", Polarity.MAXIMIZE, money=True) == Range(Decimal(1000), Decimal(2000))


def test_an_ambiguous_bound_is_asked_back():
    with pytest.raises(AmbiguousNumber, match=r"“1\.000” dapat dibaca"):
        parse_target("1.000-2.000", Polarity.MAXIMIZE)


def test_bounds_the_wrong_way_round_are_refused():
    with pytest.raises(NumberError) as refusal:
        parse_target("90 - 80", Polarity.RANGE)

    assert str(refusal.value) == "Batas bawah “90” lebih besar daripada batas atas; tukar urutannya."


@pytest.mark.parametrize("text", ["80-90-100", "80-", "-", "80 - BB", "2026-03-31", ""])
def test_what_is_neither_number_nor_range_is_refused(text):
    with pytest.raises(NumberError):
        parse_target(text, Polarity.MAXIMIZE)


@pytest.mark.parametrize(("text", "label"), [("BB", "BB"), (" bb ", "BB"), ("aa", "AA")])
def test_a_grade_is_read_as_its_scale_writes_it(text, label):
    assert parse_target(text, Polarity.PREDICATE, AKIP) == Grade(label)
    assert read_realisation(text, Polarity.PREDICATE, AKIP).value == Grade(label)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("WTP", "Predikat “WTP” tidak ada dalam skala. Pilih salah satu: D, C, CC, B, BB, A, AA."),
        ("80", "Predikat “80” tidak ada dalam skala. Pilih salah satu: D, C, CC, B, BB, A, AA."),
        ("", "Predikat belum diisi. Pilih salah satu: D, C, CC, B, BB, A, AA."),
    ],
)
def test_a_grade_outside_the_scale_is_refused_with_the_scale(text, sentence):
    with pytest.raises(NumberError) as refusal:
        parse_target(text, Polarity.PREDICATE, AKIP)

    assert str(refusal.value) == sentence


@pytest.mark.parametrize(("text", "label"), [("ya", "ya"), ("YA", "ya"), (" Tidak ", "tidak")])
def test_yes_and_no_are_read_in_any_case(text, label):
    assert parse_target(text, Polarity.YES_NO) == Grade(label)


@pytest.mark.parametrize("text", ["", "yes", "1", " belum "])
def test_other_answers_than_yes_and_no_are_refused(text):
    with pytest.raises(NumberError) as refusal:
        parse_target(text, Polarity.YES_NO)

    assert str(refusal.value) == f"“{text.strip()}” bukan jawaban ya atau tidak. Tulis ya atau tidak."


def test_a_realisation_is_a_number():
    assert read_realisation("85,5", Polarity.RANGE).value == Figure(Decimal("85.5"))


def test_what_was_realised_is_asked_back_where_it_has_two_readings():
    assert read_realisation("TIDAK", Polarity.YES_NO).value == Grade("tidak")
    with pytest.raises(AmbiguousNumber):
        read_realisation("1.250", Polarity.MAXIMIZE)
    assert parse_target("1.250", Polarity.MAXIMIZE, money=True) == Figure(Decimal(1250))


def test_a_realisation_is_never_a_range():
    with pytest.raises(NumberError, match="bukan angka"):
        read_realisation("80-90", Polarity.RANGE)


@pytest.mark.parametrize("text", ["D<C<CC<B<BB<A<AA", " D < C < CC < B < BB < A < AA "])
def test_a_scale_is_read_from_its_lowest_grade(text):
    assert parse_scale(text) == AKIP


@pytest.mark.parametrize("text", ["", "A", "A<", "<A", "A<<B", "A>B"])
def test_a_scale_of_fewer_than_two_grades_is_refused(text):
    with pytest.raises(NumberError) as refusal:
        parse_scale(text)

    assert str(refusal.value) == (
        "Skala predikat ditulis dari yang terendah ke yang tertinggi, misalnya D<C<CC<B<BB<A<AA."
    )


def test_a_scale_may_have_two_grades_of_several_words():
    assert parse_scale(" Tidak  Baik <Baik") == ("Tidak Baik", "Baik")
    with pytest.raises(NumberError):
        parse_scale("Tidak  Baik<tidak baik")


def test_a_scale_with_a_grade_twice_is_refused():
    with pytest.raises(NumberError) as refusal:
        parse_scale(" A<B<a ")

    assert str(refusal.value) == "Skala predikat “A<B<a” memuat predikat yang sama lebih dari sekali."


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Figure(Decimal("1234.5")), "1.234,5"),
        (Range(Decimal(80), Decimal("90.5")), "80–90,5"),
        (Grade("BB"), "BB"),
        (Grade("ya"), "Ya"),
        (Grade("tidak"), "Tidak"),
    ],
)
def test_values_are_written_for_reading(value, text):
    assert format_exact(value) == format_figure(value, None) == text


def test_values_are_written_with_the_chosen_decimals_else_as_given():
    assert format_figure(Figure(Decimal("25.478")), 2) == "25,48"
    assert format_figure(Figure(Decimal("25.478")), None) == "25,478"
    assert format_figure(Range(Decimal("0.1234"), Decimal("0.5678")), 3) == "0,123–0,568"
    assert format_exact(Range(Decimal("0.123456"), Decimal("0.5"))) == "0,123456–0,5"
