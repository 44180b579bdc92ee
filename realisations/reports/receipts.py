"""A fingerprint of what a report says, so that a later reader can tell whether it still says the same."""

import datetime
import hashlib
import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import takewhile
from typing import Any

from django.utils import timezone

from audit.models import Event
from audit.trail import history
from indicators.calendar.facts import long_date
from indicators.enums import ValueState
from organisation.enums import TimeZone
from realisations.entry.domain import ENTRY_FIELDS, Entry
from realisations.enums import ReportStatus
from realisations.models import QuarterReport
from realisations.report_sheet.facts import ReportRow, ReportSheet, report_sheet_of

WITHOUT_EVIDENCE, LATEST = 1, 2
"""Ways of taking the fingerprint; a receipt is compared in the way in which it was taken."""


def fingerprint_of(sheet: ReportSheet, way: int = LATEST) -> str:
    """SHA-256, in hexadecimal, over every figure and text of the report, what was spent, and its evidence.

    Of evidence the SHA-256 of each file and the address of each link count. The order of the rows and the way a number
    is written (`85,20` or `85,2`) play no part; targets, names and remarks of the verifier are not what was sent and
    play none either.
    """
    report = sheet.report
    said = {
        "report": [report.position_id, report.period.year, report.period.quarter],
        "rows": sorted([row.indicator.pk, *_values(Entry.of(row.realisation))] for row in sheet.rows),
        "money": sorted([row.line.pk, _plain(row.spent)] for row in sheet.budget),
    }
    if way != WITHOUT_EVIDENCE:
        said["evidence"] = sorted([row.indicator.pk, *_proofs(row)] for row in sheet.rows)
    return hashlib.sha256(json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()


def _values(entry: Entry) -> list[Any]:
    return [_plain(getattr(entry, name)) for name in ENTRY_FIELDS]


def _proofs(row: ReportRow) -> list[str]:
    return sorted(use.evidence.link or use.evidence.sha256 for use in row.evidence)


def _plain(value: Any) -> Any:
    """A figure in one way of writing, whatever its trailing zeros; everything else as it is."""
    if isinstance(value, Decimal):
        return format(value.normalize() if value else Decimal(0), "f")
    return value if value is None or isinstance(value, bool) else str(value)


SUBMITTED = "report.submitted"
FATES = {
    "report.returned": "Verifikator mengembalikan kiriman ini pada {day}. Perbaikannya dikirim sebagai kiriman baru "
    "dengan tanda terima sendiri.",
    "report.verified": "Kiriman ini disetujui pada {day}. Angkanya diperhitungkan dalam dasbor dan laporan kinerja.",
    "report.reopened": "Kiriman ini disetujui, lalu Bagian Organisasi membuka kembali laporannya pada {day} untuk "
    "diperbaiki. Perbaikannya dikirim sebagai kiriman baru dengan tanda terima sendiri.",
}
NEXT_STEPS = {
    ReportStatus.SUBMITTED: "Verifikator sudah diberi tahu. Ia menyetujui laporan ini atau mengembalikannya dengan "
    "catatan; Anda mendapat pemberitahuan. Sampai saat itu isinya tidak dapat diubah.",
    ReportStatus.RETURNED: "Verifikator mengembalikan laporan ini. Baca catatannya, perbaiki isinya, lalu kirim lagi.",
    ReportStatus.VERIFIED: "Laporan ini sudah disetujui. Angkanya diperhitungkan dalam dasbor dan laporan kinerja.",
}
COUNTED = (
    (ValueState.REPORTED, "dijawab dengan nilai"),
    (ValueState.NOT_APPLICABLE, "tidak berlaku (n/a)"),
    (ValueState.WAITING, "menunggu data"),
)
NOT_RECORDED = "tidak dicatat waktu itu"


@dataclass(frozen=True, slots=True)
class Receipt:
    """One sending of a report. What it says of the sending comes from the trail; `same` and `fate` are of today."""

    number: int
    code: str
    position: str
    unit: str
    period: str
    sent_at: datetime.datetime
    sender: str
    version: int | None
    counts: str
    fingerprint: str
    fate: str
    is_latest: bool
    same: bool | None
    """Whether the report still says what was sent; None when the trail kept no fingerprint."""

    @property
    def facts(self) -> list[tuple[str, str]]:
        """What page and paper show, in this order."""
        return [
            ("Nomor tanda terima", self.code),
            ("Jabatan", self.position),
            ("Unit kerja", self.unit),
            ("Periode", self.period),
            ("Dikirim", moment(self.sent_at)),
            ("Dikirim oleh", self.sender),
            ("Kiriman ke", str(self.number)),
            ("Versi isi", NOT_RECORDED if self.version is None else str(self.version)),
            ("Isi", self.counts),
            ("Sidik isi (SHA-256)", _grouped(self.fingerprint) if self.fingerprint else NOT_RECORDED),
        ]

    @property
    def comparison(self) -> str:
        """Whether the report still says what was sent, in a sentence."""
        if self.same is None:
            return (
                "Sidik isi belum dicatat waktu itu, jadi isi yang dikirim tidak dapat dibandingkan dengan isi sekarang."
            )
        if self.same:
            return "Isi laporan sekarang sama dengan yang dikirim: sidiknya sama."
        return "Isi laporan sekarang berbeda dari yang dikirim: sidiknya tidak sama. Lihat riwayat laporan."


def receipt_data(sheet: ReportSheet, *, sender: str, at: datetime.datetime) -> dict[str, Any]:
    """What the event of a sending keeps for its receipt."""
    report = sheet.report
    states = Counter(row.realisation.state for row in sheet.rows)
    return {
        "position": report.position.title,
        "unit": report.position.unit.name,
        "period": report.period.as_quarter.label,
        "sender": sender,
        "sent_at": at.isoformat(),
        "counts": {"total": len(sheet.rows), **{state.value: states[state] for state, _ in COUNTED}},
        "fingerprint": fingerprint_of(sheet),
        "fingerprint_way": LATEST,
    }


def receipts_of(report: QuarterReport) -> list[Receipt]:
    """Every sending of the report, the newest last; empty when it was never sent. Two queries and a worksheet."""
    events = list(history(report).filter(verb__in=[SUBMITTED, *FATES]).order_by("id"))
    sent = [place for place, event in enumerate(events) if event.verb == SUBMITTED]
    if not sent and report.submitted_at is None:
        return []
    sheet = report_sheet_of(report)
    now = {way: fingerprint_of(sheet, way) for way in (WITHOUT_EVIDENCE, LATEST)}
    if not sent:
        return [_receipt(report, 1, _unrecorded(report), {}, NEXT_STEPS[report.status], now, is_latest=True)]
    return [
        _receipt(
            report,
            number,
            events[place],
            events[place].data.get("receipt", {}),
            _fate(events, place) or NEXT_STEPS[report.status],
            now,
            is_latest=number == len(sent),
        )
        for number, place in enumerate(sent, start=1)
    ]


def moment(at: datetime.datetime) -> str:
    """`Kamis, 8 Oktober 2026 pukul 09.00 WIB`."""
    local, zone = timezone.localtime(at), timezone.get_current_timezone_name()
    label = TimeZone(zone).label if zone in TimeZone.values else ""
    return f"{long_date(local.date())} pukul {local:%H.%M} {label}".strip()


def _receipt(
    report: QuarterReport,
    number: int,
    event: Event,
    kept: Mapping[str, Any],
    fate: str,
    now: Mapping[int, str],
    *,
    is_latest: bool,
) -> Receipt:
    print_of_then = kept.get("fingerprint", "")
    return Receipt(
        number=number,
        code=f"{report.period.as_quarter.short_label}/{report.pk}-{number}",
        position=kept.get("position", report.position.title),
        unit=kept.get("unit", report.position.unit.name),
        period=kept.get("period", report.period.as_quarter.label),
        sent_at=datetime.datetime.fromisoformat(kept["sent_at"]) if "sent_at" in kept else event.at,
        sender=kept.get("sender", event.actor_label),
        version=event.data.get("version"),
        counts=_counts(kept["counts"]) if "counts" in kept else NOT_RECORDED,
        fingerprint=print_of_then,
        fate=fate,
        is_latest=is_latest,
        same=print_of_then == now[kept.get("fingerprint_way", WITHOUT_EVIDENCE)] if print_of_then else None,
    )


def _unrecorded(report: QuarterReport) -> Event:
    """What the report itself tells of a sending that came in without an event of its own."""
    return Event(at=report.submitted_at, actor_label=str(report.submitted_by), verb=SUBMITTED, data={})


def _fate(events: list[Event], place: int) -> str:
    """What became of a sending in the end, before the next one; empty as long as nobody judged it."""
    verdicts = list(takewhile(lambda event: event.verb in FATES, events[place + 1 :]))
    return FATES[verdicts[-1].verb].format(day=moment(verdicts[-1].at)) if verdicts else ""


def _counts(counts: Mapping[str, int]) -> str:
    parts = [f"{counts[state.value]} {words}" for state, words in COUNTED]
    rest = counts["total"] - sum(counts[state.value] for state, _ in COUNTED)
    if rest:
        parts.append(f"{rest} tidak diukur pada triwulan ini")
    return f"{counts['total']} indikator: {', '.join(parts)}"


def _grouped(fingerprint: str) -> str:
    """In groups of eight, so that two can be compared by eye."""
    return " ".join(fingerprint[start : start + 8] for start in range(0, len(fingerprint), 8))
