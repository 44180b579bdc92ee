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

from agreements.models import Agreement, Party
from agreements.reading.facts import awaited_as
from reports import pdf
from reports.signing.bsre import is_enabled
from reports.signing.forms import BsreForm, SettlementForm
from reports.signing.models import Submission
from reports.signing.submitting import close, fetch_again, finish, is_on_its_way, open_submission, sign_with_bsre
from reports.views.signing import agreement_for, done, signing_ways, tell, why_not

OFF = "Tanda tangan BSrE belum diaktifkan di instansi ini. Gunakan sertifikat elektronik atau tanda tangan basah."


@never_cache
@sensitive_post_parameters("passphrase", "nik")
@sensitive_variables("form")
@require_http_methods(["GET", "HEAD", "POST"])
def agreement_sign_bsre(request: HttpRequest, pk: int) -> HttpResponse:
    """Sign as the party whose turn it is; NIK and passphrase are used in this request only."""
    agreement = agreement_for(request, pk, "reports.sign_electronically")
    party = awaited_as(agreement, request.user)
    if not is_enabled() or party is None:
        messages.error(request, why_not(agreement) if is_enabled() else OFF)
        return redirect(agreement)
    if open_submission(agreement):
        return redirect("reports:agreement_settle_bsre", agreement.pk)
    form = BsreForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _signed(request, agreement, party, form):
        return redirect(agreement)
    ways = signing_ways(request, agreement, "agreement_sign_bsre")
    context = {"agreement": agreement, "party": party, "form": form, "ways": ways}
    return render(request, "reports/agreement_sign_bsre.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def agreement_settle_bsre(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what became of a sending whose answer was lost."""
    agreement = agreement_for(request, pk, "reports.settle_bsre")
    submission = open_submission(agreement)
    if submission is None:
        messages.info(request, "Tidak ada pengiriman ke BSrE yang perlu diselesaikan.")
        return redirect(agreement)
    if is_on_its_way(submission, timezone.now()):
        messages.info(request, "Jawaban BSrE masih ditunggu. Buka lagi halaman ini dua menit lagi.")
        return redirect(agreement)
    form = SettlementForm(request.POST or None, request.FILES or None, has_number=bool(submission.service_id))
    if request.method == "POST" and form.is_valid() and _settled(request, submission, form):
        return redirect(agreement)
    context = {"agreement": agreement, "facts": _facts(submission), "form": form}
    return render(request, "reports/agreement_settle_bsre.html", context)


def _facts(submission: Submission) -> list[tuple[str, str]]:
    sent = timezone.localtime(submission.sent_at)
    facts = [
        ("Dikirim pada", f"{date_format(sent, 'j F Y H.i')} {sent.tzname()}"),
        ("Untuk tanda tangan", f"{submission.party.get_side_display()}: {submission.party.name}"),
        ("Nomor dokumen di BSrE", submission.service_id or "tidak disebutkan oleh BSrE"),
    ]
    return [*facts, ("Catatan", submission.remark)] if submission.remark else facts


@sensitive_variables("form")
def _signed(request: HttpRequest, agreement: Agreement, party: Party, form: BsreForm) -> bool:
    try:
        signed = sign_with_bsre(agreement, party.side, by=request.user, now=timezone.now(), **form.cleaned_data)
    except (ValidationError, pdf.RenderError) as refusal:
        tell(form, refusal)
        return False
    messages.success(request, done("Dokumen ditandatangani melalui BSrE.", signed))
    return True


def _settled(request: HttpRequest, submission: Submission, form: SettlementForm) -> bool:
    outcome = form.cleaned_data["outcome"]
    try:
        if outcome == SettlementForm.UNSIGNED:
            close(submission, remark="Menurut portal BSrE tidak ditandatangani.", by=request.user)
            messages.success(request, "Pengiriman ditutup. Dokumen dapat ditandatangani lagi.")
            return True
        if outcome == SettlementForm.FETCH:
            signed = fetch_again(submission, by=request.user)
        else:
            signed = finish(submission, form.cleaned_data["file"].read(), by=request.user)
    except (ValidationError, pdf.RenderError) as refusal:
        tell(form, refusal)
        return False
    messages.success(request, done("Tanda tangan BSrE dicatat.", signed))
    return True
