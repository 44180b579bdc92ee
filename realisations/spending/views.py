"""Budgets of the plan with what was spent: all positions of a year, and one position's year as a tree."""

from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from audit.trail import history
from indicators.bindings import agreed_year
from indicators.budgets.actions import CHANGED
from indicators.budgets.forms import BudgetFilter
from indicators.budgets.money import budget_holders
from indicators.budgets.page import budgeted_position
from indicators.budgets.views import KEEP
from indicators.domain.budget_tree import budget_rows as tree_of
from indicators.domain.budget_tree import counted_twice, sum_row
from indicators.domain.money import shares_by_source
from indicators.models import BudgetLine
from organisation.enums import OPD_KINDS
from organisation.models import Position, WorkUnit
from organisation.querysets import exists_in
from organisation.structure.past import as_they_were, end_of, units_in
from realisations.spending.board import budget_board, left_out_words
from realisations.spending.budget_sheet import money_lines, planned_years
from realisations.spending.money import spent_money

PER_PAGE = 50

SHOWN_EVENTS = 20


@require_safe
def budget_overview(request: HttpRequest) -> HttpResponse:
    """Every budget in scope of a year, with totals per source of funds; heads without a budget are named too."""
    chosen = BudgetFilter.of(request.GET, timezone.localdate())
    with_budget = BudgetLine.objects.of_year(chosen.year).values("position")
    positions = Position.objects.visible_to(request.user).select_related("unit")
    positions = positions.filter((Q(kind__in=OPD_KINDS) & exists_in(chosen.year)) | Q(pk__in=with_budget))
    if chosen.unit:
        positions = positions.filter(Q(unit=chosen.unit) | Q(unit__parent=chosen.unit))
    if chosen.words:
        positions = positions.filter(Q(title__icontains=chosen.words) | Q(unit__name__icontains=chosen.words))
    page = Paginator(positions, PER_PAGE).get_page(request.GET.get("halaman"))
    lines = spent_money(BudgetLine.objects.of_year(chosen.year).of_positions(positions.order_by().values("pk")))
    board = budget_board(lines, budget_holders())
    units = units_in(chosen.year, WorkUnit.objects.visible_to(request.user).filter(parent=None))
    shown = as_they_were(list(page), end_of(chosen.year))
    context = {
        "chosen": chosen,
        "heading": f"Anggaran {chosen.year}",
        "page_obj": page,
        "rows": [(position, board.by_position.get(position.pk)) for position in shown],
        "sources": board.sources,
        "total": board.total.amount,
        "left_out": left_out_words(board.left_out),
        "has_parts": board.has_parts,
        "years": sorted({*planned_years(), chosen.year, timezone.localdate().year}, reverse=True),
        "units": [(unit.pk, unit.name) for unit in units],
    }
    return render(request, "realisations/budget_overview.html", context)


@require_safe
def budget_show(request: HttpRequest, pk: int, year: int) -> HttpResponse:
    """One position's budget as a tree, with spending per quarter, absorption and sources of funds."""
    position = budgeted_position(request, pk, year)
    lines, names = money_lines(position.pk, year)
    agreed = agreed_year(position.pk, year)
    context = {
        "position": position,
        "heading": f"Anggaran {year}",
        "year": year,
        "years": sorted({year, *_years_of(position)}, reverse=True),
        "rows": tree_of(lines, names),
        "total": sum_row(lines),
        "sources": shares_by_source(lines),
        "twice": counted_twice((line.code, line.amount) for line in lines),
        "agreed": agreed,
        "sees_agreed": agreed and request.user.has_perm(agreed.permission, agreed.subject),
        "edit_url": reverse("indicators:planned_budget_edit", args=[position.pk, year]),
        "may_edit": agreed is None and request.user.has_perm(KEEP),
        "events": history(position).filter(verb=CHANGED, data__year=year)[:SHOWN_EVENTS],
    }
    return render(request, "realisations/budget_show.html", context)


def _years_of(position: Position) -> list[int]:
    years = BudgetLine.objects.of_positions([position.pk]).order_by("-year").values_list("year", flat=True)
    return list(years.distinct())
