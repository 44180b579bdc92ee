"""The one writer of realisations and spending: whatever the route, what is said of a report is stored here.

The routes only turn their input into values. Here it is judged, the reports are held, what the writer saw is compared
with what stands there, the report gets its next version, and one event for each report says what changed.
"""

import datetime
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import chain
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F

from audit.editing import ConflictError
from audit.facts import CHANGES, FieldChange, changes_between, to_data
from audit.trail import record_many
from indicators.domain.typed import Asked, Fault
from indicators.models import BudgetLine, Indicator
from realisations.entry.domain import ENTRY_FIELDS, Entry, faults_of, spending_fault
from realisations.entry.facts import StoredRows, stored_rows
from realisations.entry.locks import ACCEPTED, BEGUN, LOCKED, HeldReports, hold_reports, report_refusals
from realisations.enums import EntryRoute
from realisations.history.keys import realisation_key, spending_key, subject_of
from realisations.models import BudgetRealisation, QuarterReport, Realisation

if TYPE_CHECKING:
    from organisation.models import User

BATCH = 1000
SAVED, IMPORTED, SPENT = "report.saved", "report.imported", "spending.imported"
AMOUNT = "amount"
CHANGED_SINCE = (
    "Laporan ini berubah sejak Anda membukanya, jadi isian Anda belum disimpan. Periksa isinya, lalu simpan lagi."
)
TAKEN = "Kotak ini baru saja diubah orang lain, jadi isian Anda belum disimpan."
FOREIGN_INDICATOR = "Ada indikator yang bukan milik jabatan ini pada tahun ini. Muat ulang halaman."
FOREIGN_LINE = "Ada anggaran yang bukan milik jabatan ini pada tahun ini. Muat ulang halaman."

Seen = Mapping[tuple[int, str], Collection[Any]]
"""By indicator or budget line and field: the values that may stand there as far as the writer knows."""


@dataclass(frozen=True, slots=True)
class ReportEntries:
    """What is said about one report; indicators and lines that are not named stay as they are.

    `spending` is rupiah of the quarter by budget line, None for not reported. `version` is that of the report which
    the writer had before their eyes, `seen` what stood in single boxes; without them nothing is compared. A report
    that nobody has begun, not saved, may be told only what was spent.
    """

    report: QuarterReport
    entries: Mapping[int, Entry] = field(default_factory=dict)
    spending: Mapping[int, Decimal | None] = field(default_factory=dict)
    version: int | None = None
    seen: Seen = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Refusal:
    """One thing that is not stored: of a whole report when `key` is None, else of an indicator or a budget line."""

    report: QuarterReport
    key: int | None
    fault: Fault
    name: str = ""

    def __str__(self) -> str:
        return f"{self.name}: {self.fault.sentence}" if self.name else self.fault.sentence


class EntryRefusedError(ValidationError):
    """Nothing was stored; `refusals` say why, one by one."""

    def __init__(self, refusals: Sequence[Refusal]) -> None:
        super().__init__([ValidationError(str(one), code=one.fault.code) for one in refusals])
        self.refusals, self.code = tuple(refusals), refusals[0].fault.code


