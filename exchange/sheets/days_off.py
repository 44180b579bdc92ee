"""Importing the days off that a government says itself."""

import datetime

from django.core.exceptions import ValidationError

from exchange.export.rows import day_off_cells
from exchange.sheets.run import Run, SheetRow
from exchange.sheets.saving import first_duplicates
from exchange.workbook import words
from exchange.workbook.reading import RawSheet
from indicators.days_off.actions import refuse_worked_anyway, set_day
from indicators.models import DayOff


def import_days_off(raw: RawSheet, run: Run) -> None:
    """All rows of Libur; each is written by the one writer of days off."""
    lines = list(run.rows(raw))
    repeated = first_duplicates(((row["Tanggal"], row.number) for row in lines), {})
    stored = {one.day: one for one in DayOff.objects.filter(day__in=[r["Tanggal"] for r in lines if r["Tanggal"]])}
    for row in lines:
        if row.number in repeated:
            row.refuse("Tanggal", f"Tanggal ini sudah ada pada baris {repeated[row.number]}. Hapus salah satu baris.")
        if row["Tanggal"] and row["Jenis"]:
            _refuse_unfit(row)
        if not row.is_bad:
            _keep(row, run, stored.get(row["Tanggal"]))


def _refuse_unfit(row: SheetRow) -> None:
    try:
        refuse_worked_anyway(row["Tanggal"], words.DAY_KINDS[row["Jenis"]])
    except ValidationError as refusal:
        row.refuse("Jenis", " ".join(refusal.messages))


def _keep(row: SheetRow, run: Run, stored: DayOff | None) -> None:
    day: datetime.date = row["Tanggal"]
    if stored is not None:
        row.keep_stored(day_off_cells(stored))
    differences = run.note(row, f"{day:%d/%m/%Y}", day_off_cells(stored) if stored else None)
    if run.may_write and (stored is None or differences):
        basis = row["Dasar"] if row.has("Dasar") else stored.basis if stored else ""
        set_day(day, name=row["Nama"], kind=words.DAY_KINDS[row["Jenis"]], basis=basis or "", by=run.by)
