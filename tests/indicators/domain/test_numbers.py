"""Indonesian numbers, read and written."""

from decimal import Decimal

import pytest

from indicators.domain.numbers import (
    AmbiguousNumber,
    NumberError,
    format_number,
    format_percent,
    format_rupiah,
    format_typed,
    parse_number,
    round_half_up,
)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0", "0"),
        ("85", "85"),
        ("1234567", "1234567"),
        ("85,5", "85.5"),
        ("85,123", "85.123"),
        ("0,277", "0.277"),
        ("3,1415926", "3.1415926"),
        ("85.5", "85.5"),
        ("0.125", "0.125"),
        ("0.375", "0.375"),
        ("1234.567", "1234.567"),
        ("85.25", "85.25"),
        ("3.1415", "3.1415"),
        ("1.234,5", "1234.5"),
        ("1.234,0", "1234.0"),
        ("1.234.567", "1234567"),
        ("12.345.678,90", "12345678.90"),
        ("1234567.891", "1234567.891"),
        ("1 234 567,5", "1234567.5"),
        ("1\u00a0234", "1234"),
        (" 85,24 % ", "85.24"),
        ("85,24%", "85.24"),
        ("-5,5", "-5.5"),
        ("\u22125,5", "-5.5"),
        ("- 5", "-5"),
        ("+3", "3"),
        ("-0", "0"),
        ("007", "7"),
        ("Rp 1.234", "1234"),
        ("Rp1.234.567", "1234567"),
        ("rp. 5.000,50", "5000.50"),
        ("-Rp5.000", "-5000"),
        ("Rp-5.000", "-5000"),
        ("Rp1.000.000,-", "1000000"),
    ],
)
def test_a_number_is_read_as_indonesians_write_it(text, number):
    assert parse_number(text) == Decimal(number)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1.234", "1234"),
        ("999.999", "999999"),
        ("1.234.567,89", "1234567.89"),
        ("121384958232.34", "121384958232.34"),
        ("1500", "1500"),
        ("1.000,-", "1000"),
        ("-1.234", "-1234"),
    ],
)
def test_points_in_money_stand_between_thousands(text, number):
    assert parse_number(text, money=True) == Decimal(number)


@pytest.mark.parametrize(
    ("text", "thousands", "decimal"),
    [
        ("85.123", "85123", "85.123"),
        ("3.125", "3125", "3.125"),
        ("1.234", "1234", "1.234"),
        ("1.000", "1000", "1"),
        ("999.999", "999999", "999.999"),
        ("-1.234", "-1234", "-1.234"),
        ("1.234%", "1234", "1.234"),
    ],
)
def test_one_point_before_three_digits_is_asked_back(text, thousands, decimal):
    with pytest.raises(AmbiguousNumber) as refusal:
        parse_number(text)

    assert refusal.value.readings == (Decimal(thousands), Decimal(decimal))


def test_the_question_names_both_readings_and_how_to_write_each():
    with pytest.raises(AmbiguousNumber) as refusal:
        parse_number("1.234")

    assert str(refusal.value) == (
        "“1.234” dapat dibaca 1234 atau 1,234. Tulis 1.234,0 atau 1234 untuk yang pertama, 1,234 untuk yang kedua."
    )


@pytest.mark.parametrize(("cure", "number"), [("1.234,0", "1234"), ("1234", "1234"), ("1,234", "1.234")])
def test_the_answers_to_the_question_are_understood(cure, number):
    assert parse_number(cure) == Decimal(number)


@pytest.mark.parametrize("text", ["", "   ", "\u00a0", "\t\n"])
def test_nothing_is_not_zero(text):
    with pytest.raises(NumberError, match=r"^Angka belum diisi\.$"):
        parse_number(text)


@pytest.mark.parametrize(
    ("text", "cure"),
    [
        ("12,345.67", "12.345,67"),
        ("1,234,567", "1.234.567"),
        ("1,234,567.8", "1.234.567,8"),
    ],
)
def test_an_english_number_is_refused_with_its_indonesian_form(text, cure):
    with pytest.raises(NumberError) as refusal:
        parse_number(text)

    assert str(refusal.value) == f"“{text}” ditulis dengan cara Inggris. Tulis {cure}."


@pytest.mark.parametrize("money", [False, True])
@pytest.mark.parametrize(
    "text",
    [
        "1e5",
        "1E5",
        "NaN",
        "nan",
        "inf",
        "Infinity",
        "-inf",
        "٣٤",
        "\uff18\uff15",
        "²",
        "delapan",
        "n/a",
        "-",
        "--5",
        "5-",
        "5,",
        ",5",
        ".5",
        "5.",
        "1..2",
        "1,2,3",
        "1.23.456",
        "12.34,5",
        "1234.567,8",
        "0.123.456",
        "12 34",
        "1 234 56",
        "1_000",
        "0x10",
        "=1+1",
        "1/2",
        "(500)",
        "$5",
        "5 kg",
        "%",
        "Rp",
        "1.234,5,6",
        "9" * 41,
    ],
)
def test_what_is_no_indonesian_number_is_refused_with_a_sentence(text, money):
    with pytest.raises(NumberError) as refusal:
        parse_number(text, money=money)

    assert not isinstance(refusal.value, AmbiguousNumber)
    assert str(refusal.value)[0] in "“T"
    assert str(refusal.value).endswith(".")


