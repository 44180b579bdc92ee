"""What a pasted block would do to a report: every change, every cell that is wrong; nothing is written here.

Each pasted row goes through the same form as a typed one, over what is stored, so that both are judged alike. A row
with a wrong cell is left out as a whole. An empty cell takes nothing away.
"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from indicators.domain.numbers import format_number
from indicators.domain.pasting import TYPED, Layout, PasteColumn, quarter_of
from indicators.domain.periods import roman
from indicators.enums import ValueState
from realisations.entry.domain import ENTRY_FIELDS, Entry
from realisations.entry.forms import EntryForm
from realisations.entry.locks import ACCEPTED_IN_SHEET
from realisations.models import Realisation
from realisations.report_sheet.facts import PLACES, ReportRow, ReportSheet

BOXES = {
    PasteColumn.VALUE: "value",
    PasteColumn.NUMERATOR: "numerator",
    PasteColumn.DENOMINATOR: "denominator",
    PasteColumn.SUPPORTING: "supporting_factors",
    PasteColumn.INHIBITING: "inhibiting_factors",
    PasteColumn.FOLLOW_UP: "follow_up",
    PasteColumn.NOTE: "note",
}
"""The box of the entry page into which each column goes."""

COLUMN_OF = {box: column for column, box in BOXES.items()} | {"state": PasteColumn.VALUE}
PARTS = (PasteColumn.NUMERATOR, PasteColumn.DENOMINATOR)
WORDS = {"n/a": ValueState.NOT_APPLICABLE, "menunggu": ValueState.WAITING}
"""What stands in the column Realisasi instead of a value."""


@dataclass(frozen=True, slots=True)
class CellDifference:
    """One cell that would change; `line` counts the rows of the block, its header included."""

    line: int
    row: ReportRow
    column: PasteColumn
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class BadCell:
    """One cell that cannot be taken, and what to do; `row` is None when the indicator is not known."""

    line: int
    row: ReportRow | None
    column: str
    value: str
    sentence: str


@dataclass(frozen=True, slots=True)
class PastePlan:
    """The preview of a block. `entries` are the changed rows as they would be stored, by indicator id."""

    layout: Layout
    lines: int
    differences: tuple[CellDifference, ...]
    bad: tuple[BadCell, ...]
    doubts: tuple[tuple[int, ReportRow, str], ...]
    entries: Mapping[int, Entry]
    unchanged: int
    empty: int

    @property
    def refused_lines(self) -> frozenset[int]:
        """The rows of the block that are left out."""
        return frozenset(cell.line for cell in self.bad)

    @property
    def digest(self) -> str:
        """Stands for exactly what would be stored and left out, to notice that it is not what was shown."""
        shown = (sorted(self.entries.items()), sorted(self.refused_lines))
        return hashlib.sha256(repr(shown).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class PastedRow:
    """One row of the block: its number, its cells by column, and the indicator that it is about, if there is one."""

    number: int
    cells: Mapping[PasteColumn, str]
    row: ReportRow | None

    def bad(self, column: PasteColumn, sentence: str) -> BadCell:
        """Say what is wrong with a cell of this row."""
        return BadCell(self.number, self.row, column, self.cells.get(column, ""), sentence)


def plan_paste(sheet: ReportSheet, block: Sequence[Sequence[str]], layout: Layout, start: int) -> PastePlan:
    """Lay `block` over the report. Without codes its rows follow the page's order from the row number `start` on."""
    bad: list[BadCell] = []
    differences: list[CellDifference] = []
    doubts: list[tuple[int, ReportRow, str]] = []
    entries: dict[int, Entry] = {}
    lines = list(_lines(sheet, block, layout, start))
    unchanged = 0
    for line in lines:
        refusals, entry = _judge(line, lines, sheet)
        if entry is None or line.row is None:
            bad += refusals
            continue
        changes = _differences(line, line.row, entry)
        changed = {change.column for change in changes}
        unchanged += sum(bool(line.cells.get(column)) and column not in changed for column in TYPED)
        if changes:
            entries[line.row.indicator.pk] = entry
            differences += changes
            doubt = _with(line.row, entry).doubt
            doubts += [(line.number, line.row, doubt)] if doubt else []
    empty = sum(not line.cells.get(column) for line in lines for column in TYPED if column in layout.columns)
    return PastePlan(layout, len(lines), tuple(differences), tuple(bad), tuple(doubts), entries, unchanged, empty)


