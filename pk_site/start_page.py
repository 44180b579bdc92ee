"""What waits for a person today: the rows of the start page."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse

from agreements.enums import AgreementStatus
from agreements.models import Agreement
from indicators.domain.periods import countdown_words
from indicators.enums import ReportStatus
from indicators.models import Indicator, Period, QuarterReport
from organisation.models import Position, User

SHOWN = 12
"""Rows per list on the start page; the full lists have pages of their own."""


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to do: the whole row is a link."""

    title: str
    detail: str
    label: str
    tone: str
    url: str


def tasks_of(user: User, *, today: datetime.date) -> list[Task]:
    """Reports to fill or verify and agreements to write, judge or sign, in the order of their urgency."""
    return [
        *_reports_to_fill(user, today),
        *_reports_to_verify(user),
        *_own_agreements(user, today.year),
        *_agreements_to_judge(user),
    ]


def _held(user: User) -> list[int]:
    return [held.position_id for held in user.authority.held]


def _reports_to_fill(user: User, today: datetime.date) -> Iterator[Task]:
    mine = {*_held(user), *user.authority.operated_position_ids}
    periods = Period.objects.filter(opens__lte=today, closes__gte=today).order_by("due")
    for period in periods:
        measured = Indicator.objects.of_positions(mine).measured_in(period.year)
        reports = {r.position_id: r for r in QuarterReport.objects.of_positions(mine).filter(period=period)}
        positions = Position.objects.filter(pk__in=measured.values("objective__position")).select_related("unit")
        for position in positions:
            report = reports.get(position.pk)
            if report is None or report.is_editable:
                yield _fill_task(position, period, report, today)


def _fill_task(position: Position, period: Period, report: QuarterReport | None, today: datetime.date) -> Task:
    label, tone = (ReportStatus(report.status).label, "warning") if report else ("Belum mulai", "danger")
    url = (
        reverse("indicators:report_edit", args=[report.pk])
        if report
        else f"{reverse('indicators:report_list')}?tahun={period.year}&triwulan={period.quarter}"
    )
    return Task(f"Isi laporan {period}", f"{position.title} – {countdown_words(period.due, today)}", label, tone, url)


def _reports_to_verify(user: User) -> Iterator[Task]:
    waiting = QuarterReport.objects.waiting_for_verifier().visible_to(user).select_related("position", "period")
    for report in waiting.exclude(position__in=_held(user)).order_by("submitted_at"):
        if user.has_perm("indicators.verify_report", report):
            detail = str(report.position)
            url = reverse("indicators:report_review", args=[report.pk])
            yield Task(f"Verifikasi laporan {report.period}", detail, "Menunggu verifikasi", "info", url)


def _own_agreements(user: User, year: int) -> Iterator[Task]:
    mine = Agreement.objects.of_positions(_held(user)).of_year(year).select_related("position").latest_versions()
    asking = {
        AgreementStatus.DRAFT: ("Lengkapi dan ajukan", "warning"),
        AgreementStatus.RETURNED: ("Perbaiki dan ajukan lagi", "danger"),
        AgreementStatus.APPROVED: ("Tanda tangani", "info"),
    }
    for agreement in mine:
        if agreement.status in asking:
            verb, tone = asking[agreement.status]
            yield _agreement_task(verb, agreement, tone)


def _agreements_to_judge(user: User) -> Iterator[Task]:
    below = Agreement.objects.filter(position__reports_to__in=_held(user)).select_related("position")
    asking = {
        AgreementStatus.SUBMITTED: ("Periksa dan sepakati", "info"),
        AgreementStatus.PARTLY_SIGNED: ("Tanda tangani sebagai Pihak Kedua", "info"),
    }
    for agreement in below.filter(status__in=list(asking)).order_by("-year", "position__protocol_order"):
        verb, tone = asking[agreement.status]
        yield _agreement_task(verb, agreement, tone)


def _agreement_task(verb: str, agreement: Agreement, tone: str) -> Task:
    label = AgreementStatus(agreement.status).label
    url = reverse("agreements:agreement_detail", args=[agreement.pk])
    return Task(f"{verb} PK {agreement.year}", agreement.position.title, label, tone, url)
