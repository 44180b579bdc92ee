"""Who stands first where two people are in office."""

import datetime

import pytest

from organisation.enums import AssignmentKind
from organisation.models import Position
from tests.factories import AssignmentFactory, PositionFactory

pytestmark = pytest.mark.django_db

TODAY = datetime.date(2026, 10, 5)


@pytest.mark.parametrize("acting", [AssignmentKind.ACTING, AssignmentKind.DAILY_ACTING, AssignmentKind.INTERIM])
def test_the_definitive_holder_stands_before_everyone_who_acts(acting):
    position = PositionFactory()
    AssignmentFactory(position=position, kind=acting, start=datetime.date(2019, 1, 1))
    definitive = AssignmentFactory(position=position)
    (found,) = Position.objects.with_holders(TODAY)
    assert found.holders[0] == definitive
