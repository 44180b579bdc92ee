"""Program: the nomenclature of programmes, each code under the decree that knows it."""

from exchange.export import rows
from exchange.sheets.run import Run, SheetRow
from exchange.sheets.saving import Batch, first_duplicates
from exchange.sheets.traces import Traces
from exchange.workbook.reading import RawSheet
from exchange.workbook.schema import PROGRAM
from indicators.domain.nomenclature import decree_of, missing_parents, objection_under
from indicators.models import Program
from organisation.enums import GovernmentKind
from organisation.models import Government


def import_programs(raw: RawSheet, run: Run) -> None:
    """All rows of Program."""
    seen: dict[str, int] = {}
    forms, added = _code_forms(), []
    traces = Traces(run, "program.created", "program.changed")
    for chunk in run.chunks(raw):
        repeated = first_duplicates(((row["Kode"], row.number) for row in chunk if row["Kode"]), seen)
        existing = {program.code: program for program in Program.objects.filter(code__in=[r["Kode"] for r in chunk])}
        batch = Batch(run, Program, key=["code"], fields=["name", "decree"], traces=traces)
        for row in chunk:
            if row.number in repeated:
                row.refuse("Kode", f"Kode ini sudah dipakai pada baris {repeated[row.number]}. Hapus salah satu baris.")
            if row["Kode"] in existing:
                row.keep_stored(rows.program_cells(existing[row["Kode"]]))
            elif row["Kode"] and _has_form(row, forms):
                added.append(_only_code(row))
            if row["Kode"]:
                run.codes[PROGRAM.name].setdefault(row["Kode"], None)
            if not row.is_bad:
                _note_program(row, run, existing.get(row["Kode"]), batch)
        for program in batch.flush():
            run.codes[PROGRAM.name][program.code] = program.pk
    traces.write()
    _refuse_without_parents(added, run)


def _code_forms() -> tuple[bool, ...]:
    """Whether codes are those of a province; both while a first workbook has not told which government it is of."""
    kinds = list(Government.objects.values_list("kind", flat=True))
    return tuple(kind == GovernmentKind.PROVINCE for kind in kinds) or (False, True)


def _has_form(row: SheetRow, forms: tuple[bool, ...]) -> bool:
    """Refuse a code that has none of the forms; one of an earlier nomenclature is kept under its decree."""
    code, named = row["Kode"], row["Kepmen"] or ""
    objections = [objection_under(code, named, is_province=is_province) for is_province in forms]
    if all(objections):
        row.refuse("Kode", objections[0])
        return False
    if decree_of(code, named) != named:
        row.values["Kepmen"] = decree_of(code, named)
        told = f"Kode sub kegiatan dua angka disimpan menurut {row['Kepmen']}. Isi kolom Kepmen bila keputusannya lain."
        row.tell_reading("Kode", told, "decree")
    return True


def _only_code(row: SheetRow) -> SheetRow:
    """A new entry without its name: its parents may come later in the file."""
    return SheetRow(row.sheet, row.number, {"Kode": row["Kode"]}, {"Kode": row["Kode"]}, row.run)


def _refuse_without_parents(added: list[SheetRow], run: Run) -> None:
    known = set(run.codes[PROGRAM.name])
    for row in added:
        lacking = missing_parents(row["Kode"], known)
        if lacking:
            row.refuse("Kode", f"{lacking} Barisnya boleh ditambahkan pada lembar ini.")


def _note_program(row: SheetRow, run: Run, stored: Program | None, batch: Batch) -> None:
    differences = run.note(row, row["Kode"], rows.program_cells(stored) if stored else None)
    if stored is None:
        decree = row["Kepmen"] or ""
        batch.new.append(
            Program(code=row["Kode"], name=row["Nama"], level=Program.level_of(row["Kode"]), decree=decree)
        )
    elif differences:
        stored.name = row["Nama"]
        if row.has("Kepmen"):
            stored.decree = row["Kepmen"] or ""
        batch.changed.append(stored)
