"""The state of one import: what was found, what changed, which codes are known. Sheets are imported one by one."""

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from documents.drawing.workbook import Sheet
from exchange.workbook.cells import CellError, read_cell
from exchange.workbook.problems import WorkbookFindings, shown
from exchange.workbook.reading import RawSheet
from organisation.models import User

NEW, CHANGED, SAME = KINDS = ("baru", "berubah", "tetap")
CHUNK = 2000
"""Rows that are compared and written together: memory stays bounded, and queries few."""

SHOWN_CHANGES = 300
"""Changes of one sheet that are listed in full; more are only counted."""

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True)
class CellChange:
    """One cell before and after, as text."""

    header: str
    before: str
    after: str


@dataclass(frozen=True)
class ChangedRow:
    """One row that is new or changed."""

    row: int
    key: str
    kind: str
    differences: tuple[CellChange, ...]


@dataclass
class SheetReport:
    """What happened to one sheet."""

    name: str
    new: int = 0
    changed: int = 0
    same: int = 0
    refused: int = 0
    changes: list[ChangedRow] = field(default_factory=list)
    kinds: bytearray = field(default_factory=bytearray, repr=False)
    """By row number, one byte: how the row was counted."""

    @property
    def unlisted(self) -> int:
        """How many new and changed rows are only counted."""
        return self.new + self.changed - len(self.changes)

    def count(self, row: int, kind: str, amount: int = 1) -> None:
        """Count a row as new, changed or the same (`amount` -1 takes it back)."""
        match kind:
            case "baru":
                self.new += amount
            case "berubah":
                self.changed += amount
            case "tetap":
                self.same += amount
        self.kinds.extend(bytes(max(0, row + 1 - len(self.kinds))))
        self.kinds[row] = KINDS.index(kind) + 1 if amount > 0 else 0

    def refuse(self, row: int) -> None:
        """Count a row as refused, whatever it was counted as before."""
        self.refused += 1
        if row < len(self.kinds) and self.kinds[row]:
            self.count(row, KINDS[self.kinds[row] - 1], -1)
            self.changes = [change for change in self.changes if change.row != row]


@dataclass
class SheetRow:
    """One row, every cell read. A cell that could not be read is None, and the row is marked as bad."""

    sheet: Sheet
    number: int
    values: dict[str, Any]
    raw: dict[str, Any]
    run: "Run"
    is_bad: bool = False

    def __getitem__(self, header: str) -> Any:
        return self.values.get(header)

    def has(self, header: str) -> bool:
        """Whether the sheet has this column at all; what it lacks is left alone."""
        return header in self.values

    def refuse(self, header: str, message: str, code: str = "") -> None:
        """Note that this cell must be mended."""
        self.is_bad = True
        self.run.findings.refuse(self.sheet.name, self.number, header, self.raw.get(header), message, code)

    def warn(self, header: str, message: str) -> None:
        """Note something odd about this cell."""
        self.run.findings.warn(self.sheet.name, self.number, header, self.raw.get(header), message)


@dataclass(frozen=True)
class IndicatorFacts:
    """What targets and realisations need to know of an indicator; `pk` is None while it is not written."""

    pk: int | None
    position_id: int | None
    polarity: str | None
    aggregation: str | None
    scale: tuple[str, ...]
    unit: str
    first_year: int | None = None
    last_year: int | None = None

    def is_measured_in(self, year: int) -> bool:
        """Whether this version of the indicator is the one of the year."""
        return (self.first_year or year) <= year <= (self.last_year or year)


@dataclass(frozen=True)
class PlanFacts:
    """What missions, goals and targets need to know of a medium-term plan."""

    kind: str
    unit: str | None
    first_year: int
    last_year: int


