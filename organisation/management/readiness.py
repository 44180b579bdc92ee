"""What every command of ours needs before it begins: the tables of this release."""

from django.core.management.base import CommandError
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

UNPREPARED = "Basis data belum disiapkan. Jalankan: python manage.py migrate"


def require_prepared_database() -> None:
    """Raise CommandError with one sentence while migrations are waiting: a command would end in a traceback."""
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise CommandError(UNPREPARED)
