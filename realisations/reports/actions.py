"""In which capacity somebody sends a report: as its holder, or as the holder's delegate for a time."""

import datetime
from collections.abc import Collection, Mapping

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format

from audit.editing import ConflictError
from audit.facts import FieldChange, to_data
from audit.trail import advance, record
from indicators.models import Indicator, Period
from organisation.clock import database_today
from organisation.models import Delegation, Position, User
from realisations.entry.locks import STARTED, lock_report, refuse_unless_editable
from realisations.enums import ReportStatus
from realisations.history.keys import row_fact
from realisations.models import QuarterReport, Realisation
from realisations.report_sheet.facts import report_sheet_of
from realisations.reports import messages
from realisations.reports.acceptance import mark_rows
from realisations.reports.receipts import receipt_data
from realisations.reports.roll_up import write_rolled_up


def on_behalf_of(report: QuarterReport, by: User, today: datetime.date) -> str:
    """`atas nama Kepala Dinas Kesehatan (delegasi sampai 20 Oktober 2026)`; empty for whoever sends in their own name.

    The delegation is held until the transaction ends, so that sending and taking it back follow one another.
    ValidationError when `by` was delegate as the page was opened and is no longer.
    """
    if by.authority.holds(report.position_id):
        return ""
    given = Delegation.objects.in_force(today).filter(position=report.position_id, delegate=by)
    delegation = given.select_for_update().first()
    if delegation is not None:
        return f"atas nama {report.position.title} (delegasi sampai {date_format(delegation.end, 'j F Y')})"
    if report.position_id in by.authority.delegated_position_ids:
        raise ValidationError(
            f"Delegasi Anda untuk {report.position.title} sudah berakhir, jadi laporan ini belum dikirim. Mintalah "
            "pemegang jabatan mengirimnya atau menunjuk delegasi lagi.",
            code="delegation",
        )
    return ""


@transaction.atomic
def start_report(
    position: Position, period: Period, *, by: "User", today: datetime.date | None = None
) -> QuarterReport:
    """The report of this position for this period, begun now unless somebody has begun it already.

    Raises ValidationError outside the period, or when the position has nothing to report in that year.
    """
    existing = QuarterReport.objects.filter(position=position, period=period).first()
    if existing:
        return existing
    refuse_unless_editable(QuarterReport(position=position, period=period), today or database_today())
    if not Indicator.objects.of_positions([position.pk]).measured_in(period.year, period.quarter).exists():
        raise ValidationError(
            f"{position} belum mempunyai target tahun {period.year}. Mintalah Bagian Organisasi mengimpor indikator "
            "dan targetnya."
        )
    report, is_new = QuarterReport.objects.get_or_create(position=position, period=period)
    if is_new:
        record(report, STARTED, by=by)
    return report


@transaction.atomic
def submit_report(
    report: QuarterReport, *, by: "User", today: datetime.date | None = None, version: int | None = None
) -> QuarterReport:
    """Send the report to its verifier.

    `version` is the one that the sender looked at: what an operator typed meanwhile is not sent unseen. The day is the
    database's once the row is held, unless the demo names its own as `today`. Raises ValidationError when the period
    is closed, the report is not in the holder's hands, (code CONFLICT) it is another version, or indicators are
    neither answered nor explained; then one sentence per indicator. The event says on whose behalf a delegate sent
    it. The remarks of an earlier return are taken off the rows, so that the verifier judges what is there now.
    """
    locked = lock_report(report)
    today = today or database_today()
    refuse_unless_editable(locked, today)
    refuse_unseen(locked, version)
    capacity = on_behalf_of(locked, by, today)
    write_rolled_up(locked, by=by, today=today)
    sheet = report_sheet_of(locked)
    if sheet.lacking:
        raise ValidationError([ValidationError(row.lack, code="incomplete") for row in sheet.lacking])
    _set_remark(locked, "")
    now = timezone.now()
    advance(
        locked,
        ReportStatus.SUBMITTED,
        by=by,
        verb="report.submitted",
        version=locked.version + 1,
        data={
            "version": locked.version + 1,
            **({"detail": capacity} if capacity else {}),
            "receipt": receipt_data(sheet, sender=f"{by} {capacity}".strip(), at=now),
        },
        submitted_at=now,
        submitted_by=by,
    )
    locked.realisations.exclude(return_remark="").update(return_remark="")
    messages.tell_verifiers(locked, today=today)
    return locked