@dataclass
class Run:
    """One import from beginning to end."""

    by: User | None
    is_verified: bool
    findings: WorkbookFindings
    progress: Progress
    today: dt.date
    """The day of the import: which periods are open, which dates are odd."""

    fills: frozenset[int] | None = None
    """The positions of which alone realisations come in, and nothing else does; None: everything comes in."""

    reports: dict[str, SheetReport] = field(default_factory=dict)
    codes: dict[str, dict[str, int | None]] = field(default_factory=dict)
    """Per sheet: code -> primary key; None for a code of this file that is not written (yet)."""

    unread: set[str] = field(default_factory=set)
    """Sheets that could not be read at all; their codes are not held against other sheets."""

    indicators: dict[str, IndicatorFacts] = field(default_factory=dict)
    plans: dict[str, PlanFacts] = field(default_factory=dict)
    """Medium-term plans by code, of the database and of this file."""

    missions: dict[tuple[str, int], int | None] = field(default_factory=dict)
    """(code of the plan, number) -> primary key; None for a mission of this file that is not written (yet)."""

    role_holders: set[tuple[int | None, str]] = field(default_factory=set)
    """(employee, role) of every role that was ever given."""

    @property
    def may_write(self) -> bool:
        """After the first problem nothing more is written, but everything is still checked."""
        return not self.findings.problems

    def report(self, sheet: Sheet) -> SheetReport:
        """The report of one sheet."""
        return self.reports.setdefault(sheet.name, SheetReport(sheet.name))

    def rows(self, raw: RawSheet) -> Iterator[SheetRow]:
        """The rows of a sheet, every cell read and required cells checked."""
        columns = [(column, column.header in raw.positions) for column in raw.sheet.columns]
        present = [column for column, is_there in columns if is_there]
        for count, (number, cells) in enumerate(raw, start=1):
            row = SheetRow(raw.sheet, number, {}, cells, self)
            for column in present:
                try:
                    row.values[column.header] = read_cell(column, cells[column.header])
                except CellError as error:
                    row.values[column.header] = None
                    row.refuse(column.header, str(error))
                else:
                    if column.required and row.values[column.header] is None:
                        row.refuse(column.header, "Wajib diisi.")
            yield row
            if count % CHUNK == 0:
                self.progress(raw.sheet.name, number - 1, raw.height)
        self.progress(raw.sheet.name, raw.height, raw.height)

    def chunks(self, raw: RawSheet) -> Iterator[list[SheetRow]]:
        """The rows of a sheet in lists of bounded length."""
        chunk: list[SheetRow] = []
        for row in self.rows(raw):
            chunk.append(row)
            if len(chunk) == CHUNK:
                yield chunk
                chunk = []
        if chunk:
            yield chunk

    def knows(self, sheet: Sheet, code: str | None) -> bool:
        """Whether a code exists in the database or in this file."""
        return code in self.codes[sheet.name] or sheet.name in self.unread

    def pk_of(self, sheet: Sheet, code: str | None) -> int | None:
        """The primary key behind a code; None without one or before it is written."""
        return self.codes[sheet.name].get(code) if code else None

    def check_code(self, row: SheetRow, header: str, sheet: Sheet) -> None:
        """Refuse a code that exists neither in the file nor in the database."""
        code = row[header]
        if code is not None and not self.knows(sheet, code):
            elsewhere = "di aplikasi" if self.fills is None else "di antara indikator yang dapat Anda isi"
            row.refuse(header, f"Kode ini tidak ada pada lembar {sheet.name} maupun {elsewhere}. Periksa ejaannya.")

    def check_version(self, row: SheetRow) -> None:
        """Refuse a year in which another version of the indicator is measured."""
        facts, year = self.indicators.get(row["Kode Indikator"] or ""), row["Tahun"]
        if facts and year and not facts.is_measured_in(year):
            row.refuse("Tahun", f"Pada tahun {year} versi lain indikator ini yang diukur. Pakai kode versi tahun itu.")

    def note(self, row: SheetRow, key: str, existing: dict[str, Any] | None) -> tuple[CellChange, ...]:
        """Count a row as new, changed or the same; `existing` is the stored row as cells, None when there is none."""
        report = self.report(row.sheet)
        if existing is None:
            self._list(report, ChangedRow(row.number, key, NEW, ()))
            report.count(row.number, NEW)
            return ()
        found = differences(existing, row.values)
        if found:
            self._list(report, ChangedRow(row.number, key, CHANGED, found))
        report.count(row.number, CHANGED if found else SAME)
        return found

    @staticmethod
    def _list(report: SheetReport, change: ChangedRow) -> None:
        if len(report.changes) < SHOWN_CHANGES:
            report.changes.append(change)


def differences(existing: dict[str, Any], wanted: dict[str, Any]) -> tuple[CellChange, ...]:
    """The cells that differ; columns that the file does not have are left alone."""
    return tuple(
        CellChange(header, cell_text(existing[header]), cell_text(value))
        for header, value in wanted.items()
        if header in existing and not same_cell(existing[header], value)
    )


def same_cell(stored: Any, read: Any) -> bool:
    """Whether two cells hold the same: an empty text is an empty cell, 4 is 4.000, a line break is a line break."""
    return _comparable(stored) == _comparable(read)


def cell_text(value: Any) -> str:
    """A cell as the reader of a preview sees it."""
    if value is None:
        return ""
    if isinstance(value, dt.date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, Decimal):
        return f"{value.normalize():f}".replace(".", ",")
    return shown(value)


def _comparable(value: Any) -> Any:
    if isinstance(value, str):
        return value.replace("\r\n", "\n").strip() or None
    return value
