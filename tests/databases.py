"""Names of the tests' databases, and tidying up after runs that were killed."""

import os
import re

import psycopg

NAME = re.compile(r"test_amanah_(\d+)_\w+")


def name_for_this_run() -> str:
    """Return a name that no other running test process uses."""
    return f"test_amanah_{os.getpid()}_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}"


def drop_databases_of_dead_runs(database: dict) -> None:
    """Drop the test databases whose process has gone without tidying up (killed, or the power failed)."""
    address = {"host": database["HOST"], "port": database["PORT"], "user": database["USER"]}
    with psycopg.connect(dbname=database["NAME"], password=database["PASSWORD"], autocommit=True, **address) as link:
        for (name,) in link.execute("SELECT datname FROM pg_database").fetchall():
            of_test = NAME.fullmatch(name)
            if of_test and not _lives(int(of_test[1])):
                link.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def _lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
