"""The alignment of indicators as a workbook: one row per indicator, its parent beside it, what is wrong in words."""

import io
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from agreements.cascade.rows import CascadeRow, shortened
from agreements.cascade.tree import FilteredCascade
from agreements.cascade_papers.listing import Entry, entries_of
from documents.drawing.workbook import Column, Format, Sheet, WorkbookWriter
from indicators.domain.kinds import Figure
from indicators.domain.numbers import format_figure
from organisation.models import User

LONGEST_CELL = 32_000
"""Excel keeps 32,767 characters in a cell."""

SHEET = Sheet(
    "Pohon Kinerja",
    "Keselarasan indikator dari kepala daerah sampai pelaksana.",
    (
        Column("Level"),
        Column("Jabatan"),
        Column("Unit Kerja"),
        Column("Sasaran"),
        Column("Kode Indikator", Format.CODE),
        Column("Indikator"),
        Column("IKU", Format.CODE),
        Column("Satuan"),
        Column("Target", Format.FIGURE),
        Column("Renstra/RPJMD"),
        Column("Jabatan Induk"),
        Column("Indikator Induk"),
        Column("Target Induk"),
        Column("Cara Menurunkan"),
        Column("Ikut Mendukung"),
        Column("Didukung dari Garis Lain"),
        Column("Catatan"),
    ),
)


def export_cascade(choice: FilteredCascade, *, user: User) -> bytes:
    """The workbook of the chosen part; text stays text, whatever it looks like."""
    entries = entries_of(choice, user=user, longest=LONGEST_CELL)
    target = io.BytesIO()
    writer = WorkbookWriter(target)
    writer.book.set_properties({"title": f"Pohon kinerja {choice.cascade.year}"})
    writer.add(SHEET, _lines(entries))
    writer.close()
    return target.getvalue()


def _lines(entries: list[Entry]) -> Iterator[tuple[Any, ...]]:
    for entry in entries:
        for row in entry.rows:
            yield _line(entry, row)


def _line(entry: Entry, row: CascadeRow) -> tuple[Any, ...]:
    parent = row.parent
    notes = [f"{finding.mark.label}: {finding.sentence}" for finding in row.findings]
    return (
        entry.position.get_kind_display(),
        entry.position.title,
        entry.position.unit.name,
        row.wording.objective,
        row.wording.code,
        row.wording.statement,
        "Ya" if row.node.is_key else "",
        row.node.unit,
        _figure(row),
        row.planned,
        parent.office if parent else "",
        parent.statement if parent else "",
        parent.target if parent else "",
        row.kind,
        shortened("; ".join(other.named for other in row.also), LONGEST_CELL),
        shortened("; ".join(row.supporters_in_words), LONGEST_CELL),
        " ".join([*notes, *([parent.note] if parent and parent.note else [])]),
    )


def _figure(row: CascadeRow) -> Decimal | str:
    target = row.node.target
    return target.value if isinstance(target, Figure) else format_figure(target, row.node.decimals)
