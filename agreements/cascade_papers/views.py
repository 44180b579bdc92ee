"""The performance tree as PDF, workbook and drawing; each follows the filter of the page it is reached from."""

from dataclasses import replace

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from agreements.cascade.forms import CascadeFilter
from agreements.cascade.tree import chosen_part
from agreements.cascade_papers.drawing import LONGEST_DRAWN, MOST_DRAWN, draw, written
from agreements.cascade_papers.listing import entries_of
from agreements.cascade_papers.paper import cascade_document, render_cascade
from agreements.cascade_papers.table import export_cascade
from documents.drawing.responses import document_failed, drawing_response, workbook_response
from documents.preparing.papers import Paper, prepared
from organisation.models import Position
from organisation.pages.access import visible_or_404


@prepared
def cascade_pdf(request: HttpRequest) -> Paper:
    """The tree on paper."""
    today, user = timezone.localdate(), request.user
    chosen = CascadeFilter.of(request.GET, today)
    choice = chosen_part(user, chosen)

    def draw() -> bytes:
        document = cascade_document(choice, chosen, user=user, on=today)
        return render_cascade(document, year=chosen.year)

    return Paper(f"Pohon kinerja {chosen.year}", draw)


@require_safe
def cascade_export(request: HttpRequest) -> HttpResponse:
    """The alignment of indicators as a workbook."""
    chosen = CascadeFilter.of(request.GET, timezone.localdate())
    content = export_cascade(chosen_part(request.user, chosen), user=request.user)
    return workbook_response(content, f"Pohon kinerja {chosen.year}")


@require_safe
def cascade_drawing(request: HttpRequest, position_pk: int) -> HttpResponse:
    """The subtree of one position as a drawing, always as a download."""
    position = visible_or_404(request, Position.objects, position_pk)
    chosen = replace(CascadeFilter.of(request.GET, timezone.localdate()), position=position.pk)
    try:
        choice = chosen_part(request.user, chosen)
        entries = entries_of(choice, user=request.user, longest=LONGEST_DRAWN, most=MOST_DRAWN)
    except ValidationError as refusal:
        return document_failed(request, " ".join(refusal.messages), status=409)
    name = f"Pohon kinerja {chosen.year} {position}"
    return drawing_response(written(draw(entries, name)), name)
