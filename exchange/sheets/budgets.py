"""Anggaran: budget lines and what was spent of them."""

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from audit.facts import FieldChange, to_data
from audit.trail import record_many
from exchange.export import rows
from exchange.sheets.ceilings import Ceilings
from exchange.sheets.judged import Judged
from exchange.sheets.run import Run, SheetRow
from exchange.sheets.saving import Batch, first_duplicates
from exchange.sheets.traces import VIA
from exchange.sheets.years import prepare_years
from exchange.workbook.reading import RawSheet
from exchange.workbook.schema import ANGGARAN, JABATAN, PROGRAM, QUARTERS
from indicators.budgets.ceilings import keep_ceilings
from indicators.budgets.changes import budget_change
from indicators.domain.ceilings import below_spent_sentence
from indicators.domain.money import rupiah
from indicators.domain.nomenclature import year_doubt
from indicators.domain.periods import ROMAN
from indicators.models import BudgetLine, Period, Program
from organisation.models import Position
from realisations.entry.actions import EntryRefusedError, ReportEntries, write_entries
from realisations.entry.locks import HeldReports, hold_reports
from realisations.enums import EntryRoute
from realisations.models import QuarterReport

SPENT = tuple(f"Realisasi TW {roman}" for roman in ROMAN)
KEY = ("Kode Jabatan", "Tahun", "Kode Program", "Sumber Dana")
Spent = tuple[BudgetLine, SheetRow, dict[int, Decimal]]
"""A line, the row that names it, and what was spent of it before, by quarter."""


def import_budgets(raw: RawSheet, run: Run) -> None:
    """All rows of Anggaran."""
    seen: dict[Any, int] = {}
    ceilings = Ceilings(run)
    budgeted = set(BudgetLine.objects.order_by().values_list("position", "year").distinct())
    for chunk in run.chunks(raw):
        repeated = first_duplicates(((tuple(row[h] for h in KEY), row.number) for row in chunk), seen)
        for row in chunk:
            run.check_code(row, "Kode Jabatan", JABATAN)
            run.check_code(row, "Kode Program", PROGRAM)
            if row["Kode Program"] and row["Tahun"] and (doubt := year_doubt(row["Kode Program"], row["Tahun"])):
                row.warn("Kode Program", doubt)
            if row.number in repeated:
                message = f"Anggaran ini sudah ada pada baris {repeated[row.number]}. Gabungkan kedua baris."
                row.refuse("Kode Program", message)
        good = [row for row in chunk if not row.is_bad]
        stored = _stored(good)
        for row in chunk:
            ceilings.remember(row, stored.get(tuple(row[header] for header in KEY)))
        _import_chunk(good, stored, run, budgeted)
    ceilings.tell()


def _import_chunk(
    chunk: list[SheetRow], stored: dict[Any, BudgetLine], run: Run, budgeted: set[tuple[int, int]]
) -> None:
    """Store the rows; `budgeted` are the positions and years that had a budget before the file."""
    batch = Batch(run, BudgetLine, key=["position", "year", "program", "funding_source"], fields=["amount"])
    spent: list[Spent] = []
    amounts: list[tuple[BudgetLine, Decimal | None]] = []
    owners = {run.pk_of(JABATAN, row["Kode Jabatan"]) for row in chunk}
    judged = Judged(run, owners, {row["Tahun"] for row in chunk})
    for row in chunk:
        line = stored.get(tuple(row[header] for header in KEY))
        if line:
            row.keep_stored(rows.budget_cells(line))
        differences = run.note(
            row, f"{row['Kode Jabatan']} {row['Kode Program']}", rows.budget_cells(line) if line else None
        )
        if line is not None and not differences:
            continue
        if line is not None:
            judged.tell_budget(row, line.position_id, differences)
        else:
            judged.tell_new_budget(row, run.pk_of(JABATAN, row["Kode Jabatan"]))
        _refuse_below_spent(row, line)
        before = {spent.quarter: spent.amount for spent in line.realisations.all()} if line else {}
        target = line or _new_line(row, run)
        amounts.append((target, line.amount if line else None))
        target.amount = row["Pagu"]
        (batch.changed if line else batch.new).append(target)
        spent.append((target, row, before))
    prepare_years((row["Tahun"] for row in chunk), ANGGARAN, run)
    batch.flush()
    if run.may_write:
        _name_programs([line for line, _, _ in spent])
        _keep_ceilings(amounts, budgeted, run)
        _trace_amounts(amounts, run)
    _write_spent(spent, run)


