"""Sheets whose rows have a code and may point at another row of the same sheet: Unit, Jabatan, Sasaran, Indikator.

Rows may come in any order. New rows are written level by level, so that most go in with their parent; only those whose
parent comes later in the file get it at the end.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Max, Model, QuerySet

from audit.facts import FieldChange, changes_between, field_values
from documents.drawing.workbook import Sheet
from exchange.sheets.run import Run, SheetRow
from exchange.sheets.saving import BATCH, Batch, assign, find_cycles, first_duplicates
from exchange.sheets.traces import Traces
from exchange.workbook.reading import RawSheet


@dataclass(frozen=True)
class Tree:
    """How one such sheet is stored."""

    sheet: Sheet
    queryset: Callable[[], QuerySet[Any]]
    cells: Callable[[Any], dict[str, Any]]
    values: Callable[[SheetRow, Run], dict[str, Any]]
    """The fields of a row, without the parent; only of columns that the file has."""

    check: Callable[[SheetRow, Run], None]
    parent_header: str
    parent_field: str
    order_field: str
    cycle_sentence: str
    verbs: tuple[str, str]
    """What the trail calls it when such a row is new, and when it changed."""

    codes_above: Callable[[str | None], list[str]] = lambda cell: [cell] if cell else []
    """The codes in the cell of the parent; the first is the parent, the others stand above it too."""

    also_above: Callable[[], Iterable[tuple[str, str]]] = lambda: ()
    """What is stored of those others: code, and code above."""

    write_also: Callable[[Mapping[int, Collection[int]]], dict[int, list[FieldChange]]] = lambda wanted: {}
    """Writes those others, and gives the changes by row."""

    on_row: Callable[[SheetRow, Run, Any], None] = lambda row, run, obj: None
    on_change: Callable[[list[tuple[SheetRow, Any]], Run], None] = lambda changed, run: None


@dataclass
class _State:
    """What is remembered between chunks."""

    order: int
    traces: Traces
    new: set[str] = field(default_factory=set)
    seen: dict[str, int] = field(default_factory=dict)
    parents: dict[str, list[str]] = field(default_factory=dict)
    rows: dict[str, int] = field(default_factory=dict)
    to_link: set[str] = field(default_factory=set)


def import_tree(tree: Tree, raw: RawSheet, run: Run) -> None:
    """Check and write one sheet."""
    model = tree.queryset().model
    known = run.codes[tree.sheet.name]
    links = tree.queryset().values_list("code", f"{tree.parent_field}__code")
    stored = {code: [above] if above else [] for code, above in links}
    for code, above in tree.also_above():
        stored[code].append(above)
    last = tree.queryset().aggregate(last=Max(tree.order_field))["last"] or 0
    state = _State(order=last, traces=Traces(run, *tree.verbs), parents=stored)
    references: list[SheetRow] = []
    for chunk in run.chunks(raw):
        _refuse_duplicates(chunk, state, known)
        _import_chunk(tree, model, chunk, run, state)
        references += [_reference(row) for row in chunk if row[tree.parent_header]]
    for row in references:
        run.check_codes(row, tree.parent_header, tree.sheet, tree.codes_above(row[tree.parent_header]))
    _refuse_cycles(tree, run, state)
    if run.may_write:
        _link(tree, model, run, state)
        state.traces.write()


def _reference(row: SheetRow) -> SheetRow:
    """A row without the cells that are not needed any more."""
    code_and_parent = {header: value for header, value in row.values.items() if header.startswith("Kode")}
    return SheetRow(row.sheet, row.number, code_and_parent, code_and_parent, row.run)


def _refuse_duplicates(chunk: list[SheetRow], state: _State, known: dict[str, int | None]) -> None:
    repeated = first_duplicates(((row["Kode"], row.number) for row in chunk if row["Kode"]), state.seen)
    for row in chunk:
        if row.number in repeated:
            row.refuse("Kode", f"Kode ini sudah dipakai pada baris {repeated[row.number]}. Hapus salah satu baris.")
        if row["Kode"]:
            known.setdefault(row["Kode"], None)


def _import_chunk(tree: Tree, model: type[Model], chunk: list[SheetRow], run: Run, state: _State) -> None:
    codes = [row["Kode"] for row in chunk if row["Kode"]]
    existing = {obj.code: obj for obj in tree.queryset().filter(code__in=codes)}
    batch = Batch(run, model, key=["code"], fields=_concrete(model), traces=state.traces)
    changed: list[tuple[SheetRow, Any]] = []
    for row in chunk:
        obj = existing.get(row["Kode"])
        if obj is not None:
            row.keep_stored(tree.cells(obj))
        tree.check(row, run)
        tree.on_row(row, run, obj)
        if row.is_bad:
            continue
        if tree.parent_header in row.values:
            state.parents[row["Kode"]] = tree.codes_above(row[tree.parent_header])
            state.rows[row["Kode"]] = row.number
        differences = run.note(row, row["Kode"], tree.cells(obj) if obj else None)
        if obj is None:
            state.order += 1
            batch.new.append(model(code=row["Kode"], **{tree.order_field: state.order}, **tree.values(row, run)))
        elif differences:
            changed.append((row, obj))
    tree.on_change(changed, run)
    for row, obj in changed:
        assign(obj, tree.values(row, run))
        batch.changed.append(obj)
    state.to_link |= {row["Kode"] for row, _ in changed if row["Kode"] in state.rows}
    _flush_by_level(tree, run, batch, state)


def _flush_by_level(tree: Tree, run: Run, batch: Batch, state: _State) -> None:
    """Write the new rows of a chunk: first those whose parent is there, then those below them, and so on."""
    known, attribute = run.codes[tree.sheet.name], f"{tree.parent_field}_id"
    waiting = batch.new
    while waiting:
        parents = {obj.code: _parent(state, obj.code) for obj in waiting}
        ready = [obj for obj in waiting if parents[obj.code] is None or known.get(parents[obj.code])]
        if not ready:
            ready, waiting = waiting, []
            state.to_link |= {obj.code for obj in ready}
        else:
            waiting = [obj for obj in waiting if not (parents[obj.code] is None or known.get(parents[obj.code]))]
        for obj in ready:
            setattr(obj, attribute, known.get(parents[obj.code]) if parents[obj.code] else None)
        batch.new = ready
        created = batch.flush()
        known |= {obj.code: obj.pk for obj in created}
        state.new |= {obj.code for obj in created}
        if not created:
            return
    batch.flush()


def _parent(state: _State, code: str) -> str | None:
    """The code of the parent as the file gives it; None without one, and in a file without the column."""
    above = state.parents.get(code) if code in state.rows else None
    return above[0] if above else None


def _concrete(model: type[Model]) -> list[str]:
    """Every stored column but the key; the parent is set later, by itself."""
    return [field.name for field in model._meta.concrete_fields if field.name not in ("id", "code")]


def _refuse_cycles(tree: Tree, run: Run, state: _State) -> None:
    for circle in find_cycles(state.parents):
        code = next((code for code in circle if code in state.rows), None)
        if code is None:
            continue
        way = " → ".join([*circle, circle[0]])
        message = f"{tree.cycle_sentence}: {way}. Ubah salah satu {tree.parent_header}."
        cell = ";".join(state.parents[code])
        run.findings.refuse(tree.sheet.name, state.rows[code], tree.parent_header, cell, message)


def _link(tree: Tree, model: type[Model], run: Run, state: _State) -> None:
    """Set the parents of new and changed rows, and what else stands above them."""
    attribute = f"{tree.parent_field}_id"
    stored = model._base_manager.in_bulk([run.pk_of(tree.sheet, code) for code in state.to_link])
    objects = []
    for code in state.to_link:
        obj = stored[run.pk_of(tree.sheet, code)]
        before = field_values(obj, [tree.parent_field])
        setattr(obj, attribute, run.pk_of(tree.sheet, _parent(state, code)))
        objects.append(obj)
        if code not in state.new:
            after = field_values(obj, [tree.parent_field])
            state.traces.add_changes(obj, changes_between(obj, before, after))
    model._base_manager.bulk_update(objects, [tree.parent_field], batch_size=BATCH)
    _link_also(tree, run, state, stored)


def _link_also(tree: Tree, run: Run, state: _State, stored: Mapping[int, Any]) -> None:
    """Set what else stands above changed rows, and above new ones that have several parents."""
    several = {code for code in state.new if len(state.parents.get(code, ())) > 1}
    wanted = {code: state.parents[code][1:] for code in state.to_link | several if code in state.rows}
    by_key = {
        run.pk_of(tree.sheet, code): [run.pk_of(tree.sheet, one) for one in also] for code, also in wanted.items()
    }
    new = {run.pk_of(tree.sheet, code) for code in state.new}
    for pk, changes in tree.write_also(by_key).items():
        if pk not in new:
            state.traces.add_changes(stored[pk], changes)
