"""Completing the reference sheet of an indicator."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from audit.editing import ConflictError
from documents.drawing import pdf
from documents.drawing.responses import document_failed, pdf_response
from documents.preparing.papers import Paper, prepared
from indicators.models import Indicator
from indicators.querysets import IndicatorQuerySet
from indicators.sheets.actions import change_sheet, sheet_values
from indicators.sheets.facts import render_sheets, sheet_book
from indicators.sheets.forms import SheetForm
from organisation.models import Position, WorkUnit
from organisation.pages.access import require, visible_or_404


@require_http_methods(["GET", "HEAD", "POST"])
def indicator_sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """The sheet as a form; when two people changed the same field, both texts are shown to choose from."""
    indicator = visible_or_404(request, Indicator.objects.select_related("objective__position"), pk)
    require(request, "indicators.edit_sheet", indicator)
    form = SheetForm(request.POST if request.method == "POST" else None, stored=sheet_values(indicator))
    if form.is_valid():
        try:
            changes = change_sheet(indicator, form.values(), by=request.user, seen=form.was_seen)
        except ConflictError as conflict:
            form = form.with_stored(conflict.stored, conflict.fields)
            form.add_error(None, conflict)
        else:
            messages.success(request, "Kamus indikator tersimpan." if changes else "Tidak ada yang berubah.")
            return redirect("realisations:indicator_detail", pk)
    context = {
        "form": form,
        "indicator": indicator,
        "cancel_url": reverse("realisations:indicator_detail", args=[pk]),
    }
    return render(request, "indicators/indicator_sheet.html", context)


WITH_OWNER = ("objective__position__unit",)
NAME = "Lembar Referensi Indikator {}"


@require_safe
def indicator_sheet_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """The sheet of one indicator; `?tahun=` chooses whose targets are printed in full."""
    indicator = visible_or_404(request, Indicator.objects.select_related(*WITH_OWNER), pk)
    owner = indicator.objective.position.title
    try:
        content = render_sheets(sheet_book([indicator], owner, _year(request), on=timezone.localdate()))
    except ValidationError as refusal:
        return document_failed(request, " ".join(refusal.messages), status=409)
    except pdf.RenderError as error:
        return document_failed(request, str(error), status=503)
    return pdf_response(content, NAME.format(owner), download="unduh" in request.GET)


@prepared
def position_sheets_pdf(request: HttpRequest, pk: int) -> Paper:
    """The sheets of all indicators that the position measures in the year."""
    position = visible_or_404(request, Position.objects, pk)
    own = Indicator.objects.of_positions([position.pk]).measurable_in(_year(request))
    return _paper(request, own, position.title)


@prepared
def unit_sheets_pdf(request: HttpRequest, pk: int) -> Paper:
    """The sheets of all positions in scope of a unit and the units directly below it."""
    unit = visible_or_404(request, WorkUnit.objects, pk)
    positions = Position.objects.visible_to(request.user)
    within = positions.filter(unit=unit) | positions.filter(unit__parent=unit)
    own = Indicator.objects.of_positions(within.values("pk")).measurable_in(_year(request))
    return _paper(request, own, unit.name)


def _year(request: HttpRequest) -> int:
    text = request.GET.get("tahun", "")
    is_year = text.isascii() and text.isdecimal() and 2000 <= int(text[:9]) <= 2100
    return int(text) if is_year else timezone.localdate().year


def _paper(request: HttpRequest, indicators: IndicatorQuerySet, owner: str) -> Paper:
    found, year = indicators.select_related(*WITH_OWNER).in_order(), _year(request)
    return Paper(NAME.format(owner), lambda: render_sheets(sheet_book(found, owner, year, on=timezone.localdate())))
