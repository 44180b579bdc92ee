"""Reports that wait for a person: to be filled, sent, verified; and those that are out of their hands."""

import datetime
from collections.abc import Iterator
from itertools import groupby

from django.db.models import Q
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.http import urlencode
from django.utils.timezone import localtime

from indicators.models import Period
from organisation.models import User
from pk_site.tasks import Task, joined, unit_of
from realisations.models import QuarterReport
from realisations.report_sheet.progress import Standing, standings_of
from realisations.reports.facts import Item, items_of, reporting_positions, slots_of
from realisations.verification.facts import waiting_reports

CLOSED_STAYS = datetime.timedelta(days=366)
"""So long a report that was never sent is asked for after its period has closed; then the year has been evaluated."""

FILLING, COMPLETE = "Sedang diisi", "Lengkap, belum dikirim"
SETTLED = {"submitted": "Menunggu verifikasi", "verified": "Terkunci"}
"""What is said of a report that is out of its holder's hands; it is done, so it bears no colour."""


def report_items(user: User, today: datetime.date) -> list[Item]:
    """Every report that the user sends or types, of the quarters that are still asked for."""
    still_asked = Q(closes__gte=today - CLOSED_STAYS) | Q(extensions__until__gte=today)
    periods = list(Period.objects.opened_by(today).filter(still_asked).distinct())
    items: list[Item] = []
    for year in sorted({period.year for period in periods}):
        of_year = [period for period in periods if period.year == year]
        slots = slots_of(reporting_positions(user, year=year, own_only=True), of_year)
        items += items_of(slots, of_year, today=today)
    return items


def reports_to_send(user: User, items: list[Item], today: datetime.date) -> Iterator[Task]:
    """Reports that can be typed or sent today, the own ones first; then those that closed unsent."""
    held = {held.position_id for held in user.authority.held}
    unsent = sorted((item for item in items if item.is_with_reporter), key=lambda one: one.position.pk not in held)
    open_now = [item for item in unsent if item.window.is_open(today)]
    begun = standings_of(_report(item) for item in open_now if item.report)
    for item in open_now:
        yield _open_task(user, item, begun.get(item.report.pk) if item.report else None)
    closed = sorted((item for item in unsent if today > item.window.closes), key=lambda item: item.window.due)
    for _, of_day in groupby(closed, key=lambda item: item.window.due):
        yield _closed_task(list(of_day))


def reports_sent(items: list[Item], today: datetime.date) -> Iterator[Task]:
    """The own reports of the open quarters that were sent: where each is now."""
    for item in items:
        if item.report and item.report.status in SETTLED and today <= item.window.closes:
            url = reverse("realisations:report_detail", args=[item.report.pk])
            title = f"Laporan {item.period.as_quarter.short_label}: {item.position.title}"
            sent = f"dikirim {date_format(localtime(item.report.submitted_at), 'j F Y')}"
            detail = joined(unit_of(item.position), sent, item.lateness.removeprefix("dikirim "))
            yield Task(title, detail, SETTLED[item.report.status], "plain", url, item.window.due)


def reports_to_verify(user: User, today: datetime.date) -> Iterator[Task]:
    """Reports that wait for this verifier; several are offered together first."""
    reports = waiting_reports(user)
    if len(reports) > 1:
        yield Task(
            title=f"Verifikasi {len(reports)} laporan",
            detail="Lihat semuanya, pilih, lalu setujui yang sudah jelas sekaligus",
            label="Menunggu verifikasi",
            tone="info",
            url=reverse("realisations:verification_list"),
            due=min(report.period.closes for report in reports),
        )
    for report in reports:
        title = f"Verifikasi laporan {report.period.as_quarter.short_label}: {report.position.title}"
        sent = f"dikirim {date_format(localtime(report.submitted_at), 'j F Y')}"
        until = (
            f"pelaporan ditutup {date_format(report.period.closes, 'j F Y')}" if today <= report.period.closes else ""
        )
        detail, url = (
            joined(unit_of(report.position), sent, until),
            reverse("realisations:report_review", args=[report.pk]),
        )
        yield Task(title, detail, "Menunggu verifikasi", "info", url, report.period.closes)


def next_opening(today: datetime.date) -> str:
    """What comes next and when, for somebody who owes nothing today. One query."""
    period = Period.objects.filter(opens__gt=today).order_by("opens").first()
    if period is None:
        return "Jadwal triwulan berikutnya belum disiapkan; Bagian Organisasi yang menyiapkannya."
    return f"{period.as_quarter.label} dibuka {date_format(period.opens, 'j F Y')}."


def _report(item: Item) -> QuarterReport:
    """The report with position and period, which the row has loaded already."""
    item.report.position, item.report.period = item.position, item.period
    return item.report


def _open_task(user: User, item: Item, standing: Standing | None) -> Task:
    report, quarter = item.report, item.period.as_quarter.short_label
    asked = report or QuarterReport(position=item.position, period=item.period)
    fills = user.has_perm("realisations.fill_report", asked)
    sends = user.has_perm("realisations.submit_report", asked)
    is_complete = bool(standing and standing.is_complete and not report.is_returned)
    verb = "Kirim" if is_complete and sends else "Isi" if fills else "Pantau"
    for_whom = "" if fills else "sebagai delegasi"
    detail = joined(unit_of(item.position), item.window.urgency(item.today), for_whom)
    label, tone = _state(item, is_complete=is_complete, sends=sends)
    return Task(f"{verb} laporan {quarter}: {item.position.title}", detail, label, tone, _url(item, fills, is_complete),
                item.window.due)  # fmt: skip


def _state(item: Item, *, is_complete: bool, sends: bool) -> tuple[str, str]:
    """Where an open report stands, in word and colour; only what this person still owes is coloured."""
    if item.report is None or item.report.is_returned:
        return item.label, item.tone
    if is_complete:
        return COMPLETE, "warning" if sends else "plain"
    return FILLING, item.tone


def _url(item: Item, fills: bool, is_complete: bool) -> str:
    if item.report is None:
        return _list_url(item)
    page = "realisations:report_check" if is_complete or not fills else "realisations:report_edit"
    return reverse(page, args=[item.report.pk])


def _list_url(item: Item) -> str:
    chosen = urlencode({"tahun": item.period.year, "triwulan": item.period.quarter, "lingkup": "saya"})
    return f"{reverse('realisations:report_list')}?{chosen}"


def _closed_task(items: list[Item]) -> Task:
    """What was not sent in time, one row per quarter: the way on is to ask for more time."""
    item, quarter = items[0], items[0].period.as_quarter.short_label
    if len(items) > 1:
        title, unit = f"{len(items)} laporan {quarter} belum dikirim", ""
    else:
        title, unit = f"Laporan {quarter} belum dikirim: {item.position.title}", unit_of(item.position)
    detail = joined(unit, "ditutup; minta perpanjangan")
    return Task(title, detail, "Ditutup", "danger", _list_url(item), item.window.due)
