"""Signing with BSrE, and settling what BSrE did when its answer was lost."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods

from documents.drawing import pdf
from documents.issuing.refusals import tell
from documents.kinds import DocumentKind, Subject
from documents.models import Submission
from documents.signing.actions import signing_of
from documents.signing.bsre import is_enabled
from documents.signing.forms import BsreForm, SettlementForm
from documents.signing.submitting import (
    close,
    fetch_again,
    finish,
    is_on_its_way,
    open_submission,
    sign_with_bsre,
    signatory_of,
)
from documents.signing.views import page_context, signed_subject, succeeds, why_not

OFF = "Tanda tangan BSrE belum diaktifkan di instansi ini. Gunakan sertifikat elektronik atau tanda tangan basah."


@never_cache
@sensitive_post_parameters("passphrase", "nik")
@sensitive_variables("form", "secrets")
@require_http_methods(["GET", "HEAD", "POST"])
def sign_bsre(request: HttpRequest, kind: DocumentKind, pk: int) -> HttpResponse:
    """Sign as the party whose turn it is; NIK and passphrase are used in this request only."""
    subject = signed_subject(request, kind, pk, kind.permissions.sign)
    party = signing_of(kind).awaited_as(subject, request.user)
    if not is_enabled() or party is None:
        messages.error(request, why_not(kind, subject) if is_enabled() else OFF)
        return redirect(subject)
    if open_submission(kind, subject):
        return redirect("documents:settle_bsre", kind, subject.pk)
    form = BsreForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        done, secrets = "Dokumen ditandatangani melalui BSrE.", form.cleaned_data

        @sensitive_variables("secrets")
        def sign() -> Subject:
            return sign_with_bsre(kind, subject, party.key, by=request.user, now=timezone.now(), **secrets)

        if succeeds(request, kind, form, done, sign):
            return redirect(subject)
    context = page_context(request, kind, subject, party, form, "sign_bsre")
    return render(request, "documents/sign_bsre.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def settle_bsre(request: HttpRequest, kind: DocumentKind, pk: int) -> HttpResponse:
    """Say what became of a sending whose answer was lost."""
    subject = signed_subject(request, kind, pk, kind.permissions.settle)
    submission = open_submission(kind, subject)
    if submission is None:
        messages.info(request, "Tidak ada pengiriman ke BSrE yang perlu diselesaikan.")
        return redirect(subject)
    if is_on_its_way(submission, timezone.now()):
        messages.info(request, "Jawaban BSrE masih ditunggu. Buka lagi halaman ini dua menit lagi.")
        return redirect(subject)
    form = SettlementForm(request.POST or None, request.FILES or None, has_number=bool(submission.service_id))
    if request.method == "POST" and form.is_valid() and _settled(request, kind, submission, form):
        return redirect(subject)
    context = {"subject": subject, "trail": kind.trail(subject), "facts": _facts(submission, subject), "form": form}
    return render(request, "documents/settle_bsre.html", context)


def _facts(submission: Submission, subject: Subject) -> list[tuple[str, str]]:
    sent = timezone.localtime(submission.sent_at)
    party = signatory_of(submission, subject)
    facts = [
        ("Dikirim pada", f"{date_format(sent, 'j F Y H.i')} {sent.tzname()}"),
        ("Untuk tanda tangan", f"{party.label}: {party.name}"),
        ("Nomor dokumen di BSrE", submission.service_id or "tidak disebutkan oleh BSrE"),
    ]
    return [*facts, ("Catatan", submission.remark)] if submission.remark else facts


def _settled(request: HttpRequest, kind: DocumentKind, submission: Submission, form: SettlementForm) -> bool:
    outcome = form.cleaned_data["outcome"]
    if outcome == SettlementForm.UNSIGNED:
        try:
            close(submission, remark="Menurut portal BSrE tidak ditandatangani.", by=request.user)
        except (ValidationError, pdf.RenderError) as refusal:
            tell(form, refusal)
            return False
        messages.success(request, "Pengiriman ditutup. Dokumen dapat ditandatangani lagi.")
        return True

    def signed() -> Subject:
        if outcome == SettlementForm.FETCH:
            return fetch_again(submission, by=request.user)
        return finish(submission, form.cleaned_data["file"].read(), by=request.user)

    return succeeds(request, kind, form, "Tanda tangan BSrE dicatat.", signed)
