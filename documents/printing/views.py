"""Pages of printing in bulk."""

import datetime
import uuid

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from documents.drawing.responses import document_failed, file_response
from documents.enums import PrintKind
from documents.issuing.forms import day_form
from documents.kinds import common_noun, kinds_in_bulk
from documents.models import PrintJob
from documents.printing.actions import MOST_ITEMS, cancel_print_job, create_dated_print_job, retry_print_job
from documents.printing.choice import PrintChoice, PrintReview, review_of
from documents.printing.progress import Progress, progress_of, tone_of
from organisation.pages.access import require, visible_or_404

PER_PAGE = 25
ENDINGS = {PrintKind.MERGED: ("pdf", "application/pdf"), PrintKind.ARCHIVE: ("zip", "application/zip")}
PERMISSION = "documents.print_in_bulk"
LIST_LEAD = (
    "Banyak {noun} dicetak sekaligus, berurutan menurut tata urutan protokol. {noun} yang belum terbit mendapat nomor."
)
LIST_HINT = "Pilih {noun} menurut tahun, unit kerja, dan jenjang, lalu cetak semuanya sekaligus."
CREATE_LEAD = (
    "Pilih {noun} yang akan dicetak, lalu periksa daftarnya. Belum ada yang diberi nomor sebelum Anda menekan Cetak."
)


@require_safe
def print_job_list(request: HttpRequest) -> HttpResponse:
    """The jobs that the person may see, newest first."""
    require(request, PERMISSION)
    jobs = PrintJob.objects.visible_to(request.user).with_counts().select_related("created_by__employee")
    page = Paginator(jobs, PER_PAGE).get_page(request.GET.get("halaman"))
    for job in page:
        job.tone = tone_of(job)
    noun = common_noun(kinds_in_bulk())
    context = {
        "page_obj": page,
        "lead": LIST_LEAD.format(noun=noun),
        "hint": LIST_HINT.format(noun=noun),
        "action": f"Cetak {noun}",
    }
    return render(request, "documents/print_job_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def print_job_create(request: HttpRequest) -> HttpResponse:
    """Choose, look at what would be printed and what not, and begin.

    The button sends the documents that were looked at, so nothing is printed that nobody saw.
    """
    require(request, PERMISSION)
    choice = PrintChoice.of(request.POST or request.GET, timezone.localdate(), request.user)
    review = review_of(choice) if request.POST or "tahun" in request.GET else None
    noun, errors = choice.document_kind.noun, []
    sent = request.POST if request.method == "POST" else None
    form = day_form(sent, proposed=timezone.localdate()) if review and review.asks_day else None
    if request.method == "POST" and (form is None or form.is_valid()):
        try:
            return _begin(request, choice, review, form.chosen if form else None)
        except ValidationError as refusal:
            errors = [("", sentence) for sentence in refusal.messages]
    context = {
        "chosen": choice,
        "review": review,
        "form": form,
        "errors": errors,
        "token": uuid.uuid4(),
        "too_many": bool(review and len(review.printed) > MOST_ITEMS),
        "most": MOST_ITEMS,
        "noun": noun,
        "title": f"Cetak {noun}",
        "lead": CREATE_LEAD.format(noun=noun),
        "document_kinds": kinds_in_bulk(),
        "kinds": PrintKind.choices,
    }
    return render(request, "documents/print_job_create.html", context)


@require_safe
def print_job_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """How far the job is; asked for by htmx, only the part that moves."""
    job = _job(request, pk)
    progress = progress_of(job)
    context = {
        "job": job,
        "tone": tone_of(job),
        "progress": progress,
        "may_continue": job.is_cancelled or (not job.is_running and (progress.failed > 0 or not job.has_file)),
        "retry_label": _retry_label(job, progress),
    }
    is_fragment = request.htmx and not request.htmx.boosted
    return render(request, f"documents/{'_print_job' if is_fragment else 'print_job_detail'}.html", context)


@require_POST
def print_job_cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Stop after the item that is being printed."""
    job = _job(request, pk)
    try:
        cancel_print_job(job, by=request.user)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, f"Pencetakan dihentikan. {job.noun} yang sedang dicetak diselesaikan dahulu.")
    return redirect(job)


@require_POST
def print_job_retry(request: HttpRequest, pk: int) -> HttpResponse:
    """Go on after a stop, and print again what failed."""
    job = _job(request, pk)
    try:
        retry_print_job(job, by=request.user)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, "Pencetakan dilanjutkan.")
    return redirect(job)


@require_safe
def print_job_file(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The finished file, exactly as it was written."""
    job = _job(request, pk)
    if not job.has_file:
        raise Http404("Berkas hasil belum ada, atau sudah dihapus.")
    if not job.has_sound_file():
        reason = "Berkas hasil hilang atau berubah. Cetak ulang dari halaman Cetak massal."
        return document_failed(request, reason, status=503)
    ending, content_type = ENDINGS[PrintKind(job.kind)]
    return file_response(job.file, content_type, f"{job.noun} {job.year} cetak massal {job.pk}.{ending}")


def _retry_label(job: PrintJob, progress: Progress) -> str:
    """The verb of the button that lets the workers go on."""
    if job.is_cancelled:
        return "Lanjutkan"
    if progress.failed:
        return "Ulangi yang gagal"
    return "Buat ulang berkas" if job.is_finished else "Susun ulang berkas"


def _job(request: HttpRequest, pk: int) -> PrintJob:
    job = visible_or_404(request, PrintJob.objects.select_related("created_by__employee"), pk)
    require(request, PERMISSION, job)
    return job


def _begin(request: HttpRequest, choice: PrintChoice, review: PrintReview, day: datetime.date | None) -> HttpResponse:
    wanted = set(request.POST.getlist("pk"))
    chosen = [row.subject for row in review.printed if str(row.subject.pk) in wanted]
    try:
        token = uuid.UUID(request.POST.get("kunci", ""))
    except ValueError as error:
        raise ValidationError("Formulir ini tidak lengkap. Periksa pilihan, lalu tekan Cetak sekali lagi.") from error
    job = create_dated_print_job(
        choice.document_kind,
        chosen,
        day=day,
        kind=choice.kind,
        year=choice.selection.year,
        words=choice.words,
        token=token,
        by=request.user,
        is_double_sided=choice.is_double_sided,
        with_attachments=choice.with_attachments,
    )
    if len(chosen) < len(wanted):
        gone = len(wanted) - len(chosen)
        messages.warning(request, f"{gone} {job.noun} yang Anda pilih tidak lagi dapat dicetak, jadi tidak disertakan.")
    return redirect(job)
