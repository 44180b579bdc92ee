"""Printing and issuing the attachments of an agreement."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from agreements.models import Agreement
from indicators.enums import Attachment
from organisation.pages.access import require, visible_or_404
from reports import pdf
from reports.actions import issue_attachments
from reports.attachments.action_book import write_action_plan
from reports.attachments.documents import attachment_document, groups_of, render_attachment
from reports.attachments.models import IssuedAttachment
from reports.documents import agreement_document
from reports.responses import document_failed, pdf_response, workbook_response
from reports.stored import stored_bytes


@require_safe
def attachment_pdf(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """The stored file of an issued attachment; without one, a draft with a watermark that is not kept."""
    wanted = next((one for one in Attachment if one.slug == kind), None)
    if wanted is None:
        raise Http404("Tidak ada lampiran dengan nama ini.")
    agreement = visible_or_404(request, Agreement.objects.select_related("position"), pk)
    require(request, "reports.print_agreement", agreement)
    name = f"{wanted.label} {agreement.year} {agreement.position}"
    download = "unduh" in request.GET
    issued = IssuedAttachment.objects.filter(document__agreement=agreement, kind=wanted).first()
    try:
        if issued:
            return pdf_response(stored_bytes(issued, issued.number), name, download=download)
        content = _draft(pk, wanted)
    except ValidationError as refusal:
        return document_failed(request, " ".join(refusal.messages), status=409)
    except pdf.RenderError as error:
        return document_failed(request, str(error), status=503)
    return pdf_response(content, f"DRAF {name}", download=download)


@require_safe
def action_plan_workbook(request: HttpRequest, pk: int) -> HttpResponse:
    """The action plan as a workbook, as the agreement stands."""
    agreement = visible_or_404(request, Agreement.objects.with_content(), pk)
    require(request, "reports.print_agreement", agreement)
    document = agreement_document(agreement)
    content = write_action_plan(agreement, government=document.government_name, paper=document.paper)
    return workbook_response(content, f"{Attachment.ACTION_PLAN.label} {agreement.year} {agreement.position}")


@require_POST
def attachment_issue(request: HttpRequest, pk: int) -> HttpResponse:
    """Issue the attachments that were chosen after the agreement was issued."""
    agreement = visible_or_404(request, Agreement.objects.select_related("document"), pk)
    require(request, "reports.issue_agreement", agreement)
    document = getattr(agreement, "document", None)
    if document is None:
        messages.error(request, "PK ini belum diterbitkan. Lampirannya terbit bersama PK.")
        return redirect("agreements:agreement_detail", pk)
    try:
        issued = issue_attachments(document, by=request.user)
    except (ValidationError, pdf.RenderError) as refusal:
        messages.error(request, " ".join(getattr(refusal, "messages", [str(refusal)])))
    else:
        names = ", ".join(attachment.get_kind_display() for attachment in issued)
        messages.success(request, f"{names} terbit dengan nomor {document.number}.")
    return redirect("agreements:agreement_detail", pk)


def _draft(pk: int, kind: Attachment) -> bytes:
    agreement = Agreement.objects.with_content().get(pk=pk)
    return render_attachment(attachment_document(kind, agreement_document(agreement), groups_of(agreement)))
