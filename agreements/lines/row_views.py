"""The rows of a draft as a whole: moving one, removing one, letting one follow the plan again."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from agreements.ambition.facts import ambitions_of
from agreements.conflicts.forms import EditionForm, edition_in
from agreements.conflicts.views import in_words, too_late
from agreements.content.facts import content_of, plan_of
from agreements.domain.lines import line_changes
from agreements.drafting.views import arrangement_context, arrangement_forms
from agreements.lines.actions import follow_plan, move_line, remove_line
from agreements.lines.views import EDIT, row_or_404
from agreements.models import Agreement, AgreementLine
from agreements.reading.access import agreement_for
from agreements.reading.page import hold_lines
from audit.editing import ConflictError


@require_POST
def line_up(request: HttpRequest, pk: int, line_pk: int) -> HttpResponse:
    """Move a row one place up."""
    return _move(request, pk, line_pk, up=True)


@require_POST
def line_down(request: HttpRequest, pk: int, line_pk: int) -> HttpResponse:
    """Move a row one place down."""
    return _move(request, pk, line_pk, up=False)


def _move(request: HttpRequest, pk: int, line_pk: int, *, up: bool) -> HttpResponse:
    """Move, then show the rows: the table alone to htmx, the whole page to others."""
    agreement = agreement_for(request, pk, EDIT)
    row = row_or_404(agreement, line_pk)
    if refused := too_late(request, agreement):
        return refused
    edition = edition_in(request.POST)
    try:
        move_line(agreement, row.indicator_id, by=request.user, edition=edition, up=up)
    except ConflictError:
        messages.warning(
            request,
            f"Urutan belum dipindahkan karena draf ini sudah diubah: {in_words(agreement, edition)}. Periksa urutan "
            "yang sekarang, lalu ulangi.",
        )
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    if not request.htmx:
        return redirect(f"{reverse('agreements:agreement_edit', args=[agreement.pk])}#susunan")
    agreement = agreement_for(request, pk, EDIT)
    hold_lines(agreement, ambitions_of(agreement), request.user)
    return render(request, "agreements/line_rows.html", arrangement_context(agreement, *arrangement_forms(agreement)))


@require_http_methods(["GET", "HEAD", "POST"])
def line_remove(request: HttpRequest, pk: int, line_pk: int) -> HttpResponse:
    """Ask, then take the row out of the draft."""
    agreement = agreement_for(request, pk, EDIT)
    row = row_or_404(agreement, line_pk)
    text = (
        "Indikator ini tidak lagi dimuat dalam PK. Bila ada pada rencana, indikator itu dapat dimuat lagi dengan "
        "mencentangnya pada halaman Ubah draf."
    )
    if row.is_own:
        text += " Yang ditulis pada draf ini, termasuk rencana aksinya, ikut hilang."
    return _ask_and_do(
        request,
        agreement,
        row,
        lambda **given: remove_line(agreement, row.indicator_id, **given),
        done=f"Indikator “{row.indicator_statement}” dihapus dari draf.",
        words={"title": "Hapus baris ini dari draf?", "text": text, "action": "Hapus baris", "is_danger": True},
    )


@require_http_methods(["GET", "HEAD", "POST"])
def line_follow(request: HttpRequest, pk: int, line_pk: int) -> HttpResponse:
    """Show what the plan says instead, then let the row follow it again."""
    agreement = agreement_for(request, pk, EDIT)
    row = row_or_404(agreement, line_pk)
    today = timezone.localdate()
    own = next(line for line in content_of(agreement).lines if line.indicator_id == row.indicator_id)
    plan, _ = plan_of(agreement.position, agreement.year, on=today)
    planned = next((line for line in plan.lines if line.indicator_id == row.indicator_id), None)
    changes = line_changes(own, planned) if planned else []
    facts = [(name, f"{was or '–'} → {now or '–'}") for name, was, now in changes if name != "Rencana aksi"]
    return _ask_and_do(
        request,
        agreement,
        row,
        lambda **given: follow_plan(agreement, row.indicator_id, today=today, **given),
        done=f"Baris “{row.indicator_statement}” mengikuti rencana lagi.",
        words={
            "title": "Ikuti rencana lagi?",
            "text": "Yang ditulis pada draf diganti dengan isi rencana. Rencana aksinya tetap.",
            "action": "Ikuti rencana",
            "facts": facts,
        },
    )


def _ask_and_do(
    request: HttpRequest,
    agreement: Agreement,
    row: AgreementLine,
    write: Callable[..., Any],
    *,
    done: str,
    words: dict[str, Any],
) -> HttpResponse:
    """The page that asks; on POST the deed, unless the draft was changed since the page was opened."""
    if refused := too_late(request, agreement):
        return refused
    back = f"{reverse('agreements:agreement_edit', args=[agreement.pk])}#susunan"
    form = EditionForm(initial={"edition": agreement.edition})
    errors: list[tuple[str, str]] = []
    if request.method == "POST":
        edition = edition_in(request.POST)
        try:
            write(by=request.user, edition=edition)
        except ConflictError:
            who = in_words(agreement, edition)
            errors = [("", f"Draf ini sudah diubah sejak halaman ini dibuka: {who}. Periksa isinya, lalu putuskan.")]
        except ValidationError as refusal:
            errors = [("", sentence) for sentence in refusal.messages]
        else:
            messages.success(request, done)
            return redirect(back)
    facts = [("Indikator", row.indicator_statement), *words.pop("facts", [])]
    context = {"form": form, "facts": facts, "cancel_url": back, "errors": errors, **words}
    return render(request, "_components/confirm_page.html", context)
