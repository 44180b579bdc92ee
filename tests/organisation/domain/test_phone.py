"""Telephone numbers: how people write them, and the one form that is sent."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from organisation.domain.phone import international


@pytest.mark.parametrize(
    "text",
    [
        "081234567890",
        "0812-3456-7890",
        "0812 3456 7890",
        "(0812) 3456.7890",
        "+62 812-3456-7890",
        "+62 0812 3456 7890",
        "6281234567890",
        "006281234567890",
        "81234567890",
    ],
)
def test_an_indonesian_mobile_number_is_one_number_however_it_is_written(text):
    assert international(text) == "+6281234567890"


def test_a_foreign_number_needs_its_country():
    assert international("+60 12-345 6789") == "+60123456789"
    assert international("0060123456789") == "+60123456789"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "-",
        "0274 512345",
        "021-3456789",
        "0812",
        "0812345678901234",
        "0812-yang-lama",
        "+",
        "+1",
        "+62",
        "٠٨١٢٣٤٥٦٧٨٩",
    ],
)
def test_what_is_no_mobile_number_is_no_address(text):
    assert international(text) == ""


@given(st.text(max_size=25))
def test_the_form_is_stable_and_holds_digits_only(text):
    number = international(text)
    assert number == "" or (number[0] == "+" and number[1:].isascii() and number[1:].isdigit() and len(number) <= 16)
    assert international(number) == number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("+62 62 812 3456", ""),
        ("+081234567890", ""),
        ("081234567", ""),
        ("0812345678", "+62812345678"),
        ("0812345678901", "+62812345678901"),
        ("08123456789012", ""),
        ("080234567890", ""),
        ("+1234567", ""),
        ("+12345678", "+12345678"),
        ("+123456789012345", "+123456789012345"),
        ("+1234567890123456", ""),
        ("62 0812 3456 7890", "+6281234567890"),
        ("+", ""),
        ("812+34567890", ""),
    ],
)
def test_a_number_is_taken_only_in_the_length_and_with_the_beginning_of_its_country(text, number):
    assert international(text) == number
