"""Writing what the plans of several years set for indicators. The agreed targets are never touched here."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import transaction

from audit.editing import ConflictError, merge
from audit.facts import FieldChange, key_of, to_data
from audit.trail import history, record
from indicators.domain.kinds import Value
from indicators.enums import PlanFigureKind
from indicators.models import Indicator, MediumTermPlan, PlanTarget
from indicators.targets.actions import canonical_value

if TYPE_CHECKING:
    from organisation.models import User


@dataclass(frozen=True, slots=True)
class Cell:
    """One figure of a plan: of which indicator, which year, and whether it is the value that the plan set out from."""

    indicator: int
    year: int
    kind: str = PlanFigureKind.TARGET


Values = Mapping[Cell, Value | None]


@transaction.atomic
def change_plan_targets(plan: MediumTermPlan, values: Values, *, by: "User", seen: Values) -> list[FieldChange]:
    """Write those of `values` that differ from what the person had `seen`; give the changes.

    None removes a figure. What somebody else wrote meanwhile into other cells stays. Raises ConflictError with the
    cells as they are now, and writes nothing, when both changed the same cell to different figures.
    """
    locked = MediumTermPlan.objects.select_for_update(of=("self",)).get(pk=plan.pk)
    changed = [cell for cell, value in values.items() if value != seen.get(cell)]
    _lock(cell.indicator for cell in changed)
    stored = stored_cells(cell.indicator for cell in changed)
    wanted, both = merge(values, seen=seen, stored=stored)
    if both:
        raise ConflictError(_refusal(locked, len(both)), stored={cell: stored.get(cell) for cell in both}, fields=both)
    if not wanted:
        return []
    _write(wanted)
    codes = dict(Indicator.objects.filter(pk__in={cell.indicator for cell in wanted}).values_list("pk", "code"))
    changes = [cell_change(codes[cell.indicator], cell, stored.get(cell), value) for cell, value in wanted.items()]
    record(locked, "plan.targets_changed", by=by, data={"changes": to_data(changes)})
    return changes


def stored_cells(indicators: Iterable[Any]) -> dict[Cell, Value]:
    """Every figure that the plans set for these indicators (ids or objects). One query."""
    rows = PlanTarget.objects.filter(indicator__in=list(indicators))
    return {Cell(row.indicator_id, row.year, row.kind): row.value for row in rows}


def _lock(indicators: Iterable[int]) -> None:
    """Let whoever writes figures of the same indicators wait, also on the page of another plan."""
    rows = Indicator.objects.filter(pk__in=set(indicators)).order_by("pk").select_for_update(of=("self",), no_key=True)
    list(rows.values_list("pk", flat=True))


def _write(wanted: Values) -> None:
    for cell, value in wanted.items():
        key: dict[str, Any] = {"indicator_id": cell.indicator, "year": cell.year, "kind": cell.kind}
        if value is None:
            PlanTarget.objects.filter(**key).delete()
        else:
            PlanTarget.objects.update_or_create(**key, defaults=PlanTarget.columns(value))


def cell_change(code: str, cell: Cell, before: Value | None, after: Value | None) -> FieldChange:
    """The fact that a cell changed; the row is known by its indicator, year and kind, and was called by the code."""
    key = key_of(cell.indicator, cell.year, cell.kind)
    return FieldChange("indicators.plantarget", key, "value", canonical_value(before), canonical_value(after), code)


def _refusal(plan: MediumTermPlan, count: int) -> str:
    latest = history(plan).filter(verb="plan.targets_changed").first()
    who = latest.actor_label if latest else "Orang lain"
    return (
        f"{who} mengubah {count} sel yang juga Anda ubah sejak halaman ini dibuka, jadi isian Anda belum disimpan. "
        "Yang tersimpan disebut pada selnya; simpan lagi bila isian Anda yang dipakai."
    )
