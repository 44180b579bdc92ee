"""The weights of one position on one page."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from indicators.weights.actions import set_weights
from indicators.weights.facts import weights_of_position
from indicators.weights.forms import WeightsForm
from organisation.models import Position
from organisation.pages.access import require, visible_or_404
from organisation.pages.refusals import succeeds


@require_http_methods(["GET", "HEAD", "POST"])
def weights_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Weights of the objectives of a position and of their indicators of this year; each set adds up to 100."""
    position = visible_or_404(request, Position.objects.select_related("unit"), pk)
    require(request, "indicators.keep_indicators")
    year = timezone.localdate().year
    found = weights_of_position(position, year)
    form = WeightsForm(found, request.POST if request.method == "POST" else None)
    list_url = f"{reverse('indicators:indicator_list')}?jabatan={pk}"
    if form.is_valid():
        given = {"by": request.user, "seen": form.cleaned_data["seen"]}
        changes = succeeds(form, set_weights, position, year, form.weights, **given)
        if changes is not None:
            messages.success(request, "Bobot tersimpan." if changes else "Tidak ada yang berubah.")
            return redirect(list_url)
    context = {"form": form, "position": position, "year": year, "cancel_url": list_url}
    return render(request, "indicators/weights_edit.html", context)
