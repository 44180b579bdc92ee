"""Hours in which nobody is disturbed."""

import datetime

import pytest

from messaging.domain.quiet_hours import is_quiet


def at(text: str) -> datetime.time:
    return datetime.time.fromisoformat(text)


@pytest.mark.parametrize(
    ("now", "quiet"),
    [("19:59", False), ("20:00", True), ("23:59", True), ("00:00", True), ("05:59", True), ("06:00", False)],
)
def test_hours_over_midnight_begin_in_the_evening_and_end_in_the_morning(now, quiet):
    assert is_quiet(at(now), at("20:00"), at("06:00")) is quiet


@pytest.mark.parametrize(
    ("now", "quiet"), [("11:59", False), ("12:00", True), ("12:59", True), ("13:00", False), ("00:00", False)]
)
def test_hours_within_a_day_begin_with_their_first_minute_and_end_before_the_last(now, quiet):
    assert is_quiet(at(now), at("12:00"), at("13:00")) is quiet


@pytest.mark.parametrize(("start", "end"), [(None, None), ("20:00", None), (None, "06:00"), ("20:00", "20:00")])
def test_without_a_beginning_and_an_end_no_hour_is_quiet(start, end):
    for now in ("00:00", "12:00", "20:00", "23:59"):
        assert not is_quiet(at(now), start and at(start), end and at(end))
