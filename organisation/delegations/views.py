"""Naming who sends a position's reports while its head is away, and taking it back."""

import datetime

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from organisation.clock import database_today
from organisation.delegations import actions
from organisation.delegations.forms import DelegationForm
from organisation.models import Delegation, Position
from organisation.pages.access import require, visible_or_404
from organisation.pages.refusals import succeeds


@require_http_methods(["GET", "HEAD", "POST"])
def delegation_create(request: HttpRequest, pk: int) -> HttpResponse:
    """Name a delegate for the position `pk`."""
    position = visible_or_404(request, Position.objects.select_related("unit"), pk)
    require(request, "organisation.give_delegation", position)
    today = database_today()
    form = DelegationForm(position, today, request.POST or None, initial={"start": today})
    if request.method == "POST" and form.is_valid():
        given = succeeds(form, actions.give_delegation, position=position, by=request.user, **form.cleaned_data)
        if given:
            messages.success(request, f"{given.delegate} dapat mengirim laporan {position} pada {given.span}.")
            return redirect("organisation:position_detail", pk)
    return render(request, "organisation/delegation_form.html", {"form": form, "position": position})


@require_http_methods(["GET", "HEAD", "POST"])
def delegation_end(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the delegation `pk` back before its time."""
    delegations = Delegation.objects.select_related("position__unit", "delegate__employee")
    delegation = visible_or_404(request, delegations, pk)
    require(request, "organisation.give_delegation", delegation.position)
    if request.method == "POST":
        try:
            actions.end_delegation(delegation, by=request.user)
            messages.success(request, f"Delegasi {delegation.delegate} untuk {delegation.position} diakhiri.")
        except ValidationError as refusal:
            messages.error(request, " ".join(refusal.messages))
        return redirect("organisation:position_detail", delegation.position_id)
    context = {
        "title": "Akhiri delegasi ini?",
        "text": f"{delegation.delegate} tidak dapat lagi mengirim laporan atas nama {delegation.position}. "
        "Laporan yang sudah dikirim tetap berlaku.",
        "facts": [("Masa", delegation.span), ("Alasan", delegation.reason)],
        "action": "Akhiri delegasi",
        "is_danger": True,
        "cancel_url": reverse("organisation:position_detail", args=[delegation.position_id]),
    }
    return render(request, "_components/confirm_page.html", context)


def delegation_rows(position: Position, today: datetime.date) -> list[dict[str, object]]:
    """The delegations of a position, newest first, with where each stands."""
    rows = []
    for delegation in position.delegations.select_related("delegate__employee"):
        label, tone = delegation.state_on(today)
        can_end = delegation.can_end(today)
        rows.append({"delegation": delegation, "label": label, "tone": tone, "can_end": can_end})
    return rows
