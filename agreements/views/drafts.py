"""Drafting: begin, bring in line with the plan."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from agreements.actions import draft_agreement, refresh_draft
from agreements.forms.filters import year_in
from agreements.views.access import agreement_for, require, take_step
from organisation.access import visible_or_404
from organisation.models import Position


@require_POST
def agreement_draft(request: HttpRequest, position_pk: int) -> HttpResponse:
    """Draft the PK of a position for the year in `tahun`."""
    position = visible_or_404(request, Position.objects, position_pk)
    require(request, "agreements.draft_agreement", position)
    year = year_in(request.POST.get("tahun", ""))
    if year is None:
        return HttpResponseBadRequest("Tahun PK tidak dikenal.")
    done = f"Draf PK {year} sudah disusun dari target dan anggaran. Periksa isinya, lalu ajukan."
    agreement = take_step(
        request, lambda: draft_agreement(position, year, by=request.user, today=timezone.localdate()), done
    )
    return redirect(agreement) if agreement else redirect(f"{reverse('agreements:agreement_list')}?tahun={year}")


@require_POST
def agreement_refresh(request: HttpRequest, pk: int) -> HttpResponse:
    """Take targets, budget and holders again, and say what changed."""
    agreement = agreement_for(request, pk, "agreements.edit_agreement")
    try:
        changes = refresh_draft(agreement, by=request.user, today=timezone.localdate())
    except ValidationError as refusal:
        for sentence in refusal.messages:
            messages.error(request, sentence)
        return redirect(agreement)
    told = "\n".join(["Isi PK sudah diambil ulang dari rencana.", *changes])
    messages.success(request, told if changes else "Isi PK sudah sama dengan rencana; tidak ada yang berubah.")
    return redirect(agreement)
