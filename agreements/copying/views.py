"""The button that copies last year's agreement."""

from functools import partial

from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from agreements.copying.actions import draft_from_last_year
from agreements.drafting.views import with_taken
from agreements.reading.access import require, take_step
from organisation.models import Position
from organisation.pages.access import visible_or_404
from organisation.pages.filtering import year_in


@require_POST
def agreement_copy(request: HttpRequest, position_pk: int) -> HttpResponse:
    """Draft the PK of a position for the year in `tahun` from last year's."""
    position = visible_or_404(request, Position.objects, position_pk)
    require(request, "agreements.draft_agreement", position)
    year = year_in(request.POST.get("tahun", ""))
    if year is None:
        return HttpResponseBadRequest("Tahun PK tidak dikenal.")
    done = f"Draf PK {year} sudah disalin dari tahun {year - 1}.{{taken}} Periksa tanda perbedaannya, lalu ajukan."
    agreement = take_step(
        request,
        lambda: draft_from_last_year(position, year, by=request.user, today=timezone.localdate()),
        partial(with_taken, done),
    )
    return redirect(agreement) if agreement else redirect(f"{reverse('agreements:agreement_list')}?tahun={year}")
