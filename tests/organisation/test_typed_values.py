"""Dates and numbers as people type them."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from organisation.pages.fields import IndonesianDateField, NipField, parse_indonesian_date

LAST_DAY = datetime.date(2026, 12, 31)


@pytest.mark.parametrize(
    "typed",
    [
        "31 Desember 2026",
        "31 desember 2026",
        "31  Des 2026",
        "31 Des. 2026",
        "Kamis, 31 Desember 2026",
        "31-12-2026",
        "31/12/2026",
        "31.12.2026",
        " 31 - 12 - 2026 ",
        "2026-12-31",
    ],
)
def test_every_indonesian_way_of_writing_a_date_is_understood(typed):
    assert IndonesianDateField().clean(typed) == LAST_DAY


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("3/4/2026", datetime.date(2026, 4, 3)),
        ("1 Agt 2026", datetime.date(2026, 8, 1)),
        ("2 Pebruari 2026", datetime.date(2026, 2, 2)),
        ("29-02-2028", datetime.date(2028, 2, 29)),
    ],
)
def test_the_day_always_comes_first(typed, day):
    assert parse_indonesian_date(typed) == day


@given(st.dates(datetime.date(1900, 1, 1), datetime.date(2200, 12, 31)))
def test_what_the_field_shows_it_reads_again(day):
    field = IndonesianDateField()
    assert field.clean(field.widget.format_value(day)) == day


def test_an_optional_date_may_stay_empty():
    assert IndonesianDateField(required=False).clean("") is None


@pytest.mark.parametrize(
    "typed",
    [
        "12/31/2026",
        "31 December 2026",
        "29-02-2026",
        "31-12-26",
        "31-12-0026",
        "2026-13-01",
        "besok",
        "٣١-١٢-٢٠٢٦",
        "31-12-2026 08.00",
    ],
)
def test_american_order_english_months_and_days_that_do_not_exist_are_asked_back(typed):
    with pytest.raises(ValidationError) as refusal:
        IndonesianDateField().clean(typed)
    assert "misalnya 31-12-2026" in refusal.value.messages[0]


def test_a_nip_is_kept_as_eighteen_digits():
    assert NipField().clean("19850203 201001 1 004") == "198502032010011004"
    assert NipField(required=False).clean("  ") is None


@pytest.mark.parametrize(
    ("typed", "sentence"), [("1985 0203", "yang diketik 8 angka"), ("1985020320100110O4", "hanya terdiri atas angka")]
)
def test_what_is_no_nip_is_refused_with_the_reason(typed, sentence):
    with pytest.raises(ValidationError) as refusal:
        NipField().clean(typed)
    assert sentence in refusal.value.messages[0]
