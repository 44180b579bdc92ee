"""The verifier's page: accept a report, or return it with remarks."""

from collections.abc import Iterable

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from audit.bulk import Review
from audit.trail import history
from organisation.pages.access import require
from organisation.pages.filtering import number_in
from organisation.pages.refusals import succeeds
from realisations.calendar.facts import window_of
from realisations.models import QuarterReport
from realisations.report_sheet.facts import report_sheet_of
from realisations.report_sheet.page import report_page, visible_report
from realisations.reports.acceptance import open_row
from realisations.reports.actions import return_report, verify_report
from realisations.reports.verdicts import VerdictForm
from realisations.verification.actions import verify_many
from realisations.verification.facts import CHANGED, MOST_AT_ONCE, candidates_of, facts_of, review_of, waiting_reports
from realisations.verification.forms import ReopeningForm, ReturnForm
from realisations.verification.reopening import reopen_report


@require_safe
def report_review(request: HttpRequest, pk: int) -> HttpResponse:
    """The report as the verifier judges it; one that is not waiting for a verdict is only read."""
    report = visible_report(request, pk)
    require(request, "realisations.verify_report", report)
    page = report_page(request, report)
    if not page["may_verify"]:
        messages.info(request, "Laporan ini tidak sedang menunggu verifikasi.")
        return redirect("realisations:report_detail", report.pk)
    return _review_page(request, report, ReturnForm(page["sheet"].rows, initial={"version": report.version}), page)


@require_POST
def report_verify(request: HttpRequest, pk: int) -> HttpResponse:
    """Accept the report."""
    report = visible_report(request, pk)
    require(request, "realisations.verify_report", report)
    form = VerdictForm(request.POST)
    seen = form.cleaned_data["version"] if form.is_valid() else -1
    if succeeds(form, verify_report, report, by=request.user, today=timezone.localdate(), version=seen):
        messages.success(request, f"{report} disetujui. Angkanya kini diperhitungkan.")
    else:
        messages.error(request, " ".join(form.non_field_errors()))
    return redirect("realisations:report_detail", report.pk)


@require_POST
def report_return(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the report back with remarks; without any remark the page comes back as it was typed."""
    report = visible_report(request, pk)
    require(request, "realisations.verify_report", report)
    form = ReturnForm(report_sheet_of(report).rows, request.POST)
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
        return redirect("realisations:report_detail", report.pk)
    return _review_page(request, report, form, report_page(request, report))


@require_POST
def row_open(request: HttpRequest, pk: int, indicator_pk: int) -> HttpResponse:
    """Let an accepted row of a returned report be changed again."""
    report = visible_report(request, pk)
    require(request, "realisations.open_row", report)
    try:
        row = open_row(report, indicator_pk, by=request.user, today=timezone.localdate())
        messages.success(request, f"{row.indicator.code} dibuka. Pemegang jabatan dan operatornya sudah diberi tahu.")
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    return redirect("realisations:report_detail", report.pk)


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
    return render(request, "realisations/report_review.html", context)


@require_safe
def verification_list(request: HttpRequest) -> HttpResponse:
    """The reports that wait for this person, with the facts to judge them by."""
    page = Paginator(waiting_reports(request.user), MOST_AT_ONCE).get_page(request.GET.get("halaman"))
    shown = Review.of(candidates_of(page), most=MOST_AT_ONCE).with_facts(facts_of)
    context = {"page_obj": page, "candidates": shown.able}
    return render(request, "realisations/verification_list.html", context)


@require_safe
def verification_review(request: HttpRequest) -> HttpResponse:
    """What would be verified and what is left out; nothing is done yet."""
    review = review_of(_ids(request.GET.getlist("laporan")), user=request.user)
    return render(request, "realisations/verification_review.html", {"review": review, "most": MOST_AT_ONCE})


@require_POST
def verification_perform(request: HttpRequest) -> HttpResponse:
    """Verify the reports that were looked at, each by itself, and tell what became of every one."""
    seen = request.POST.getlist("laporan")[:MOST_AT_ONCE]
    review = review_of(_ids(seen), user=request.user)
    outcomes = verify_many(review.as_seen(seen, changed=CHANGED), by=request.user, today=timezone.localdate())
    done = [outcome for outcome in outcomes if not outcome.objection]
    context = {
        "done": done,
        "summary": f"{len(done)} laporan disetujui. Angkanya kini diperhitungkan; pengirimnya sudah diberi tahu.",
        "nothing": "Sebabnya tertulis di bawah." if outcomes else "Tidak ada laporan yang dicentang.",
        "refused": [outcome for outcome in outcomes if outcome.objection],
    }
    return render(request, "realisations/verification_result.html", context)


def _ids(chosen: Iterable[str]) -> set[int]:
    """The reports named by `41` or `41-7` (with the version that was seen); anything else names none."""
    return {number for text in chosen if (number := number_in(text.partition("-")[0]))}


@require_http_methods(["GET", "HEAD", "POST"])
def report_reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a verified report back to its holder, with a reason."""
    report = visible_report(request, pk)
    require(request, "realisations.reopen_report", report)
    today, detail = timezone.localdate(), reverse("realisations:report_detail", args=[report.pk])
    form = ReopeningForm(request.POST or None, initial={"version": report.version})
    if request.method == "POST" and form.is_valid():
        if succeeds(form, reopen_report, report, by=request.user, today=today, **form.cleaned_data):
            messages.success(request, f"{report} dibuka kembali. Pemegang jabatan dan operatornya sudah diberi tahu.")
            return redirect(detail)
    elif not report.is_verified:
        messages.info(request, "Hanya laporan yang sudah disetujui yang dapat dibuka kembali.")
        return redirect(detail)
    closed = today > window_of(report).closes
    context = {
        "form": form,
        "report": report,
        "cancel_url": detail,
        "extension_url": reverse("indicators:extension_create", args=[report.period_id]) if closed else "",
    }
    return render(request, "realisations/report_reopen.html", context)
