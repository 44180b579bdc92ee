"""The money of a draft: its lines, its parts, and the plan's budget instead."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agreements.budget.actions import follow_planned_budget, set_budget
from agreements.content.facts import content_of
from agreements.domain.plan import AgreementContent
from agreements.domain.shares import budget_card
from agreements.models import Agreement
from agreements.reading.access import agreement_for, take_step
from agreements.reading.budget import ceiling_of, objectives_of
from agreements.reading.facts import tone_of
from agreements.reading.page import _why_not
from audit.editing import ConflictError
from indicators.budgets.facts import known_programs, known_sources
from indicators.budgets.forms import (
    BudgetFormSet,
    BudgetNoteForm,
    budget_rows,
    posted_rows,
    readable_lines,
    stepped,
    stored_row,
    typed_rows,
)
from indicators.domain.planned_budget import PlannedBudgetLine
from indicators.models import Program

SAVE = "simpan"
LEAST_TYPED = 2
MOST_OFFERED = 20


@require_http_methods(["GET", "HEAD", "POST"])
def budget_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Edit the budget lines. Every button but "Simpan anggaran" only shows the page again with what was typed."""
    agreement = agreement_for(request, pk, "agreements.edit_agreement")
    refusal = _why_not(agreement)
    if refusal:
        messages.error(request, refusal)
        return redirect(agreement)
    content = content_of(agreement)
    if request.method != "POST":
        said = {"note": agreement.budget_note, "spent_note": agreement.spent_note}
        note = BudgetNoteForm(initial={**said, "edition": agreement.edition})
        rows = budget_rows([stored_row(line) for line in content.budget], objectives_of(content))
        return _page(request, agreement, content, rows, note, content.budget)
    if request.POST.get("langkah", SAVE) == SAVE:
        return _save(request, agreement, content)
    typed = stepped(typed_rows(request.POST), request.POST["langkah"])
    note = BudgetNoteForm(initial=request.POST.dict())
    return _page(request, agreement, content, budget_rows(typed, objectives_of(content)), note, readable_lines(typed))


def _save(request: HttpRequest, agreement: Agreement, content: AgreementContent) -> HttpResponse:
    note, rows = BudgetNoteForm(request.POST), posted_rows(request.POST, objectives_of(content))
    typed = readable_lines(typed_rows(request.POST))
    if not (note.is_valid() & rows.is_valid()):
        return _page(request, agreement, content, rows, note, typed)
    try:
        set_budget(agreement, by=request.user, lines=rows.lines, **note.cleaned_data)
    except ConflictError:
        return _conflict(request, agreement, rows, note.cleaned_data)
    except ValidationError as refusal:
        note.add_error(None, refusal)
        return _page(request, agreement, content, rows, note, typed)
    messages.success(request, "Anggaran draf PK sudah disimpan.")
    return redirect(agreement)


def _conflict(request: HttpRequest, agreement: Agreement, rows: BudgetFormSet, said: dict[str, Any]) -> HttpResponse:
    """Both versions, and the choice: what is stored now, or what was typed here, on top of the newest edition."""
    stored = Agreement.objects.with_content().get(pk=agreement.pk)
    content = content_of(stored)
    form = BudgetNoteForm(initial={**said, "edition": stored.edition})
    mine = budget_rows([stored_row(line) for line in rows.lines], objectives_of(content))
    return _page(request, stored, content, mine, form, rows.lines, theirs=content.budget)


def _page(
    request: HttpRequest,
    agreement: Agreement,
    content: AgreementContent,
    rows: BudgetFormSet,
    note: BudgetNoteForm,
    lines: Any,
    theirs: tuple[PlannedBudgetLine, ...] | None = None,
) -> HttpResponse:
    ceiling = ceiling_of(agreement.position_id, agreement.year)
    context = {
        "agreement": agreement,
        "tone": tone_of(agreement.status),
        "rows": rows,
        "note": note,
        "card": budget_card(lines, objectives_of(content), ceiling=ceiling),
        "theirs": theirs,
        "is_conflict": theirs is not None,
        "programs": known_programs(agreement.position_id, agreement.year),
        "sources": known_sources(agreement.year),
    }
    return render(request, "agreements/budget_edit.html", context)


@require_POST
def budget_follow(request: HttpRequest, pk: int) -> HttpResponse:
    """Drop the draft's own budget for that of the plan."""
    agreement = agreement_for(request, pk, "agreements.edit_agreement")
    done = "Anggaran draf PK mengikuti rencana lagi."
    take_step(request, lambda: follow_planned_budget(agreement, by=request.user), done)
    return redirect(agreement)


@require_safe
def program_options(request: HttpRequest) -> HttpResponse:
    """Entries of the catalogue for a field of the budget, as options of a datalist; its only parameter is the text."""
    typed = " ".join(next(iter(request.GET.values()), "").replace("\x00", "").split())[:100]
    found = Program.objects.none()
    if len(typed) >= LEAST_TYPED:
        found = Program.objects.filter(code__startswith=typed) | Program.objects.filter(name__icontains=typed)
    return render(request, "agreements/_program_options.html", {"programs": found[:MOST_OFFERED]})
