"""Sending a draft to the superior, or agreeing alone: with gaps only after saying why."""

from collections.abc import Callable
from functools import partial
from itertools import groupby
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agreements.conflicts.forms import EDITION, edition_in
from agreements.content.facts import changes_since_drafted
from agreements.models import Agreement
from agreements.negotiation.actions import approve_agreement, return_agreement, submit_agreement
from agreements.negotiation.forms import PlanNoteForm, RemarkForm
from agreements.reading.access import agreement_for, take_step
from agreements.reading.facts import possible_steps, tone_of
from agreements.reading.page import (
    agreement_context,
    budget_context,
    comparison_context,
    completeness_card,
    rounds_context,
)
from organisation.pages.refusals import succeeds

SENT = "PK sudah diajukan. Atasan menerima pemberitahuan."
AGREED = "PK disetujui. Isinya sudah tetap; berikutnya PK diterbitkan, dicetak, dan ditandatangani."


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
        given = {"plan_note": form.cleaned_data["plan_note"], "reasons": form.reasons, "today": timezone.localdate()}
        if succeeds(form, step, agreement, by=request.user, **given):
            messages.success(request, done)
            return redirect(agreement)
    if not form.is_asked:
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
    weaker = f" Ada target yang lebih lemah: {len(form.weaker)}. Tulis alasannya." if form.weaker else ""
    context = {
        "agreement": agreement,
        "tone": tone_of(agreement.status),
        "form": form,
        "title": "Setujui PK ini?" if alone else "Ajukan PK ini?",
        "action": "Setujui" if alone else "Ajukan",
        "action_url": reverse(f"agreements:agreement_{'approve' if alone else 'submit'}", args=[agreement.pk]),
        "text": ("Rencana semua indikator lengkap." if card["is_full"] else gaps + readers) + weaker,
        "completeness": {**card, "note": "", "is_short": True},
    }
    return render(request, "agreements/agreement_submit.html", context)


REMARKS_WOULD_BE_LOST = (
    "Ada catatan yang ditulis, padahal catatan hanya dikirim bila PK dikembalikan. Hapus catatan lalu setujui, atau "
    "kembalikan PK ini."
)


@require_safe
def agreement_review(request: HttpRequest, pk: int) -> HttpResponse:
    """The superior's page: the content with a box for a remark at every row."""
    agreement = agreement_for(request, pk, "agreements.return_agreement")
    if not possible_steps(agreement, request.user).review:
        messages.error(request, f"PK ini berstatus “{agreement.get_status_display()}”, jadi tidak menunggu keputusan.")
        return redirect(agreement)
    return _review_page(request, agreement, RemarkForm(agreement=agreement))


@require_POST
def agreement_approve(request: HttpRequest, pk: int) -> HttpResponse:
    """Agree. Remarks that were typed are not thrown away silently."""
    agreement = agreement_for(request, pk, "agreements.approve_agreement")
    if agreement.has_one_signer:
        return agree_alone(request, agreement)
    form = RemarkForm(request.POST, agreement=agreement)
    if not form.is_valid() or form.has_remarks:
        form.add_error(None, REMARKS_WOULD_BE_LOST)
        return _review_page(request, agreement, form)
    facts = {"by": request.user, "today": timezone.localdate(), "edition": edition_read(request)}
    take_step(request, lambda: approve_agreement(agreement, **facts), AGREED)
    return redirect(agreement)


@require_POST
def agreement_return(request: HttpRequest, pk: int) -> HttpResponse:
    """Return with remarks; what was typed stays when something is refused."""
    agreement = agreement_for(request, pk, "agreements.return_agreement")
    form = RemarkForm(request.POST, agreement=agreement)
    if form.is_valid() and _returned(request, agreement, form):
        return redirect(agreement)
    return _review_page(request, agreement, form)


def _returned(request: HttpRequest, agreement: Agreement, form: RemarkForm) -> bool:
    try:
        return_agreement(
            agreement,
            by=request.user,
            today=timezone.localdate(),
            remark=form.cleaned_data["remark"],
            row_remarks=form.row_remarks,
        )
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return False
    messages.success(request, "PK dikembalikan. Pihak Pertama menerima pemberitahuan.")
    return True


def _review_page(request: HttpRequest, agreement: Agreement, form: RemarkForm) -> HttpResponse:
    context = {
        **agreement_context(agreement),
        "completeness": completeness_card(agreement, request.user),
        "form": form,
        "groups": [list(group) for _, group in groupby(form.rows, key=lambda row: row[0].objective_code)],
        "changes": changes_since_drafted(agreement, on=timezone.localdate()),
        **budget_context(agreement, request.user),
        **comparison_context(agreement),
        **rounds_context(agreement),
    }
    return render(request, "agreements/agreement_review.html", context)
