"""Whatever is written can be read back; what cannot is asked back, never silently different."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.domain.kinds import Figure, Polarity, Range
from indicators.domain.numbers import (
    AmbiguousNumber,
    NumberError,
    format_exact,
    format_number,
    format_percent,
    format_rupiah,
    format_typed,
    parse_number,
)
from indicators.domain.readings import parse_target

FIGURES = st.decimals(min_value="-99999999999999", max_value="99999999999999", places=6)
AMOUNTS = st.decimals(min_value="-9999999999999999", max_value="9999999999999999", places=2)


@given(number=FIGURES)
def test_a_written_number_is_read_back_or_asked_back(number):
    try:
        assert parse_number(format_number(number, 6)) == number
    except AmbiguousNumber as question:
        assert number in question.readings


@given(number=st.integers(-999_999, 999_999))
def test_a_written_whole_number_below_a_million_is_read_back_or_asked_back(number):
    try:
        assert parse_number(format_number(Decimal(number))) == number
    except AmbiguousNumber as question:
        assert number in question.readings


@given(number=FIGURES)
def test_a_number_written_with_all_its_decimals_is_always_read_back(number):
    assert parse_number(format_number(number, 6, trim=False)) == number


@given(number=st.one_of(FIGURES, st.integers(-9_999_999, 9_999_999).map(Decimal)))
def test_a_number_written_for_typing_is_always_read_back(number):
    assert parse_number(format_typed(number, 6)) == number


@given(number=FIGURES)
def test_a_written_percentage_is_always_read_back(number):
    assert parse_number(format_percent(number, 6)) == number


@given(amount=AMOUNTS)
def test_written_money_is_always_read_back(amount):
    assert parse_number(format_rupiah(amount, 2)) == amount
    assert parse_number(format_rupiah(amount, 2), money=True) == amount


@given(number=FIGURES)
def test_both_readings_of_an_ambiguous_number_can_be_written_without_doubt(number):
    text = format_number(number, 3).replace(",", ".", 1)
    try:
        parse_number(text)
    except AmbiguousNumber as question:
        for reading in question.readings:
            assert parse_number(f"{reading:f}".replace(".", ",")) == reading
    except NumberError:
        pass


@given(bounds=st.lists(FIGURES, min_size=2, max_size=2))
def test_a_written_range_is_read_back_or_asked_back(bounds):
    written = Range(*sorted(bounds))
    try:
        assert parse_target(format_exact(written), Polarity.RANGE) == written
    except AmbiguousNumber:
        assert "," not in format_number(written.lower, 6) or "," not in format_number(written.upper, 6)


@given(number=FIGURES)
def test_a_written_target_is_read_back_or_asked_back(number):
    try:
        assert parse_target(format_exact(Figure(number)), Polarity.MAXIMIZE) == Figure(number)
    except AmbiguousNumber as question:
        assert number in question.readings


@given(text=st.text(max_size=60))
def test_any_text_is_a_number_or_refused_with_a_sentence(text):
    try:
        assert parse_number(text).is_finite()
    except NumberError as refusal:
        assert str(refusal).endswith(".")


@given(text=st.text(alphabet="0123456789.,-% Rp\u2212\u2013\u00a0", max_size=20), polarity=st.sampled_from(Polarity))
@pytest.mark.parametrize("money", [False, True])
def test_any_text_of_digits_and_separators_is_a_target_or_refused_with_a_sentence(money, text, polarity):
    try:
        parse_target(text, polarity, ("B", "A"), money=money)
    except NumberError as refusal:
        assert str(refusal).endswith(".")
