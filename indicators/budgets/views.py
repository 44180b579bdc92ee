"""Budgets of the plan: all positions of a year, one position's year as a tree, and changing it."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from audit.editing import ConflictError
from indicators.bindings import agreed_year
from indicators.budgets.actions import (
    fingerprint,
    set_planned_budget,
)
from indicators.budgets.facts import known_programs, known_sources, own_budget_of
from indicators.budgets.forms import BudgetFormSet, SeenForm, budget_rows, posted_rows, stepped, stored_row, typed_rows
from indicators.budgets.page import budgeted_position
from indicators.domain.planned_budget import PlannedBudgetLine
from organisation.models import Position
from organisation.pages.access import require

KEEP = "indicators.keep_budgets"

SAVE = "simpan"


@require_http_methods(["GET", "HEAD", "POST"])
def planned_budget_edit(request: HttpRequest, pk: int, year: int) -> HttpResponse:
    """Edit the lines. Every button but "Simpan anggaran" only shows the page again with what was typed."""
    position = budgeted_position(request, pk, year)
    require(request, KEEP)
    agreed = agreed_year(position.pk, year)
    if agreed:
        messages.error(request, agreed.sentence)
        return redirect("realisations:budget_show", pk, year)
    if request.method != "POST":
        stored = own_budget_of(position, year)
        seen = SeenForm(initial={"seen": fingerprint(stored)})
        return _page(request, position, year, budget_rows([stored_row(line) for line in stored], None), seen)
    if request.POST.get("langkah", SAVE) == SAVE:
        return _save(request, position, year)
    typed = stepped(typed_rows(request.POST), request.POST["langkah"])
    return _page(request, position, year, budget_rows(typed, None), SeenForm(initial=request.POST.dict()))


def _save(request: HttpRequest, position: Position, year: int) -> HttpResponse:
    seen, rows = SeenForm(request.POST), posted_rows(request.POST, None)
    if not (seen.is_valid() & rows.is_valid()):
        return _page(request, position, year, rows, seen)
    given = {"lines": rows.lines, "seen": seen.cleaned_data["seen"], "on": timezone.localdate()}
    try:
        changes = set_planned_budget(position, year, by=request.user, **given)
    except ConflictError:
        stored = own_budget_of(position, year)
        mine = budget_rows([stored_row(line) for line in rows.lines], None)
        return _page(request, position, year, mine, SeenForm(initial={"seen": fingerprint(stored)}), theirs=stored)
    except ValidationError as refusal:
        seen.add_error(None, refusal)
        return _page(request, position, year, rows, seen)
    messages.success(request, f"Anggaran {year} tersimpan." if changes else "Tidak ada yang berubah.")
    return redirect("realisations:budget_show", position.pk, year)


def _page(
    request: HttpRequest,
    position: Position,
    year: int,
    rows: BudgetFormSet,
    seen: SeenForm,
    theirs: list[PlannedBudgetLine] | None = None,
) -> HttpResponse:
    context: dict[str, Any] = {
        "position": position,
        "lead": f"{position.title}, tahun {year}",
        "year": year,
        "rows": rows,
        "seen": seen,
        "theirs": theirs,
        "is_conflict": theirs is not None,
        "programs": known_programs(position.pk, year),
        "sources": known_sources(year),
        "stored_url": reverse("indicators:planned_budget_edit", args=[position.pk, year]),
        "cancel_url": reverse("realisations:budget_show", args=[position.pk, year]),
    }
    return render(request, "indicators/planned_budget_edit.html", context)
