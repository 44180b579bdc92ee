"""Printing and issuing documents and their attachments."""

import datetime

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from documents.drawing import pdf
from documents.drawing.responses import document_failed, pdf_response
from documents.issuing.actions import issue_attachments, issue_dated
from documents.issuing.facts import document_of, documents_of
from documents.issuing.forms import DayForm, day_form
from documents.issuing.refusals import tell
from documents.issuing.revisions import newest_bytes
from documents.issuing.stored import stored_bytes
from documents.issuing.years import chosen_year
from documents.kinds import AttachmentKind, DocumentKind, Subject, every_kind, kind_at
from documents.models import IssuedAttachment
from organisation.pages.access import require, visible_or_404

PER_PAGE = 50


@require_safe
def document_list(request: HttpRequest) -> HttpResponse:
    """The subjects of a year that can be issued, with the documents that were; `?jenis=` chooses the kind."""
    kind = kind_at(request.GET.get("jenis", "")) or every_kind()[0]
    subjects = kind.issuing.listed(request.user)
    years = list(subjects.order_by("-year").values_list("year", flat=True).distinct())
    year = chosen_year(request, years)
    page = Paginator(subjects.filter(year=year), PER_PAGE).get_page(request.GET.get("halaman"))
    issued = documents_of(kind.name, [subject.pk for subject in page])
    may = {one.pk: request.user.has_perm(kind.permissions.issue, one) for one in page if one.pk not in issued}
    kind.tell(page.object_list)
    rows = []
    for subject in page:
        document, may_issue = issued.get(subject.pk), may.get(subject.pk, False)
        statement = kind.checking.statement(subject)
        rows.append((subject, kind.owner(subject), kind.detail(subject), statement, document, may_issue))
    context = {
        "kind": kind,
        "kinds": every_kind(),
        "page_obj": page,
        "rows": rows,
        "years": years,
        "year": year,
        "may_word": request.user.has_perm("documents.edit_wording"),
        "may_scan": kind.scanning is not None and request.user.has_perm("documents.keep_scan"),
    }
    return render(request, "documents/document_list.html", context)


@require_safe
def document_pdf(request: HttpRequest, kind: DocumentKind, pk: int) -> HttpResponse:
    """The newest stored file of the issued document; before that, pages that say so and are not kept."""
    subject = visible_or_404(request, kind.subjects(), pk)
    require(request, kind.permissions.print, subject)
    download = "unduh" in request.GET
    issued = document_of(kind.name, pk)
    try:
        if issued:
            return pdf_response(newest_bytes(issued), str(subject), download=download)
        content = kind.drawing.draw(kind.drawing.facts(kind.whole().get(pk=pk)), None).content
    except ValidationError as refusal:
        return document_failed(request, " ".join(refusal.messages), status=409)
    except pdf.RenderError as error:
        return document_failed(request, str(error), status=503)
    return pdf_response(content, f"{kind.drawing.unissued(subject)} {subject}", download=download)


@require_http_methods(["GET", "HEAD", "POST"])
def document_issue(request: HttpRequest, kind: DocumentKind, pk: int) -> HttpResponse:
    """Ask for the day on the paper, then number and store the document; pressing twice gives the same document.

    Leads back to where the button was: the list of documents (`kembali=daftar`) or the subject's own page.
    """
    subject = visible_or_404(request, kind.subjects(), pk)
    require(request, kind.permissions.issue, subject)
    issued = document_of(kind.name, pk)
    objection = "" if issued else kind.issuing.objection(subject)
    if objection:
        messages.error(request, objection)
        return redirect(_back(request, kind, subject))
    form = None
    if issued is None and kind.issuing.dating and kind.issuing.asks_day(subject):
        sent = request.POST if request.method == "POST" else None
        form = day_form(sent, proposed=kind.issuing.dating.day(subject) or timezone.localdate())
    if request.method == "POST" and (form is None or form.is_valid()):
        day = form.chosen if form else None
        if _issued(request, kind, subject, form, day):
            return redirect(_back(request, kind, subject))
    elif issued:
        return redirect(_back(request, kind, subject))
    wanted = kind.drawing.wanted(subject.year)
    context = {
        "kind": kind,
        "subject": subject,
        "trail": kind.trail(subject),
        "form": form,
        "attachments": ", ".join(one.label for one in kind.drawing.attachments if one.name in wanted),
        "returns": request.POST.get("kembali") or request.GET.get("kembali", ""),
        "back": _back(request, kind, subject),
    }
    return render(request, "documents/document_issue.html", context)