def rows_left(block: Sequence[Sequence[str]], plan: PastePlan, sheet: ReportSheet, start: int) -> list[list[str]]:
    """The rows that were left out, with a header and their codes, so that they can be mended and pasted again."""
    columns = [column for column in plan.layout.columns if column and column is not PasteColumn.CODE]
    left = [[str(PasteColumn.CODE), *map(str, columns)]]
    for line in _lines(sheet, block, plan.layout, start):
        if line.number in plan.refused_lines:
            code = line.cells.get(PasteColumn.CODE) or (line.row.indicator.code if line.row else "")
            left.append([code, *(line.cells.get(column, "") for column in columns)])
    return left


def _lines(sheet: ReportSheet, block: Sequence[Sequence[str]], layout: Layout, start: int) -> Iterator[PastedRow]:
    """The rows of the block that hold something; empty ones keep their place in the page's order."""
    by_code = {row.indicator.code.casefold(): row for row in sheet.rows}
    first = 1 + layout.has_header
    for number, texts in enumerate(block[layout.has_header :], start=first):
        cells = {column: text for column, text in zip_longest(layout.columns, texts, fillvalue="") if column}
        place = start + number - first
        if layout.by_code:
            row = by_code.get(cells.get(PasteColumn.CODE, "").casefold())
        else:
            row = sheet.rows[place] if place < len(sheet.rows) else None
        if any(cells.values()):
            yield PastedRow(number, cells, row)


def _judge(line: PastedRow, lines: Sequence[PastedRow], sheet: ReportSheet) -> tuple[list[BadCell], Entry | None]:
    """The row as it would be stored, or all that keeps it from that."""
    refusals = list(_foreign(line, lines, sheet))
    if line.row is None or refusals:
        return refusals, None
    form, refused = _with_cells(line, line.row)
    refusals = [line.bad(column, sentence) for column, sentence in refused.items()]
    for name, sentences in form.errors.items():
        if name in COLUMN_OF and COLUMN_OF[name] not in refused:
            refusals += [line.bad(COLUMN_OF[name], sentence) for sentence in sentences]
    if refusals:
        return refusals, None
    entry = _entry(line, line.row, form)
    if line.cells.get(PasteColumn.VALUE) and entry.state == ValueState.WAITING and not entry.note:
        sentence = "Wajib diisi bila realisasi menunggu: tulis sumber data dan perkiraan terbitnya."
        return [line.bad(PasteColumn.NOTE, sentence)], None
    changes = _differences(line, line.row, entry) if line.row.realisation.is_accepted else ()
    return [line.bad(change.column, ACCEPTED_IN_SHEET) for change in changes], None if changes else entry


def _foreign(line: PastedRow, lines: Sequence[PastedRow], sheet: ReportSheet) -> Iterator[BadCell]:
    """What keeps a row from belonging here: no such indicator, told twice, another year or quarter."""
    period = sheet.report.period
    if line.row is None:
        yield line.bad(PasteColumn.CODE, _unknown(line))
    else:
        twin = next(other for other in lines if other.row is not None and other.row is line.row)
        if twin.number != line.number:
            yield line.bad(
                PasteColumn.CODE, f"Indikator ini sudah ada pada baris {twin.number}. Hapus salah satu baris."
            )
    year, quarter = line.cells.get(PasteColumn.YEAR, ""), line.cells.get(PasteColumn.QUARTER, "")
    if year and year != str(period.year):
        yield line.bad(PasteColumn.YEAR, f"Laporan ini untuk tahun {period.year}. Hapus baris tahun lain.")
    if quarter and quarter_of(quarter) != period.quarter:
        yield line.bad(PasteColumn.QUARTER, f"Laporan ini untuk TW {roman(period.quarter)}. Hapus baris triwulan lain.")


