"""Two people at one report: what the second one typed, brought together with what the first one saved."""

from collections.abc import Mapping

from audit.facts import Json, canonical
from realisations.entry.domain import ENTRY_FIELDS, Entry
from realisations.entry.forms import BOX_OF, EntryForm, ReportForm, SpendingForm
from realisations.history.report import StoredChange
from realisations.report_sheet.facts import ReportSheet

Changes = Mapping[tuple[int, str], StoredChange]
UNSAID = object()
"""What a person says who typed nothing that can be read; equals nothing."""


def merge(typed: ReportForm, fresh: ReportSheet, changes: Changes) -> ReportForm:
    """The form to show to the second person.

    What they did not touch, or did not send, follows what was saved; what both touched keeps their own text, with the
    saved value beside it. Nothing is written: they look, choose, and save again with the new version.
    """
    stored = ReportForm(fresh)
    data = typed.data.copy()
    data["version"] = str(stored.version)
    saved_values: dict[str, list[tuple[str, str]]] = {}
    for mine, theirs in zip(typed.entries, stored.entries, strict=True):
        saved_values[mine.prefix] = _merge_entry(data, mine, theirs, changes)
    for mine, theirs in zip(typed.spending, stored.spending, strict=True):
        saved_values[mine.prefix] = _merge_spending(data, mine, theirs, changes)
    merged = ReportForm(fresh, data)
    for form in (*merged.entries, *merged.spending):
        form.saved_values = saved_values[form.prefix]
    return merged


def _merge_entry(data: dict[str, str], mine: EntryForm, theirs: EntryForm, changes: Changes) -> list[tuple[str, str]]:
    if not mine.is_bound:
        return []
    indicator = mine.row.indicator.pk
    touched = {name: change for (key, name), change in changes.items() if key == indicator and name in ENTRY_FIELDS}
    said = mine.entry() if mine.is_valid() else None
    return [
        (_label(mine, name), change.after)
        for name, change in touched.items()
        if not _follows(data, theirs, BOX_OF.get(name, name), _said(said, name), change)
    ]


def _merge_spending(
    data: dict[str, str], mine: SpendingForm, theirs: SpendingForm, changes: Changes
) -> list[tuple[str, str]]:
    change = changes.get((mine.row.line.pk, "amount"))
    if change is None or not mine.is_bound:
        return []
    said = canonical(mine.amount_spent()) if mine.is_valid() else UNSAID
    return [] if _follows(data, theirs, "amount", said, change) else [("Realisasi anggaran", change.after)]


def _follows(
    data: dict[str, str], theirs: EntryForm | SpendingForm, box: str, said: Json | object, change: StoredChange
) -> bool:
    """Whether both agree now: the second person says the same, or had not touched it and gets what was saved."""
    if said == change.fact.after:
        return True
    if said != change.fact.before:
        return False
    name, value = theirs.add_prefix(box), theirs[box].value()
    if isinstance(value, bool):
        data.pop(name, None)
        if value:
            data[name] = "on"
    else:
        data[name] = "" if value is None else str(value)
    return True


def _said(entry: Entry | None, name: str) -> Json | object:
    return UNSAID if entry is None else canonical(getattr(entry, name))


def _label(form: EntryForm, name: str) -> str:
    return form.fields[BOX_OF.get(name, name)].label
