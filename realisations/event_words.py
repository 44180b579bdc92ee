"""The words of what happens to realisations and spending."""

from collections.abc import Sequence
from typing import Any

from audit.facts import FieldChange, by_row
from audit.models import Event
from audit.sentences import NOTHING, field_label, value_words
from audit.wording import AppWords, Change, RowWords
from realisations.enums import EntryRoute
from realisations.models import BudgetRealisation, Realisation

SENTENCES = {
    "report.saved": "menyimpan draf laporan",
    "report.imported": "mengimpor realisasi",
    "spending.imported": "mengimpor realisasi anggaran",
}


def _realisation(changes: Sequence[FieldChange], _: Any) -> list[Change]:
    return [Change(f"{one.label} – {field_label(one)}", *_values(one)) for one in changes]


def _spending(changes: Sequence[FieldChange], _: Any) -> list[Change]:
    return [Change(spending_label(one), *_values(one)) for one in changes]


def spending_label(change: FieldChange) -> str:
    """`Anggaran 1.02.02 (DAU)`."""
    return f"Anggaran {change.label}"


def _values(change: FieldChange) -> list[str]:
    return [value_words(change, value, {}) or NOTHING for value in (change.before, change.after)]


def verified_value(changes: Sequence[FieldChange]) -> str:
    """What a verifier had approved of one row: the value, or the state without one."""
    said = {one.field: value_words(one, one.before, {}) for one in changes}
    value = said.get("figure") or said.get("grade") or said.get("state", "")
    return f"{value} (angka sementara)" if "is_provisional" in said else value


def _reopened(changes: Sequence[FieldChange], _: Any) -> list[Change]:
    return [Change(f"{row[0].label}: {verified_value(row)}") for row in by_row(changes).values()]


def _returned(changes: Sequence[FieldChange], _: Any) -> list[Change]:
    remarks = [Change(f"{one.label}: {one.after}") for one in changes if one.field == "return_remark"]
    marked = ", ".join(one.label for one in changes if one.field == "accepted_by")
    return [*remarks, Change(f"Diterima: {marked}")] if marked else remarks


def evidence_name(event: Event) -> str:
    """`IKU.1: berkas.pdf`."""
    return f"{event.data['code']}: {event.data['name']}"


WORDS = AppWords(
    SENTENCES,
    details=dict.fromkeys(("evidence.added", "evidence.reused", "evidence.removed"), evidence_name),
    verbs={"report.reopened": RowWords(_reopened), "report.returned": RowWords(_returned)},
    rows={
        Realisation._meta.label_lower: RowWords(_realisation),
        BudgetRealisation._meta.label_lower: RowWords(_spending),
    },
    routes={str(route): str(route.label) for route in (EntryRoute.PASTE, EntryRoute.PASTE_UNDONE)},
)
