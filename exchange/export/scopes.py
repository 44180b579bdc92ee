"""Whose data a workbook holds: the whole government, or some positions with their units."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from organisation.models import Position, WorkUnit


@dataclass(frozen=True)
class ExportScope:
    """Whose data are exported. None means the whole government."""

    positions: frozenset[int] | None = None
    units: frozenset[int] | None = None

    def of(self, queryset: QuerySet[Any], path: str) -> QuerySet[Any]:
        """The rows of `queryset` whose position (found by `path`) is in the scope."""
        return queryset if self.positions is None else queryset.filter(**{f"{path}__in": self.positions})


EVERYTHING = ExportScope()


def scope_of_unit(unit: WorkUnit, within: ExportScope) -> ExportScope:
    """The unit with everything below it, cut to what `within` allows."""
    units, frontier = {unit.pk}, {unit.pk}
    while frontier:
        frontier = set(WorkUnit.objects.filter(parent__in=frontier).values_list("pk", flat=True)) - units
        units |= frontier
    positions = frozenset(Position.objects.filter(unit__in=units).values_list("pk", flat=True))
    if within.positions is not None:
        positions &= within.positions
        units = set(Position.objects.filter(pk__in=positions).values_list("unit_id", flat=True)) | {unit.pk}
    return _with_ancestors(positions, units)


def scope_of_positions(positions: Iterable[int]) -> ExportScope:
    """These positions with their units."""
    wanted = frozenset(positions)
    units = set(Position.objects.filter(pk__in=wanted).values_list("unit_id", flat=True))
    return _with_ancestors(wanted, units)


def _with_ancestors(positions: frozenset[int], units: set[int]) -> ExportScope:
    """Units with everything above them: a unit cannot be imported without its parent."""
    known, frontier = set(units), set(units)
    while frontier:
        parents = WorkUnit.objects.filter(pk__in=frontier, parent__isnull=False).values_list("parent_id", flat=True)
        frontier = set(parents) - known
        known |= frontier
    return ExportScope(positions, frozenset(known))
