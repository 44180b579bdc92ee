"""Writing units and positions, and the lock that actions on one position wait for."""

import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction

from organisation.models import Government, Position, User, WorkUnit
from organisation.people import rows
from organisation.scope import positions_below
from organisation.structure.versions import keep_what_was, refuse_late_beginning


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
    return rows.create(WorkUnit(**fields), "unit.created", by, facts=("valid_from",))


@transaction.atomic
def update_unit(
    unit: WorkUnit, *, by: User, since: datetime.date | None = None, decree: str = "", **fields: Any
) -> WorkUnit:
    """Change a work unit from the day `since` on (today, when not given); what it was before stays readable.

    ValidationError when the new parent lies below the unit itself, and for a day that `keep_what_was` refuses.
    """
    one_structure_change_at_a_time()
    above = fields.get("parent")
    while above is not None:
        if above.pk == unit.pk:
            raise ValidationError({"parent": _cycle_sentence("unit induk", fields["parent"], unit)})
        above = above.parent
    stored = WorkUnit.objects.select_for_update().get(pk=unit.pk)
    refuse_late_beginning(stored, fields)
    keep_what_was(stored, fields, since=since, decree=decree)
    return rows.update(unit, fields, "unit.updated", by, data=day_and_decree(since, decree))


@transaction.atomic
def create_position(*, by: User, **fields: Any) -> Position:
    """Add a position; ValidationError when its code is taken."""
    return rows.create(Position(**fields), "position.created", by, facts=("valid_from",))


@transaction.atomic
def update_position(
    position: Position, *, by: User, since: datetime.date | None = None, decree: str = "", **fields: Any
) -> Position:
    """Change a position from the day `since` on (today, when not given); what it was before stays readable.

    ValidationError when the new superior is the position itself or one of its subordinates, and for a day that
    `keep_what_was` refuses.
    """
    one_structure_change_at_a_time()
    superior = fields.get("reports_to")
    if superior is not None and superior.pk in positions_below(positions=[position.pk], units=[]):
        raise ValidationError({"reports_to": _cycle_sentence("atasan langsung", superior, position)})
    stored = Position.objects.select_for_update().get(pk=position.pk)
    refuse_late_beginning(stored, fields)
    keep_what_was(stored, fields, since=since, decree=decree)
    return rows.update(position, fields, "position.updated", by, data=day_and_decree(since, decree))


def day_and_decree(since: datetime.date | None, decree: str) -> dict[str, str]:
    """What an event keeps of a change of the structure besides its fields."""
    return ({"since": since.isoformat()} if since else {}) | ({"decree": decree} if decree else {})


def one_structure_change_at_a_time() -> None:
    """Let changes of the trees wait for each other: two that are fine alone may make a circle together."""
    Government.objects.select_for_update().first()


def _cycle_sentence(what: str, above: models.Model, below: models.Model) -> str:
    if above.pk == below.pk:
        return f"“{below}” tidak dapat menjadi {what} bagi dirinya sendiri. Pilih yang lain, atau kosongkan."
    return (
        f"“{above}” tidak dapat menjadi {what} “{below}”, karena “{above}” sendiri berada di bawah “{below}”. "
        "Pilih yang lain, atau pindahkan dahulu yang berada di bawah."
    )
