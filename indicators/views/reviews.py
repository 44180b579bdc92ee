"""The verifier's page: accept a report, or return it with remarks."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from audit.trail import history
from indicators.actions.acceptance import open_row
from indicators.actions.reports import return_report, verify_report
from indicators.forms.reviews import ReturnForm, VerdictForm
from indicators.models import QuarterReport
from indicators.views.pages import report_page, visible_report
from indicators.worksheets import worksheet_of
from organisation.access import require
from organisation.forms.refusals import succeeds


@require_safe
def report_review(request: HttpRequest, pk: int) -> HttpResponse:
    """The report as the verifier judges it; one that is not waiting for a verdict is only read."""
    report = visible_report(request, pk)
    require(request, "indicators.verify_report", report)
    page = report_page(request, report)
    if not page["may_verify"]:
        messages.info(request, "Laporan ini tidak sedang menunggu verifikasi.")
        return redirect("indicators:report_detail", report.pk)
    return _review_page(request, report, ReturnForm(page["sheet"].rows, initial={"version": report.version}), page)


@require_POST
def report_verify(request: HttpRequest, pk: int) -> HttpResponse:
    """Accept the report."""
    report = visible_report(request, pk)
    require(request, "indicators.verify_report", report)
    form = VerdictForm(request.POST)
    seen = form.cleaned_data["version"] if form.is_valid() else -1
    if succeeds(form, verify_report, report, by=request.user, today=timezone.localdate(), version=seen):
        messages.success(request, f"{report} disetujui. Angkanya kini diperhitungkan.")
    else:
        messages.error(request, " ".join(form.non_field_errors()))
    return redirect("indicators:report_detail", report.pk)


@require_POST
def report_return(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the report back with remarks; without any remark the page comes back as it was typed."""
    report = visible_report(request, pk)
    require(request, "indicators.verify_report", report)
    form = ReturnForm(worksheet_of(report).rows, request.POST)
    if form.is_valid() and succeeds(
        form,
        return_report,
        report,
        by=request.user,
        today=timezone.localdate(),
        remark=form.cleaned_data["remark"],
        row_remarks=form.row_remarks(),
        accepted=form.accepted(),
        version=form.cleaned_data["version"],
    ):
        messages.success(request, f"{report} dikembalikan. Pemegang jabatan dan operatornya sudah diberi tahu.")
        return redirect("indicators:report_detail", report.pk)
    return _review_page(request, report, form, report_page(request, report))


@require_POST
def row_open(request: HttpRequest, pk: int, indicator_pk: int) -> HttpResponse:
    """Let an accepted row of a returned report be changed again."""
    report = visible_report(request, pk)
    require(request, "indicators.open_row", report)
    try:
        row = open_row(report, indicator_pk, by=request.user, today=timezone.localdate())
        messages.success(request, f"{row.indicator.code} dibuka. Pemegang jabatan dan operatornya sudah diberi tahu.")
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    return redirect("indicators:report_detail", report.pk)


def _review_page(request: HttpRequest, report: QuarterReport, form: ReturnForm, page: dict) -> HttpResponse:
    closed = timezone.localdate() > page["window"].closes
    extends = closed and request.user.has_perm("indicators.manage_periods")
    context = {
        **page,
        "form": form,
        "is_closed": closed,
        "extension_url": reverse("indicators:extension_create", args=[report.period_id]) if extends else "",
        "verdict": VerdictForm(initial={"version": report.version}, auto_id=False),
        "rows": [(row, form.remark_of(row.row), form.mark_of(row.row)) for row in page["rows"]],
        "earlier_returns": history(report).filter(verb="report.returned"),
    }
    return render(request, "indicators/report_review.html", context)
