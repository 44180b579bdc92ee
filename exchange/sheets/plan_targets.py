"""Target Rencana: what RPJMD and Renstra set for each year. The agreed targets are never touched here."""

from collections import defaultdict
from typing import Any

from audit.facts import FieldChange, to_data
from audit.trail import record
from exchange.export import plan_rows, rows
from exchange.sheets.medium_term import load_plans
from exchange.sheets.plans import load_facts
from exchange.sheets.run import Run, SheetRow
from exchange.sheets.saving import Batch, assign, first_duplicates
from exchange.sheets.values import target_value
from exchange.workbook import words
from exchange.workbook.cells import CellError
from exchange.workbook.reading import RawSheet
from exchange.workbook.schema import INDIKATOR, PLAN_FIGURES
from indicators.models import Indicator, MediumTermPlan, PlanTarget
from indicators.plan_targets.actions import Cell, cell_change
from realisations.measurement.progress import plans_behind

COLUMNS = ["figure", "lower", "upper", "grade"]
Key = tuple[Any, Any, Any]


def import_plan_targets(raw: RawSheet, run: Run) -> None:
    """All rows of Target Rencana; the history of each plan keeps which of its figures changed."""
    load_plans(run)
    written: list[tuple[Cell, FieldChange]] = []
    if run.may_write or not run.indicators:
        load_facts(run)
    seen: dict[Any, int] = {}
    for chunk in run.chunks(raw):
        repeated = first_duplicates(((_key(row), row.number) for row in chunk), seen)
        for row in chunk:
            run.check_code(row, "Kode Indikator", INDIKATOR)
            if row.number in repeated:
                row.refuse(
                    "Tahun", f"Target rencana ini sudah ada pada baris {repeated[row.number]}. Hapus salah satu."
                )
        written += _import_chunk([row for row in chunk if not row.is_bad], run)
    if run.may_write:
        _tell_plans(written, run)


def _key(row: SheetRow) -> Key:
    return row["Kode Indikator"], row["Tahun"], row["Jenis"] or PLAN_FIGURES[0]


def _import_chunk(chunk: list[SheetRow], run: Run) -> list[tuple[Cell, FieldChange]]:
    """Note and write the rows of a chunk; give what was new or changed, each with its fact."""
    ids = {facts.pk for row in chunk if (facts := run.indicators.get(row["Kode Indikator"]))} - {None}
    known = plan_rows.plan_targets().filter(indicator__in=ids, year__in={row["Tahun"] for row in chunk})
    stored = {(one.indicator_id, one.year, one.kind): one for one in known}
    written: list[tuple[Cell, FieldChange]] = []
    batch = Batch(run, PlanTarget, key=["indicator", "year", "kind"], fields=COLUMNS)
    for row in chunk:
        facts = run.indicators.get(row["Kode Indikator"])
        if facts is None or not facts.polarity:
            continue
        try:
            value = target_value(row, "Target", facts)
        except CellError as error:
            row.refuse("Target", str(error))
            continue
        code, year, figure = _key(row)
        row.values["Target"] = rows.value_cell(value)
        if row.has("Jenis"):
            row.values["Jenis"] = figure
        _warn_of_lonely_year(row, run, year, figure)
        key = (facts.pk, year, words.PLAN_FIGURES[figure])
        target = stored.get(key)
        cells = plan_rows.plan_target_cells(target) if target else None
        differences = run.note(row, f"{code} {year}", cells)
        if target is None or differences:
            cell = Cell(*key)
            written.append((cell, cell_change(code, cell, target.value if target else None, value)))
        if target is None:
            target = PlanTarget(indicator_id=key[0], year=year, kind=key[2])
            batch.new.append(target)
        elif differences:
            batch.changed.append(target)
        assign(target, PlanTarget.columns(value))
    batch.flush()
    return written


def _tell_plans(written: list[tuple[Cell, FieldChange]], run: Run) -> None:
    """One event for each plan that figures belong to; a figure of no plan's year stands in the import's own event."""
    for year in sorted({cell.year for cell, _ in written}):
        facts: dict[int, list[FieldChange]] = defaultdict(list)
        for cell, change in written:
            if cell.year == year:
                facts[cell.indicator].append(change)
        indicators = Indicator.objects.filter(pk__in=facts).select_related("objective__position")
        of_plan: dict[MediumTermPlan, list[FieldChange]] = defaultdict(list)
        for indicator, plan in plans_behind(list(indicators), year).items():
            of_plan[plan] += facts[indicator]
        for plan, changes in of_plan.items():
            data = {"year": year, "changes": to_data(changes)}
            record(plan, "plan.imported", by=run.by, data=data)


def _warn_of_lonely_year(row: SheetRow, run: Run, year: int, figure: str) -> None:
    covered = any(facts.first_year <= year <= facts.last_year for facts in run.plans.values())
    if figure == PLAN_FIGURES[0] and not covered:
        row.warn(
            "Tahun", "Tidak ada RPJMD atau Renstra yang memuat tahun ini, jadi target ini belum tampil di mana pun."
        )
