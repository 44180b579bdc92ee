"""Evidence of one row of a report: adding, using again, taking away; and receiving a file."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from organisation.pages.access import require, visible_or_404
from organisation.pages.refusals import succeeds
from realisations.calendar.facts import window_of
from realisations.evidence import actions
from realisations.evidence.downloads import evidence_response
from realisations.evidence.forms import FilesForm, LinkForm, ReuseForm
from realisations.evidence.intake import MAX_BYTES, TOO_LARGE
from realisations.models import Evidence, QuarterReport
from realisations.report_sheet.facts import ReportRow, report_sheet_of
from realisations.report_sheet.page import visible_report


@require_http_methods(["GET", "HEAD", "POST"])
def report_evidence(request: HttpRequest, pk: int, indicator_pk: int) -> HttpResponse:
    """The evidence of one row, and forms for more. A file of the page's script is answered with one sentence."""
    report, row = _report_and_row(request, pk, indicator_pk)
    if request.method != "POST":
        return _page(request, report, row)
    if "link" in request.POST:
        return _add_link(request, report, row)
    form = FilesForm(request.POST, request.FILES)
    refusals = _add_files(request, report, row, form)
    if request.headers.get("X-Requested-With") == "XMLHttpRequest":
        sentence = " ".join(sentence for _, sentence in refusals) or "Diterima."
        return JsonResponse({"sentence": sentence}, status=422 if refusals else 201)
    if refusals:
        return _page(request, report, row, errors=[("id_files", f"{name}{sentence}") for name, sentence in refusals])
    return redirect("realisations:report_evidence", report.pk, row.indicator.pk)


@require_POST
def evidence_reuse(request: HttpRequest, pk: int, indicator_pk: int) -> HttpResponse:
    """Let a file or link that the position has already prove this row too."""
    report, row = _report_and_row(request, pk, indicator_pk)
    form = ReuseForm(request.POST, choices=actions.reusable_evidence(report, row.indicator))
    if form.is_valid() and succeeds(
        form, actions.reuse_evidence, report, row.indicator, form.cleaned_data["evidence"], by=request.user
    ):
        messages.success(request, "Bukti ditambahkan.")
        return redirect("realisations:report_evidence", report.pk, row.indicator.pk)
    sentences = [sentence for errors in form.errors.values() for sentence in errors]
    return _page(request, report, row, errors=[("id_evidence", sentence) for sentence in sentences])


@require_POST
def evidence_remove(request: HttpRequest, pk: int, indicator_pk: int, use_pk: int) -> HttpResponse:
    """Take evidence away from this row."""
    report, row = _report_and_row(request, pk, indicator_pk)
    try:
        actions.remove_evidence(report, row.indicator, use_pk, by=request.user)
        messages.success(request, "Bukti dilepas dari indikator ini.")
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    return redirect("realisations:report_evidence", report.pk, row.indicator.pk)


@require_safe
def evidence_file(request: HttpRequest, pk: int) -> HttpResponse:
    """One file as a download, for those who may see the report that it proves."""
    evidence = visible_or_404(request, Evidence.objects.all(), pk)
    require(request, "realisations.view_evidence", evidence)
    response = None if evidence.is_link else evidence_response(evidence)
    if response is None:
        raise Http404
    return response


def _report_and_row(request: HttpRequest, pk: int, indicator_pk: int) -> tuple[QuarterReport, ReportRow]:
    report = visible_report(request, pk)
    require(request, "realisations.fill_report", report)
    row = next((row for row in report_sheet_of(report).rows if row.indicator.pk == indicator_pk), None)
    if row is None:
        raise Http404
    return report, row


def _refusal(report: QuarterReport, row: ReportRow) -> str:
    """Why the evidence cannot be changed although the period is open; empty when it can."""
    if not report.is_editable:
        return "Laporan ini sudah dikirim, jadi buktinya tidak diubah."
    return "Baris ini sudah diterima verifikator, jadi buktinya terkunci." if row.realisation.is_accepted else ""


def _add_files(request: HttpRequest, report: QuarterReport, row: ReportRow, form: FilesForm) -> list[tuple[str, str]]:
    """Take in file by file; give name and sentence of each that is refused, without a name for the upload as such."""
    if not form.is_valid():
        return [("", sentence) for errors in form.errors.values() for sentence in errors]
    refusals = []
    for file in form.cleaned_data["files"]:
        try:
            actions.add_file(report, row.indicator, file, by=request.user)
        except ValidationError as refusal:
            refusals.append((f"{file.name}: ", " ".join(refusal.messages)))
    added = len(form.cleaned_data["files"]) - len(refusals)
    if added and request.headers.get("X-Requested-With") != "XMLHttpRequest":
        messages.success(request, f"{added} bukti ditambahkan.")
    return refusals


def _add_link(request: HttpRequest, report: QuarterReport, row: ReportRow) -> HttpResponse:
    form = LinkForm(request.POST)
    if form.is_valid() and succeeds(
        form, actions.add_link, report, row.indicator, form.cleaned_data["link"], form.cleaned_data["name"],
        by=request.user,
    ):  # fmt: skip
        messages.success(request, "Tautan ditambahkan.")
        return redirect("realisations:report_evidence", report.pk, row.indicator.pk)
    sentences = [
        (f"id_{name}" if name in form.fields else "", error) for name in form.errors for error in form.errors[name]
    ]
    return _page(request, report, row, errors=sentences, link_form=form)


def _page(
    request: HttpRequest,
    report: QuarterReport,
    row: ReportRow,
    *,
    errors: list[tuple[str, str]] | None = None,
    link_form: LinkForm | None = None,
) -> HttpResponse:
    if errors:  # something may have been added beside what was refused
        row = next(one for one in report_sheet_of(report).rows if one.indicator.pk == row.indicator.pk)
    refusal = window_of(report).refusal(timezone.localdate()) or _refusal(report, row)
    reusable = actions.reusable_evidence(report, row.indicator)
    context = {
        "report": report,
        "row": row,
        "heading": f"Bukti {row.indicator.code}",
        "errors": errors,
        "refusal": refusal,
        "may_fill": not refusal,
        "is_full": len(row.evidence) >= actions.MOST_PER_ROW,
        "full_text": actions.TOO_MANY,
        "files_form": FilesForm(),
        "link_form": link_form or LinkForm(),
        "reuse_form": ReuseForm(choices=reusable) if reusable else None,
        "max_bytes": MAX_BYTES,
        "too_large": TOO_LARGE,
    }
    return render(request, "realisations/report_evidence.html", context)
