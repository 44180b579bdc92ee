"""Drafting: begin, arrange, bring in line with the plan."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from agreements.actions import draft_agreement, refresh_draft, update_draft
from agreements.forms.drafts import ArrangementForm, LineChoiceFormSet, line_choices
from agreements.forms.filters import year_in
from agreements.models import Agreement
from agreements.plans import content_of, plan_of
from agreements.views.access import agreement_for, require, take_step
from agreements.views.completeness import completeness_card
from agreements.views.details import agreement_context
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


@require_http_methods(["GET", "HEAD", "POST"])
def agreement_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Arrange a draft; what was typed stays when something is refused."""
    agreement = agreement_for(request, pk, "agreements.edit_agreement")
    if not agreement.is_editable:
        messages.error(request, f"PK ini berstatus “{agreement.get_status_display()}”, jadi isinya tidak dapat diubah.")
        return redirect(agreement)
    plan, _ = plan_of(agreement.position, agreement.year, on=timezone.localdate())
    data = request.POST if request.method == "POST" else None
    form = ArrangementForm(data, agreement=agreement)
    rows = line_choices(content_of(agreement), plan, data)
    if data is not None and form.is_valid() & rows.is_valid() and _store(request, agreement, form, rows):
        return redirect(agreement)
    card = completeness_card(agreement, request.user)
    context = {**agreement_context(agreement), "form": form, "rows": rows, "completeness": card}
    return render(request, "agreements/agreement_edit.html", context)


def _store(request: HttpRequest, agreement: Agreement, form: ArrangementForm, rows: LineChoiceFormSet) -> bool:
    try:
        update_draft(
            agreement,
            by=request.user,
            today=timezone.localdate(),
            signed_place=form.cleaned_data["signed_place"],
            signed_on=form.cleaned_data["signed_on"],
            indicator_ids=rows.indicator_ids,
            titles=form.titles,
        )
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return False
    messages.success(request, "Draf PK sudah disimpan.")
    return True


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
