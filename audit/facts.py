"""Facts of a change: which field of which row went from what to what, in a form that no renamed label can break.

Values are canonical JSON, equal for equal values: a Decimal is text without trailing zeros, a day or moment is ISO
text, a foreign key is the key of its row, several values are a list, named parts of one value a mapping. Words are
made when an event is read (see `audit.wording`); nothing reads facts back out of words.
"""

import datetime
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from typing import Any, TypeAlias

from django.apps import apps
from django.db import models
from django.db.models.fields.files import FieldFile

from audit.models import Event

Json: TypeAlias = bool | int | str | list["Json"] | dict[str, "Json"] | None
"""A canonical value."""

CHANGES = "changes"
"""Where an event's data holds its facts."""


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field of one row before and after; None is "no value", also of a row that was not there.

    `model` is the label of the model in lower case ("realisations.realisation"), `key` the row's primary key or natural
    key as text (see `key_of`), `field` the name of the model's field. `label` is what the row was called at that
    moment: it is shown when the row is gone, and never parsed.
    """

    model: str
    key: str
    field: str
    before: Json
    after: Json
    label: str = ""


def canonical(value: Any) -> Json:
    """The value as a fact holds it. Raises TypeError for a value that has no canonical form."""
    match value:
        case Enum():
            return canonical(value.value)
        case None | bool() | int() | str():
            return value
        case Decimal():
            return f"{value.normalize():f}" if value else "0"
        case datetime.datetime() | datetime.date() | datetime.time():
            return value.isoformat()
        case models.Model():
            return canonical(value.pk)
        case uuid.UUID() | FieldFile():
            return str(value)
        case list() | tuple() | models.QuerySet():
            return [canonical(item) for item in value]
        case dict():
            return {str(name): canonical(item) for name, item in value.items()}
    raise TypeError(f"{type(value).__name__} has no canonical form.")


def key_of(*parts: Any) -> str:
    """A natural key of several parts as text: `key_of(report, indicator)` gives "12/34"."""
    return "/".join(str(canonical(part)) for part in parts)


def field_values(instance: models.Model, names: Iterable[str]) -> dict[str, Json]:
    """The named fields of a row as facts hold them; a foreign key gives its key without a query."""
    return {name: canonical(instance.serializable_value(name)) for name in names}


def changes_between(
    row: models.Model | type[models.Model],
    before: Mapping[str, Any],
    after: Mapping[str, Any],
    *,
    key: str = "",
    label: str = "",
) -> list[FieldChange]:
    """One change for each field whose value differs, in the order of `after` and then `before`.

    `row` is the row that changed, or its model together with `key`. A name that is missing on one side, as all are
    when a row is added or removed, has no value there.
    """
    if not key:
        if not isinstance(row, models.Model):
            raise ValueError("A model needs the key of its row.")
        key = key_of(row)
    changes = (
        FieldChange(row._meta.label_lower, key, name, canonical(before.get(name)), canonical(after.get(name)), label)
        for name in dict.fromkeys([*after, *before])
    )
    return [change for change in changes if change.before != change.after]


def to_data(changes: Iterable[FieldChange]) -> list[dict[str, Json]]:
    """What an event's data holds under `CHANGES`: `record(..., data={"changes": to_data(changes)})`."""
    return [
        {"model": one.model, "key": one.key, "field": one.field, "before": one.before, "after": one.after}
        | ({"label": one.label} if one.label else {})
        for one in changes
    ]


def changes_of(event: Event) -> list[FieldChange]:
    """The facts of an event, in the order in which they were written."""
    return [FieldChange(**row) for row in event.data.get(CHANGES) or []]


def stored_value(change: FieldChange, value: Json) -> Any:
    """`change.before` or `change.after` as the model's field holds it, to write it again; a key stays a key."""
    field: Any = model_of(change)._meta.get_field(change.field)
    return field.to_python(value)


def model_of(change: FieldChange) -> type[models.Model]:
    """The model of the row that changed. Raises LookupError when no app has it any more."""
    return apps.get_model(change.model)


def by_row(changes: Sequence[FieldChange]) -> dict[tuple[str, str], list[FieldChange]]:
    """The changes of each row, by its model and key, in the order in which the rows appear."""
    rows: dict[tuple[str, str], list[FieldChange]] = {}
    for change in changes:
        rows.setdefault((change.model, change.key), []).append(change)
    return rows
