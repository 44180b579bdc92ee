"""The documentation says who may do what, exactly as the rules do."""

import pytest
from rules.permissions import permissions

from tests.matrix.permission_table import SUBJECTS, shown, table, write
from tests.matrix.world import TODAY, build_world

pytestmark = pytest.mark.django_db


def test_the_page_shows_the_rules(time_machine, request):
    time_machine.move_to(TODAY)
    found = table(build_world())
    if request.config.getoption("--write-docs"):
        write(found)
    assert shown() == found, "write it anew: python -m pytest tests/matrix/test_permission_table.py --write-docs"


def test_every_subject_belongs_to_a_permission_that_exists():
    assert SUBJECTS.keys() - permissions.keys() == set()
