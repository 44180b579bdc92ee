"""Typing the targets of a plan as one table, and placing objectives below a goal."""

from collections.abc import Iterable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from audit.editing import ConflictError
from audit.facts import FieldChange
from indicators.medium_term.actions import place_below_goal, placed_below
from indicators.medium_term.facts import indicators_of
from indicators.medium_term.forms import PlacingForm
from indicators.models import Goal, Indicator, MediumTermPlan
from indicators.plan_targets.actions import change_plan_targets, stored_cells
from indicators.plan_targets.forms import PlanTargetsForm
from organisation.models import User
from organisation.pages.access import require, visible_or_404
from organisation.pages.refusals import succeeds

MOST_ROWS = 60
"""Rows of the longest table; a longer plan is typed goal by goal."""

OTHERS, EVERYTHING = "lain", ""


@require_http_methods(["GET", "HEAD", "POST"])
def plan_targets(request: HttpRequest, pk: int) -> HttpResponse:
    """The targets by year of the plan's indicators; `?tujuan=` chooses those of one goal, or of none (`lain`)."""
    plan = visible_or_404(request, MediumTermPlan.objects.select_related("unit", "parent"), pk)
    require(request, "indicators.edit_plan", plan)
    indicators = indicators_of(plan)
    groups = _groups(plan, indicators)
    wanted = request.GET.get("tujuan", EVERYTHING)
    chosen = wanted if wanted in groups else next(iter(groups), EVERYTHING)
    rows = groups[chosen][1] if groups else []
    data = request.POST if request.method == "POST" else None
    form = PlanTargetsForm(plan, rows, data, stored=stored_cells(rows))
    if form.is_valid():
        form, changes = _attempt(form, request.user)
        if changes is not None:
            messages.success(request, _saved(len(changes)))
            return redirect("realisations:plan_detail", pk)
    context = {
        "plan": plan,
        "form": form,
        "rows": form.rows(),
        "choices": [(key, label, key == chosen) for key, (label, _) in groups.items()],
        "heading": f"Target rencana {plan.span}",
        "cancel_url": reverse("realisations:plan_detail", args=[pk]),
    }
    return render(request, "indicators/plan_targets.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def goal_place(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose the objectives below a goal and the indicators that measure it."""
    goal = visible_or_404(request, Goal.objects.select_related("plan__unit", "mission"), pk)
    require(request, "indicators.edit_plan", goal.plan)
    form = PlacingForm(goal, request.POST if request.method == "POST" else None, seen=placed_below(goal))
    if form.is_valid():
        given = form.cleaned_data
        if succeeds(form, _place, goal, given["objectives"], given["indicators"], request.user, given["seen"]):
            messages.success(request, "Sasaran dan indikator tujuan tersimpan.")
            return redirect("realisations:plan_detail", goal.plan_id)
    context = {
        "form": form,
        "goal": goal,
        "cancel_url": reverse("realisations:plan_detail", args=[goal.plan_id]),
        "owner": "kepala daerah" if goal.plan.is_of_government else f"kepala {goal.plan.unit}",
    }
    return render(request, "indicators/goal_place.html", context)


def _place(goal: Goal, objectives: Iterable, indicators: Iterable, user: User, seen: str) -> bool:
    place_below_goal(goal, list(objectives), list(indicators), by=user, seen=seen)
    return True


def _groups(plan: MediumTermPlan, indicators: list[Indicator]) -> dict[str, tuple[str, list[Indicator]]]:
    """The parts in which the table can be typed: all of it if it is short, each goal, and what no goal holds."""
    goals = list(
        Goal.objects.filter(plan=plan).order_by("mission__number", "order", "code").prefetch_related("indicators")
    )
    measured = {goal.pk: {one.pk for one in goal.indicators.all()} for goal in goals}
    groups = {EVERYTHING: ("Semua", indicators)} if 0 < len(indicators) <= MOST_ROWS else {}
    for goal in goals:
        own = [one for one in indicators if one.objective.goal_id == goal.pk or one.pk in measured[goal.pk]]
        if own:
            groups[str(goal.pk)] = (goal.code, own)
    placed = {one.pk for key, (_, own) in groups.items() if key != EVERYTHING for one in own}
    others = [one for one in indicators if one.pk not in placed]
    if others and placed:
        groups[OTHERS] = ("Tanpa tujuan", others)
    return groups or ({OTHERS: ("Tanpa tujuan", others)} if others else {})


def _attempt(form: PlanTargetsForm, user: User) -> tuple[PlanTargetsForm, list[FieldChange] | None]:
    """The changes that were written; after a conflict the form that tells it, and None."""
    try:
        return form, change_plan_targets(form.plan, form.values(), by=user, seen=form.was_seen)
    except ConflictError as conflict:
        return form.with_stored(conflict), None


def _saved(count: int) -> str:
    return (
        f"{count} target rencana tersimpan. Target yang diperjanjikan tidak berubah."
        if count
        else "Tidak ada yang berubah."
    )
