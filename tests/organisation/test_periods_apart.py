"""A period that is turned round is told as that, once, and never as a collision with somebody else's."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from organisation.models import Assignment
from tests.factories import AssignmentFactory, EmployeeFactory

FIRST, LAST = datetime.date(2026, 3, 1), datetime.date(2026, 2, 1)

pytestmark = pytest.mark.django_db


def sentences(assignment: Assignment) -> list[str]:
    with pytest.raises(ValidationError) as refused:
        assignment.full_clean()
    return refused.value.messages


def test_a_period_turned_round_is_told_once():
    holder = AssignmentFactory(start=datetime.date(2020, 1, 1), end=datetime.date(2020, 12, 31))
    turned = Assignment(employee=EmployeeFactory(), position=holder.position, start=FIRST, end=LAST)
    assert sentences(turned) == ["Tanggal selesai tidak boleh sebelum tanggal mulai."]


def test_a_collision_is_still_told_and_refused_by_the_database():
    holder = AssignmentFactory(start=datetime.date(2020, 1, 1), end=None)
    second = Assignment(employee=EmployeeFactory(), position=holder.position, start=FIRST, end=None)
    [sentence] = sentences(second)
    assert "sudah mempunyai pejabat definitif" in sentence
    with pytest.raises(IntegrityError), transaction.atomic():
        second.save()
