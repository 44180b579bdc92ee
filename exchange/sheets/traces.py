"""What the trail keeps of an import: one event for each object that is new or changed, as pages write them too."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Model

from audit.facts import FieldChange, to_data
from audit.trail import record_many
from exchange.sheets.run import Run
from indicators.targets.actions import WORKBOOK

VIA = {"via": WORKBOOK}


class Traces:
    """The events of one model's objects; those of changes wait until all that changed is known."""

    def __init__(self, run: Run, created: str, changed: str) -> None:
        self.run, self.created, self.changed = run, created, changed
        self._changes: dict[Any, tuple[Model, list[FieldChange]]] = {}

    def add_new(self, objects: Iterable[Model]) -> None:
        """Write that these objects are new."""
        record_many(((obj, VIA) for obj in objects), self.created, by=self.run.by)

    def add_changes(self, obj: Model, changes: Iterable[FieldChange]) -> None:
        """Remember what changed of an object."""
        self._changes.setdefault(obj.pk, (obj, []))[1].extend(changes)

    def write(self) -> None:
        """Write one event for each object that changed."""
        events = ((obj, VIA | {"changes": to_data(changes)}) for obj, changes in self._changes.values() if changes)
        record_many(events, self.changed, by=self.run.by)
        self._changes = {}