@transaction.atomic
def write_entries(
    said: Sequence[ReportEntries],
    *,
    by: "User | None",
    route: EntryRoute,
    today: datetime.date | None = None,
    held: HeldReports | None = None,
    stored: StoredRows | None = None,
    is_history: bool = False,
    needs_targets: bool = True,
    is_trial: bool = False,
) -> list[QuarterReport]:
    """Store what is said, all of it or nothing, and give the reports as they are now, with their new versions.

    Nothing changes and nothing is recorded where everything stands like that already. `held` are the reports if the
    caller holds them already (see `hold_reports`), `stored` what was read of them since, and `today` stands for the
    database's day. `is_history` brings in what
    was verified before Amanah was used (see `report_refusals`); without `needs_targets` also of indicators that the
    year does not measure; `is_trial` only judges. Raises RefusedError, or ConflictError when somebody else saved since
    the writer looked. The number of statements does not grow with the number of reports or rows.
    """
    held = held or hold_reports(QuarterReport.objects.filter(pk__in=_keys(said)), today=today)
    said = [replace(one, report=held.reports[one.report.pk]) if one.report.pk else one for one in said]
    refusals = _report_refusals(said, held.today, is_history=is_history)
    if not refusals and any(one.version not in (None, one.report.version) for one in said):
        raise ConflictError(CHANGED_SINCE)
    if not (refusals or is_trial):
        _begin(said)
    refused = {id(refusal.report) for refusal in refusals}
    open_for_writing = [one for one in said if id(one.report) not in refused]
    batch = _Batch(open_for_writing, stored or _stored(said), needs_targets=needs_targets)
    if refusals or batch.refusals:
        raise EntryRefusedError([*refusals, *batch.refusals])
    if not is_trial:
        batch.write()
        _record(said, batch, by=by, route=route)
    return [one.report for one in said]


def _begin(said: Iterable[ReportEntries]) -> None:
    """Store the reports that nobody has begun; spending alone begins none."""
    QuarterReport.objects.bulk_create([one.report for one in said if one.entries and not one.report.pk])


def _keys(said: Iterable[ReportEntries]) -> set[int]:
    return {one.report.pk for one in said if one.report.pk}


def _stored(said: Sequence[ReportEntries]) -> StoredRows:
    return stored_rows(
        _keys(said),
        {key for one in said for key in one.entries},
        {key for one in said for key in one.spending},
        {one.report.period.year for one in said},
    )


def _report_refusals(said: Sequence[ReportEntries], today: datetime.date, *, is_history: bool) -> list[Refusal]:
    """The reports that cannot be written into today; a quarter that nobody has begun takes spending at any time.

    Spending alone verifies nothing, so it goes into a draft as well.
    """
    with_entries = {id(one.report) for one in said if one.entries}
    reports = [one.report for one in said if one.report.pk or one.entries]
    found = report_refusals(reports, today, is_history=is_history)
    return [
        Refusal(report, None, Fault("", sentence, code))
        for report, sentence, code in found
        if code != BEGUN or id(report) in with_entries
    ]


