"""Waiting for a document that a worker draws, and fetching it."""

import uuid

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from documents.drawing.responses import pdf_response
from documents.models import PreparedDocument
from documents.preparing.papers import paper_of, scope_of
from organisation.models import User


@require_safe
def prepared_detail(request: HttpRequest, token: uuid.UUID) -> HttpResponse:
    """Whether the document is ready; asked for by htmx, only the part that moves."""
    document = get_object_or_404(PreparedDocument.objects.visible_to(request.user), token=token)
    name = "_prepared" if request.htmx and not request.htmx.boosted else "prepared_detail"
    context = {"document": document, "is_of_another_scope": _is_of_another_scope(document, request.user)}
    return render(request, f"documents/{name}.html", context)


@require_safe
def prepared_file(request: HttpRequest, token: uuid.UUID) -> HttpResponse:
    """The file, for who asked for it, may still have it, and sees what they saw when it was drawn.

    Else its page says so and offers to prepare it again.
    """
    document = get_object_or_404(PreparedDocument.objects.visible_to(request.user), token=token)
    try:
        paper_of(document, request.user)
    except (Http404, PermissionDenied, ValidationError) as error:
        raise Http404("Dokumen ini tidak lagi dapat dibuka.") from error
    if not document.is_done or not document.file.storage.exists(document.file.name):
        raise Http404("Berkasnya belum ada, atau sudah dihapus.")
    if _is_of_another_scope(document, request.user):
        return redirect(document)
    with document.file.open("rb") as file:
        return pdf_response(file.read(), document.name, download="unduh" in request.GET)


def _is_of_another_scope(document: PreparedDocument, user: User) -> bool:
    """Whether the finished document shows what the person saw before their rights or their scope changed."""
    return document.is_done and document.drawn_for != scope_of(user)
