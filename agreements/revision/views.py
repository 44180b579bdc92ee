"""Cancelling an agreement, and beginning its revision; both ask before they act."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from agreements.models import Agreement
from agreements.reading.access import require, visible_agreement
from agreements.reading.facts import cancelling_permission
from agreements.revision.actions import begin_revision, cancel_agreement
from agreements.revision.forms import CancellationForm, RevisionForm

TARGETS_STAY = "Target yang sudah disepakati tetap menjadi rencana tahun itu sampai PK berikutnya disepakati."


@require_http_methods(["GET", "HEAD", "POST"])
def agreement_cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for the reason, then cancel."""
    agreement = visible_agreement(request, pk)
    require(request, f"agreements.{cancelling_permission(agreement)}", agreement)
    form = CancellationForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and _taken(form, lambda **given: cancel_agreement(agreement, **_who_and_when(request), **given)):
        messages.success(request, "PK dibatalkan. Jabatan ini dapat disusun PK-nya kembali.")
        return redirect(agreement)
    if request.method != "POST" and not agreement.is_cancellable:
        messages.error(request, "PK ini sudah dibatalkan, sudah diganti, atau sedang diubah: tidak dapat dibatalkan.")
        return redirect(agreement)
    text = "PK yang dibatalkan tidak dapat dihidupkan kembali. Riwayat dan dokumen yang sudah terbit tetap tersimpan."
    if agreement.is_frozen:
        text = f"{text} {TARGETS_STAY}"
    return _ask(request, agreement, form, title="Batalkan PK ini?", text=text, action="Batalkan PK", is_danger=True)


@require_http_methods(["GET", "HEAD", "POST"])
def agreement_revise(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for the reason, then draft the PK Perubahan."""
    agreement = visible_agreement(request, pk)
    require(request, "agreements.revise_agreement", agreement)
    form = RevisionForm(request.POST if request.method == "POST" else None)
    revision = form.is_valid() and _taken(
        form, lambda **given: begin_revision(agreement, **_who_and_when(request), **given)
    )
    if revision:
        messages.success(request, "Draf PK Perubahan sudah disusun dari rencana terbaru. Periksa isinya, lalu ajukan.")
        return redirect(revision)
    if request.method != "POST" and not agreement.is_revisable:
        messages.error(request, "PK ini tidak sedang berlaku, atau PK Perubahannya sudah disusun.")
        return redirect(agreement)
    text = "PK yang sekarang tetap berlaku sampai PK Perubahan ditandatangani semua pihak."
    return _ask(request, agreement, form, title="Buat PK Perubahan?", text=text, action="Susun PK Perubahan")


def _who_and_when(request: HttpRequest) -> dict[str, Any]:
    return {"by": request.user, "today": timezone.localdate()}


def _taken(form: forms.Form, step: Callable[..., Agreement]) -> Agreement | None:
    """Take the step with what the form holds; None when it was refused, with the reason in the form."""
    try:
        return step(**form.cleaned_data)
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return None


def _ask(request: HttpRequest, agreement: Agreement, form: forms.Form, **words: Any) -> HttpResponse:
    facts = [
        ("Jabatan", agreement.position),
        ("Dokumen", agreement.title),
        ("Status", agreement.get_status_display()),
    ]
    context = {"form": form, "facts": facts, "cancel_url": agreement.get_absolute_url(), **words}
    return render(request, "_components/confirm_page.html", context)
