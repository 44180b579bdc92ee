"""Taking back what was pasted into a report: new values are written, the history keeps both."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction

from audit.facts import FieldChange, by_row, canonical, changes_of, stored_value
from audit.models import Event
from audit.sentences import field_label
from audit.trail import history
from realisations.entry.actions import SAVED, ReportEntries, write_entries
from realisations.entry.domain import ENTRY_FIELDS, PARTS, Entry
from realisations.entry.locks import hold_reports
from realisations.enums import EntryRoute
from realisations.history.keys import subject_of
from realisations.models import QuarterReport, Realisation

if TYPE_CHECKING:
    from organisation.models import User


TOGETHER = frozenset({"state", "figure", "grade", *PARTS})
"""Fields that make sense only together: they are taken back together, or not at all."""


def last_paste(report: QuarterReport) -> Event | None:
    """The latest paste into the report, if it was not taken back. One query."""
    routes = [EntryRoute.PASTE, EntryRoute.PASTE_UNDONE]
    event = history(report).filter(verb=SAVED, data__via__in=routes).first()
    return event if event is not None and event.data["via"] == EntryRoute.PASTE else None


@transaction.atomic
def undo_paste(report: QuarterReport, *, by: "User", event_id: int) -> list[str]:
    """Bring back what stood there before the latest paste, which must be `event_id`.

    Cells that were changed after the paste, or accepted by the verifier, stay as they are; their names are returned.
    Raises ValidationError when that paste is not the latest any more, or when the report can no longer be edited.
    """
    held = hold_reports(QuarterReport.objects.filter(pk=report.pk))
    locked = held.reports[report.pk]
    event = last_paste(locked)
    if event is None or event.pk != event_id:
        raise ValidationError("Tempelan ini sudah diurungkan, atau ada tempelan yang lebih baru. Muat ulang halaman.")
    rows = {row.indicator_id: row for row in locked.realisations.all()}
    entries: dict[int, Entry] = {}
    kept: list[str] = []
    for changes in by_row(changes_of(event)).values():
        indicator = subject_of(changes[0])
        now, stays = _staying(rows.get(indicator), changes)
        kept += [f"{one.label} – {field_label(one)}" for one in changes if one.field in stays]
        before = {one.field: stored_value(one, one.before) for one in changes if one.field not in stays}
        entries[indicator] = replace(now, **before)
    write_entries([ReportEntries(locked, entries)], by=by, route=EntryRoute.PASTE_UNDONE, held=held)
    return kept


def _staying(row: Realisation | None, changes: Sequence[FieldChange]) -> tuple[Entry, frozenset[str]]:
    """What stands there now, and the fields that stay: changed since the paste, or accepted by the verifier."""
    now = Entry.of(row) if row is not None else Entry()
    if row is not None and row.is_accepted:
        return now, frozenset(ENTRY_FIELDS)
    stays = {one.field for one in changes if canonical(getattr(now, one.field)) != one.after}
    return now, frozenset(stays | TOGETHER if stays & TOGETHER else stays)
