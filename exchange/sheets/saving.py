"""Writing many rows with few statements."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any, TypeVar

from django.db.models import Model

from audit.facts import changes_between, field_values
from exchange.sheets.run import Run
from exchange.sheets.traces import Traces

M = TypeVar("M", bound=Model)
BATCH = 1000


class Batch:
    """Collects objects of one model; `flush` inserts the new ones and overwrites the changed ones.

    Changed rows travel as INSERT .. ON CONFLICT UPDATE: one statement a batch, however many columns changed. With
    `traces` the trail learns of every object.
    """

    def __init__(
        self,
        run: Run,
        model: type[M],
        *,
        key: Collection[str],
        fields: Collection[str],
        traces: Traces | None = None,
    ) -> None:
        self.run, self.model, self.key, self.fields = run, model, list(key), list(fields)
        self.traces = traces
        self.new: list[M] = []
        self.changed: list[M] = []

    def flush(self) -> list[M]:
        """Write what was collected, unless the import is already refused; returns the objects that were new."""
        created, self.new = self.new, []
        changed, self.changed = self.changed, []
        if not self.run.may_write:
            return []
        if changed:
            self._trace(changed)
            options = {"update_conflicts": True, "unique_fields": self.key, "update_fields": self.fields}
            self.model._base_manager.bulk_create(changed, batch_size=BATCH, **options)
        self.model._base_manager.bulk_create(created, batch_size=BATCH)
        if self.traces:
            self.traces.add_new(created)
        return created

    def _trace(self, changed: list[M]) -> None:
        if not self.traces:
            return
        stored = self.model._base_manager.in_bulk([obj.pk for obj in changed])
        for obj in changed:
            before, after = (field_values(row, self.fields) for row in (stored[obj.pk], obj))
            self.traces.add_changes(obj, changes_between(obj, before, after))


def assign(obj: Model, values: Mapping[str, Any]) -> None:
    """Set several attributes."""
    for name, value in values.items():
        setattr(obj, name, value)


def find_cycles(parents: Mapping[str, Collection[str]]) -> list[list[str]]:
    """Circles among codes that stand below others (code -> codes above), each beginning with its smallest code.

    Every code that stands above itself lies on a circle that is found; of circles that cross each other not all are.
    """
    cycles: list[list[str]] = []
    done: set[str] = set()
    for start in parents:
        if start in done:
            continue
        path = {start: iter(parents[start])}
        while path:
            code = next(reversed(path))
            above = next(path[code], None)
            if above is None:
                done.add(code)
                del path[code]
            elif above in path:
                circle = list(path)[list(path).index(above) :]
                first = circle.index(min(circle))
                cycles.append(circle[first:] + circle[:first])
            elif above in parents and above not in done:
                path[above] = iter(parents[above])
    return cycles


def first_duplicates(rows: Iterable[tuple[Any, int]], seen: dict[Any, int]) -> dict[int, int]:
    """For every row whose key was seen before: its number -> the number of the first row with that key.

    A key with a cell that is empty or could not be read equals no other.
    """
    repeated = {}
    for key, number in rows:
        if key is None or (isinstance(key, tuple) and None in key):
            continue
        if key in seen:
            repeated[number] = seen[key]
        else:
            seen[key] = number
    return repeated