def _issued(
    request: HttpRequest, kind: DocumentKind, subject: Subject, form: DayForm | None, day: datetime.date | None
) -> bool:
    """Issue, and say so; a refusal stands in the form, or above the page that follows."""
    try:
        issued = issue_dated(kind, subject, day, by=request.user)
    except (ValidationError, pdf.RenderError) as refusal:
        if form is None or isinstance(refusal, pdf.RenderError):
            messages.error(request, " ".join(getattr(refusal, "messages", [str(refusal)])))
            return True
        tell(form, refusal)
        return False
    messages.success(request, f"{kind.noun} terbit dengan nomor {issued.number}. Dokumen siap dicetak.")
    return True


def _back(request: HttpRequest, kind: DocumentKind, subject: Subject) -> str:
    """The address of the page where the button was."""
    if (request.POST.get("kembali") or request.GET.get("kembali")) != "daftar":
        return str(subject.get_absolute_url())
    chosen = f"?tahun={subject.year}" if kind == every_kind()[0] else f"?jenis={kind.slug}&tahun={subject.year}"
    return f"{reverse('documents:document_list')}{chosen}"


@require_safe
def attachment_pdf(request: HttpRequest, kind: DocumentKind, pk: int, attachment: str) -> HttpResponse:
    """The stored file of an issued attachment; without one, pages that say so and are not kept."""
    wanted = next((one for one in kind.drawing.attachments if one.slug == attachment), None)
    if wanted is None:
        raise Http404("Tidak ada lampiran dengan nama ini.")
    subject = visible_or_404(request, kind.subjects(), pk)
    require(request, kind.permissions.print, subject)
    name = f"{wanted.label} {subject.year} {kind.owner(subject)}"
    download = "unduh" in request.GET
    of_subject = IssuedAttachment.objects.filter(document__kind=kind.name, document__subject_id=pk)
    issued = of_subject.select_related("document").filter(kind=wanted.name).first()
    try:
        if issued:
            return pdf_response(stored_bytes(issued, issued.number), name, download=download)
        content = _draft(kind, wanted, pk)
    except ValidationError as refusal:
        return document_failed(request, " ".join(refusal.messages), status=409)
    except pdf.RenderError as error:
        return document_failed(request, str(error), status=503)
    return pdf_response(content, f"{kind.drawing.unissued(subject)} {name}", download=download)


@require_POST
def attachment_issue(request: HttpRequest, kind: DocumentKind, pk: int) -> HttpResponse:
    """Issue the attachments that were chosen after the document was issued."""
    subject = visible_or_404(request, kind.subjects(), pk)
    require(request, kind.permissions.issue, subject)
    document = document_of(kind.name, pk)
    if document is None:
        messages.error(request, f"{kind.noun} ini belum diterbitkan. Lampirannya terbit bersama {kind.noun}.")
        return redirect(subject)
    try:
        issued = issue_attachments(document, by=request.user)
    except (ValidationError, pdf.RenderError) as refusal:
        messages.error(request, " ".join(getattr(refusal, "messages", [str(refusal)])))
    else:
        names = ", ".join(attachment.label for attachment in issued)
        messages.success(request, f"{names} terbit dengan nomor {document.number}.")
    return redirect(subject)


def _draft(kind: DocumentKind, attachment: AttachmentKind, pk: int) -> bytes:
    return attachment.draw(kind.drawing.facts(kind.whole().get(pk=pk)), None).content
