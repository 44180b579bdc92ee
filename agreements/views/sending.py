"""Sending a draft to the superior, or agreeing alone: with gaps only after saying why."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from agreements.actions import approve_agreement, submit_agreement
from agreements.forms.steps import PlanNoteForm
from agreements.forms.versions import EDITION, edition_in
from agreements.models import Agreement
from agreements.progress import possible_steps, tone_of
from agreements.views.access import agreement_for
from agreements.views.completeness import completeness_card
from organisation.forms.refusals import succeeds

SENT = "PK sudah diajukan. Atasan menerima pemberitahuan."
AGREED = "PK disetujui. Isinya sudah tetap; PK siap dicetak dan ditandatangani."


@require_http_methods(["GET", "HEAD", "POST"])
def agreement_submit(request: HttpRequest, pk: int) -> HttpResponse:
    """Read what is missing and explain it, then send; who promises alone agrees from the same page."""
    agreement = agreement_for(request, pk, "agreements.submit_agreement")
    if request.method == "POST":
        return take_with_note(request, agreement, submit_agreement, SENT)
    possible = possible_steps(agreement, request.user)
    if not possible.submit and not possible.agree_alone:
        messages.error(request, f"PK ini berstatus “{agreement.get_status_display()}”, jadi tidak dapat diajukan.")
        return redirect(agreement)
    return _page(request, agreement, PlanNoteForm(agreement=agreement))


def take_with_note(request: HttpRequest, agreement: Agreement, step: Callable[..., Any], done: str) -> HttpResponse:
    """Take the step with the explanation that was typed; a refusal keeps it on the page."""
    form = PlanNoteForm(request.POST, agreement=agreement)
    if form.is_valid():
        note, today = form.cleaned_data["plan_note"], timezone.localdate()
        if succeeds(form, step, agreement, by=request.user, today=today, plan_note=note):
            messages.success(request, done)
            return redirect(agreement)
    if not form.has_error("plan_note") and not form["plan_note"].data:
        for sentence in form.non_field_errors():
            messages.error(request, sentence)
        return redirect(agreement)
    return _page(request, agreement, form)


def agree_alone(request: HttpRequest, agreement: Agreement) -> HttpResponse:
    """The regional head agrees with the own draft."""
    return take_with_note(request, agreement, partial(approve_agreement, edition=edition_read(request)), AGREED)


def edition_read(request: HttpRequest) -> int | None:
    """The edition that was on the page with the button; None when the page did not tell."""
    return edition_in(request.POST) if EDITION in request.POST else None


def _page(request: HttpRequest, agreement: Agreement, form: PlanNoteForm) -> HttpResponse:
    alone = agreement.has_one_signer
    card = completeness_card(agreement, request.user)
    gaps = "Rencana PK ini belum lengkap. Lengkapi lebih dahulu, atau tulis penjelasan; penjelasan itu tersimpan pada "
    readers = "riwayat PK." if alone else "riwayat PK dan dibaca atasan."
    context = {
        "agreement": agreement,
        "tone": tone_of(agreement.status),
        "form": form,
        "title": "Setujui PK ini?" if alone else "Ajukan PK ini?",
        "action": "Setujui" if alone else "Ajukan",
        "action_url": reverse(f"agreements:agreement_{'approve' if alone else 'submit'}", args=[agreement.pk]),
        "text": "Rencana semua indikator lengkap." if card["is_full"] else gaps + readers,
        "completeness": {**card, "note": "", "is_short": True},
    }
    return render(request, "agreements/agreement_submit.html", context)
