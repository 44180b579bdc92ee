"""Budgets of the plan: all positions of a year, one position's year as a tree, and changing it."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from agreements.actions.planned_budgets import (
    CHANGED,
    BudgetConflictError,
    binding_agreement,
    bound_sentence,
    fingerprint,
    set_planned_budget,
)
from agreements.budgets import known_programs, known_sources
from agreements.domain.annex import totals_by_source
from agreements.domain.plan import PlannedBudgetLine
from agreements.forms.budget import BudgetFormSet, budget_rows, posted_rows, stepped, stored_row, typed_rows
from agreements.forms.filters import EARLIEST_YEAR, LATEST_YEAR
from agreements.forms.planned_budgets import BudgetFilter, SeenForm
from agreements.plans import own_budget_of
from audit.trail import history
from indicators.budget_sheet import money_lines, money_of_positions, planned_years
from indicators.budget_sheet import totals_by_source as totals_of
from indicators.domain.budget_tree import budget_rows as tree_of
from indicators.domain.budget_tree import counted_twice, total_of
from indicators.domain.proportions import share
from indicators.models import BudgetLine
from organisation.access import require, visible_or_404
from organisation.enums import OPD_KINDS
from organisation.models import Position, WorkUnit

KEEP = "indicators.keep_budgets"
PER_PAGE = 50
SAVE = "simpan"
SHOWN_EVENTS = 20


@require_safe
def budget_overview(request: HttpRequest) -> HttpResponse:
    """Every budget in scope of a year, with totals per source of funds; heads without a budget are named too."""
    chosen = BudgetFilter.of(request.GET, timezone.localdate())
    with_budget = BudgetLine.objects.of_year(chosen.year).values("position")
    positions = Position.objects.visible_to(request.user).select_related("unit")
    positions = positions.filter(Q(kind__in=OPD_KINDS) | Q(pk__in=with_budget))
    if chosen.unit:
        positions = positions.filter(Q(unit=chosen.unit) | Q(unit__parent=chosen.unit))
    if chosen.words:
        positions = positions.filter(Q(title__icontains=chosen.words) | Q(unit__name__icontains=chosen.words))
    page = Paginator(positions, PER_PAGE).get_page(request.GET.get("halaman"))
    money = money_of_positions([position.pk for position in page], chosen.year)
    sources = totals_of(positions.order_by().values("pk"), chosen.year)
    total = sum(amount for _, amount in sources)
    units = WorkUnit.objects.visible_to(request.user).filter(parent=None)
    context = {
        "chosen": chosen,
        "heading": f"Anggaran {chosen.year}",
        "page_obj": page,
        "rows": [(position, money.get(position.pk)) for position in page],
        "sources": [(source, amount, share(amount, total)) for source, amount in sources],
        "total": total,
        "years": sorted({*planned_years(), chosen.year, timezone.localdate().year}, reverse=True),
        "units": [(unit.pk, unit.name) for unit in units],
    }
    return render(request, "agreements/budget_overview.html", context)


@require_safe
def budget_show(request: HttpRequest, pk: int, year: int) -> HttpResponse:
    """One position's budget as a tree, with spending per quarter, absorption and sources of funds."""
    position = _position(request, pk, year)
    lines, names = money_lines(position.pk, year)
    total = total_of(lines)
    sources = totals_by_source((line.source, line.amount) for line in lines)
    agreement = binding_agreement(position.pk, year)
    context = {
        "position": position,
        "heading": f"Anggaran {year}",
        "year": year,
        "years": sorted({year, *_years_of(position)}, reverse=True),
        "rows": tree_of(lines, names),
        "total": total,
        "sources": [(source, amount, share(amount, total.amount)) for source, amount in sources],
        "twice": counted_twice((line.code, line.amount) for line in lines),
        "agreement": agreement,
        "sees_agreement": agreement and request.user.has_perm("agreements.view_agreement", agreement),
        "bound": bound_sentence(agreement) if agreement else "",
        "edit_url": reverse("agreements:planned_budget_edit", args=[position.pk, year]),
        "may_edit": agreement is None and request.user.has_perm(KEEP),
        "events": history(position).filter(verb=CHANGED, data__year=year)[:SHOWN_EVENTS],
    }
    return render(request, "agreements/budget_show.html", context)


def _position(request: HttpRequest, pk: int, year: int) -> Position:
    position = visible_or_404(request, Position.objects.select_related("unit"), pk)
    if not EARLIEST_YEAR <= year <= LATEST_YEAR:
        raise Http404("Tahun ini tidak dikenal.")
    return position


def _years_of(position: Position) -> list[int]:
    years = BudgetLine.objects.of_positions([position.pk]).order_by("-year").values_list("year", flat=True)
    return list(years.distinct())


@require_http_methods(["GET", "HEAD", "POST"])
def planned_budget_edit(request: HttpRequest, pk: int, year: int) -> HttpResponse:
    """Edit the lines. Every button but "Simpan anggaran" only shows the page again with what was typed."""
    position = _position(request, pk, year)
    require(request, KEEP)
    agreement = binding_agreement(position.pk, year)
    if agreement:
        messages.error(request, bound_sentence(agreement))
        return redirect("agreements:budget_show", pk, year)
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
    given = {"lines": rows.lines, "seen": seen.cleaned_data["seen"]}
    try:
        changes = set_planned_budget(position, year, by=request.user, **given)
    except BudgetConflictError:
        stored = own_budget_of(position, year)
        mine = budget_rows([stored_row(line) for line in rows.lines], None)
        return _page(request, position, year, mine, SeenForm(initial={"seen": fingerprint(stored)}), theirs=stored)
    except ValidationError as refusal:
        seen.add_error(None, refusal)
        return _page(request, position, year, rows, seen)
    messages.success(request, f"Anggaran {year} tersimpan." if changes else "Tidak ada yang berubah.")
    return redirect("agreements:budget_show", position.pk, year)


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
        "stored_url": reverse("agreements:planned_budget_edit", args=[position.pk, year]),
        "cancel_url": reverse("agreements:budget_show", args=[position.pk, year]),
    }
    return render(request, "agreements/planned_budget_edit.html", context)