def _name_programs(lines: list[BudgetLine]) -> None:
    programs = Program.objects.in_bulk({line.program_id for line in lines})
    for line in lines:
        line.program = programs[line.program_id]


def _refuse_below_spent(row: SheetRow, line: BudgetLine | None) -> None:
    """A ceiling that falls below what was spent of it, with what this row says of the quarters."""
    if line is None or row["Pagu"] is None:
        return
    stored = {spent.quarter: spent.amount for spent in line.realisations.all()}
    said = {quarter: row[header] for quarter, header in zip(QUARTERS, SPENT, strict=True) if row.has(header)}
    spent = rupiah((stored | said).values()) or Decimal(0)
    sentence = below_spent_sentence(row["Kode Program"], row["Sumber Dana"], row["Pagu"], spent, before=line.amount)
    if sentence:
        row.refuse("Pagu", sentence)


def _keep_ceilings(amounts: list[tuple[BudgetLine, Decimal | None]], budgeted: set[tuple[int, int]], run: Run) -> None:
    """Quarters that are over keep the ceilings that they had."""
    had = (
        (line, Decimal(0) if before is None else before)
        for line, before in amounts
        if (line.position_id, line.year) in budgeted
    )
    keep_ceilings(had, on=run.today)


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


def _stored(chunk: list[SheetRow]) -> dict[Any, BudgetLine]:
    lines = rows.budget_lines().filter(
        position__code__in={row["Kode Jabatan"] for row in chunk}, year__in={row["Tahun"] for row in chunk}
    )
    return {(line.position_code, line.year, line.program_code, line.funding_source): line for line in lines}


def _new_line(row: SheetRow, run: Run) -> BudgetLine:
    return BudgetLine(
        position_id=run.pk_of(JABATAN, row["Kode Jabatan"]),
        year=row["Tahun"],
        program_id=run.pk_of(PROGRAM, row["Kode Program"]),
        funding_source=row["Sumber Dana"],
    )


def _write_spent(spent: list[Spent], run: Run) -> None:
    """Store what was spent, as what is typed into a report: its reports get a new version and an event."""
    amounts: dict[tuple[int, int, int], dict[int, Decimal | None]] = defaultdict(dict)
    row_of = {line.pk: row for line, row, _ in spent if line.pk and not row.is_bad}
    for line, row, before in spent:
        for quarter, header in zip(QUARTERS, SPENT, strict=True):
            is_said = row[header] is not None or header in row.erased
            if line.pk in row_of and is_said and row[header] != before.get(quarter):
                amounts[line.position_id, line.year, quarter][line.pk] = row[header]
    held = _held_reports(amounts, run)
    begun = {_place(report): report for report in held.reports.values()}
    said = [
        ReportEntries(begun.get(place) or _unbegun(*place), spending=lines) for place, lines in sorted(amounts.items())
    ]
    options = {"held": held, "is_history": run.is_verified, "is_trial": not run.may_write}
    try:
        write_entries(said, by=run.by, route=EntryRoute.WORKBOOK, **options)
    except EntryRefusedError as refused:
        for refusal in refused.refusals:
            keys = [refusal.key] if refusal.key else amounts[_place(refusal.report)]
            for key in keys:
                header = SPENT[refusal.report.period.quarter - 1]
                row_of[key].refuse(header, refusal.fault.sentence, refusal.fault.code)


def _held_reports(places: Iterable[tuple[int, int, int]], run: Run) -> HeldReports:
    """The reports of these positions, years and quarters that somebody has begun, held until the import ends."""
    found = QuarterReport.objects.filter(
        position__in={position for position, _, _ in places}, period__year__in={year for _, year, _ in places}
    )
    return hold_reports(found, today=run.today)


def _unbegun(position: int, year: int, quarter: int) -> QuarterReport:
    """Stands for the report that nobody has begun; spending alone begins none."""
    return QuarterReport(position_id=position, period=Period(year=year, quarter=quarter))


def _place(report: QuarterReport) -> tuple[int, int, int]:
    return report.position_id, report.period.year, report.period.quarter
