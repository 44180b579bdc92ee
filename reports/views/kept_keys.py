"""Signing with the key that this server keeps for an official."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods

from agreements.models import Agreement, Party
from agreements.reading.facts import awaited_as
from organisation.users.confirmation import confirm
from reports import pdf
from reports.signing.actions import sign_with_kept_key
from reports.signing.forms import KeptKeyForm
from reports.signing.kept_keys import has_kept_key
from reports.views.signing import agreement_for, done, signing_ways, tell, why_not

NONE_KEPT = "Server ini tidak menyimpan kunci tanda tangan Anda. Gunakan berkas sertifikat atau tanda tangan basah."


@never_cache
@sensitive_post_parameters("password")
@sensitive_variables("form")
@require_http_methods(["GET", "HEAD", "POST"])
def agreement_sign_kept_key(request: HttpRequest, pk: int) -> HttpResponse:
    """Sign as the party whose turn it is; the log-in password is asked again each time."""
    agreement = agreement_for(request, pk, "reports.sign_electronically")
    party = awaited_as(agreement, request.user)
    if party is None or not has_kept_key(request.user):
        messages.error(request, NONE_KEPT if party else why_not(agreement))
        return redirect(agreement)
    form = KeptKeyForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _signed(request, agreement, party, form):
        return redirect(agreement)
    ways = signing_ways(request, agreement, "agreement_sign_kept_key")
    context = {"agreement": agreement, "party": party, "form": form, "ways": ways}
    return render(request, "reports/agreement_sign_kept_key.html", context)


@sensitive_variables("form")
def _signed(request: HttpRequest, agreement: Agreement, party: Party, form: KeptKeyForm) -> bool:
    try:
        confirmed = confirm(request, form.cleaned_data["password"])
        signed = sign_with_kept_key(agreement, party.side, by=confirmed, now=timezone.now())
    except (ValidationError, pdf.RenderError) as refusal:
        tell(form, refusal)
        return False
    messages.success(request, done("Dokumen ditandatangani dengan kunci Anda di server.", signed))
    return True
