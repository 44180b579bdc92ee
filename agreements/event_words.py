"""The words of this app's events: what happens to agreements and ceremonies."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from agreements.cascade.actions import short
from agreements.content.plan_facts import restored
from agreements.domain.lines import line_changes
from agreements.domain.plan import REORDERED, AgreementContent, differences
from agreements.drafting.actions import seat
from agreements.enums import RevisionReason, Side
from audit.facts import FieldChange
from audit.models import Event
from audit.sentences import NOTHING, Names, load_names, say_fields, value_words
from audit.wording import AppWords, Change, RowWords
from documents.enums import SignatureMethod
from documents.signing.domain import long_date
from indicators.domain.periods import roman

SENTENCES = {
    "agreement.drafted": "menyusun PK",
    "agreement.copied": "menyusun PK dari tahun lalu",
    "agreement.budget_edited": "mengubah anggaran draf PK",
    "agreement.budget_followed": "mengambil anggaran PK dari rencana lagi",
    "agreement.refreshed": "mengambil ulang isi PK dari rencana",
    "agreement.plan_published": "menetapkan isi PK sebagai rencana tahun itu",
    "agreement.draft_updated": "menyimpan draf PK",
    "agreement.line_edited": "mengubah baris PK",
    "agreement.weaker_explained": "menulis alasan target yang lebih lemah",
    "agreement.line_added": "menambahkan baris PK",
    "agreement.line_moved": "memindahkan baris PK",
    "agreement.line_removed": "menghapus baris PK",
    "agreement.line_follows_plan": "mengembalikan baris PK ke rencana",
    "agreement.counterpart_chosen": "memilih Pihak Kedua PK",
    "indicator.cascaded": "mengatur kaitan indikator dengan atasan",
    "agreement.submitted": "mengajukan PK",
    "agreement.returned": "mengembalikan PK",
    "agreement.approved": "menyetujui PK",
    "agreement.dated": "memilih tanggal yang tercetak pada PK",
    "agreement.signed": "mencatat tanda tangan",
    "agreement.in_force": "mencatat bahwa PK berlaku",
    "agreement.superseded": "mencatat bahwa PK diganti PK Perubahan",
    "agreement.cancelled": "membatalkan PK",
    "agreement.revision_begun": "menyusun PK Perubahan",
    "agreement.being_revised": "memulai PK Perubahan atas PK ini",
    "agreement.taken_over": "mengalihkan isi PK ini kepada jabatan penggantinya",
    "agreement.reminded": "mengingatkan pejabat agar mengajukan PK",
    "ceremony.created": "menyiapkan acara penandatanganan",
    "ceremony.updated": "mengubah acara penandatanganan",
    "ceremony.deleted": "menghapus acara penandatanganan",
    "ceremony.invited": "mengundang ke acara penandatanganan",
    "ceremony.uninvited": "membatalkan undangan",
    "ceremony.attendance": "mencatat kehadiran",
}


def _content(changes: Sequence[FieldChange], _: Any) -> list[Change]:
    """One sentence for each part of the content that changed."""
    found = restored(changes)
    before, after = found.before, found.after
    sentences = [
        *differences(replace(before, budget=()), replace(after, budget=())),
        *([REORDERED] if found.is_reordered else []),
        *differences(AgreementContent((), (), before.budget), AgreementContent((), (), after.budget)),
        *("Penjelasan anggaran diubah." for one in changes if one.field == "budget_note"),
        *("Penjelasan pagu di bawah realisasi diubah." for one in changes if one.field == "spent_note"),
    ]
    return [Change(sentence) for sentence in sentences]


def _line(changes: Sequence[FieldChange], _: Any) -> list[Change]:
    """The fields of the one row that was written."""
    return [Change(name, was or NOTHING, now or NOTHING) for name, was, now in line_changes(*restored(changes).line)]


def _moved(changes: Sequence[FieldChange], _: Any) -> list[Change]:
    return [Change(f"“{one.label}” ke {'atas' if one.after < one.before else 'bawah'}") for one in changes]


def _counterpart(changes: Sequence[FieldChange], _: Any) -> list[Change]:
    found = restored(changes)
    before, after = (seat(plan.party(Side.SECOND)) or NOTHING for plan in (found.before, found.after))
    return [Change(str(Side.SECOND.label), before, after)]


def _remarks(changes: Sequence[FieldChange], _: Any) -> list[Change]:
    return [Change(f"“{one.label}”: {one.after}") for one in changes]


def _labels(changes: Sequence[FieldChange], _: Any) -> list[Change]:
    return [Change(one.label) for one in changes]


def _attendance(changes: Sequence[FieldChange], names: Names) -> list[Change]:
    return [Change(f"{one.label}: {value_words(one, one.after, names)}") for one in changes]


def _cascaded(changes: Sequence[FieldChange], names: Names) -> list[Change]:
    lines = say_fields(changes, names)
    return [Change(line.label.capitalize(), short(line.before), short(line.after)) for line in lines]


def _signed(event: Event) -> str:
    data = event.data
    way = "" if data["method"] == SignatureMethod.WET_INK else f"; {SignatureMethod(data['method']).label}"
    return f"{Side(data['side']).label}: {data['name']}, {long_date(date.fromisoformat(data['signed_on']))}{way}"


def _published(event: Event) -> str:
    """Which targets stay as they were verified although the agreement prints others."""
    kept = [
        f"Target {' dan '.join(filter(None, parts))} “{stays['label']}” tetap seperti yang sudah diverifikasi."
        for stays in event.data["kept"]
        for quarters in [", ".join(map(roman, stays["quarters"]))]
        for parts in [(f"triwulan {quarters}" if quarters else "", "setahun" if stays["year"] else "")]
    ]
    if not kept:
        return ""
    return f"{' '.join(kept)} PK ini mencetak target lain; yang diukur adalah yang sudah diverifikasi."


def _copied(event: Event) -> str:
    data = event.data
    source = f"target {data['year'] - 1}"
    if data["source"] is not None:
        source = f"{data['source_label']} versi {data['source_version']}"
    copied = f"Disalin dari {source}: {data['lines']} indikator, {data['own']} di antaranya dengan target tahun lalu"
    return f"{copied}{_of_medium_term(event)}."


def _drafted(event: Event) -> str:
    taken = _of_medium_term(event)
    return f"{event.data['lines']} indikator{taken}." if taken else ""


def _of_medium_term(event: Event) -> str:
    """How many targets were taken from RPJMD or Renstra; empty for none."""
    count = event.data.get("medium_term", 0)
    return f", {count} dengan target Renstra/RPJMD {event.data['year']}" if count else ""


def _completeness(event: Event) -> str:
    return f"Kelengkapan rencana {event.data['met']} dari {event.data['checked']}." if "met" in event.data else ""


CONTENT, LINE, LABELS = RowWords(_content), RowWords(_line), RowWords(_labels)
WORDS = AppWords(
    SENTENCES,
    details={
        "agreement.submitted": _completeness,
        "agreement.approved": _completeness,
        "agreement.signed": _signed,
        "agreement.superseded": lambda event: f"Diganti oleh versi {event.data['version']}.",
        "agreement.revision_begun": lambda event: str(RevisionReason(event.data["reason"]).label),
        "agreement.being_revised": lambda event: str(RevisionReason(event.data["reason"]).label),
        "agreement.plan_published": _published,
        "agreement.copied": _copied,
        "agreement.drafted": _drafted,
        "agreement.reminded": lambda event: f"PK {event.data['year']}",
        "ceremony.deleted": lambda event: f"{event.data['invitations']} undangan",
    },
    verbs={
        **dict.fromkeys(
            (
                "agreement.submitted",
                "agreement.draft_updated",
                "agreement.weaker_explained",
                "agreement.refreshed",
                "agreement.budget_edited",
                "agreement.budget_followed",
            ),
            CONTENT,
        ),
        **dict.fromkeys(
            (
                "agreement.line_edited",
                "agreement.line_added",
                "agreement.line_removed",
                "agreement.line_follows_plan",
            ),
            LINE,
        ),
        "agreement.line_moved": RowWords(_moved),
        "agreement.counterpart_chosen": RowWords(_counterpart),
        "agreement.returned": RowWords(_remarks),
        "agreement.plan_published": LABELS,
        "ceremony.invited": LABELS,
        "ceremony.uninvited": LABELS,
        "ceremony.attendance": RowWords(_attendance),
        "indicator.cascaded": RowWords(_cascaded, load_names),
    },
)
