"""The demo's open quarter: reports that are drafts, sent, sent late, and returned, by the ordinary actions."""

import datetime as dt
from dataclasses import replace

from django.utils import timezone

from demo.agreements import holder_of
from demo.building.structure import DemoStructure
from demo.building.tables import Row, table
from indicators.calendar.actions import change_periods
from indicators.domain.periods import PeriodDates
from indicators.models import Period
from organisation.models import User
from realisations.entry.actions import ReportEntries, write_entries
from realisations.entry.domain import Entry
from realisations.enums import EntryRoute
from realisations.models import QuarterReport
from realisations.reports.actions import return_report, submit_report

YEAR, QUARTER = 2026, 3
ON_TIME, LATE, JUDGED = dt.date(2026, 10, 8), dt.date(2026, 10, 20), dt.date(2026, 10, 22)

# So long the quarter stays open at least, so that whoever tries the demo finds something to fill in.
OPEN_UNTIL, OPEN_FOR = dt.date(2026, 12, 31), dt.timedelta(days=60)
PROVISIONAL = ("dikirim", "draf")


def keep_open(*, by: User, today: dt.date) -> None:
    """Let the open quarter close later than usual, and well after `today`."""
    period = Period.objects.get(year=YEAR, quarter=QUARTER)
    closes = max(OPEN_UNTIL, today + OPEN_FOR)
    change_periods(YEAR, {QUARTER: PeriodDates(period.opens, period.due, closes, period.grace)}, by=by)


def work_on_reports(*, organisation: User) -> None:
    """Take the drafts of the open quarter as far as `data/laporan.tsv` says."""
    structure = DemoStructure()
    rows = [r for r in table("laporan") if (int(r["tahun"]), int(r["triwulan"])) == (YEAR, QUARTER)]
    reports = QuarterReport.objects.of_quarter(YEAR, QUARTER).select_related("period", "position__reports_to")
    by_position = {report.position.code: report for report in reports}
    for row in rows:
        report = by_position.get(structure.position_code(row["jabatan"]))
        if report and row["keadaan"] != "belum":
            _take_on(report, row, structure.is_head(row["jabatan"]), organisation)


def _take_on(report: QuarterReport, row: Row, is_head: bool, organisation: User) -> None:
    day = LATE if "terlambat" in row["keadaan"] else ON_TIME
    own = holder_of(report.position, day)
    if row["keadaan"] in PROVISIONAL:
        report = _mark_provisional(report, own, day)
    if row["keadaan"] == "draf":
        return
    sent = submit_report(report, by=own, today=day)
    # The demo's past is made today; the day of sending is what the dashboard judges lateness by.
    noon = dt.datetime.combine(day, dt.time(12), tzinfo=timezone.get_current_timezone())
    QuarterReport.objects.filter(pk=sent.pk).update(submitted_at=noon)
    if row["keadaan"] == "dikembalikan":
        verifier = organisation if is_head else holder_of(report.position.reports_to, JUDGED)
        return_report(sent, by=verifier, today=JUDGED, remark=row["catatan"])


def _mark_provisional(report: QuarterReport, own: User, day: dt.date) -> QuarterReport:
    """The first figure of the report is still provisional."""
    first = report.realisations.order_by("indicator__order").first()
    entry = replace(Entry.of(first), is_provisional=True, note="Angka sementara, menunggu rekonsiliasi data.")
    said = ReportEntries(report, {first.indicator_id: entry}, version=report.version)
    return write_entries([said], by=own, route=EntryRoute.PAGE, today=day)[0]
