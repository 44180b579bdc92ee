"""The words of this app's events: what happens to structure, people and accounts."""

from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from django.db import models

from audit import trail
from audit.facts import changes_between, field_values, to_data
from organisation.models import User

PRIVATE = frozenset(f"organisation.employee.{name}" for name in ("employee_number", "email", "phone"))
"""What only those may read who may read a person's particulars: an own history says no more than the page above it."""


M = TypeVar("M", bound=models.Model)


def create(
    instance: M,
    verb: str,
    by: User | None,
    *,
    facts: Iterable[str] = (),
    remark: str = "",
    data: Mapping[str, Any] | None = None,
) -> M:
    """Validate and insert; ValidationError in the words of the model and its constraints.

    The event keeps the fields named in `facts`, a remark, and `data`.
    """
    instance.full_clean()
    instance.save()
    said = {"remark": remark} if remark else {}
    trail.record(instance, verb, by=by, data=begun(instance, facts) | said | dict(data or {}))
    return instance


def begun(instance: models.Model, names: Iterable[str]) -> dict[str, Any]:
    """What an event keeps of a row that was not there before; nothing without names."""
    changes = changes_between(instance, {}, field_values(instance, names), label=str(instance))
    return {"changes": to_data(changes)} if changes else {}


def update(
    instance: M, fields: dict[str, Any], verb: str, by: User | None, *, data: Mapping[str, Any] | None = None
) -> M:
    """Lock the row, set `fields`, validate, save; the event tells what changed. Nothing changed, nothing written.

    `data` is kept with the event beside the changes.
    """
    locked = type(instance)._base_manager.select_for_update().get(pk=instance.pk)
    before = field_values(locked, fields)
    for name, value in fields.items():
        setattr(locked, name, value)
    changes = changes_between(locked, before, field_values(locked, fields))
    if changes:
        locked.full_clean()
        locked.save(update_fields=list(fields))
        trail.record(locked, verb, by=by, data={"changes": to_data(changes), **(data or {})})
    return locked
