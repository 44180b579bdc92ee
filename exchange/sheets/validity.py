"""The days of units and positions in the workbook: when they exist, what they follow, and what they were before."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q

from audit.facts import changes_between, to_data
from audit.trail import record
from documents.drawing.workbook import Sheet
from exchange.sheets.run import Run, SheetRow
from exchange.sheets.traces import VIA
from exchange.sheets.trees import Tree
from exchange.workbook.codes import codes_in
from exchange.workbook.schema import JABATAN, UNIT
from organisation.models import Assignment, Position, WorkUnit
from organisation.people.actions import refuse_outside, span_of
from organisation.structure.versions import has_settled, keep_what_was, told_after, told_before

FIRST, LAST, FOLLOWS = "Berlaku Sejak", "Berlaku Sampai", "Menggantikan"
HELD = {"start": "Mulai", "end": "Selesai"}


def validity_values(row: SheetRow) -> dict[str, Any]:
    """The days of a row; only of columns that the file has."""
    fields = {"valid_from": FIRST, "valid_until": LAST}
    return {name: row[header] for name, header in fields.items() if row.has(header)}


def check_validity(row: SheetRow, run: Run) -> None:
    """Refuse a row that ends before it begins."""
    if row[FIRST] and row[LAST] and row[LAST] < row[FIRST]:
        row.refuse(LAST, "Hari terakhir berlaku tidak boleh sebelum hari pertama.")


def refuse_early_end(row: SheetRow, run: Run, stored: WorkUnit | Position | None) -> None:
    """Refuse that a stored row ends before something that was verified or agreed and tells of it."""
    if stored is None or not row[LAST] or row.is_bad or row[LAST] == stored.valid_until:
        return
    for sentence in told_after(stored, row[LAST])[:1]:
        row.refuse(LAST, sentence, "settled")


def refuse_late_beginning(row: SheetRow, run: Run, stored: WorkUnit | Position | None) -> None:
    """Refuse that a stored row begins after something that was verified or agreed and tells of it."""
    if stored is None or not row[FIRST] or row.is_bad or row[FIRST] == stored.valid_from:
        return
    for sentence in told_before(stored, row[FIRST])[:1]:
        row.refuse(FIRST, sentence, "settled")


def refuse_outside_position(row: SheetRow, position: Position, start: dt.date, end: dt.date | None) -> None:
    """Refuse that a row of Pegawai lets somebody hold a position on days on which it is not valid."""
    try:
        refuse_outside(position, start, end)
    except ValidationError as refusal:
        for name, sentences in refusal.message_dict.items():
            row.refuse(HELD[name], sentences[0], "settled")


def refuse_holders_outside(run: Run) -> None:
    """Refuse the days of units and positions that leave a holder outside of them, once the whole file is stored.

    One query; the file itself may have ended whoever held them.
    """
    dated = {(sheet, code): row for sheet, code, row in run.dated}
    if not (run.may_write and dated):
        return
    codes = [code for _, code in dated]
    held = Assignment.objects.filter(Q(position__code__in=codes) | Q(position__unit__code__in=codes))
    for one in held.select_related("employee", "position__unit"):
        row = dated.get((JABATAN.name, one.position.code)) or dated.get((UNIT.name, one.position.unit.code))
        try:
            refuse_outside(one.position, one.start, one.end)
        except ValidationError:
            first = one.position.valid_from
            row.refuse(
                FIRST if first and one.start < first else LAST,
                f"{one.employee} tercatat sebagai {one.held_title} {span_of(one)}. Akhiri atau pindahkan dahulu "
                "penugasannya pada lembar Pegawai, atau ubah hari ini.",
                "settled",
            )


def keep_versions(tree: Tree, changed: list[tuple[SheetRow, Any]], run: Run) -> None:
    """Keep what the changed rows were until yesterday, where something was settled that tells of them.

    As long as nothing was verified or agreed, a workbook corrects: a government that is being set up is imported again
    and again.
    """
    if not run.may_write:
        return
    for row, stored in changed:
        fields = _wanted(tree, row, stored, run)
        if has_settled(stored):
            keep_what_was(stored, fields)


def _wanted(tree: Tree, row: SheetRow, stored: WorkUnit | Position, run: Run) -> dict[str, Any]:
    """The versioned fields as the row wants them; a parent that comes later in the file is some other one."""
    wanted = tree.values(row, run)
    fields = {name: wanted[name] for name in stored.VERSIONED if name in wanted}
    if isinstance(stored, Position):
        fields["unit"] = stored.unit if wanted["unit_id"] == stored.unit_id else None
    if row.has(tree.parent_header):
        above = getattr(stored, tree.parent_field)
        same = (above.code if above else None) == (row[tree.parent_header] or None)
        fields[tree.parent_field] = above if same else _OTHER
    return fields


_OTHER = object()
"""Another parent, whichever."""


@dataclass
class Successions:
    """What the rows of a sheet say of whom they follow; written when all codes of the sheet are known."""

    sheet: Sheet
    wanted: dict[str, tuple[SheetRow, list[str]]] = field(default_factory=dict)

    def note(self, row: SheetRow, run: Run, stored: Any) -> None:
        """Remember what a row says; a file without the column says nothing. Days are compared with what is stored."""
        refuse_early_end(row, run, stored)
        refuse_late_beginning(row, run, stored)
        if stored is not None and any(getattr(stored, name) != day for name, day in validity_values(row).items()):
            run.dated.append((self.sheet.name, row["Kode"], SheetRow(row.sheet, row.number, row.values, row.raw, run)))
        if row.has(FOLLOWS) and row["Kode"]:
            codes = codes_in(row[FOLLOWS])
            kept = SheetRow(row.sheet, row.number, {FOLLOWS: row[FOLLOWS]}, row.raw, row.run)
            if codes or (stored is not None and stored.replaces.all()):
                self.wanted[row["Kode"]] = (kept, codes)

    def write(self, run: Run) -> None:
        """Refuse codes that nobody has, and write who follows whom where it differs."""
        for code, (row, codes) in self.wanted.items():
            for unknown in [one for one in codes if not run.knows(self.sheet, one) or one == code]:
                row.refuse(FOLLOWS, f"Kode {unknown} tidak ada pada lembar {self.sheet.name}, atau kode baris ini.")
        if not run.may_write:
            return
        model = WorkUnit if self.sheet is UNIT else Position
        stored = model.objects.prefetch_related("replaces").in_bulk(list(self.wanted), field_name="code")
        for code, (_, codes) in self.wanted.items():
            one = stored[code]
            before = sorted(replaced.pk for replaced in one.replaces.all())
            after = sorted(model.objects.filter(code__in=codes).values_list("pk", flat=True))
            if before != after:
                one.replaces.set(after)
                changes = changes_between(one, {"replaces": before}, {"replaces": after})
                verb = "unit.updated" if model is WorkUnit else "position.updated"
                record(one, verb, by=run.by, data=VIA | {"changes": to_data(changes)})