def _unknown(line: PastedRow) -> str:
    if line.cells.get(PasteColumn.CODE):
        return "Kode ini tidak ada dalam laporan ini. Perbaiki kodenya, atau hapus baris ini."
    if PasteColumn.CODE in line.cells:
        return "Kode indikator belum diisi. Tulis kodenya, atau hapus baris ini."
    return "Tidak ada indikator lagi untuk baris ini. Pilih baris awal yang benar, atau hapus baris ini."


def _with_cells(line: PastedRow, row: ReportRow) -> tuple[EntryForm, dict[PasteColumn, str]]:
    """The form of the row with the pasted cells over what is stored, and what the form cannot say by itself."""
    stored = EntryForm(row)
    data = {field.html_name: _typed(field.value()) for field in stored}
    refused: dict[PasteColumn, str] = {}
    for column, box in BOXES.items():
        text = line.cells.get(column, "")
        if not text:
            continue
        if box not in stored.fields:
            refused[column] = "Indikator ini tidak dihitung dari pembilang dan penyebut. Kosongkan sel ini."
        elif column is PasteColumn.VALUE:
            data |= _answer(stored, text)
        else:
            data[stored.add_prefix(box)] = text
    return EntryForm(row, {name: text for name, text in data.items() if text is not None}), refused


def _answer(form: EntryForm, text: str) -> dict[str, str]:
    """The boxes of value and state for one cell of Realisasi."""
    value, state = form.add_prefix("value"), form.add_prefix("state")
    word = WORDS.get(text.casefold())
    if word:
        return {value: "", state: word.value}
    return {value: text, state: ValueState.REPORTED.value}


def _typed(value: object) -> str | None:
    """What a browser would send for a stored value; nothing for a box that is not ticked."""
    if isinstance(value, bool):
        return "on" if value else None
    return "" if value is None else str(value)


def _entry(line: PastedRow, row: ReportRow, form: EntryForm) -> Entry:
    """What is stored of the row, with the pasted columns replaced."""
    before, said = Entry.of(row.realisation), form.entry()
    names = {BOXES[column] for column in TYPED if line.cells.get(column)}
    computes = (before.state == ValueState.NOT_REPORTED or form.asked.needs_parts) and any(
        line.cells.get(column) for column in PARTS
    )
    if "value" in names or computes:
        names = (names - {"value"}) | {"state", "figure", "grade"}
    return replace(before, **{name: getattr(said, name) for name in names})


def _differences(line: PastedRow, row: ReportRow, after: Entry) -> list[CellDifference]:
    before = Entry.of(row.realisation)
    pairs = [(column, shown(before, column), shown(after, column)) for column in TYPED]
    return [CellDifference(line.number, row, column, old, new) for column, old, new in pairs if old != new]


def shown(entry: Entry, column: PasteColumn) -> str:
    """One column of an entry in words and figures; empty when nothing was said."""
    if column is PasteColumn.VALUE:
        words = {state: word for word, state in WORDS.items()}
        if entry.state in words:
            return words[ValueState(entry.state)]
        return entry.grade if entry.figure is None else format_number(entry.figure, PLACES)
    value = getattr(entry, BOXES[column])
    if column in PARTS:
        return "" if value is None else format_number(value, PLACES)
    return str(value)


def _with(row: ReportRow, entry: Entry) -> ReportRow:
    """The row as it would be."""
    values = {name: getattr(entry, name) for name in ENTRY_FIELDS}
    return replace(row, realisation=Realisation(indicator=row.indicator, **values))
