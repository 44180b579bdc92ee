"""Commands on a database that was not prepared: one sentence, and no traceback."""

import io

import pytest
from django.core.management import CommandError, call_command
from django.db.migrations.recorder import MigrationRecorder

from organisation.management.readiness import UNPREPARED, require_prepared_database

pytestmark = pytest.mark.django_db


def test_a_prepared_database_is_no_obstacle():
    require_prepared_database()


@pytest.mark.parametrize(
    "command",
    [
        ("import_workbook", "buku.xlsx"),
        ("export_workbook", "buku.xlsx", "--tahun", "2026"),
        ("export_achievements", "--tahun", "2026", "--format", "csv"),
        ("load_demo",),
        ("demo_accounts",),
        ("send_reminders",),
        ("deliver_notifications",),
    ],
    ids=lambda command: command[0],
)
def test_a_command_on_an_unprepared_database_says_what_to_run(command, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    MigrationRecorder.Migration.objects.filter(app="agreements").delete()
    with pytest.raises(CommandError) as refusal:
        call_command(*command, stdout=io.StringIO())
    assert str(refusal.value) == UNPREPARED
    assert refusal.value.returncode == 1
    assert not list(tmp_path.iterdir())
