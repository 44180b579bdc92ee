"""Writing one row together with its event."""

from typing import Any, TypeVar

from django.db import models

from audit import trail
from organisation.models import User

M = TypeVar("M", bound=models.Model)


def create(instance: M, verb: str, by: User, data: dict[str, Any] | None = None) -> M:
    """Validate and insert; ValidationError in the words of the model and its constraints."""
    instance.full_clean()
    instance.save()
    trail.record(instance, verb, by=by, data=data)
    return instance


def update(instance: M, fields: dict[str, Any], verb: str, by: User) -> M:
    """Lock the row, set `fields`, validate, save; the event tells what changed. Nothing changed, nothing written."""
    locked = type(instance)._base_manager.select_for_update().get(pk=instance.pk)
    changes = []
    for name, value in fields.items():
        before = getattr(locked, name)
        if before != value:
            label = locked._meta.get_field(name).verbose_name
            changes.append({"field": str(label), "from": _plain(before), "to": _plain(value)})
            setattr(locked, name, value)
    if changes:
        locked.full_clean()
        locked.save(update_fields=list(fields))
        trail.record(locked, verb, by=by, data={"changes": changes})
    return locked


def _plain(value: Any) -> str:
    return "" if value is None else str(value)
