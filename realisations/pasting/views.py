"""Pasting a block from a spreadsheet into a report: the page, its preview, accepting it, taking it back."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from audit.editing import ConflictError
from indicators.domain.pasting import MAX_BYTES, MAX_COLUMNS, MAX_ROWS, TYPED
from organisation.pages.access import require
from realisations.calendar.facts import window_of
from realisations.entry.actions import ReportEntries, write_entries
from realisations.enums import EntryRoute
from realisations.history.report import changes_since
from realisations.models import QuarterReport
from realisations.pasting.actions import last_paste, undo_paste
from realisations.pasting.forms import CHOICES, PasteForm
from realisations.report_sheet.facts import report_sheet_of
from realisations.report_sheet.page import visible_report

CHANGED = (
    "Tempelan, pilihan kolom, atau isi laporan berubah sejak pratinjau dibuat, jadi belum ada yang disimpan. Periksa "
    "pratinjau terbaru di bawah ini, lalu simpan."
)


@require_http_methods(["GET", "HEAD", "POST"])
def report_paste(request: HttpRequest, pk: int) -> HttpResponse:
    """The box for the block, and with a block its preview. Nothing is stored here."""
    report = visible_report(request, pk)
    require(request, "realisations.fill_report", report)
    refusal = window_of(report).refusal(timezone.localdate())
    if not report.is_editable:
        refusal = "Laporan ini sudah dikirim, jadi hanya dapat dibaca."
    if request.method == "POST":
        form = PasteForm(report_sheet_of(report), request.POST)
        return _page(request, report, form, refusals=[refusal] if refusal else [])
    if refusal:
        messages.info(request, refusal)
        return redirect("realisations:report_detail", report.pk)
    return _page(request, report, PasteForm(report_sheet_of(report)))


@require_POST
def report_paste_accept(request: HttpRequest, pk: int) -> HttpResponse:
    """Store the good rows of a block exactly as its preview showed them; otherwise show a fresh preview."""
    report = visible_report(request, pk)
    require(request, "realisations.fill_report", report)
    form = PasteForm(report_sheet_of(report), request.POST)
    if not form.is_valid() or form.plan is None:
        return _page(request, report, form)
    seen = form.cleaned_data["version"]
    try:
        if seen == report.version and form.cleaned_data["digest"] != form.plan.digest:
            raise ConflictError(CHANGED)
        said = ReportEntries(report, form.plan.entries, version=-1 if seen is None else seen)
        write_entries([said], by=request.user, route=EntryRoute.PASTE)
    except ValidationError as refusal:
        return _refused(request, report, form, refusal)
    return _stored(request, report, form)


@require_POST
def report_paste_undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Bring back what stood there before the latest paste."""
    report = visible_report(request, pk)
    require(request, "realisations.fill_report", report)
    event = request.POST.get("event", "")[:18]
    try:
        kept = undo_paste(report, by=request.user, event_id=int(event) if event.isascii() and event.isdigit() else 0)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
        return redirect("realisations:report_paste", report.pk)
    messages.success(request, "Tempelan diurungkan. Isi sebelum tempelan sudah kembali.")
    if kept:
        messages.warning(
            request,
            f"Tidak diurungkan karena diubah sesudah tempelan atau sudah diterima verifikator: {', '.join(kept)}.",
        )
    return redirect("realisations:report_edit", report.pk)


def _stored(request: HttpRequest, report: QuarterReport, form: PasteForm) -> HttpResponse:
    """Back to the report; rows that were left out stay here to be mended."""
    done = f"{len(form.plan.entries)} baris dari tempelan tersimpan sebagai draf."
    if not form.plan.bad:
        messages.success(request, f"{done} Bila keliru, pilih Tempel dari Excel lalu Urungkan tempelan.")
        return redirect("realisations:report_edit", report.pk)
    fresh = visible_report(request, report.pk)
    left = PasteForm(report_sheet_of(fresh), {"text": form.left_text()})
    messages.success(request, f"{done} {len(form.plan.refused_lines)} baris yang dilewati tetap di kotak di bawah ini.")
    return _page(request, fresh, left)


def _refused(request: HttpRequest, report: QuarterReport, form: PasteForm, refusal: ValidationError) -> HttpResponse:
    """Nothing was stored: the block as it was pasted, previewed over what stands there now."""
    if not isinstance(refusal, ConflictError):
        return _page(request, report, form, refusals=refusal.messages)
    fresh = visible_report(request, report.pk)
    others = {change.actor for change in changes_since(fresh, form.cleaned_data["version"] or 0).values()}
    sentences = refusal.messages
    if others:
        sentences = [
            f"{', '.join(sorted(others))} menyimpan laporan ini sejak pratinjau dibuat, jadi tempelan belum disimpan. "
            "Pratinjau di bawah ini sudah memakai isi terbaru; periksa, lalu simpan."
        ]
    return _page(request, fresh, PasteForm(report_sheet_of(fresh), request.POST), refusals=sentences, status=409)


def _page(
    request: HttpRequest,
    report: QuarterReport,
    form: PasteForm,
    *,
    refusals: list[str] | None = None,
    status: int = 200,
) -> HttpResponse:
    """Show the form with its plan, made on the version of `report`."""
    form.is_valid()
    rows = form.sheet.rows
    context = {
        "report": report,
        "form": form,
        "plan": form.plan,
        "choices": CHOICES,
        "errors": [("", sentence) for sentence in refusals or ()],
        "order": ", ".join(TYPED),
        "limits": f"Paling banyak {MAX_ROWS} baris, {MAX_COLUMNS} kolom, dan {MAX_BYTES // 1000} kB sekali tempel.",
        "examples": [row.indicator for row in rows[:2]],
        "last_paste": last_paste(report) if report.is_editable else None,
    }
    return render(request, "realisations/report_paste.html", context, status=status)
