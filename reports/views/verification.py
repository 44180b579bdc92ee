"""The public page behind the QR code of an issued document."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from organisation.models import Government
from reports.documents import government_name
from reports.models import IssuedDocument
from reports.statements import statement_of, successor_of


@login_not_required
@require_safe
def document_verify(request: HttpRequest, token: str) -> HttpResponse:
    """What the holder of the paper may know: number, parties with their posts, dates, state, SHA-256; never a NIP."""
    documents = IssuedDocument.objects.select_related("agreement")
    document = get_object_or_404(documents.prefetch_related("agreement__parties"), token=token)
    agreement = document.agreement
    context = {
        "document": document,
        "agreement": agreement,
        "parties": [(party.get_side_display(), party.name, party.position_title) for party in agreement.parties.all()],
        "statement": statement_of(agreement),
        "successor": successor_of(agreement),
        "government_name": government_name(Government.objects.current()),
    }
    response = render(request, "reports/document_verify.html", context)
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex"
    return response
