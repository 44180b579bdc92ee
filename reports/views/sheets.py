"""Reference sheets on paper, on request; nothing is stored."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from indicators.models import Indicator
from organisation.filtering import year_in
from organisation.models import Position, WorkUnit
from organisation.pages.access import visible_or_404
from reports import pdf
from reports.attachments.sheets import render_sheets, sheet_book
from reports.responses import document_failed, pdf_response

WITH_OWNER = ("objective__position__unit",)


@require_safe
def indicator_sheet_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """The sheet of one indicator; `?tahun=` chooses whose targets are printed in full."""
    indicator = visible_or_404(request, Indicator.objects.select_related(*WITH_OWNER), pk)
    return _printed(request, [indicator], indicator.objective.position.title)


@require_safe
def position_sheets_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """The sheets of all indicators that the position measures in the year."""
    position = visible_or_404(request, Position.objects, pk)
    own = Indicator.objects.of_positions([position.pk]).measurable_in(_year(request))
    return _printed(request, own.select_related(*WITH_OWNER).in_order(), position.title)


@require_safe
def unit_sheets_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """The sheets of all positions in scope of a unit and the units directly below it."""
    unit = visible_or_404(request, WorkUnit.objects, pk)
    positions = Position.objects.visible_to(request.user)
    within = positions.filter(unit=unit) | positions.filter(unit__parent=unit)
    own = Indicator.objects.of_positions(within.values("pk")).measurable_in(_year(request))
    return _printed(request, own.select_related(*WITH_OWNER).in_order(), unit.name)


def _year(request: HttpRequest) -> int:
    return year_in(request.GET.get("tahun", "")) or timezone.localdate().year


def _printed(request: HttpRequest, indicators: Iterable[Indicator], owner: str) -> HttpResponse:
    try:
        book = sheet_book(indicators, owner, _year(request), on=timezone.localdate())
        content = render_sheets(book)
    except ValidationError as refusal:
        return document_failed(request, " ".join(refusal.messages), status=409)
    except pdf.RenderError as error:
        return document_failed(request, str(error), status=503)
    return pdf_response(content, f"Lembar Referensi Indikator {owner}", download="unduh" in request.GET)
