"""Recording signatures that were put on paper."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from agreements.models import Agreement
from agreements.reading.access import agreement_for, require
from agreements.reading.facts import awaited_parties
from agreements.reading.page import agreement_context
from agreements.signing.actions import record_signature
from agreements.signing.forms import SignatureForm


@require_http_methods(["GET", "HEAD", "POST"])
def agreement_sign(request: HttpRequest, pk: int) -> HttpResponse:
    """Record whose signature stands on the paper, and since when."""
    agreement = agreement_for(request, pk, "agreements.sign_agreement")
    if request.method == "POST":
        party = agreement.party_of(request.POST.get("side", ""))
        if party is not None:
            require(request, "agreements.sign_party", party)
        form = SignatureForm(request.POST, parties=list(agreement.parties.all()))
        if form.is_valid() and _recorded(request, agreement, form):
            return redirect(agreement)
        return _page(request, agreement, form)
    awaited = awaited_parties(agreement)
    if not awaited:
        messages.error(
            request, f"PK ini berstatus “{agreement.get_status_display()}”, jadi tidak menunggu tanda tangan."
        )
        return redirect(agreement)
    if not agreement.is_issued:
        messages.error(request, "Terbitkan dan cetak PK ini lebih dahulu; tanda tangan dibubuhkan pada cetakannya.")
        return redirect(agreement)
    own = [party for party in agreement.parties.all() if request.user.has_perm("agreements.sign_party", party)]
    unsigned = [party for party in own if not hasattr(party, "signature")]
    turn = next((party.side for party in awaited if party in unsigned), awaited[0].side)
    initial = {"side": turn, "signed_on": agreement.signed_on or timezone.localdate()}
    return _page(request, agreement, SignatureForm(initial=initial, parties=unsigned))


def _recorded(request: HttpRequest, agreement: Agreement, form: SignatureForm) -> bool:
    try:
        signed = record_signature(
            agreement,
            form.cleaned_data["side"],
            by=request.user,
            signed_on=form.cleaned_data["signed_on"],
            today=timezone.localdate(),
        )
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return False
    done = "Tanda tangan dicatat."
    messages.success(request, done if signed.is_open_for_signing else f"{done} PK ini sekarang berlaku.")
    return True


def _page(request: HttpRequest, agreement: Agreement, form: SignatureForm) -> HttpResponse:
    return render(request, "agreements/agreement_sign.html", {**agreement_context(agreement), "form": form})
