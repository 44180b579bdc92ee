"""Quarterly reports: the list, beginning one, reading one, and the receipt after sending."""

from collections.abc import Sequence

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from audit.trail import history
from indicators.models import Period
from organisation.models import Position, User, WorkUnit
from organisation.pages.access import require, visible_or_404
from organisation.structure.past import as_it_was, units_in
from realisations.models import QuarterReport
from realisations.report_sheet.page import report_page, visible_report
from realisations.reports.actions import start_report
from realisations.reports.facts import STATUSES, Item, has_wider_scope, items_of, reporting_positions, slots_of
from realisations.reports.filters import ALL, OWN, QUARTERS, ReportFilter
from realisations.reports.receipts import receipts_of

PER_PAGE = 25
EVENTS_PER_PAGE = 15


@require_safe
def report_list(request: HttpRequest) -> HttpResponse:
    """The reports that the user sends or types; with a larger scope also those they may follow."""
    today = timezone.localdate()
    chosen = ReportFilter.of(request.GET, today)
    own_exists = reporting_positions(request.user, year=chosen.year, own_only=True).exists()
    scope = chosen.scope or (OWN if own_exists else ALL)
    periods = _periods(chosen, today)
    positions = reporting_positions(
        request.user, year=chosen.year, own_only=scope == OWN, unit_id=chosen.unit_id if scope == ALL else None
    )
    page = Paginator(slots_of(positions, periods, status=chosen.status), PER_PAGE).get_page(request.GET.get("halaman"))
    units = WorkUnit.objects.visible_to(request.user)
    years = {*Period.objects.values_list("year", flat=True), chosen.year}
    context = {
        "chosen": chosen,
        "page_obj": page,
        "rows": [_with_action(request.user, item) for item in items_of(list(page), periods, today=today)],
        "is_own": scope == OWN,
        "has_both_lists": own_exists and has_wider_scope(request.user),
        "years": sorted(years, reverse=True),
        "quarters": QUARTERS.items(),
        "statuses": STATUSES.items(),
        "units": units_in(chosen.year, units.filter(parent=None)) if scope == ALL else (),
        "may_manage_periods": request.user.has_perm("indicators.manage_periods"),
    }
    return render(request, "realisations/report_list.html", context)


@require_POST
def report_start(request: HttpRequest, position_pk: int, period_pk: int) -> HttpResponse:
    """Begin the report of a position for a period, or go on with the one that exists."""
    position = visible_or_404(request, Position.objects.select_related("unit"), position_pk)
    period = get_object_or_404(Period, pk=period_pk)
    require(request, "realisations.fill_report", QuarterReport(position=position, period=period))
    try:
        report = start_report(position, period, by=request.user)
    except ValidationError as refusal:
        for sentence in refusal.messages:
            messages.error(request, sentence)
        return redirect("realisations:report_list")
    return redirect("realisations:report_edit", report.pk)


@require_safe
def report_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One report to read: targets, realisations, achievements, narratives, remarks, history."""
    report = visible_report(request, pk)
    require(request, "realisations.view_report", report)
    page = report_page(request, report)
    events = history(report) if page["shows_figures"] else ()
    report.position = as_it_was(report.position, report.period.as_quarter.last_day)
    context = {
        **page,
        "page_obj": Paginator(events, EVENTS_PER_PAGE).get_page(request.GET.get("halaman")),
        "is_history_open": "halaman" in request.GET,
        "may_remind": not report.is_verified and request.user.has_perm("duties.remind_by_hand"),
    }
    return render(request, "realisations/report_detail.html", context)


@require_safe
def report_receipt(request: HttpRequest, pk: int, number: int = 0) -> HttpResponse:
    """What was sent, when, by whom, and what happens next; stays valid as a bookmark, also of an earlier sending."""
    report = visible_report(request, pk)
    require(request, "realisations.view_report", report)
    receipts = receipts_of(report)
    if not receipts:
        return redirect("realisations:report_detail", report.pk)
    if number > len(receipts):
        raise Http404("Laporan ini belum dikirim sebanyak itu.")
    receipt = receipts[number - 1]
    context = {
        "report": report,
        "receipt": receipt,
        "next_step": receipt.fate,
        "earlier": [other for other in receipts if other.number != receipt.number],
    }
    return render(request, "realisations/report_receipt.html", context)


def _periods(chosen: ReportFilter, today: object) -> Sequence[Period]:
    periods = Period.objects.of_year(chosen.year)
    if chosen.quarter:
        return list(periods.filter(quarter=chosen.quarter))
    return list(periods.begun_by(today))


def _with_action(user: User, item: Item) -> dict[str, object]:
    """The row with the one thing that this user can do about it now."""
    report = item.report or QuarterReport(position=item.position, period=item.period)
    report.position, report.period = item.position, item.period
    fills = (
        item.is_with_reporter and item.window.is_open(item.today) and user.has_perm("realisations.fill_report", report)
    )
    sends = not fills and item.is_with_reporter and item.window.is_open(item.today)
    judges = report.is_waiting and user.has_perm("realisations.verify_report", report)
    return {
        "item": item,
        "report": item.report,
        "begins": fills and item.report is None,
        "continues": fills and item.report is not None,
        "continue_label": "Perbaiki" if report.is_returned else "Lanjutkan",
        "sends": sends and item.report is not None and user.has_perm("realisations.submit_report", report),
        "judges": judges and item.report is not None,
    }
