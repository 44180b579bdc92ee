"""Locking an agreement, and writing its content."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction

from organisation.models import Government, Position, User, WorkUnit
from organisation.people import rows
from organisation.scope import positions_below


def lock_position(position_id: int) -> Position:
    """Let one action at a time touch the agreements of a position; give the position as it is now.

    One lock for all versions of all years: whoever signs, cancels or revises at the same moment waits, and nobody
    waits in a circle.
    """
    positions = Position.objects.select_related("unit", "reports_to")
    return positions.select_for_update(of=("self",), no_key=True).get(pk=position_id)


@transaction.atomic
def create_unit(*, by: User, **fields: Any) -> WorkUnit:
    """Add a work unit; ValidationError when its code is taken."""
    return rows.create(WorkUnit(**fields), "unit.created", by)


@transaction.atomic
def update_unit(unit: WorkUnit, *, by: User, **fields: Any) -> WorkUnit:
    """Change a work unit; ValidationError when the new parent lies below the unit itself."""
    _one_structure_change_at_a_time()
    above = fields.get("parent")
    while above is not None:
        if above.pk == unit.pk:
            raise ValidationError({"parent": _cycle_sentence("unit induk", fields["parent"], unit)})
        above = above.parent
    return rows.update(unit, fields, "unit.updated", by)


@transaction.atomic
def create_position(*, by: User, **fields: Any) -> Position:
    """Add a position; ValidationError when its code is taken."""
    return rows.create(Position(**fields), "position.created", by)


@transaction.atomic
def update_position(position: Position, *, by: User, **fields: Any) -> Position:
    """Change a position; ValidationError when the new superior is the position itself or one of its subordinates."""
    _one_structure_change_at_a_time()
    superior = fields.get("reports_to")
    if superior is not None and superior.pk in positions_below(positions=[position.pk], units=[]):
        raise ValidationError({"reports_to": _cycle_sentence("atasan langsung", superior, position)})
    return rows.update(position, fields, "position.updated", by)


def _one_structure_change_at_a_time() -> None:
    """Let changes of the trees wait for each other: two that are fine alone may make a circle together."""
    Government.objects.select_for_update().first()


def _cycle_sentence(what: str, above: models.Model, below: models.Model) -> str:
    if above.pk == below.pk:
        return f"“{below}” tidak dapat menjadi {what} bagi dirinya sendiri. Pilih yang lain, atau kosongkan."
    return (
        f"“{above}” tidak dapat menjadi {what} “{below}”, karena “{above}” sendiri berada di bawah “{below}”. "
        "Pilih yang lain, atau pindahkan dahulu yang berada di bawah."
    )
