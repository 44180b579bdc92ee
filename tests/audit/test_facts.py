"""Events hold facts: model, key, field, canonical value before and after."""

import datetime
from decimal import Decimal

import pytest

from audit import trail
from audit.facts import (
    FieldChange,
    by_row,
    canonical,
    changes_between,
    changes_of,
    field_values,
    key_of,
    stored_value,
    to_data,
)
from indicators.enums import ValueState
from organisation.models import Assignment, Position
from realisations.models import Realisation
from tests import factories


@pytest.mark.parametrize(
    ("value", "kept"),
    [
        (None, None),
        (True, True),
        (0, 0),
        ("", ""),
        (Decimal("70.500000"), "70.5"),
        (Decimal("1E+3"), "1000"),
        (Decimal("-0.0"), "0"),
        (datetime.date(2026, 3, 31), "2026-03-31"),
        (datetime.datetime(2026, 3, 31, 8, tzinfo=datetime.UTC), "2026-03-31T08:00:00+00:00"),
        (ValueState.REPORTED, ValueState.REPORTED.value),
        ((Decimal("1.0"), "a"), ["1", "a"]),
        (Position(pk=7), 7),
        ({"lower": Decimal("1.50")}, {"lower": "1.5"}),
    ],
)
def test_a_value_has_one_canonical_form(value, kept):
    assert canonical(value) == kept
    assert type(canonical(value)) is type(kept)


def test_a_value_without_canonical_form_is_refused_before_it_is_written():
    with pytest.raises(TypeError, match="float"):
        canonical(0.1)


def test_changes_name_the_row_and_only_what_differs():
    position = Position(pk=7, title="Camat")
    before = field_values(position, ["title", "unit"])
    position.title = "Lurah"
    assert changes_between(position, before, field_values(position, ["title", "unit"]), label="Camat") == [
        FieldChange("organisation.position", "7", "title", "Camat", "Lurah", "Camat")
    ]


def test_a_row_that_is_added_or_removed_has_no_value_on_the_other_side():
    key = key_of(Position(pk=3), 34)
    [added] = changes_between(Realisation, {}, {"figure": Decimal("2.50")}, key=key)
    assert added == FieldChange("realisations.realisation", "3/34", "figure", None, "2.5")
    [removed] = changes_between(Realisation, {"figure": Decimal(2)}, {}, key=key)
    assert (removed.before, removed.after) == ("2", None)


def test_a_model_without_the_key_of_its_row_is_refused():
    with pytest.raises(ValueError, match="key"):
        changes_between(Realisation, {}, {"figure": 1})


def test_changes_are_grouped_by_row_in_their_order():
    first, second = (FieldChange("a.b", key, "x", 1, 2) for key in "12")
    assert by_row([first, second, first]) == {("a.b", "1"): [first, first], ("a.b", "2"): [second]}


@pytest.mark.django_db
def test_an_event_gives_back_what_was_put_into_it():
    assignment = factories.AssignmentFactory(start=datetime.date(2026, 1, 1))
    changes = changes_between(assignment, {}, field_values(assignment, ["start", "position"]), label="Siti")
    event = trail.record(assignment, "assignment.started", by=None, data={"changes": to_data(changes)})
    event.refresh_from_db()
    assert changes_of(event) == changes
    start, position = changes
    assert stored_value(start, start.after) == datetime.date(2026, 1, 1)
    assert stored_value(position, position.after) == assignment.position_id
    assert stored_value(position, position.before) is None
    assert Assignment.objects.filter(pk=int(start.key)).exists()
