"""The state of one import: what was found, what changed, which codes are known. Sheets are imported one by one."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from documents.drawing.workbook import Column, Sheet
from exchange.sheets.counted import CHANGED, NEW, SAME, SHOWN_CHANGES, CellChange, ChangedRow, SheetReport
from exchange.workbook.cells import ERASE, CellError, read_cell
from exchange.workbook.problems import WorkbookFindings, shown
from exchange.workbook.reading import RawSheet
from indicators.domain.kinds import NO
from indicators.domain.odd_numbers import NumberRead
from organisation.models import User

CHUNK = 2000
"""Rows that are compared and written together: memory stays bounded, and queries few."""

KEPT = "Sel kosong tidak menghapus isian yang sudah ada di aplikasi. Tulis hapus untuk menghapusnya."

Progress = Callable[[str, int, int], None]


@dataclass
class SheetRow:
    """One row, every cell read. A cell that could not be read is None, and the row is marked as bad."""

    sheet: Sheet
    number: int
    values: dict[str, Any]
    raw: dict[str, Any]
    run: "Run"
    is_bad: bool = False
    erased: frozenset[str] = frozenset()
    """The headers of the cells that say `hapus`; their value is None, as that of an empty cell."""

    def __getitem__(self, header: str) -> Any:
        return self.values.get(header)

    def has(self, header: str) -> bool:
        """Whether the sheet has this column at all; what it lacks is left alone."""
        return header in self.values

    def refuse(self, header: str, message: str, code: str = "") -> None:
        """Note that this cell must be mended."""
        self.is_bad = True
        self.run.findings.refuse(self.sheet.name, self.number, header, self.raw.get(header), message, code)

    def warn(self, header: str, message: str, code: str = "") -> None:
        """Note something odd about this cell; warnings with the same code are told together."""
        self.run.findings.warn(self.sheet.name, self.number, header, self.raw.get(header), message, code)

    def tell_reading(self, header: str, message: str, code: str) -> None:
        """Note how this cell was read."""
        self.run.findings.tell_reading(self.sheet.name, self.number, header, self.raw.get(header), message, code)

    def keep_stored(self, stored: Mapping[str, Any]) -> None:
        """An empty cell takes nothing away: it holds what is stored, and says so. The word `hapus` does."""
        for header in self.values:
            if header not in stored or not self.is_silent(header) or same_cell(stored[header], None):
                continue
            self.values[header] = stored[header]
            if stored[header] != NO and not self.sheet.column(header).required:
                self.warn(header, KEPT, "kept")

    def is_silent(self, header: str) -> bool:
        """Whether the cell is there and empty: it could be read, and does not say `hapus`."""
        raw = self.raw.get(header)
        is_empty = raw is None or (isinstance(raw, str) and not raw.strip())
        return self.has(header) and self.values[header] is None and is_empty


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

    prepared: set[int] = field(default_factory=set)
    """Years whose policy and calendar were looked at."""

    targeted: set[tuple[str | None, int | None]] = field(default_factory=set)
    """Codes and years of which the file has a target, also one that is not written."""

    indicators: dict[str, IndicatorFacts] = field(default_factory=dict)
    plans: dict[str, PlanFacts] = field(default_factory=dict)
    """Medium-term plans by code, of the database and of this file."""

    missions: dict[tuple[str, int], int | None] = field(default_factory=dict)
    """(code of the plan, number) -> primary key; None for a mission of this file that is not written (yet)."""

    dated: list[tuple[str, str, "SheetRow"]] = field(default_factory=list)
    """Sheet, code and row of the stored units and positions that get other days of validity."""

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
                self._read_into(row, column, cells[column.header])
            yield row
            if count % CHUNK == 0:
                self.progress(raw.sheet.name, number - 1, raw.height)
        self.progress(raw.sheet.name, raw.height, raw.height)

    @staticmethod
    def _read_into(row: SheetRow, column: Column, cell: Any) -> None:
        header = column.header
        row.values[header] = None
        try:
            value = read_cell(column, cell)
        except CellError as error:
            row.refuse(header, str(error))
            return
        if value is ERASE:
            row.erased |= {header}
            return
        if isinstance(value, NumberRead):
            row.tell_reading(header, value.notice, value.kind)
            value = value.number
        row.values[header] = value
        if column.required and value is None:
            row.refuse(header, "Wajib diisi.")

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
        self.check_codes(row, header, sheet, [] if row[header] is None else [row[header]])

    def check_codes(self, row: SheetRow, header: str, sheet: Sheet, codes: Iterable[str]) -> None:
        """The same of each code that stands in the cell."""
        for code in codes:
            if not self.knows(sheet, code):
                named = "ini" if code == row[header] else code
                elsewhere = "di aplikasi" if self.fills is None else "di antara indikator yang dapat Anda isi"
                row.refuse(
                    header, f"Kode {named} tidak ada pada lembar {sheet.name} maupun {elsewhere}. Periksa ejaannya."
                )

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
