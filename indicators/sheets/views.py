"""Completing the reference sheet of an indicator."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from audit.editing import ConflictError
from indicators.models import Indicator
from indicators.sheets.actions import change_sheet, sheet_values
from indicators.sheets.forms import SheetForm
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
            form = form.beside(conflict.stored, conflict.fields)
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
