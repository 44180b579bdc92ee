"""Which reports wait for a verifier, with the facts to judge them by, and what keeps one from being verified now."""

import datetime
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from django.urls import reverse
from django.utils import timezone

from audit.bulk import Candidate, Review
from indicators.domain.periods import days_late
from organisation.models import Position, User
from organisation.structure.past import Past
from realisations.calendar.facts import windows_of
from realisations.models import QuarterReport
from realisations.querysets import QuarterReportQuerySet
from realisations.report_sheet.progress import ReportProgress, report_progress_of

MOST_AT_ONCE = 100
"""Reports in one go: they are worked off while the person waits."""

CHANGED = "Laporan ini berubah sejak Anda memeriksanya. Buka laporannya, periksa, lalu ulangi."
OWN = "Anda kirim sendiri, jadi orang lain yang memverifikasinya."
FOREIGN = "Bukan Anda verifikatornya."


@dataclass(frozen=True, slots=True)
class SentReport:
    """One report before its verifier, with the facts to judge it by; `late` is how many days late it was sent."""

    report: QuarterReport
    progress: ReportProgress
    late: int
    position: Position
    """What its position and unit were in its quarter; only to read."""

    @property
    def title(self) -> str:
        """How lists name it."""
        return self.position.title

    @property
    def note(self) -> str:
        """Its quarter."""
        return self.report.period.as_quarter.short_label

    @property
    def url(self) -> str:
        """Its page."""
        return reverse("realisations:report_detail", args=[self.report.pk])

    @property
    def lateness(self) -> str:
        """How late it was sent, in words."""
        return f"terlambat {self.late} hari" if self.late else "tepat waktu"


def waiting_reports(user: User) -> list[QuarterReport]:
    """The reports that this person may judge now, those sent first before the others. One query."""
    waiting = _reports().visible_to(user).waiting_for_verifier().order_by("submitted_at", "pk")
    return [report for report in waiting if user.has_perm("realisations.verify_report", report)]


def candidates_of(reports: Iterable[QuarterReport], objections: Mapping[int, str] | None = None) -> list[Candidate]:
    """Each report in the version as it is now, with the objection to it, if there is one."""
    known = objections or {}
    return [Candidate(report, f"{report.pk}-{report.version}", known.get(report.pk, "")) for report in reports]


def facts_of(reports: Sequence[QuarterReport]) -> list[SentReport]:
    """What the reports are judged by, in their order. The number of queries does not depend on theirs."""
    progress = report_progress_of(reports)
    periods = {report.period_id: report.period for report in reports}
    windows = windows_of(periods.values(), {report.position.unit_id for report in reports})
    days = {key: period.as_quarter.last_day for key, period in periods.items()}
    past = Past.since_any(days.values())
    return [
        SentReport(
            report,
            progress[report.pk],
            _late(report, windows[report.period_id, report.position.unit_id].late_after),
            past.position(report.position, days[report.period_id]),
        )
        for report in reports
    ]


def review_of(ids: Collection[int], *, user: User) -> Review[SentReport]:
    """The chosen reports in the user's scope: those that may be verified now, and the others with the reason."""
    reports = list(_reports().visible_to(user).filter(pk__in=ids).order_by("submitted_at", "pk"))
    found = candidates_of(reports, {report.pk: _objection(report, user) for report in reports})
    review = Review.of(found, most=MOST_AT_ONCE)
    return replace(review, left_out=review.left_out[:MOST_AT_ONCE]).with_facts(facts_of)


def _reports() -> QuarterReportQuerySet:
    return QuarterReport.objects.select_related("position__unit", "period", "submitted_by__employee")


def _late(report: QuarterReport, last_day: datetime.date) -> int:
    return days_late(last_day, timezone.localdate(report.submitted_at)) if report.submitted_at else 0


def _objection(report: QuarterReport, user: User) -> str:
    """Why this person cannot verify it now; empty when they may try. The action has the last word."""
    if not report.is_waiting:
        return f"Berstatus “{report.get_status_display()}”, jadi tidak sedang menunggu verifikasi."
    if report.submitted_by_id == user.pk:
        return OWN
    return "" if user.has_perm("realisations.verify_report", report) else FOREIGN
