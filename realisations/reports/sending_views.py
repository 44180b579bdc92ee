"""Checking a report before it is sent, and sending it."""

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from organisation.pages.access import require
from realisations.report_sheet.page import report_page, visible_report
from realisations.reports.actions import submit_report
from realisations.reports.verdicts import VerdictForm


@require_safe
def report_check(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything before it is sent: what is missing, how each achievement was computed, where to change it."""
    report = visible_report(request, pk)
    require(request, "realisations.check_report", report)
    return render(request, "realisations/report_check.html", report_page(request, report))


@require_POST
def report_submit(request: HttpRequest, pk: int) -> HttpResponse:
    """Send the report to its verifier; whoever presses the button again finds the receipt of what was sent."""
    report = visible_report(request, pk)
    require(request, "realisations.submit_report", report)
    form = VerdictForm(request.POST)
    seen = form.cleaned_data["version"] if form.is_valid() else -1
    try:
        submit_report(report, by=request.user, version=seen)
    except ValidationError as refusal:
        report.refresh_from_db()
        if report.is_waiting:
            return redirect("realisations:report_receipt", report.pk)
        page = report_page(request, report)
        errors = [("", sentence) for sentence in refusal.messages] if not page["sheet"].lacking else []
        return render(request, "realisations/report_check.html", {**page, "errors": errors, "was_refused": True})
    return redirect("realisations:report_receipt", report.pk)
