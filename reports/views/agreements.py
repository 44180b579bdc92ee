"""Printing and issuing agreements."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from agreements.models import Agreement
from organisation.pages.access import require, visible_or_404
from reports import pdf
from reports.actions import ISSUABLE, issue_agreement
from reports.documents import agreement_document, render_agreement
from reports.lkjip.views import chosen_year
from reports.responses import document_failed, pdf_response
from reports.signing.revisions import newest_bytes
from reports.statements import statement_of

PER_PAGE = 50


@require_safe
def document_list(request: HttpRequest) -> HttpResponse:
    """The agreements of a year that can be issued, with the documents that were."""
    agreements = Agreement.objects.visible_to(request.user).filter(status__in=ISSUABLE)
    years = list(agreements.order_by("-year").values_list("year", flat=True).distinct())
    year = chosen_year(request, years)
    rows = agreements.filter(year=year).select_related("position__unit", "document", "superseded_by")
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("halaman"))
    for agreement in page:
        agreement.statement = statement_of(agreement)
        agreement.issued = getattr(agreement, "document", None)
        agreement.may_issue = not agreement.issued and request.user.has_perm("reports.issue_agreement", agreement)
    may_word = request.user.has_perm("reports.edit_wording")
    may_scan = request.user.has_perm("reports.keep_scan")
    context = {"page_obj": page, "years": years, "year": year, "may_word": may_word, "may_scan": may_scan}
    return render(request, "reports/document_list.html", context)


@require_safe
def agreement_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """The newest stored file of the issued document; before that, a draft with a watermark that is not kept."""
    agreement = visible_or_404(request, Agreement.objects.select_related("document", "position"), pk)
    require(request, "reports.print_agreement", agreement)
    download = "unduh" in request.GET
    name = f"PK {agreement.year} {agreement.position}"
    issued = getattr(agreement, "document", None)
    try:
        if issued:
            return pdf_response(newest_bytes(issued), name, download=download)
        content = render_agreement(agreement_document(Agreement.objects.with_content().get(pk=pk)))
    except ValidationError as refusal:
        return document_failed(request, " ".join(refusal.messages), status=409)
    except pdf.RenderError as error:
        return document_failed(request, str(error), status=503)
    return pdf_response(content, f"DRAF {name}", download=download)


@require_POST
def agreement_issue(request: HttpRequest, pk: int) -> HttpResponse:
    """Number and store the document; pressing twice gives the same document.

    Leads back to where the button was: the list of documents (`kembali=daftar`) or the agreement's own page.
    """
    agreement = visible_or_404(request, Agreement.objects, pk)
    require(request, "reports.issue_agreement", agreement)
    try:
        issued = issue_agreement(agreement, by=request.user)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    except pdf.RenderError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, f"PK terbit dengan nomor {issued.number}. Dokumen siap dicetak.")
    if request.POST.get("kembali") == "daftar":
        return redirect(f"{reverse('reports:document_list')}?tahun={agreement.year}")
    return redirect("agreements:agreement_detail", agreement.pk)
