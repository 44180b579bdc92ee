"""Setting the clock of the database, which decides whether a period is open, apart from that of the process."""

import datetime
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

RUNNING = "SELECT pg_catalog.clock_timestamp()"


@contextmanager
def database_clock(moment: datetime.datetime) -> Iterator[None]:
    """Let the database's clock stand at `moment` inside."""
    set_database_clock(moment)
    try:
        yield
    finally:
        _answer(RUNNING)


def set_database_clock(moment: datetime.datetime) -> None:
    """Put the database's clock to another moment, inside `database_clock()`."""
    _answer(f"SELECT ''{moment.isoformat()}''::timestamptz")


def _answer(query: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            f"CREATE OR REPLACE FUNCTION amanah_now() RETURNS timestamptz LANGUAGE sql VOLATILE AS '{query}'"
        )
