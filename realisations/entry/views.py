"""Typing a report, checking it, and sending it."""

import json

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from audit.editing import ConflictError
from organisation.pages.access import require
from realisations.calendar.facts import window_of
from realisations.entry.actions import ReportEntries, write_entries
from realisations.entry.forms import ReportForm
from realisations.entry.merging import merge
from realisations.entry.texts import unstored
from realisations.enums import EntryRoute
from realisations.history.report import changes_since
from realisations.models import QuarterReport
from realisations.report_sheet.context import row_contexts
from realisations.report_sheet.facts import FillCount, ReportSheet, report_sheet_of
from realisations.report_sheet.page import _check_url, _place, visible_report


@require_http_methods(["GET", "HEAD", "POST"])
def report_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """The whole report as one form. Saving keeps every row that can be kept; what cannot stays on the screen."""
    report = visible_report(request, pk)
    require(request, "realisations.fill_report", report)
    if request.method == "POST":
        return _save(request, report)
    refusal = window_of(report).refusal(timezone.localdate())
    if refusal or not report.is_editable:
        messages.info(request, refusal or "Laporan ini sudah dikirim, jadi hanya dapat dibaca.")
        return redirect("realisations:report_detail", report.pk)
    return _form_page(request, report, ReportForm(report_sheet_of(report)))


def _save(request: HttpRequest, report: QuarterReport) -> HttpResponse:
    form = ReportForm(report_sheet_of(report), request.POST)
    try:
        said = ReportEntries(report, form.values(), form.amounts(), version=form.typed_version)
        [saved] = write_entries([said], by=request.user, route=EntryRoute.PAGE)
    except ValidationError as refusal:
        return _refused(request, report, form, refusal)
    if form.errors:
        form.version = saved.version
        return _form_page(request, report, form, progress=report_sheet_of(report))
    if "check" in request.POST or _place(request):
        return redirect(_check_url(request, report))
    messages.success(request, "Draf tersimpan.")
    return redirect("realisations:report_edit", report.pk)


def _refused(request: HttpRequest, report: QuarterReport, form: ReportForm, refusal: ValidationError) -> HttpResponse:
    """Nothing was saved: show what was typed, and beside it what somebody else saved meanwhile."""
    if not isinstance(refusal, ConflictError):
        return _form_page(request, report, form, refusals=refusal.messages)
    fresh = visible_report(request, report.pk)
    changes = changes_since(fresh, form.typed_version)
    merged = merge(form, report_sheet_of(fresh), changes)
    by_others = sorted({change.actor for change in changes.values()})
    return _form_page(request, fresh, merged, refusals=refusal.messages, others=by_others, status=409)


def _form_page(
    request: HttpRequest,
    report: QuarterReport,
    form: ReportForm,
    *,
    refusals: list[str] | None = None,
    others: list[str] | None = None,
    progress: ReportSheet | None = None,
    status: int = 200,
) -> HttpResponse:
    """Show the form; `progress` is the saved worksheet to count, where it is newer than the one in the form."""
    window = window_of(report)
    sheet = progress or form.sheet
    contexts = row_contexts(sheet)
    context = {
        "report": report,
        "sheet": form.sheet,
        "progress": sheet,
        "tally": FillCount(sheet.answered, sheet.asked),
        "report_form": form,
        "entries": [(entry, contexts[entry.row.indicator.pk]) for entry in form.entries],
        "stored": "" if form.data is None else json.dumps(unstored(form, sheet)),
        "errors": [*(("", sentence) for sentence in refusals or ()), *form.errors],
        "others": others,
        "others_text": _others_text(others or []),
        "was_partly_saved": bool(form.errors) and not refusals,
        "partly_text": _partly_text(form),
        "countdown": window.countdown_and_delay(timezone.localdate()),
        "may_submit": request.user.has_perm("realisations.submit_report", report),
        "return_url": _check_url(request, report) if _place(request) else "",
    }
    return render(request, "realisations/report_edit.html", context, status=status)


def _others_text(names: list[str]) -> str:
    who = ", ".join(names) or "Orang lain"
    return (
        f"{who} menyimpan laporan ini sejak Anda membukanya. Yang tidak Anda ubah sudah mengikuti simpanan itu; di "
        "tempat Anda berdua mengubah, isian Anda tetap di kotaknya dan nilai tersimpan tertulis di bawahnya. Menyimpan "
        "lagi memakai isian Anda."
    )


def _partly_text(form: ReportForm) -> str:
    return (
        f"{form.refused} baris belum tersimpan karena ada isian yang salah; ketikan Anda tetap ada di kotaknya. Baris "
        "yang lain sudah tersimpan sebagai draf."
    )
