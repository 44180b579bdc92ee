"""Taking back what was pasted into a report: new values are written, the history keeps both."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import models, transaction

from audit.models import Event
from audit.trail import history
from indicators.enums import ValueState
from realisations.entry.drafts import ENTRY_FIELDS, Entry, lock_report, plain, save_draft
from realisations.enums import SavedBy
from realisations.models import QuarterReport, Realisation

if TYPE_CHECKING:
    from organisation.models import User


TOGETHER = frozenset({"state", "figure", "grade"})
"""Fields that make sense only together: they are taken back together, or not at all."""


def last_paste(report: QuarterReport) -> Event | None:
    """The latest paste into the report, if it was not taken back. One query."""
    roads = [SavedBy.PASTE, SavedBy.PASTE_UNDONE]
    event = history(report).filter(verb="report.saved", data__via__in=roads).first()
    return event if event is not None and event.data["via"] == SavedBy.PASTE else None


@transaction.atomic
def undo_paste(report: QuarterReport, *, by: "User", event_id: int) -> list[str]:
    """Bring back what stood there before the latest paste, which must be `event_id`.

    Cells that were changed after the paste, or accepted by the verifier, stay as they are; their names are returned.
    Raises ValidationError when that paste is not the latest any more, or when the report can no longer be edited.
    """
    locked = lock_report(report)
    event = last_paste(locked)
    if event is None or event.pk != event_id:
        raise ValidationError("Tempelan ini sudah diurungkan, atau ada tempelan yang lebih baru. Muat ulang halaman.")
    rows = {row.indicator_id: row for row in locked.realisations.all()}
    entries: dict[int, Entry] = {}
    kept: list[str] = []
    for indicator, changes in _by_indicator(event).items():
        before = {item["name"]: _meant(item["name"], item["from"]) for item in changes}
        now, stays = _stands(rows.get(indicator), changes)
        kept += [item["field"] for item in changes if item["name"] in stays]
        entries[indicator] = replace(now, **{name: value for name, value in before.items() if name not in stays})
    save_draft(locked, entries, by=by, version=locked.version, via=SavedBy.PASTE_UNDONE)
    return kept


def _by_indicator(event: Event) -> dict[int, list[Mapping[str, Any]]]:
    grouped: dict[int, list[Mapping[str, Any]]] = defaultdict(list)
    for item in event.data["changes"]:
        grouped[item["indicator"]].append(item)
    return grouped


def _stands(row: Realisation | None, changes: list[Mapping[str, Any]]) -> tuple[Entry, frozenset[str]]:
    """What stands there now, and the fields that stay: changed since the paste, or accepted by the verifier."""
    now = Entry.of(row) if row is not None else Entry()
    if row is not None and row.is_accepted:
        return now, frozenset(ENTRY_FIELDS)
    stays = {item["name"] for item in changes if plain(item["name"], getattr(now, item["name"])) != item["to"]}
    return now, frozenset(stays | TOGETHER if stays & TOGETHER else stays)


def _meant(name: str, text: str) -> Any:
    """The value that the trail keeps as `text`; the other way round than `plain`."""
    if name == "state":
        return next(value for value, label in ValueState.choices if label == text)
    match Realisation._meta.get_field(name):
        case models.DecimalField():
            return Decimal(text.replace(".", "").replace(",", ".")) if text else None
        case models.BooleanField():
            return text == "ya"
    return text
