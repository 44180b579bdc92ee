"""Keeping what was typed into a quarterly report."""

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import transaction

from audit.trail import record
from indicators.domain.numbers import format_number
from indicators.enums import Polarity, ValueState
from indicators.models import BudgetLine, Indicator
from organisation.clock import database_today
from realisations.calendar.facts import Window, window_of
from realisations.enums import SavedBy
from realisations.models import BudgetRealisation, QuarterReport, Realisation

if TYPE_CHECKING:
    from organisation.models import User


CONFLICT = "conflict"
"""Code of the refusal when somebody else saved since the form was opened."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What a person says about one indicator in one quarter; the defaults say nothing."""

    state: str = ValueState.NOT_REPORTED
    figure: Decimal | None = None
    grade: str = ""
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    is_provisional: bool = False
    supporting_factors: str = ""
    inhibiting_factors: str = ""
    follow_up: str = ""
    note: str = ""

    @classmethod
    def of(cls, row: Realisation) -> "Entry":
        """What a stored row says."""
        return cls(**{name: getattr(row, name) for name in ENTRY_FIELDS})


ENTRY_FIELDS = tuple(field.name for field in fields(Entry))


@transaction.atomic
def save_draft(
    report: QuarterReport,
    values: Mapping[int, Entry],
    *,
    by: "User",
    version: int,
    today: datetime.date | None = None,
    spending: Mapping[int, Decimal | None] | None = None,
    via: SavedBy | None = None,
) -> QuarterReport:
    """Store `values` (by indicator id) and `spending` (rupiah of the quarter by budget line id; None: not reported).

    `version` is the one that the form was opened with. The day is the database's, unless an import or the demo names
    its own as `today`. Raises ValidationError when the report can no longer be edited, the period is closed, or (code
    CONFLICT) somebody saved in between; then nothing is stored. Indicators and lines that are not named stay as they
    are. One event tells every change, before and after, and `via` which road they came if they were not typed.
    """
    locked = lock_report(report)
    refuse_unless_editable(locked, today or database_today())
    _refuse_old_version(locked, version)
    changes = [*_write_entries(locked, values), *_write_spending(locked, spending or {})]
    if changes:
        locked.version += 1
        locked.save(update_fields=["version"])
        came = {"via": via.value, "detail": str(via.label)} if via else {}
        record(locked, "report.saved", by=by, data={"version": locked.version, "changes": changes, **came})
    return locked


def lock_report(report: QuarterReport) -> QuarterReport:
    """The row as it is now, held until the transaction ends."""
    rows = QuarterReport.objects.select_related("position__unit", "period")
    return rows.select_for_update(of=("self",)).get(pk=report.pk)


def refuse_unless_editable(report: QuarterReport, today: datetime.date) -> None:
    """ValidationError when the report's state or the day of today does not let figures be typed or sent."""
    refuse_handed_in(report)
    refuse_outside(window_of(report), today)


def refuse_handed_in(report: QuarterReport) -> None:
    """ValidationError when the report is in the verifier's hands."""
    if not report.is_editable:
        raise ValidationError(
            f"Laporan ini sudah berstatus “{report.get_status_display()}”, jadi isinya tidak dapat diubah. Mintalah "
            "verifikator mengembalikannya bila ada yang perlu diperbaiki.",
            code="step",
        )


def refuse_outside(window: Window, today: datetime.date) -> None:
    """ValidationError when today is not a day of the window."""
    refusal = window.refusal(today)
    if refusal:
        raise ValidationError(refusal, code="window")


def refuse_accepted(row: Realisation) -> None:
    """ValidationError when the verifier accepted this row (with its indicator): it stays as it is until it is opened.

    Every action that changes a row asks this first, once the report is held.
    """
    if row.is_accepted:
        raise ValidationError(
            f"{row.indicator.code}: baris ini sudah diterima verifikator, jadi tidak dapat diubah. Bila memang perlu "
            "diperbaiki, mintalah verifikator atau Bagian Organisasi membuka baris ini.",
            code="accepted",
        )


def plain(name: str, value: Any) -> str:
    """One field as the trail keeps it: the words and figures that a reader of the history sees."""
    if name == "state":
        return str(ValueState(value).label)
    if isinstance(value, bool):
        return "ya" if value else "tidak"
    if isinstance(value, Decimal):
        return format_number(value, 6)
    return "" if value is None else str(value)


