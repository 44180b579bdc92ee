"""The government's time zone decides which day it is: on pages, in tasks and in commands."""

import datetime

import pytest
import time_machine
from celery import shared_task
from django.core.management import call_command
from django.db import OperationalError, connection
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from organisation.clock import (
    database_today,
    forget_zone,
    government_zone,
    government_zone_middleware,
    in_government_zone,
)
from organisation.enums import TimeZone
from organisation.models import Government
from tests.clocks import database_clock
from tests.factories import GovernmentFactory, UserFactory

pytestmark = pytest.mark.django_db

EVENING = datetime.datetime(2026, 3, 31, 22, 30, tzinfo=datetime.UTC)
"""Still 31 March in UTC, 05.30 of 1 April in WIB, 07.30 in WIT."""

BETWEEN = datetime.datetime(2026, 3, 31, 15, 30, tzinfo=datetime.UTC)
"""22.30 of 31 March in WIB, and 00.30 of 1 April in WIT."""


@shared_task
def the_day() -> str:
    """Say which day it is in a task."""
    return timezone.localdate().isoformat()


@pytest.fixture
def jayapura() -> Government:
    """A government in the east, just entered."""
    government = GovernmentFactory(time_zone=TimeZone.WIT)
    forget_zone()
    return government


def day_in_request() -> str:
    """Which day a page would show."""
    answer = government_zone_middleware(lambda request: HttpResponse(timezone.localdate().isoformat()))
    return answer(HttpRequest()).content.decode()


def test_half_past_ten_in_the_evening_utc_is_already_tomorrow_in_the_east(jayapura: Government) -> None:
    with time_machine.travel(EVENING, tick=False), database_clock(EVENING):
        assert day_in_request() == "2026-04-01"
        assert database_today() == datetime.date(2026, 4, 1)


def test_the_governments_zone_decides_and_not_that_of_the_installation(jayapura: Government) -> None:
    with time_machine.travel(BETWEEN, tick=False), database_clock(BETWEEN):
        assert timezone.localdate() == datetime.date(2026, 3, 31)
        assert day_in_request() == "2026-04-01"
        assert database_today() == datetime.date(2026, 4, 1)
        assert timezone.localdate() == datetime.date(2026, 3, 31), "left as it was"


def test_a_task_of_the_worker_lives_in_the_governments_zone_and_leaves_none_behind(jayapura: Government) -> None:
    with time_machine.travel(BETWEEN, tick=False):
        assert the_day.apply().get() == "2026-04-01"
        assert timezone.get_current_timezone_name() == "Asia/Jakarta"


def test_a_command_without_a_day_takes_that_of_the_government(
    jayapura: Government, capsys: pytest.CaptureFixture[str]
) -> None:
    with time_machine.travel(BETWEEN, tick=False):
        call_command("send_reminders", "--dry-run")
    assert "Rabu, 1 April 2026" in capsys.readouterr().out


def test_pages_show_the_zone(jayapura: Government) -> None:
    seen = []
    with in_government_zone():
        seen.append(timezone.get_current_timezone_name())
    assert seen == ["Asia/Jayapura"]
    client = Client()
    client.force_login(UserFactory())
    assert client.get("/").status_code == 200


def test_without_a_government_the_setting_decides() -> None:
    forget_zone()
    assert government_zone().key == "Asia/Jakarta"
    with database_clock(BETWEEN):
        assert database_today() == datetime.date(2026, 3, 31)


def test_the_zone_is_read_once_and_anew_when_the_government_was_saved(
    jayapura: Government, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(1):
        assert {government_zone().key for _ in range(3)} == {"Asia/Jayapura"}
    Government.objects.update(time_zone=TimeZone.WITA)
    assert government_zone().key == "Asia/Jayapura"
    forget_zone()
    assert government_zone().key == "Asia/Makassar"


def test_while_the_database_is_away_pages_go_on_with_the_zone_of_the_setting(
    jayapura: Government,
) -> None:
    def gone(*_: object) -> None:
        raise OperationalError("server closed the connection")

    with connection.execute_wrapper(gone):
        assert government_zone().key == "Asia/Jakarta"
    assert government_zone().key == "Asia/Jayapura"


def test_a_zone_that_was_saved_while_another_thread_was_reading_is_not_covered_by_the_old_one(monkeypatch):
    GovernmentFactory(time_zone=TimeZone.WIB)
    forget_zone()
    read = QuerySet.first

    def read_slowly(rows: QuerySet) -> object:
        found = read(rows)
        Government.objects.update(time_zone=TimeZone.WIT)
        forget_zone()
        return found

    with monkeypatch.context() as slow:
        slow.setattr(QuerySet, "first", read_slowly)
        assert str(government_zone()) == TimeZone.WIB
    assert str(government_zone()) == TimeZone.WIT
