"""Medium-term plans to read: the list, and one plan as an outline."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from audit.trail import history
from indicators.models import MediumTermPlan
from indicators.planning import outline_of
from organisation.access import visible_or_404

EVENTS_SHOWN = 20
ON_A_PAGE = 50


@require_safe
def plan_list(request: HttpRequest) -> HttpResponse:
    """The RPJMD of every period, and the Renstra in the reader's scope."""
    plans = MediumTermPlan.objects.visible_to(request.user)
    of_units = plans.filter(unit__isnull=False).select_related("unit", "parent")
    ordered = of_units.order_by("-first_year", "unit__protocol_order", "unit__code")
    may_manage = request.user.has_perm("indicators.manage_plans")
    government = list(plans.of_government().order_by("-first_year"))
    may_add = bool(government) and request.user.has_perm("indicators.add_unit_plan")
    context = {
        "government": government,
        "page_obj": Paginator(ordered, ON_A_PAGE).get_page(request.GET.get("halaman")),
        "create_url": reverse("indicators:plan_create") if may_manage else "",
        "unit_create_url": reverse("indicators:unit_plan_create") if may_add else "",
    }
    return render(request, "indicators/plan_list.html", context)


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
    return render(request, "indicators/plan_detail.html", context)


def _facts(plan: MediumTermPlan) -> list[tuple[str, object]]:
    owner = [] if plan.is_of_government else [("Unit kerja", plan.unit), ("Mendukung", plan.parent)]
    return [*owner, ("Masa berlaku", plan.span), ("Dasar hukum", plan.legal_basis), ("Kode", plan.code)]