@pytest.mark.parametrize("text", ["1234.567", "0.125", "12345678.901"])
def test_money_with_a_point_that_groups_nothing_is_refused(text):
    with pytest.raises(NumberError) as refusal:
        parse_number(text, money=True)

    cure = {"1234.567": "1.234,567", "0.125": "0,125", "12345678.901": "12.345.678,901"}[text]
    assert str(refusal.value) == f"Titik pada “{text}” tidak memisahkan ribuan. Tulis {cure}."


def test_money_is_no_percentage():
    with pytest.raises(NumberError, match="bukan angka"):
        parse_number("50%", money=True)


def test_a_long_text_is_cut_in_its_sentence():
    with pytest.raises(NumberError) as refusal:
        parse_number("9" * 1_000_000)

    assert str(refusal.value) == f"“{'9' * 40}…” terlalu panjang untuk sebuah angka."


def test_forty_signs_are_still_a_number():
    assert parse_number(f"  {'9' * 40}  ") == Decimal("9" * 40)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("1..2", "Titik atau koma pada “1..2” tidak pada tempatnya. Tulis angka seperti 1.234,5."),
        ("delapan  puluh", "“delapan puluh” bukan angka. Tulis angka seperti 1.234,5."),
    ],
)
def test_the_refusal_says_what_was_typed_and_how_a_number_is_written(text, sentence):
    with pytest.raises(NumberError) as refusal:
        parse_number(text)

    assert str(refusal.value) == sentence


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("999.999", None),
        ("999999.999", "999999.999"),
        ("1000000.000", "1000000.000"),
        ("1000000.001", "1000000.001"),
        ("-1000000.001", "-1000000.001"),
    ],
)
def test_a_point_behind_more_than_three_digits_is_a_decimal_point(text, number):
    if number is None:
        with pytest.raises(AmbiguousNumber):
            parse_number(text)
    else:
        assert parse_number(text) == Decimal(number)


def test_the_question_about_a_negative_number_keeps_its_sign():
    with pytest.raises(AmbiguousNumber) as refusal:
        parse_number("\u22121.250")

    assert refusal.value.readings == (Decimal(-1250), Decimal("-1.25"))
    assert str(refusal.value) == (
        "“\u22121.250” dapat dibaca -1250 atau -1,250. "
        "Tulis -1.250,0 atau -1250 untuk yang pertama, -1,250 untuk yang kedua."
    )


def test_zero_has_no_sign():
    assert str(parse_number("-0")) == "0"
    assert str(parse_number("-0,00")) == "0.00"


@pytest.mark.parametrize(
    ("number", "decimals", "text"),
    [("1250", 2, "1250"), ("1250.5", 2, "1.250,5"), ("1250000", 2, "1.250.000"), ("12.5", 2, "12,5"), ("7", 0, "7")],
)
def test_a_number_is_offered_as_one_would_type_it(number, decimals, text):
    assert format_typed(Decimal(number), decimals) == text
    assert parse_number(text) == Decimal(number)


@pytest.mark.parametrize(
    ("number", "decimals", "trim", "text"),
    [
        ("1234.5", 2, True, "1.234,5"),
        ("1234.5", 2, False, "1.234,50"),
        ("1234", 2, True, "1.234"),
        ("1200", 0, True, "1.200"),
        ("1200", 2, True, "1.200"),
        ("0", 2, True, "0"),
        ("0", 2, False, "0,00"),
        ("0.005", 2, True, "0,01"),
        ("2.675", 2, True, "2,68"),
        ("-2.675", 2, True, "-2,68"),
        ("-0.001", 2, True, "0"),
        ("25.478", 3, True, "25,478"),
        ("1E+3", 2, True, "1.000"),
        ("99999999999999.999999", 6, True, "99.999.999.999.999,999999"),
    ],
)
def test_a_number_is_written_as_indonesians_read_it(number, decimals, trim, text):
    assert format_number(Decimal(number), decimals, trim) == text


def test_two_decimals_are_written_unless_the_indicator_says_more():
    assert format_number(Decimal("25.478")) == "25,48"
    assert format_percent(Decimal("85.2449")) == "85,24%"
    assert format_rupiah(Decimal("1234.56")) == "Rp1.235"


@pytest.mark.parametrize(
    ("number", "decimals", "text"),
    [("85.2449", 2, "85,24%"), ("100", 2, "100,00%"), ("1234.5", 1, "1.234,5%"), ("-50", 2, "-50,00%")],
)
def test_a_percentage_keeps_all_its_decimals(number, decimals, text):
    assert format_percent(Decimal(number), decimals) == text


@pytest.mark.parametrize(
    ("amount", "decimals", "text"),
    [
        ("1234567", 0, "Rp1.234.567"),
        ("1234567.5", 0, "Rp1.234.568"),
        ("1234567.5", 2, "Rp1.234.567,50"),
        ("0", 0, "Rp0"),
        ("-500", 0, "-Rp500"),
        ("1332019634617", 0, "Rp1.332.019.634.617"),
    ],
)
def test_money_is_written_in_rupiah(amount, decimals, text):
    assert format_rupiah(Decimal(amount), decimals) == text


@pytest.mark.parametrize(
    ("number", "places", "rounded"),
    [("0.5", 0, "1"), ("1.5", 0, "2"), ("2.5", 0, "3"), ("-2.5", 0, "-3"), ("101.724999", 2, "101.72")],
)
def test_halves_are_rounded_away_from_zero(number, places, rounded):
    assert round_half_up(Decimal(number), places) == Decimal(rounded)