class _Batch:
    """Compares what is said with what is stored, and collects what differs."""

    def __init__(self, said: Sequence[ReportEntries], stored: StoredRows, *, needs_targets: bool) -> None:
        self.stored, self.needs_targets = stored, needs_targets
        self.refusals: list[Refusal] = []
        self.rows: list[Realisation] = []
        self.amounts: list[BudgetRealisation] = []
        self.emptied: list[int] = []
        self.changes = [[*self._entries(one), *self._spending(one)] for one in said]

    def write(self) -> None:
        """Insert, update and remove, in one statement each."""
        _upsert(Realisation, self.rows, ["report", "indicator"], ENTRY_FIELDS)
        _upsert(BudgetRealisation, self.amounts, ["line", "quarter"], [AMOUNT])
        if self.emptied:
            BudgetRealisation.objects.filter(pk__in=self.emptied).delete()

    def _entries(self, one: ReportEntries) -> Iterator[FieldChange]:
        for key, entry in one.entries.items():
            indicator = self.stored.indicators.get(key)
            if indicator is None or not self._is_asked(indicator, one.report):
                self._refuse(one, key, [Fault("", FOREIGN_INDICATOR, "foreign")])
                continue
            row = self.stored.realisations.get((one.report.pk, key))
            row = row or Realisation(report=one.report, indicator=indicator)
            before = Entry.of(row)
            names = entry.differing(before)
            if not names:
                continue
            _refuse_unseen(one, key, {name: getattr(before, name) for name in ENTRY_FIELDS})
            locked = [Fault("", LOCKED, "verified")] if one.report.is_verified and before != Entry() else []
            locked = [Fault("", ACCEPTED, "accepted")] if row.is_accepted else locked
            self._refuse(one, key, locked or faults_of(entry, Asked.of(indicator), stored=before), indicator.code)
            for name in names:
                setattr(row, name, getattr(entry, name))
            self.rows.append(row)
            values = ({name: getattr(said, name) for name in names} for said in (before, entry))
            known_by = realisation_key(one.report.pk, key)
            yield from changes_between(Realisation, *values, key=known_by, label=indicator.code)

    def _spending(self, one: ReportEntries) -> Iterator[FieldChange]:
        quarter = one.report.period.quarter
        for key, amount in one.spending.items():
            line = self.stored.lines.get(key)
            if line is None or (line.position_id, line.year) != (one.report.position_id, one.report.period.year):
                self._refuse(one, key, [Fault("", FOREIGN_LINE, "foreign")])
                continue
            row = self.stored.amounts.get((key, quarter))
            before = row.amount if row else None
            if before == amount:
                continue
            _refuse_unseen(one, key, {AMOUNT: before})
            label = f"{line.program.code} ({line.funding_source})"
            locked = [Fault("", LOCKED, "verified")] if one.report.is_verified and before is not None else []
            self._refuse(one, key, locked or filter(None, [spending_fault(amount)]), label)
            if amount is None:
                self.emptied.append(row.pk)
            else:
                row = row or BudgetRealisation(line=line, quarter=quarter)
                row.amount = amount
                self.amounts.append(row)
            values = {AMOUNT: before}, {AMOUNT: amount}
            yield from changes_between(BudgetRealisation, *values, key=spending_key(key, quarter), label=label)

    def _is_asked(self, indicator: Indicator, report: QuarterReport) -> bool:
        is_measured = (indicator.pk, report.period.year) in self.stored.measured or not self.needs_targets
        return indicator.objective.position_id == report.position_id and is_measured

    def _refuse(self, one: ReportEntries, key: int, faults: Iterable[Fault], name: str = "") -> None:
        self.refusals += [Refusal(one.report, key, fault, name) for fault in faults]


def _refuse_unseen(one: ReportEntries, key: int, stored: Mapping[str, Any]) -> None:
    """ConflictError when something stands there that the writer has not seen."""
    unseen = [name for name, value in stored.items() if value not in one.seen.get((key, name), (value,))]
    if unseen:
        raise ConflictError(TAKEN, stored=stored, fields=unseen)


def _upsert(model: type[models.Model], rows: Sequence[Any], key: Sequence[str], names: Sequence[str]) -> None:
    model._base_manager.bulk_create(
        rows, batch_size=BATCH, update_conflicts=True, unique_fields=key, update_fields=names
    )


def _record(said: Sequence[ReportEntries], batch: _Batch, *, by: "User | None", route: EntryRoute) -> None:
    """Give each changed report its next version, and tell what changed; of a report nobody has begun, at its lines."""
    changes = batch.changes
    changed = [(one.report, found) for one, found in zip(said, changes, strict=True) if found and one.report.pk]
    if changed:
        QuarterReport.objects.filter(pk__in=[report.pk for report, _ in changed]).update(version=F("version") + 1)
    events = []
    for report, found in changed:
        report.version += 1
        events.append((report, {"version": report.version, "via": route.value, CHANGES: to_data(found)}))
    record_many(events, IMPORTED if route is EntryRoute.WORKBOOK else SAVED, by=by)
    alone = [found for one, found in zip(said, changes, strict=True) if found and not one.report.pk]
    record_many(_of_lines(alone, batch.stored.lines), SPENT, by=by)


def _of_lines(
    changes: Iterable[Sequence[FieldChange]], lines: Mapping[int, BudgetLine]
) -> Iterator[tuple[BudgetLine, dict[str, Any]]]:
    """What was spent in quarters that nobody has begun to report, as events of the budget lines."""
    by_line: dict[int, list[FieldChange]] = defaultdict(list)
    for change in chain.from_iterable(changes):
        by_line[subject_of(change)].append(change)
    for key, found in by_line.items():
        yield lines[key], {"via": EntryRoute.WORKBOOK.value, CHANGES: to_data(found)}