def _refuse_old_version(report: QuarterReport, version: int) -> None:
    if report.version != version:
        raise ValidationError(
            "Laporan ini berubah sejak Anda membukanya, jadi isian Anda belum disimpan. Periksa isinya, lalu simpan "
            "lagi.",
            code=CONFLICT,
        )


def _write_entries(report: QuarterReport, values: Mapping[int, Entry]) -> Iterator[dict[str, Any]]:
    """Insert and update what differs, in two statements; give the changes for the trail."""
    indicators = Indicator.objects.of_positions([report.position_id]).measured_in(report.period.year).in_bulk()
    stored = {row.indicator_id: row for row in report.realisations.all()}
    new, changed = [], []
    for pk, entry in values.items():
        if pk not in indicators:
            raise ValidationError("Ada indikator yang bukan milik jabatan ini pada tahun ini. Muat ulang halaman.")
        _refuse_foreign_value(indicators[pk], entry)
        row = stored.get(pk) or Realisation(report=report, indicator=indicators[pk])
        before = Entry.of(row)
        if before == entry:
            continue
        refuse_accepted(row)
        for name in ENTRY_FIELDS:
            setattr(row, name, getattr(entry, name))
        (changed if row.pk else new).append(row)
        yield from entry_changes(indicators[pk], before, entry)
    Realisation.objects.bulk_create(new)
    Realisation.objects.bulk_update(changed, ENTRY_FIELDS)


def entry_changes(indicator: Indicator, before: Entry, after: Entry) -> Iterator[dict[str, Any]]:
    """What differs, field by field, as the trail keeps it."""
    for name in ENTRY_FIELDS:
        old, new = getattr(before, name), getattr(after, name)
        if old != new:
            label = Realisation._meta.get_field(name).verbose_name
            yield {
                "indicator": indicator.pk,
                "name": name,
                "field": f"{indicator.code} – {label}",
                "from": plain(name, old),
                "to": plain(name, new),
            }


def _refuse_foreign_value(indicator: Indicator, entry: Entry) -> None:
    """ValidationError when the value is not of the indicator's kind."""
    is_graded = indicator.polarity in (Polarity.PREDICATE, Polarity.YES_NO)
    if is_graded and entry.grade and entry.grade not in indicator.spec.ranks:
        choices = ", ".join(indicator.spec.ranks)
        raise ValidationError(f"{indicator.code}: “{entry.grade}” tidak ada dalam skala. Pilih salah satu: {choices}.")
    if (is_graded and entry.figure is not None) or (not is_graded and entry.grade):
        kind = "predikat" if is_graded else "angka"
        raise ValidationError(f"{indicator.code}: indikator ini diisi dengan {kind}.")


def spending_change(line: BudgetLine, before: Decimal | None, after: Decimal | None) -> dict[str, Any]:
    """What was spent of a line before and after, as the trail keeps it."""
    label = f"Anggaran {line.program.code} ({line.funding_source})"
    return {"line": line.pk, "name": "spent", "field": label, "from": plain("", before), "to": plain("", after)}


def _write_spending(report: QuarterReport, spending: Mapping[int, Decimal | None]) -> Iterator[dict[str, Any]]:
    """Insert, update and remove what differs; give the changes for the trail."""
    quarter = report.period.quarter
    lines = BudgetLine.objects.of_positions([report.position_id]).of_year(report.period.year)
    lines = lines.select_related("program").in_bulk() if spending else {}
    stored = {row.line_id: row for row in BudgetRealisation.objects.filter(line__in=lines, quarter=quarter)}
    new, changed, emptied = [], [], []
    for pk, amount in spending.items():
        if pk not in lines:
            raise ValidationError("Ada anggaran yang bukan milik jabatan ini pada tahun ini. Muat ulang halaman.")
        row = stored.get(pk)
        before = row.amount if row else None
        if before == amount:
            continue
        if amount is None:
            emptied.append(row.pk)
        elif row is None:
            new.append(BudgetRealisation(line=lines[pk], quarter=quarter, amount=amount))
        else:
            row.amount = amount
            changed.append(row)
        yield spending_change(lines[pk], before, amount)
    BudgetRealisation.objects.bulk_create(new)
    BudgetRealisation.objects.bulk_update(changed, ["amount"])
    BudgetRealisation.objects.filter(pk__in=emptied).delete()
