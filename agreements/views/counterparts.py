"""Choosing the Pihak Kedua of a draft by hand."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from agreements.actions.counterpart import choose_counterpart
from agreements.forms.counterparts import LONGEST_SEARCH, MOST_FOUND, CounterpartForm, candidates
from agreements.forms.versions import edition_in
from agreements.models import Agreement
from agreements.views.access import agreement_for
from agreements.views.conflicts import in_words, too_late
from agreements.views.details import agreement_context
from organisation.forms.refusals import succeeds

EDIT = "agreements.edit_agreement"


@require_http_methods(["GET", "HEAD", "POST"])
def counterpart_choose(request: HttpRequest, pk: int) -> HttpResponse:
    """Search a post, choose it; or go back to the superior by the structure."""
    agreement = agreement_for(request, pk, EDIT)
    if refused := too_late(request, agreement):
        return refused
    if agreement.has_one_signer:
        messages.error(request, "PK ini ditandatangani sendiri, jadi tidak mempunyai Pihak Kedua.")
        return redirect("agreements:agreement_edit", agreement.pk)
    form = CounterpartForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and _chosen(request, agreement, form):
        return redirect("agreements:agreement_edit", agreement.pk)
    return render(request, "agreements/counterpart_choose.html", _context(request, agreement, form))


def _chosen(request: HttpRequest, agreement: Agreement, form: CounterpartForm) -> bool:
    given: dict[str, Any] = {"by": request.user, "today": timezone.localdate(), "edition": edition_in(request.POST)}
    seat = succeeds(form, choose_counterpart, agreement, form.cleaned_data["position"], **given)
    if seat:
        messages.success(request, f"Pihak Kedua: {seat}.")
    return bool(seat)


def _context(request: HttpRequest, agreement: Agreement, form: CounterpartForm) -> dict[str, Any]:
    today = timezone.localdate()
    words = (request.POST.get("q") or request.GET.get("q") or "").replace("\x00", "").strip()[:LONGEST_SEARCH]
    found = list(candidates(agreement, words, on=today)[: MOST_FOUND + 1]) if words else []
    conflict = form.has_error("__all__", "conflict")
    return {
        **agreement_context(agreement),
        "form": form,
        "words": words,
        "found": found[:MOST_FOUND],
        "has_more": len(found) > MOST_FOUND,
        "second": agreement.party_of("second"),
        "is_chosen": agreement.counterpart is not None,
        "others": in_words(agreement, edition_in(request.POST)) if conflict else "",
    }
