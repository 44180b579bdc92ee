"""The words of this app's events: what happens to reports, realisations, spending and evidence."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from audit.facts import FieldChange, by_row
from audit.models import Event
from audit.sentences import NOTHING, Names, field_label, load_names, say_fields, value_words
from audit.wording import AppWords, Change, RowWords
from realisations.enums import EntryRoute
from realisations.models import BudgetRealisation, Realisation

SENTENCES = {
    "report.started": "memulai laporan",
    "report.submitted": "mengirim laporan",
    "report.returned": "mengembalikan laporan",
    "report.row_opened": "membuka baris laporan yang sudah diterima",
    "report.verified": "menyetujui laporan",
    "report.reopened": "membuka kembali laporan yang sudah disetujui; angka yang disetujui waktu itu:",
    "follow_up.scheduled": "menetapkan batas waktu tindak lanjut",
    "follow_up.done": "menandai tindak lanjut selesai",
    "evidence.added": "menambahkan bukti dukung",
    "evidence.reused": "memakai bukti dukung yang sudah ada",
    "evidence.removed": "melepas bukti dukung",
    "report.saved": "menyimpan draf laporan",
    "report.imported": "mengimpor realisasi",
    "spending.imported": "mengimpor realisasi anggaran",
}


def _follow_up(changes: Sequence[FieldChange], names: Names) -> list[Change]:
    return [replace(line, label="Batas") for line in say_fields(changes, names)]


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
    verbs={
        "follow_up.scheduled": RowWords(_follow_up, load_names),
        "report.reopened": RowWords(_reopened),
        "report.returned": RowWords(_returned),
    },
    rows={
        Realisation._meta.label_lower: RowWords(_realisation),
        BudgetRealisation._meta.label_lower: RowWords(_spending),
    },
    routes={str(route): str(route.label) for route in (EntryRoute.PASTE, EntryRoute.PASTE_UNDONE)},
)
