"""Anggaran: budget lines and what was spent of them."""

from collections import defaultdict
from decimal import Decimal
from typing import Any

from django.db.models import F

from audit.facts import FieldChange, to_data
from audit.trail import record_many
from exchange.export import rows
from exchange.sheets.ceilings import Ceilings
from exchange.sheets.judged import Judged
from exchange.sheets.run import Row, Run, same_cell
from exchange.sheets.saving import BATCH, Batch, first_duplicates
from exchange.sheets.traces import VIA
from exchange.workbook.reading import RawSheet
from exchange.workbook.schema import JABATAN, PROGRAM, QUARTERS
from indicators.budgets.changes import budget_change
from indicators.calendar.actions import ensure_year
from indicators.domain.periods import ROMAN
from indicators.models import BudgetLine, Program
from organisation.models import Position
from realisations.entry.drafts import spending_change
from realisations.models import BudgetRealisation, QuarterReport

SPENT = tuple(f"Realisasi TW {roman}" for roman in ROMAN)
KEY = ("Kode Jabatan", "Tahun", "Kode Program", "Sumber Dana")


def import_budgets(raw: RawSheet, run: Run) -> None:
    """All rows of Anggaran."""
    seen: dict[Any, int] = {}
    ceilings = Ceilings(run)
    for chunk in run.chunks(raw):
        repeated = first_duplicates(((tuple(row[h] for h in KEY), row.number) for row in chunk), seen)
        for row in chunk:
            run.check_code(row, "Kode Jabatan", JABATAN)
            run.check_code(row, "Kode Program", PROGRAM)
            if row.number in repeated:
                message = f"Anggaran ini sudah ada pada baris {repeated[row.number]}. Gabungkan kedua baris."
                row.refuse("Kode Program", message)
        good = [row for row in chunk if not row.is_bad]
        stored = _stored(good)
        for row in chunk:
            ceilings.remember(row, stored.get(tuple(row[header] for header in KEY)))
        _import_chunk(good, stored, run)
    ceilings.tell()


def _import_chunk(chunk: list[Row], stored: dict[Any, BudgetLine], run: Run) -> None:
    batch = Batch(run, BudgetLine, key=["position", "year", "program", "funding_source"], fields=["amount"])
    spent: list[tuple[BudgetLine, Row]] = []
    amounts: list[tuple[BudgetLine, Decimal | None]] = []
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
        amounts.append((target, line.amount if line else None))
        target.amount = row["Pagu"]
        (batch.changed if line else batch.new).append(target)
        spent.append((target, row))
    if run.may_write:
        for year in sorted({row["Tahun"] for row in chunk}):
            ensure_year(year, by=run.by)
    batch.flush()
    if run.may_write:
        _name_programs([line for line, _ in spent])
        _trace_amounts(amounts, run)
        _write_spent(spent, run)


def _name_programs(lines: list[BudgetLine]) -> None:
    programs = Program.objects.in_bulk({line.program_id for line in lines})
    for line in lines:
        line.program = programs[line.program_id]


def _trace_amounts(amounts: list[tuple[BudgetLine, Decimal | None]], run: Run) -> None:
    """One event for each position and year whose ceilings changed."""
    changes: dict[tuple[int, int], list[FieldChange]] = defaultdict(list)
    for line, before in amounts:
        if before != line.amount:
            program = (line.program.code, line.program.name, line.funding_source)
            change = budget_change(line.position_id, line.year, *program, before, line.amount)
            changes[line.position_id, line.year].append(change)
    positions = Position.objects.in_bulk({position for position, _ in changes})
    events = (
        (positions[position], VIA | {"year": year, "changes": to_data(found)})
        for (position, year), found in changes.items()
    )
    record_many(events, "position.budget_changed", by=run.by)


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
    """Store what was spent; the reports in which it stands get a new version and an event, as with realisations."""
    reports = _held_reports([line for line, _ in spent])
    before = _spent_before([line for line, _ in spent])
    amounts = [
        BudgetRealisation(line=line, quarter=quarter, amount=row[header])
        for line, row in spent
        for quarter, header in zip(QUARTERS, SPENT, strict=True)
        if row[header] is not None and before.get((line.pk, quarter)) != row[header]
    ]
    options = {"update_conflicts": True, "unique_fields": ["line", "quarter"], "update_fields": ["amount"]}
    BudgetRealisation.objects.bulk_create(amounts, batch_size=BATCH, **options)
    changed: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for new in amounts:
        report = reports.get((new.line.position_id, new.line.year, new.quarter))
        if report:
            changed[report.pk].append(spending_change(new.line, before.get((new.line_id, new.quarter)), new.amount))
    _tell([report for report in reports.values() if report.pk in changed], changed, run)


def _held_reports(lines: list[BudgetLine]) -> dict[tuple[int, int, int], QuarterReport]:
    """The reports of these lines by position, year and quarter, held until the import ends."""
    chosen = QuarterReport.objects.filter(
        position__in={line.position_id for line in lines}, period__year__in={line.year for line in lines}
    )
    held = chosen.select_related("period", "position").select_for_update(of=("self",)).order_by("pk")
    return {(report.position_id, report.period.year, report.period.quarter): report for report in held}


def _spent_before(lines: list[BudgetLine]) -> dict[tuple[int, int], Decimal]:
    """What is stored of these lines, by line and quarter."""
    stored = BudgetRealisation.objects.filter(line__in=[line.pk for line in lines])
    return {(line, quarter): amount for line, quarter, amount in stored.values_list("line", "quarter", "amount")}


def _tell(reports: list[QuarterReport], changed: dict[int, list[dict[str, Any]]], run: Run) -> None:
    QuarterReport.objects.filter(pk__in=changed).update(version=F("version") + 1)
    told = [(report, {"version": report.version + 1, "changes": changed[report.pk]}) for report in reports]
    record_many(told, "report.imported", by=run.by)
