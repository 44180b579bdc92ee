"""The tests' databases: their names, the template they are copied from, and tidying up after runs that were killed."""

import hashlib
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path

import psycopg
from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper
from django.db.models import Model
from django.test import TransactionTestCase
from psycopg import sql

NAME = re.compile(r"test_amanah_(\d+)_\w+")
TEMPLATE = re.compile(r"template_amanah_[0-9a-f]+")
FLUSH = TransactionTestCase._fixture_teardown
LOCK = 7_201_893  # an advisory lock: any number that nobody else uses in this database


def name_for_this_run() -> str:
    """Return a name that no other running test process uses."""
    return f"test_amanah_{os.getpid()}_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}"


def drop_databases_of_dead_runs(database: dict) -> None:
    """Drop the test databases whose process has gone without tidying up (killed, or the power failed)."""
    with _administration(database) as link:
        for name in _names(link):
            of_test = NAME.fullmatch(name)
            if of_test and not _lives(int(of_test[1])):
                _drop(link, name)


def migrated_template(database: dict) -> str:
    """The name of a database to which all migrations were applied; made once for each set of migrations.

    Copying it takes a tenth of the time of the migrations. Nobody connects to it, as PostgreSQL copies only such.
    """
    name = f"template_amanah_{_fingerprint_of_migrations()}"
    with _administration(database) as link:
        link.execute("SELECT pg_advisory_lock(%s)", [LOCK])  # the workers of a run begin together
        names = _names(link)
        if name not in names:
            for older in filter(TEMPLATE.fullmatch, names):
                _drop(link, older)
            unfinished = f"test_amanah_{os.getpid()}_template"
            link.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(unfinished)))
            _migrate(unfinished)
            link.execute(sql.SQL("ALTER DATABASE {} RENAME TO {}").format(*map(sql.Identifier, (unfinished, name))))
    return name


def empty_tables(test: TransactionTestCase) -> None:
    """Remove what a test committed; takes the place of Django's `flush`, which truncates 64 tables and their indexes.

    As there, a transaction that still runs is waited for. Foreign keys and the triggers that protect the trail are
    passed over, for which PostgreSQL asks for a superuser; without one, `flush` does it.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
        if cursor.fetchone() == (True,):
            _empty(cursor, connection.introspection.django_table_names(only_existing=True, include_views=False))
            return
    FLUSH(test)


def count_rows(*models: type[Model]) -> None:
    """Let PostgreSQL plan by the rows that a test has just made; where rows stay, autovacuum counts them.

    A table that was counted while it was empty, with room for rows of earlier tests, counts as empty until then.
    """
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {', '.join(connection.ops.quote_name(model._meta.db_table) for model in models)}")


def _empty(cursor: CursorWrapper, names: list[str]) -> None:
    """Rows that tell of the models themselves (content types, permissions) stay, as after a `flush`."""
    tables = [sql.Identifier(name) for name in names if name not in {"django_content_type", "auth_permission"}]
    cursor.execute(sql.SQL("LOCK TABLE {} IN ACCESS EXCLUSIVE MODE").format(sql.SQL(", ").join(tables)))
    cursor.execute("SET LOCAL session_replication_role = replica")
    asked = (sql.SQL("SELECT {} WHERE EXISTS (SELECT FROM {})").format(t.as_string(), t) for t in tables)
    cursor.execute(sql.SQL(" UNION ALL ").join(asked))
    for (table,) in cursor.fetchall():
        cursor.execute(sql.SQL("DELETE FROM {}").format(sql.SQL(table)))


def _migrate(name: str) -> None:
    """Apply all migrations to this database."""
    usual = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = name
    try:
        call_command("migrate", verbosity=0, interactive=False)
    finally:
        connection.close()
        connection.settings_dict["NAME"] = usual


def _fingerprint_of_migrations() -> str:
    digest = hashlib.sha256(f"{version('django')} {version('django-pgtrigger')}".encode())
    for path in sorted(Path(settings.BASE_DIR).glob("*/migrations/*.py")):
        digest.update(str(path.relative_to(settings.BASE_DIR)).encode() + path.read_bytes())
    return digest.hexdigest()[:16]


@contextmanager
def _administration(database: dict) -> Iterator[psycopg.Connection]:
    address = {"host": database["HOST"], "port": database["PORT"], "user": database["USER"]}
    with psycopg.connect(dbname=database["NAME"], password=database["PASSWORD"], autocommit=True, **address) as link:
        yield link


def _names(link: psycopg.Connection) -> list[str]:
    return [name for (name,) in link.execute("SELECT datname FROM pg_database").fetchall()]


def _drop(link: psycopg.Connection, name: str) -> None:
    link.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def _lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
