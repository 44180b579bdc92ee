"""Writing what the plans of several years set for indicators. The agreed targets are never touched here."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import transaction

from audit.trail import history, record
from indicators.domain.kinds import Value
from indicators.domain.numbers import format_value
from indicators.enums import PlanFigureKind
from indicators.models import Indicator, MediumTermPlan, PlanTarget

if TYPE_CHECKING:
    from organisation.models import User


STORED_PLACES = 6


@dataclass(frozen=True, slots=True)
class Cell:
    """One figure of a plan: of which indicator, which year, and whether it is the value that the plan set out from."""

    indicator: int
    year: int
    kind: str = PlanFigureKind.TARGET


Values = Mapping[Cell, Value | None]


class TargetsConflictError(ValidationError):
    """Somebody else changed the same cells since the page was opened; `stored` are these cells as they are now."""

    def __init__(self, sentence: str, *, stored: Mapping[Cell, Value | None]) -> None:
        """Keep what stands in the cells that both changed."""
        super().__init__(sentence, code="conflict")
        self.stored = stored


@transaction.atomic
def change_plan_targets(plan: MediumTermPlan, values: Values, *, by: "User", seen: Values) -> list[str]:
    """Write those of `values` that differ from what the person had `seen`; give one line for each change.

    None removes a figure. What somebody else wrote meanwhile into other cells stays. Raises TargetsConflictError, and
    writes nothing, when both changed the same cell to different figures.
    """
    locked = MediumTermPlan.objects.select_for_update(of=("self",)).get(pk=plan.pk)
    changed = {cell: value for cell, value in values.items() if value != seen.get(cell)}
    _lock(cell.indicator for cell in changed)
    stored = stored_cells(cell.indicator for cell in changed)
    wanted = {cell: value for cell, value in changed.items() if value != stored.get(cell)}
    both = {cell: stored.get(cell) for cell in wanted if stored.get(cell) != seen.get(cell)}
    if both:
        raise TargetsConflictError(_told(locked, len(both)), stored=both)
    if not wanted:
        return []
    _write(wanted)
    codes = dict(Indicator.objects.filter(pk__in={cell.indicator for cell in wanted}).values_list("pk", "code"))
    changes = [change_line(codes[cell.indicator], cell, stored.get(cell), value) for cell, value in wanted.items()]
    record(locked, "plan.targets_changed", by=by, data={"changes": changes})
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


def change_line(code: str, cell: Cell, before: Value | None, after: Value | None) -> str:
    """One change as the history tells it: `IKU-01, target 2026: 70 menjadi 71`."""
    words = PlanFigureKind(cell.kind).label
    return f"{code}, {str(words).lower()} {cell.year}: {_shown(before)} menjadi {_shown(after)}"


def _shown(value: Value | None) -> str:
    return "kosong" if value is None else format_value(value, STORED_PLACES)


def _told(plan: MediumTermPlan, count: int) -> str:
    latest = history(plan).filter(verb="plan.targets_changed").first()
    who = latest.actor_label if latest else "Orang lain"
    return (
        f"{who} mengubah {count} sel yang juga Anda ubah sejak halaman ini dibuka, jadi isian Anda belum disimpan. "
        "Yang tersimpan disebut pada selnya; simpan lagi bila isian Anda yang dipakai."
    )
