"""Pages where Bagian Organisasi words the printed documents."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from documents.drawing import pdf
from documents.drawing.responses import document_failed, pdf_response
from documents.kinds import common_noun, every_kind
from documents.wording.actions import save_text
from documents.wording.comparison import compare
from documents.wording.forms import RestoreForm, TextForm
from documents.wording.versions import current_texts, newest_numbers, texts_of, versions_of
from documents.wordings import Wording, every_wording, wording_at
from organisation.pages.access import require
from organisation.pages.refusals import succeeds

PERMISSION = "documents.edit_wording"
LEAD = (
    "Kalimat yang tercetak pada {noun} dan lampirannya. Perubahan berlaku mulai dokumen yang terbit berikutnya; "
    "dokumen yang sudah terbit tidak berubah."
)


@require_safe
def text_list(request: HttpRequest) -> HttpResponse:
    """Every document that can be worded, with the version that is printed today."""
    require(request, PERMISSION)
    numbers = newest_numbers()
    rows = [(wording, numbers.get(wording.name, 0)) for wording in every_wording()]
    year = timezone.localdate().year
    noun = common_noun(every_kind())
    choices = [choice for kind in every_kind() if (choice := kind.drawing.choices(year))]
    context = {"rows": rows, "choices": choices, "lead": LEAD.format(noun=noun)}
    return render(request, "documents/text_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def text_edit(request: HttpRequest, kind: str) -> HttpResponse:
    """Word a document anew; what was issued keeps its words."""
    wording = _wording(request, kind)
    if request.method != "POST":
        initial = {**current_texts(wording.name), "seen": newest_numbers().get(wording.name, 0)}
        return _form_page(request, wording, TextForm(wording=wording, user=request.user, initial=initial))
    form = TextForm(request.POST, wording=wording, user=request.user)
    if form.is_valid():
        typed = form.cleaned_data
        saved = succeeds(
            form, save_text, wording, form.texts(), reason=typed["reason"], seen=typed["seen"], by=request.user
        )
        if saved:
            messages.success(request, f"{saved} tersimpan dan dipakai mulai dokumen berikutnya.")
            return redirect("documents:text_history", kind)
    return _form_page(request, wording, form)


@require_POST
def text_preview(request: HttpRequest, kind: str) -> HttpResponse:
    """What was typed, on paper; nothing is kept. A wording that cannot be printed comes back with its errors."""
    wording = _wording(request, kind)
    form = TextForm(request.POST, wording=wording, user=request.user)
    if not form.is_valid():
        return _form_page(request, wording, form)
    year = timezone.localdate().year
    try:
        content = wording.examples.preview(form.texts(), form.cleaned_data["example"], year)
    except ValidationError as refusal:
        return document_failed(request, " ".join(refusal.messages), status=409)
    except pdf.RenderError as error:
        return document_failed(request, str(error), status=503)
    return pdf_response(content, f"Pratinjau {wording.label}")


@require_safe
def text_history(request: HttpRequest, kind: str) -> HttpResponse:
    """All versions of a wording, who saved them, and why."""
    wording = _wording(request, kind)
    context = {"wording": wording, "versions": versions_of(wording.name)}
    return render(request, "documents/text_history.html", context)


@require_safe
def text_version(request: HttpRequest, kind: str, number: int) -> HttpResponse:
    """One version, with what it changed word by word against the one before."""
    wording = _wording(request, kind)
    texts, newest = _texts(wording, number)
    before = _texts(wording, number - 1)[0] if number else texts
    context = {
        "wording": wording,
        "number": number,
        "is_newest": number == newest,
        "parts": [(part.label, compare(before[part.name], texts[part.name])) for part in wording.parts],
    }
    return render(request, "documents/text_version.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def text_restore(request: HttpRequest, kind: str, number: int) -> HttpResponse:
    """Bring an old version back as a new one, with a reason."""
    wording = _wording(request, kind)
    texts, newest = _texts(wording, number)
    name = f"versi {number}" if number else "naskah baku"
    initial = {"seen": newest, "reason": f"Memulihkan {name}"}
    form = RestoreForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        saved = succeeds(form, save_text, wording, texts, reason=typed["reason"], seen=typed["seen"], by=request.user)
        if saved:
            messages.success(request, f"{name.capitalize()} dipulihkan sebagai versi {saved.number}.")
            return redirect("documents:text_history", kind)
    context = {
        "title": f"Pulihkan {name}?",
        "text": f"{wording.label}: isinya menjadi versi baru. Dokumen yang sudah terbit tidak berubah.",
        "form": form,
        "action": "Pulihkan",
        "cancel_url": reverse("documents:text_version", args=[kind, number]),
    }
    return render(request, "_components/confirm_page.html", context)


def _wording(request: HttpRequest, kind: str) -> Wording:
    require(request, PERMISSION)
    wording = wording_at(kind)
    if wording is None:
        raise Http404("Tidak ada naskah dengan nama ini.")
    return wording


def _texts(wording: Wording, number: int) -> tuple[dict[str, str], int]:
    """The parts of a version and the number of the newest one; version 0 is the statutory wording."""
    versions = {version.number: version for version in versions_of(wording.name)}
    if number and number not in versions:
        raise Http404("Tidak ada versi dengan nomor ini.")
    return texts_of(wording, versions.get(number)), max(versions, default=0)


def _form_page(request: HttpRequest, wording: Wording, form: TextForm) -> HttpResponse:
    context: dict[str, Any] = {
        "wording": wording,
        "form": form,
        "placeholders": [("{" + name + "}", meaning) for name, meaning in wording.placeholders.items()],
    }
    return render(request, "documents/text_edit.html", context)
