"""Anggaran: budget lines and what was spent of them."""

from typing import Any

from indicators.actions.periods import ensure_year
from indicators.domain.periods import ROMAN
from indicators.models import BudgetLine, BudgetRealisation
from reports.workbook import rows
from reports.workbook.importing.judged import Judged
from reports.workbook.importing.run import Row, Run, same_cell
from reports.workbook.importing.saving import BATCH, Batch, first_duplicates
from reports.workbook.reading import RawSheet
from reports.workbook.schema import JABATAN, PROGRAM, QUARTERS

SPENT = tuple(f"Realisasi TW {roman}" for roman in ROMAN)
KEY = ("Kode Jabatan", "Tahun", "Kode Program", "Sumber Dana")


def import_budgets(raw: RawSheet, run: Run) -> None:
    """All rows of Anggaran."""
    seen: dict[Any, int] = {}
    for chunk in run.chunks(raw):
        repeated = first_duplicates(((tuple(row[h] for h in KEY), row.number) for row in chunk), seen)
        for row in chunk:
            run.check_code(row, "Kode Jabatan", JABATAN)
            run.check_code(row, "Kode Program", PROGRAM)
            if row.number in repeated:
                message = f"Anggaran ini sudah ada pada baris {repeated[row.number]}. Gabungkan kedua baris."
                row.refuse("Kode Program", message)
        _import_chunk([row for row in chunk if not row.is_bad], run)


def _import_chunk(chunk: list[Row], run: Run) -> None:
    stored = _stored(chunk)
    batch = Batch(run, BudgetLine, key=["position", "year", "program", "funding_source"], fields=["amount"])
    spent: list[tuple[BudgetLine, Row]] = []
    judged = Judged(run, {line.position_id for line in stored.values()}, {row["Tahun"] for row in chunk})
    for row in chunk:
        line = stored.get(tuple(row[header] for header in KEY))
        if line:
            _keep_reported(row, line)
        differences = run.note(
            row, f"{row['Kode Jabatan']} {row['Kode Program']}", rows.budget_cells(line) if line else None
        )
        if line is not None and not differences:
            continue
        if line is not None:
            judged.tell_budget(row, line.position_id, differences)
        target = line or _new_line(row, run)
        target.amount = row["Pagu"]
        (batch.changed if line else batch.new).append(target)
        spent.append((target, row))
    if run.may_write:
        for year in sorted({row["Tahun"] for row in chunk}):
            ensure_year(year, by=run.by)
    batch.flush()
    _write_spent(spent, run)


def _stored(chunk: list[Row]) -> dict[Any, BudgetLine]:
    lines = rows.budget_lines().filter(
        position__code__in={row["Kode Jabatan"] for row in chunk}, year__in={row["Tahun"] for row in chunk}
    )
    return {(line.position_code, line.year, line.program_code, line.funding_source): line for line in lines}


def _new_line(row: Row, run: Run) -> BudgetLine:
    return BudgetLine(
        position_id=run.pk_of(JABATAN, row["Kode Jabatan"]),
        year=row["Tahun"],
        program_id=run.pk_of(PROGRAM, row["Kode Program"]),
        funding_source=row["Sumber Dana"],
    )


def _keep_reported(row: Row, line: BudgetLine) -> None:
    """An empty cell takes nothing away, as with realisations."""
    stored = rows.budget_cells(line)
    for header in SPENT:
        if row.has(header) and row[header] is None and not same_cell(stored[header], None):
            row.warn(header, "Sel kosong tidak menghapus isian yang sudah ada di aplikasi.")
            row.values[header] = stored[header]


def _write_spent(spent: list[tuple[BudgetLine, Row]], run: Run) -> None:
    if not run.may_write:
        return
    amounts = [
        BudgetRealisation(line=line, quarter=quarter, amount=row[header])
        for line, row in spent
        for quarter, header in zip(QUARTERS, SPENT, strict=True)
        if row[header] is not None
    ]
    options = {"update_conflicts": True, "unique_fields": ["line", "quarter"], "update_fields": ["amount"]}
    BudgetRealisation.objects.bulk_create(amounts, batch_size=BATCH, **options)
