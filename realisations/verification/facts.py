"""Which reports wait for a verifier, with the facts to judge them by, and what keeps one from being verified now."""

import datetime
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from django.utils import timezone

from indicators.domain.periods import days_late
from organisation.models import User
from realisations.calendar.facts import windows_of
from realisations.models import QuarterReport
from realisations.querysets import QuarterReportQuerySet
from realisations.report_sheet.progress import Standing, standings_of

MOST_AT_ONCE = 100
"""Reports in one go: they are worked off while the person waits."""

CHANGED = "Laporan ini berubah sejak Anda memeriksanya. Buka laporannya, periksa, lalu ulangi."
OWN = "Anda kirim sendiri, jadi orang lain yang memverifikasinya."
FOREIGN = "Bukan Anda verifikatornya."


@dataclass(frozen=True, slots=True)
class Candidate:
    """One report before its verifier; `objection` is why it is left out, `late` how many days late it was sent."""

    report: QuarterReport
    standing: Standing
    late: int
    objection: str = ""

    @property
    def seen(self) -> str:
        """Report and version as they are now: what the person looked at before pressing the button."""
        return f"{self.report.pk}-{self.report.version}"

    @property
    def lateness(self) -> str:
        """How late it was sent, in words."""
        return f"terlambat {self.late} hari" if self.late else "tepat waktu"


@dataclass(frozen=True, slots=True)
class Review:
    """What would be verified, what is left out, and how many must wait for another go."""

    able: tuple[Candidate, ...]
    refused: tuple[Candidate, ...]
    waiting: int


def waiting_reports(user: User) -> list[QuarterReport]:
    """The reports that this person may judge now, those sent first before the others. One query."""
    waiting = _reports().visible_to(user).waiting_for_verifier().order_by("submitted_at", "pk")
    return [report for report in waiting if user.has_perm("realisations.verify_report", report)]


def candidates_of(reports: Collection[QuarterReport], objections: Mapping[int, str] | None = None) -> list[Candidate]:
    """The reports with their facts, in their order. The number of queries does not depend on theirs."""
    standings = standings_of(reports)
    periods = {report.period_id: report.period for report in reports}
    windows = windows_of(periods.values(), {report.position.unit_id for report in reports})
    told = objections or {}
    return [
        Candidate(
            report,
            standings[report.pk],
            _late(report, windows[report.period_id, report.position.unit_id].late_after),
            told.get(report.pk, ""),
        )
        for report in reports
    ]


def review_of(ids: Collection[int], *, user: User) -> Review:
    """The chosen reports in the user's scope: those that may be verified now, and the others with the reason."""
    reports = list(_reports().visible_to(user).filter(pk__in=ids).order_by("submitted_at", "pk"))
    objections = {report.pk: _objection(report, user) for report in reports}
    able = [report for report in reports if not objections[report.pk]]
    left = [report for report in reports if objections[report.pk]]
    shown = candidates_of([*able[:MOST_AT_ONCE], *left[:MOST_AT_ONCE]], objections)
    refused = tuple(candidate for candidate in shown if candidate.objection)
    return Review(tuple(one for one in shown if not one.objection), refused, len(able[MOST_AT_ONCE:]))


def as_seen(review: Review, seen: Iterable[str]) -> list[Candidate]:
    """The candidates that are still what the person saw; the others get an objection, and none is forgotten."""
    known = set(seen)
    return [
        one if one.objection or one.seen in known else Candidate(one.report, one.standing, one.late, CHANGED)
        for one in (*review.able, *review.refused)
    ]


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
