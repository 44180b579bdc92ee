"""Which day it is: the government's time zone decides, and for what is refused or accepted the database's clock.

Pages, tasks and commands run inside the government's zone, so that `timezone.localdate()` and every time that is shown
follow it. Whether a period is still open is asked of PostgreSQL: several web servers may disagree, it cannot.
"""

import datetime
import time
import zoneinfo
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.conf import settings
from django.db import Error, connection
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from organisation.database_day import TODAY_SQL
from organisation.models import Government

KEPT_FOR = 30.0
"""Seconds for which a process trusts the zone it has read; a government changes it once."""


class RememberedZone:
    """The zone as this process read it last, and until when it is trusted (monotonic seconds); for all threads."""

    name = ""
    until = 0.0
    saved = 0
    """How often the government was saved here: what was read before is not remembered after."""


def government_zone() -> zoneinfo.ZoneInfo:
    """The government's time zone; the setting's until a government is entered, or while the database is away."""
    if time.monotonic() >= RememberedZone.until:
        saved = RememberedZone.saved
        try:
            stored = Government.objects.values_list("time_zone", flat=True).first()
        except Error:
            return zoneinfo.ZoneInfo(settings.TIME_ZONE)
        name = stored or settings.TIME_ZONE
        if saved == RememberedZone.saved:
            RememberedZone.name = name
            RememberedZone.until = time.monotonic() + KEPT_FOR
        return zoneinfo.ZoneInfo(name)
    return zoneinfo.ZoneInfo(RememberedZone.name)


def forget_zone() -> None:
    """Read the zone anew at the next question: the government has just been saved."""
    RememberedZone.saved += 1
    RememberedZone.until = 0.0


@contextmanager
def in_government_zone() -> Iterator[None]:
    """Let days begin and end by the government's clock inside; also a decorator."""
    with timezone.override(government_zone()):
        yield


def government_zone_middleware(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Answer every request in the government's zone."""

    def answer(request: HttpRequest) -> HttpResponse:
        with in_government_zone():
            return get_response(request)

    return answer


def enter_zone() -> None:
    """Begin a background task in the government's zone; for Celery's `task_prerun`."""
    timezone.activate(government_zone())


def leave_zone() -> None:
    """Leave the thread of a background task as it was; for Celery's `task_postrun`."""
    timezone.deactivate()


def database_today() -> datetime.date:
    """The day that it is now by the database's clock in the government's zone. One query, never remembered."""
    with connection.cursor() as cursor:
        cursor.execute(TODAY_SQL, [settings.TIME_ZONE])
        return cursor.fetchone()[0]