@transaction.atomic
def verify_report(
    report: QuarterReport, *, by: "User", today: datetime.date, version: int | None = None
) -> QuarterReport:
    """Accept the report; its figures count from now on. ValidationError when it is not waiting for a verdict.

    `version` is the one the verifier looked at: a report that was returned and sent again meanwhile is not accepted
    unseen.
    """
    locked = lock_report(report)
    refuse_unseen(locked, version)
    _refuse_own(locked, by)
    advance(
        locked,
        ReportStatus.VERIFIED,
        by=by,
        verb="report.verified",
        version=locked.version + 1,
        data={"version": locked.version + 1},
        verified_at=timezone.now(),
        verified_by=by,
    )
    messages.tell_reporters(locked, today=today, verdict=messages.VERIFIED)
    return locked


@transaction.atomic
def return_report(
    report: QuarterReport,
    *,
    by: "User",
    today: datetime.date,
    remark: str = "",
    row_remarks: Mapping[int, str] | None = None,
    accepted: Collection[int] | None = None,
    version: int | None = None,
) -> QuarterReport:
    """Give the report back to be corrected, with a remark on the whole, on rows (by indicator id), or both.

    `accepted` are the indicators whose rows the verifier accepts as they are: they stay locked while the rest is
    corrected. None leaves the marks of an earlier return. Raises ValidationError without any remark, for a row with
    remark and mark, or when the report is not waiting for a verdict.
    """
    remark, rows = _said(remark, row_remarks or {})
    locked = lock_report(report)
    refuse_unseen(locked, version)
    _refuse_own(locked, by)
    _refuse_verified(locked)
    noted = _write_remarks(locked, rows)
    marked = mark_rows(locked, accepted, rows, by=by)
    advance(
        locked,
        ReportStatus.RETURNED,
        by=by,
        verb="report.returned",
        remark=remark,
        version=locked.version + 1,
        data={
            "version": locked.version + 1,
            "changes": to_data([*noted, *_mark_facts(locked, marked, by)]),
            "remarks": rows,
            "accepted": marked,
        },
    )
    _set_remark(locked, remark)
    messages.tell_reporters(locked, today=today, verdict=messages.RETURNED)
    return locked


def _said(remark: str, row_remarks: Mapping[int, str]) -> tuple[str, dict[int, str]]:
    """The remarks that say something; ValidationError without any."""
    rows = {pk: text.strip() for pk, text in row_remarks.items() if text.strip()}
    if not (remark.strip() or rows):
        raise ValidationError(
            "Tulis apa yang perlu diperbaiki: catatan umum, catatan pada baris indikator, atau keduanya.",
            code="remark",
        )
    return remark.strip(), rows


def _refuse_own(report: QuarterReport, by: "User") -> None:
    if report.submitted_by_id == by.pk:
        raise ValidationError("Laporan ini Anda kirim sendiri, jadi orang lain yang memverifikasinya.", code="own")


def _refuse_verified(report: QuarterReport) -> None:
    if report.is_verified:
        raise ValidationError(
            "Laporan ini sudah berstatus “Terverifikasi”, jadi tidak dapat dikembalikan. Bagian Organisasi dapat "
            "membukanya kembali dengan alasan.",
            code="step",
        )


def _set_remark(report: QuarterReport, remark: str) -> None:
    report.remark = remark
    report.save(update_fields=["remark"])


def _write_remarks(report: QuarterReport, remarks: Mapping[int, str]) -> list[FieldChange]:
    """Put each remark on its row, also on rows nobody has filled; give them as the trail keeps them."""
    indicators = Indicator.objects.of_positions([report.position_id]).in_bulk(list(remarks))
    if len(indicators) < len(remarks):
        raise ValidationError("Ada catatan untuk indikator yang bukan milik laporan ini. Muat ulang halaman.")
    report.realisations.exclude(return_remark="").update(return_remark="")
    rows = [Realisation(report=report, indicator_id=pk, return_remark=text) for pk, text in remarks.items()]
    Realisation.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["report", "indicator"], update_fields=["return_remark"]
    )
    return [row_fact(report, indicators[pk], "return_remark", "", text) for pk, text in remarks.items()]


def _mark_facts(report: QuarterReport, marked: list[int], by: "User") -> list[FieldChange]:
    """Which rows bear the verifier's mark now."""
    indicators = Indicator.objects.filter(pk__in=marked).order_by("order", "code")
    return [row_fact(report, indicator, "accepted_by", None, by.pk) for indicator in indicators]


def refuse_unseen(report: QuarterReport, version: int | None) -> None:
    """ConflictError when the report is not the version that was looked at; None asks nothing."""
    if version is not None and report.version != version:
        sentence = "Laporan ini berubah sejak Anda membukanya. Periksa isinya yang terbaru sebelum memutuskan."
        raise ConflictError(sentence)
