"""Pemda, Unit and Jabatan."""

from dataclasses import replace
from functools import partial
from typing import Any

from audit.facts import changes_between, field_values, to_data
from audit.trail import record
from exchange.export import rows
from exchange.sheets.run import Run, SheetRow
from exchange.sheets.saving import assign
from exchange.sheets.traces import VIA
from exchange.sheets.trees import Tree, import_tree
from exchange.sheets.validity import Successions, check_validity, keep_versions, validity_values
from exchange.workbook import words
from exchange.workbook.reading import RawSheet
from exchange.workbook.schema import JABATAN, UNIT
from organisation.clock import forget_zone
from organisation.models import Government
from organisation.models.government import REGION_CODE


def import_government(raw: RawSheet, run: Run) -> None:
    """The one row of Pemda."""
    lines = list(run.rows(raw))
    for extra in lines[1:]:
        extra.refuse("Nama", "Lembar Pemda hanya boleh berisi satu baris. Hapus baris ini.")
    for row in lines[:1]:
        code = row["Kode Wilayah"]
        if code and not REGION_CODE.regex.match(code):
            row.refuse("Kode Wilayah", "Kode wilayah ditulis seperti 17 atau 17.07, dengan format sel Teks.")
        if row.is_bad:
            continue
        government = Government.objects.first()
        if government is not None:
            row.keep_stored(rows.government_cells(government))
        differences = run.note(row, row["Nama"], rows.government_cells(government) if government else None)
        if run.may_write and (government is None or differences):
            values = _government_values(row)
            before = field_values(government, values) if government else {}
            government = government or Government()
            assign(government, values)
            government.save()
            forget_zone()
            changes = changes_between(government, before, field_values(government, values))
            record(government, "government.saved", by=run.by, data=VIA | {"changes": to_data(changes)})


def _government_values(row: SheetRow) -> dict[str, Any]:
    values = {
        "name": row["Nama"],
        "kind": words.GOVERNMENT_KINDS[row["Jenis"]],
        "region_code": row["Kode Wilayah"],
        "head_title": row["Sebutan Kepala Daerah"],
        "seat": row["Ibu Kota"],
    }
    if row["Zona Waktu"]:
        values["time_zone"] = words.TIME_ZONES[row["Zona Waktu"]]
    return values


def import_units(raw: RawSheet, run: Run) -> None:
    """All rows of Unit."""
    _import(UNITS, raw, run)


def import_positions(raw: RawSheet, run: Run) -> None:
    """All rows of Jabatan."""
    _import(POSITIONS, raw, run)


def _import(tree: Tree, raw: RawSheet, run: Run) -> None:
    successions = Successions(tree.sheet)
    import_tree(replace(tree, on_row=successions.note, on_change=partial(keep_versions, tree)), raw, run)
    successions.write(run)


def _unit_values(row: SheetRow, run: Run) -> dict[str, Any]:
    return {"name": row["Nama"], "kind": words.UNIT_KINDS[row["Jenis"]]} | validity_values(row)


def _position_values(row: SheetRow, run: Run) -> dict[str, Any]:
    values = {
        "title": row["Nama"],
        "unit_id": run.pk_of(UNIT, row["Kode Unit"]),
        "kind": words.POSITION_KINDS[row["Jenis"]],
    }
    return values | ({"echelon": row["Eselon"] or ""} if row.has("Eselon") else {}) | validity_values(row)


def _check_position(row: SheetRow, run: Run) -> None:
    run.check_code(row, "Kode Unit", UNIT)
    check_validity(row, run)


UNITS = Tree(
    sheet=UNIT,
    queryset=rows.units,
    cells=rows.unit_cells,
    values=_unit_values,
    check=check_validity,
    parent_header="Kode Induk",
    parent_field="parent",
    order_field="protocol_order",
    cycle_sentence="Unit induk membentuk lingkaran",
    verbs=("unit.created", "unit.updated"),
)
POSITIONS = Tree(
    sheet=JABATAN,
    queryset=rows.positions,
    cells=rows.position_cells,
    values=_position_values,
    check=_check_position,
    parent_header="Kode Atasan",
    parent_field="reports_to",
    order_field="protocol_order",
    cycle_sentence="Atasan langsung membentuk lingkaran",
    verbs=("position.created", "position.updated"),
)
