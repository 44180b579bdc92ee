"""Order and dates of signatures."""

import datetime

import pytest

from agreements.domain.signing import (
    awaited_sides,
    date_objection,
    earliest_signing,
    printed_date_objection,
    recording_delay,
    sides_in_order,
)
from agreements.enums import Side
from documents.signing.domain import long_date
from indicators.domain.policy import SigningOrder
from indicators.models import Policy

DAY = datetime.date(2026, 1, 20)


def test_the_one_who_promises_signs_first():
    assert sides_in_order({"second", "first"}) == ["first", "second"]
    assert Side.values == ["first", "second"]


@pytest.mark.parametrize(
    "sides, signed, one_after_the_other, any_order",
    [
        ({"first", "second"}, set(), ["first"], ["first", "second"]),
        ({"first", "second"}, {"first"}, ["second"], ["second"]),
        ({"first", "second"}, {"second"}, ["first"], ["first"]),
        ({"first", "second"}, {"first", "second"}, [], []),
        ({"first"}, set(), ["first"], ["first"]),
        ({"first"}, {"first"}, [], []),
    ],
)
def test_one_side_is_awaited_after_the_other_or_all_that_have_not_signed(sides, signed, one_after_the_other, any_order):
    assert awaited_sides(sides, signed, SigningOrder.FIRST_THEN_SECOND) == one_after_the_other
    assert awaited_sides(sides, signed, SigningOrder.ANY) == any_order


def test_the_policy_offers_the_orders_that_the_rule_knows():
    assert Policy._meta.get_field("signing_order").choices == SigningOrder.choices


@pytest.mark.parametrize("day", [DAY, datetime.date(2026, 1, 5), datetime.date(2025, 12, 1)])
def test_a_signature_may_be_of_today_or_of_an_earlier_day_since_the_budget_was_agreed(day):
    assert date_objection(day, year=2026, today=DAY) is None


def test_a_signature_of_tomorrow_is_refused():
    assert date_objection(datetime.date(2026, 1, 21), year=2026, today=DAY) == (
        "Tanggal tanda tangan tidak boleh setelah hari ini. Catat tanda tangan setelah dibubuhkan."
    )


def test_a_signature_before_the_budget_was_agreed_is_refused_with_the_first_possible_day():
    assert date_objection(datetime.date(2025, 11, 30), year=2026, today=DAY) == (
        "Tanggal tanda tangan PK 2026 tidak boleh sebelum 1 Desember 2025. Periksa tahunnya."
    )


def test_a_signature_before_the_one_that_comes_first_is_refused_with_its_date():
    earlier = [("tanggal tanda tangan Pihak Pertama", datetime.date(2026, 1, 10))]
    objection = date_objection(datetime.date(2026, 1, 9), year=2026, today=DAY, earlier=earlier)
    assert objection == (
        "Tanggal tanda tangan tidak boleh sebelum tanggal tanda tangan Pihak Pertama, yaitu 10 Januari 2026."
    )
    assert date_objection(datetime.date(2026, 1, 10), year=2026, today=DAY, earlier=earlier) is None


@pytest.mark.parametrize("day", [datetime.date(2025, 12, 1), datetime.date(2026, 12, 31)])
def test_a_printed_date_may_lie_ahead_within_the_year(day):
    assert printed_date_objection(day, year=2026) is None


@pytest.mark.parametrize("day", [datetime.date(2025, 11, 30), datetime.date(2027, 1, 1), datetime.date(2062, 1, 5)])
def test_a_printed_date_outside_the_year_is_refused(day):
    assert printed_date_objection(day, year=2026) == (
        "Tanggal PK 2026 harus antara 1 Desember 2025 dan 31 Desember 2026. Periksa tahunnya."
    )


def test_the_delay_of_recording_is_counted_in_days():
    assert recording_delay(datetime.date(2026, 1, 5), DAY) == 15


def test_dates_are_written_with_the_name_of_the_month():
    days = [datetime.date(2026, month, 1) for month in range(1, 13)]
    assert [long_date(day) for day in (days[0], days[4], days[11])] == [
        "1 Januari 2026",
        "1 Mei 2026",
        "1 Desember 2026",
    ]
    assert earliest_signing(2027) == datetime.date(2026, 12, 1)
