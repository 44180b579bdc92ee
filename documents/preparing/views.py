"""Waiting for a document that a worker draws, and fetching it."""

import uuid

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from documents.drawing.responses import pdf_response
from documents.models import PreparedDocument
from documents.preparing.papers import paper_of


@require_safe
def prepared_detail(request: HttpRequest, token: uuid.UUID) -> HttpResponse:
    """Whether the document is ready; asked for by htmx, only the part that moves."""
    document = get_object_or_404(PreparedDocument.objects.visible_to(request.user), token=token)
    name = "_prepared" if request.htmx and not request.htmx.boosted else "prepared_detail"
    return render(request, f"documents/{name}.html", {"document": document})


@require_safe
def prepared_file(request: HttpRequest, token: uuid.UUID) -> HttpResponse:
    """The file, for who asked for it and may still have it."""
    document = get_object_or_404(PreparedDocument.objects.visible_to(request.user), token=token)
    try:
        paper_of(document, request.user)
    except (Http404, PermissionDenied, ValidationError) as error:
        raise Http404("Dokumen ini tidak lagi dapat dibuka.") from error
    if not document.is_done or not document.file.storage.exists(document.file.name):
        raise Http404("Berkasnya belum ada, atau sudah dihapus.")
    with document.file.open("rb") as file:
        return pdf_response(file.read(), document.name, download="unduh" in request.GET)
