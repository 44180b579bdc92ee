"""Signing a document with a certificate, or with the key that this server keeps for an official."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods

from documents.drawing import pdf
from documents.issuing.refusals import tell
from documents.kinds import DocumentKind, Signatory, Subject
from documents.signing.actions import sign_with_certificate, sign_with_kept_key, signing_of
from documents.signing.bsre import is_enabled
from documents.signing.forms import CertificateForm, KeptKeyForm
from documents.signing.kept_keys import has_kept_key
from documents.signing.trust import OFF, TRIAL, files_may_sign, is_trial
from organisation.pages.access import require, visible_or_404
from organisation.users.confirmation import confirm

NONE_KEPT = "Server ini tidak menyimpan kunci tanda tangan Anda. Gunakan berkas sertifikat atau tanda tangan basah."


@never_cache
@sensitive_post_parameters("password", "passphrase", "nik")
@sensitive_variables("form")
@require_http_methods(["GET", "HEAD", "POST"])
def sign_electronic(request: HttpRequest, kind: DocumentKind, pk: int) -> HttpResponse:
    """Sign as the party whose turn it is, with a certificate that is used in this request only."""
    subject = signed_subject(request, kind, pk, kind.permissions.sign)
    party = signing_of(kind).awaited_as(subject, request.user)
    if party is None:
        messages.error(request, why_not(kind, subject))
        return redirect(subject)
    if request.method != "POST" and not files_may_sign() and is_enabled():
        return redirect("documents:sign_bsre", kind.slug, pk)
    form = CertificateForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        done = "Dokumen ditandatangani secara elektronik."
        if succeeds(request, kind, form, done, lambda: _by_certificate(request, kind, subject, party, form)):
            return redirect(subject)
    context = page_context(request, kind, subject, party, form, "sign_electronic")
    return render(request, "documents/sign_electronic.html", context)


@never_cache
@sensitive_post_parameters("password")
@sensitive_variables("form")
@require_http_methods(["GET", "HEAD", "POST"])
def sign_kept_key(request: HttpRequest, kind: DocumentKind, pk: int) -> HttpResponse:
    """Sign as the party whose turn it is; the log-in password is asked again each time."""
    subject = signed_subject(request, kind, pk, kind.permissions.sign)
    party = signing_of(kind).awaited_as(subject, request.user)
    if party is None or not has_kept_key(request.user):
        messages.error(request, NONE_KEPT if party else why_not(kind, subject))
        return redirect(subject)
    form = KeptKeyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        done = "Dokumen ditandatangani dengan kunci Anda di server."
        if succeeds(request, kind, form, done, lambda: _by_kept_key(request, kind, subject, party, form)):
            return redirect(subject)
    context = page_context(request, kind, subject, party, form, "sign_kept_key")
    return render(request, "documents/sign_kept_key.html", context)


@sensitive_variables("form")
def _by_certificate(
    request: HttpRequest, kind: DocumentKind, subject: Subject, party: Signatory, form: CertificateForm
) -> Subject:
    return sign_with_certificate(
        kind,
        subject,
        party.key,
        by=request.user,
        pkcs12=form.cleaned_data["certificate"].read(),
        password=form.cleaned_data["password"],
        now=timezone.now(),
    )


@sensitive_variables("form")
def _by_kept_key(
    request: HttpRequest, kind: DocumentKind, subject: Subject, party: Signatory, form: KeptKeyForm
) -> Subject:
    confirmed = confirm(request, form.cleaned_data["password"])
    return sign_with_kept_key(kind, subject, party.key, by=confirmed, now=timezone.now())


@sensitive_variables("form")
def succeeds(request: HttpRequest, kind: DocumentKind, form: Form, done: str, sign: Callable[[], Subject]) -> bool:
    """Sign, and say what was done and what it brought about; a refusal stands in the form."""
    try:
        signed = sign()
    except (ValidationError, pdf.RenderError) as refusal:
        tell(form, refusal)
        return False
    messages.success(request, " ".join(filter(None, (done, signing_of(kind).ended(signed)))))
    return True


def page_context(
    request: HttpRequest, kind: DocumentKind, subject: Subject, party: Signatory, form: Form, here: str
) -> dict[str, object]:
    """What every page of signing shows."""
    return {
        "kind": kind,
        "subject": subject,
        "trail": kind.trail(subject),
        "party": party,
        "form": form,
        "ways": _ways(request, kind, subject, here),
        "off": "" if here == "sign_bsre" or files_may_sign() else OFF,
        "trial": TRIAL if here != "sign_bsre" and is_trial() else "",
    }


def _ways(request: HttpRequest, kind: DocumentKind, subject: Subject, here: str) -> list[dict[str, object]]:
    """The ways in which the reader can sign electronically, the one of this page marked; none when there is one."""
    offered = [
        ("sign_kept_key", "Kunci di server", files_may_sign() and has_kept_key(request.user)),
        ("sign_electronic", "Berkas sertifikat", files_may_sign()),
        ("sign_bsre", "BSrE", is_enabled()),
    ]
    ways = [
        {"label": label, "url": reverse(f"documents:{name}", args=[kind.slug, subject.pk]), "is_here": name == here}
        for name, label, is_offered in offered
        if is_offered
    ]
    return ways if len(ways) > 1 else []


def signed_subject(request: HttpRequest, kind: DocumentKind, pk: int, permission: str) -> Subject:
    """The subject as a whole; 404 outside the user's scope and when nobody signs such documents, 403 without right."""
    if kind.signing is None:
        raise Http404(f"{kind.label} tidak ditandatangani.")
    subject = visible_or_404(request, kind.whole(), pk)
    require(request, permission, subject)
    return subject


def why_not(kind: DocumentKind, subject: Subject) -> str:
    """Why the reader cannot sign now: nobody can, or it is somebody else's turn."""
    awaited = signing_of(kind).awaited(subject)
    if not awaited:
        return f"{kind.noun} ini berstatus “{kind.state(subject)}”, jadi tidak menunggu tanda tangan."
    names = " atau ".join(f"{party.label}, {party.name}," for party in awaited)
    return f"Sekarang giliran {names} untuk menandatangani."
