"""Holding reports while they are changed, and what keeps a report or one of its rows from being changed.

There is one order of locks: the reports by their keys, before any of their rows is read. Who waited for a lock came
in time if the question came in time: the day is read with the report.
"""

import datetime
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError

from audit.models import Event
from organisation.database_day import database_day
from realisations.calendar.facts import Window, window_of, window_with, windows_of
from realisations.enums import EntryRoute
from realisations.models import QuarterReport, Realisation
from realisations.querysets import QuarterReportQuerySet

STARTED, REOPENED = "report.started", "report.reopened"
"""The events of a report that was begun empty, and of a verified one that was opened again with a reason."""


@dataclass(frozen=True, slots=True)
class HeldReports:
    """Reports (by key) that nobody else can change until the transaction ends, and the database's day."""

    reports: Mapping[int, QuarterReport]
    today: datetime.date


def hold_reports(reports: QuarterReportQuerySet, *, today: datetime.date | None = None) -> HeldReports:
    """Lock these reports and read them, with position, unit and period; `today` stands for the database's day.

    One query.
    """
    rows = reports.select_related("position__unit", "period").annotate(asked_on=database_day())
    held = {row.pk: row for row in rows.select_for_update(of=("self",)).order_by("pk")}
    return HeldReports(held, today or max((row.asked_on for row in held.values()), default=datetime.date.min))


def lock_report(report: QuarterReport) -> QuarterReport:
    """The report as it is now, held until the transaction ends."""
    return hold_reports(QuarterReport.objects.filter(pk=report.pk)).reports[report.pk]


def refuse_unless_editable(report: QuarterReport, today: datetime.date) -> None:
    """ValidationError when the report's state or the day of today does not let figures be typed or sent."""
    refusal = state_refusal(report)
    if refusal:
        raise ValidationError(refusal, code="step")
    refusal = window_of(report).refusal(today)
    if refusal:
        raise ValidationError(refusal, code="window")


def state_refusal(report: QuarterReport) -> str:
    """Why the report's state lets nobody type into it; empty when it is in the hands of those who fill it in."""
    if report.is_editable:
        return ""
    return (
        f"Laporan ini sudah berstatus “{report.get_status_display()}”, jadi isinya tidak dapat diubah. Mintalah "
        "verifikator mengembalikannya bila ada yang perlu diperbaiki."
    )


def refuse_accepted(row: Realisation) -> None:
    """ValidationError when the verifier accepted this row (with its indicator): it stays as it is until it is opened.

    Every action that changes a row asks this first, once the report is held.
    """
    if row.is_accepted:
        raise ValidationError(f"{row.indicator.code}: {ACCEPTED}", code="accepted")


ACCEPTED = (
    "baris ini sudah diterima verifikator, jadi tidak dapat diubah. Bila memang perlu diperbaiki, mintalah verifikator "
    "atau Bagian Organisasi membuka baris ini."
)
ACCEPTED_IN_SHEET = (
    "Baris ini sudah diterima verifikator, jadi terkunci. Hapus baris ini, atau mintalah verifikator atau Bagian "
    "Organisasi membukanya."
)
"""The same where the row is one of a pasted block or of a workbook."""


BEGUN = "begun"
"""The code of a refusal to verify a draft in which something was said."""

LOCKED = (
    "Angka ini sudah terverifikasi, jadi terkunci di setiap jalan. Bila perlu diperbaiki, mintalah Bagian Organisasi "
    "membuka kembali laporannya dengan alasan."
)
"""Of a row of a verified report, whoever says something else of it."""


def report_refusals(
    reports: Sequence[QuarterReport], today: datetime.date, *, is_history: bool
) -> Iterator[tuple[QuarterReport, str, str]]:
    """The reports that cannot be written into today, each with a sentence and a code; also reports that are not saved.

    `is_history` brings in what was verified before Amanah was used, after the period as well: into reports that say
    nothing yet, and into those that only such an import wrote (see `brought_in`), where the writer leaves alone what
    stands there verified. Two queries when a period is over for everybody, up to two for history.
    """
    begun = _begun_here(reports) if is_history else frozenset()
    imported = brought_in(reports) if is_history else frozenset()
    for report, window in zip(reports, _windows(reports, today, is_history=is_history), strict=True):
        state = _history_refusal(report, begun, imported) if is_history else state_refusal(report)
        if state:
            yield report, state, BEGUN if report.pk in begun else "step"
        elif not (is_history and today >= window.opens) and window.refusal(today):
            yield report, window.refusal(today), "window"


def _history_refusal(report: QuarterReport, begun: Collection[int], imported: Collection[int]) -> str:
    if not report.pk or (report.is_draft and report.pk not in begun) or report.pk in imported:
        return ""
    label = "sedang disusun" if report.is_draft else f"sudah {report.get_status_display().lower()}"
    way = "mintalah Bagian Organisasi membukanya kembali" if report.is_verified else "perbaikilah pada laporannya"
    return (
        f"Laporan triwulan ini {label} lewat Amanah, jadi tidak dapat ditimpa oleh impor. Bila angkanya perlu "
        f"diperbaiki, {way}."
    )


def _begun_here(reports: Iterable[QuarterReport]) -> frozenset[int]:
    """The drafts in which something was said: an import does not verify what nobody has sent."""
    drafts = [report.pk for report in reports if report.pk and report.is_draft]
    return frozenset(Realisation.objects.filter(report__in=drafts).said().values_list("report", flat=True))


def brought_in(reports: Iterable[QuarterReport]) -> frozenset[int]:
    """The keys of those verified or opened again that an import alone wrote and verified, as the trail tells."""
    keys = {str(report.pk): report for report in reports if report.pk and (report.is_verified or report.is_returned)}
    routes: dict[str, set[str]] = defaultdict(set)
    if keys:
        events = Event.objects.filter(target_type=QuarterReport._meta.label_lower, target_id__in=keys)
        for key, verb, via in events.exclude(verb=STARTED).values_list("target_id", "verb", "data__via"):
            routes[key].add(REOPENED if verb == REOPENED else via or verb)
    return frozenset(
        report.pk
        for key, report in keys.items()
        if routes[key] == {EntryRoute.WORKBOOK.value} | ({REOPENED} if report.is_returned else routes[key] & {REOPENED})
    )


def _windows(reports: Iterable[QuarterReport], today: datetime.date, *, is_history: bool) -> Iterator[Window]:
    """The window of each report; whether its unit was given more time is asked only where that matters."""
    over = [r for r in reports if today > r.period.closes and r.period.pk and r.position_id and not is_history]
    units = {report.position.unit_id for report in over}
    longer = windows_of({report.period_id: report.period for report in over}.values(), units) if over else {}
    for report in reports:
        unit = report.position.unit_id if over and report.position_id else 0
        yield longer.get((report.period_id, unit)) or window_with(report.period, ())
