"""Signing an agreement with a certificate."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods

from agreements.models import Agreement, Party
from agreements.reading.facts import awaited_as, awaited_parties
from organisation.pages.access import require, visible_or_404
from reports import pdf
from reports.signing.actions import sign_with_certificate
from reports.signing.bsre import is_enabled
from reports.signing.forms import CertificateForm
from reports.signing.kept_keys import has_kept_key


@never_cache
@sensitive_post_parameters("password", "passphrase", "nik")
@sensitive_variables("form")
@require_http_methods(["GET", "HEAD", "POST"])
def agreement_sign_electronic(request: HttpRequest, pk: int) -> HttpResponse:
    """Sign as the party whose turn it is, with a certificate that is used in this request only."""
    agreement = agreement_for(request, pk, "reports.sign_electronically")
    party = awaited_as(agreement, request.user)
    if party is None:
        messages.error(request, why_not(agreement))
        return redirect(agreement)
    form = CertificateForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid() and _signed(request, agreement, party, form):
        return redirect(agreement)
    ways = signing_ways(request, agreement, "agreement_sign_electronic")
    context = {"agreement": agreement, "party": party, "form": form, "ways": ways}
    return render(request, "reports/agreement_sign_electronic.html", context)


@sensitive_variables("form")
def _signed(request: HttpRequest, agreement: Agreement, party: Party, form: CertificateForm) -> bool:
    try:
        signed = sign_with_certificate(
            agreement,
            party.side,
            by=request.user,
            pkcs12=form.cleaned_data["certificate"].read(),
            password=form.cleaned_data["password"],
            now=timezone.now(),
        )
    except (ValidationError, pdf.RenderError) as refusal:
        tell(form, refusal)
        return False
    messages.success(request, done("Dokumen ditandatangani secara elektronik.", signed))
    return True


def signing_ways(request: HttpRequest, agreement: Agreement, here: str) -> list[dict[str, object]]:
    """The ways in which the reader can sign electronically, the one of this page marked; none when there is one."""
    offered = [
        ("agreement_sign_kept_key", "Kunci di server", has_kept_key(request.user)),
        ("agreement_sign_electronic", "Berkas sertifikat", True),
        ("agreement_sign_bsre", "BSrE", is_enabled()),
    ]
    ways = [
        {"label": label, "url": reverse(f"reports:{name}", args=[agreement.pk]), "is_here": name == here}
        for name, label, is_offered in offered
        if is_offered
    ]
    return ways if len(ways) > 1 else []


def agreement_for(request: HttpRequest, pk: int, permission: str) -> Agreement:
    """The agreement with its content; 404 outside the user's scope, 403 without the permission."""
    agreement = visible_or_404(request, Agreement.objects.with_content(), pk)
    require(request, permission, agreement)
    return agreement


def tell(form: Form, refusal: ValidationError | pdf.RenderError) -> None:
    """Beside the field that is meant, where the form has it; else above the form."""
    if not isinstance(refusal, ValidationError):
        form.add_error(None, str(refusal))
    elif hasattr(refusal, "error_dict"):
        for name, errors in refusal.error_dict.items():
            form.add_error(name if name in form.fields else None, errors)
    else:
        form.add_error(None, refusal)


def done(words: str, agreement: Agreement) -> str:
    """What was done, and whether the agreement is in force now."""
    return words if agreement.is_open_for_signing else f"{words} PK ini sekarang berlaku."


def why_not(agreement: Agreement) -> str:
    """Why the reader cannot sign now: nobody can, or it is somebody else's turn."""
    awaited = awaited_parties(agreement)
    if not awaited:
        return f"PK ini berstatus “{agreement.get_status_display()}”, jadi tidak menunggu tanda tangan."
    names = " atau ".join(f"{party.get_side_display()}, {party.name}," for party in awaited)
    return f"Sekarang giliran {names} untuk menandatangani."
