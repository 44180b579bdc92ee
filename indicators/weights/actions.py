"""Writing the weights of a position, all sets at once: none of them may end up short of 100."""

from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction

from audit.editing import ConflictError, merge
from audit.facts import FieldChange, changes_between, to_data
from audit.trail import record
from indicators.models import Indicator, Objective
from indicators.weights.facts import Weights, box_of, weights_of_position
from organisation.models import Position
from organisation.structure.actions import lock_position

if TYPE_CHECKING:
    from organisation.models import User

CHANGED = {Objective: "objective.changed", Indicator: "indicator.changed"}


@transaction.atomic
def set_weights(
    position: Position, year: int, wanted: Weights, *, by: "User", seen: Mapping[str, Decimal | None]
) -> list[FieldChange]:
    """Make `wanted` the weights of what the position measures in the year; give the changes, none when all stand so.

    Raises ConflictError when somebody else changed one of them since they were `seen`, and ValidationError for a set
    in which something has a weight and that does not add up to 100.
    """
    position = lock_position(position.pk)
    found = weights_of_position(position, year)
    stored = found.stored
    changed, both = merge({box: wanted[box] for box in wanted if box in stored}, seen=seen, stored=stored)
    if both:
        raise ConflictError("Bobot ini sudah diubah orang lain sejak halaman dibuka. Muat ulang, lalu isi lagi.")
    wrong = found.objections({**stored, **changed})
    if wrong:
        raise ValidationError([f"{name}: {sentence}" for name, sentence in wrong.items()], code="weights")
    changes: list[FieldChange] = []
    for one in found.members:
        if box_of(one) in changed:
            changes += _write(one, changed[box_of(one)], by=by)
    return changes


def _write(one: Objective | Indicator, weight: Decimal | None, *, by: "User") -> list[FieldChange]:
    before, one.weight = one.weight, weight
    one.save(update_fields=["weight"])
    changes = changes_between(one, {"weight": before}, {"weight": weight})
    record(one, CHANGED[type(one)], by=by, data={"changes": to_data(changes)})
    return changes
