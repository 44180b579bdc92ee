"""One medium-term plan as an outline."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from audit.trail import history
from indicators.medium_term.views import EVENTS_SHOWN
from indicators.models import MediumTermPlan
from organisation.pages.access import visible_or_404
from realisations.plan_outline.facts import outline_of


@require_safe
def plan_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Vision, missions, goals, objectives and indicators with their targets by year."""
    plan = visible_or_404(request, MediumTermPlan.objects.select_related("unit", "parent"), pk)
    context = {
        "plan": plan,
        "outline": outline_of(plan, request.user),
        "unit_plans": plan.unit_plans.visible_to(request.user).select_related("unit") if not plan.unit_id else [],
        "facts": _facts(plan),
        "may_edit": request.user.has_perm("indicators.edit_plan", plan),
        "events": history(plan)[:EVENTS_SHOWN],
    }
    return render(request, "realisations/plan_detail.html", context)


def _facts(plan: MediumTermPlan) -> list[tuple[str, object]]:
    owner = [] if plan.is_of_government else [("Unit kerja", plan.unit), ("Mendukung", plan.parent)]
    return [*owner, ("Masa berlaku", plan.span), ("Dasar hukum", plan.legal_basis), ("Kode", plan.code)]
