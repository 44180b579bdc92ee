"""Medium-term plans to read: the list, and one plan as an outline."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from audit.editing import ConflictError
from audit.facts import FieldChange
from indicators.enums import PlanKind
from indicators.medium_term.actions import add_part, change_part, create_plan, remove_part
from indicators.medium_term.forms import GoalForm, GovernmentPlanForm, MissionForm, PartForm, UnitPlanForm
from indicators.models import Goal, MediumTermPlan, Mission
from organisation.models import WorkUnit
from organisation.pages.access import require, visible_or_404
from organisation.pages.refusals import succeeds

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


METHODS = ["GET", "HEAD", "POST"]


@require_http_methods(METHODS)
def plan_create(request: HttpRequest) -> HttpResponse:
    """A new RPJMD."""
    require(request, "indicators.manage_plans")
    form = GovernmentPlanForm(request.POST or None, instance=MediumTermPlan(kind=PlanKind.GOVERNMENT))
    return _created(request, form, {"kind": PlanKind.GOVERNMENT}, "Tambah RPJMD")


@require_http_methods(METHODS)
def unit_plan_create(request: HttpRequest) -> HttpResponse:
    """A new Renstra, of a unit that the person writes for."""
    require(request, "indicators.add_unit_plan")
    units = WorkUnit.objects.visible_to(request.user).order_by("protocol_order", "code")
    allowed = [unit.pk for unit in units if request.user.has_perm("indicators.edit_plan", MediumTermPlan(unit=unit))]
    empty = MediumTermPlan(kind=PlanKind.UNIT)
    form = UnitPlanForm(request.POST or None, instance=empty, units=WorkUnit.objects.filter(pk__in=allowed))
    return _created(request, form, {"kind": PlanKind.UNIT}, "Tambah Renstra")


@require_http_methods(METHODS)
def plan_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change title, years, vision or legal basis of a plan."""
    plan = visible_or_404(request, MediumTermPlan.objects.select_related("unit", "parent"), pk)
    require(request, "indicators.edit_plan", plan)
    form_class = GovernmentPlanForm if plan.is_of_government else UnitPlanForm
    form = form_class(request.POST or None, instance=plan)
    return _changed(request, form, plan, f"Ubah {plan.get_kind_display()}")


@require_http_methods(METHODS)
def mission_create(request: HttpRequest, pk: int) -> HttpResponse:
    """A new mission of an RPJMD."""
    plan = visible_or_404(request, MediumTermPlan.objects.of_government(), pk)
    require(request, "indicators.edit_plan", plan)
    number = plan.missions.count() + 1
    form = MissionForm(request.POST or None, instance=Mission(plan=plan, number=number))
    return _added(request, form, plan, "Tambah misi")


@require_http_methods(METHODS)
def mission_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change number or words of a mission."""
    mission = visible_or_404(request, Mission.objects.select_related("plan"), pk)
    require(request, "indicators.edit_plan", mission.plan)
    remove_url = reverse("indicators:mission_remove", args=[pk])
    return _changed(request, MissionForm(request.POST or None, instance=mission), mission.plan, "Ubah misi", remove_url)


@require_http_methods(METHODS)
def goal_create(request: HttpRequest, pk: int) -> HttpResponse:
    """A new goal of a plan; `?misi=` chooses its mission."""
    plan = visible_or_404(request, MediumTermPlan.objects.select_related("unit"), pk)
    require(request, "indicators.edit_plan", plan)
    chosen = {"mission": request.GET.get("misi")} if plan.is_of_government else {}
    form = GoalForm(request.POST or None, instance=Goal(plan=plan), initial=chosen)
    return _added(request, form, plan, "Tambah tujuan")


@require_http_methods(METHODS)
def goal_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change code, mission or words of a goal."""
    goal = visible_or_404(request, Goal.objects.select_related("plan__unit", "mission"), pk)
    require(request, "indicators.edit_plan", goal.plan)
    remove_url = reverse("indicators:goal_remove", args=[pk])
    return _changed(request, GoalForm(request.POST or None, instance=goal), goal.plan, "Ubah tujuan", remove_url)


@require_http_methods(METHODS)
def plan_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask, then remove a plan that holds nothing."""
    plan = visible_or_404(request, MediumTermPlan.objects.select_related("unit"), pk)
    require(request, "indicators.edit_plan", plan)
    return _removed(request, plan, plan)


@require_http_methods(METHODS)
def mission_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask, then remove a mission without goals."""
    mission = visible_or_404(request, Mission.objects.select_related("plan"), pk)
    require(request, "indicators.edit_plan", mission.plan)
    return _removed(request, mission, mission.plan)


@require_http_methods(METHODS)
def goal_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask, then remove a goal without objectives and indicators."""
    goal = visible_or_404(request, Goal.objects.select_related("plan__unit"), pk)
    require(request, "indicators.edit_plan", goal.plan)
    return _removed(request, goal, goal.plan)


def _created(request: HttpRequest, form: PartForm, fixed: dict[str, Any], heading: str) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        plan = succeeds(form, create_plan, {**form.values(), **fixed}, by=request.user)
        if plan:
            messages.success(request, f"{plan} tersimpan. Lanjutkan dengan {_next_step(plan)}.")
            return redirect("realisations:plan_detail", plan.pk)
    return _page(request, form, None, heading)


def _next_step(plan: MediumTermPlan) -> str:
    return "menambahkan misi" if plan.is_of_government else "menambahkan tujuan"


def _added(request: HttpRequest, form: PartForm, plan: MediumTermPlan, heading: str) -> HttpResponse:
    if request.method == "POST" and form.is_valid() and succeeds(form, add_part, form.instance, by=request.user):
        messages.success(request, f"{form.instance._meta.verbose_name.capitalize()} tersimpan.")
        return redirect("realisations:plan_detail", plan.pk)
    return _page(request, form, plan, heading)


def _changed(
    request: HttpRequest, form: PartForm, plan: MediumTermPlan, heading: str, remove_url: str = ""
) -> HttpResponse:
    title, changes = str(plan), None
    if request.method == "POST" and form.is_valid():
        form, changes = succeeds(form, _attempt, form, request.user) or (form, None)
    if changes is not None:
        messages.success(request, "Perubahan tersimpan." if changes else "Tidak ada yang berubah.")
        return redirect("realisations:plan_detail", plan.pk)
    return _page(request, form, plan, heading, remove_url=remove_url, title=title)


def _attempt(form: PartForm, user: Any) -> tuple[PartForm, list[FieldChange] | None]:
    """The changes that were written; after a conflict the form that tells it, and None."""
    try:
        return form, change_part(form.instance, form.values(), by=user, seen=form.was_seen)
    except ConflictError as conflict:
        return form.with_stored(conflict), None


def _removed(request: HttpRequest, part: MediumTermPlan | Mission | Goal, plan: MediumTermPlan) -> HttpResponse:
    name, url = str(part), reverse("realisations:plan_detail", args=[plan.pk])
    form = Form(request.POST if request.method == "POST" else None)
    if form.is_valid() and succeeds(form, remove_part, part, by=request.user):
        messages.success(request, f"{name} dihapus.")
        return redirect("indicators:plan_list") if part is plan else redirect(url)
    context = {
        "form": form,
        "title": f"Hapus {part._meta.verbose_name} ini?",
        "text": name,
        "action": "Hapus",
        "is_danger": True,
        "cancel_url": url,
    }
    return render(request, "_components/confirm_page.html", context)


def _page(
    request: HttpRequest,
    form: PartForm,
    plan: MediumTermPlan | None,
    heading: str,
    *,
    remove_url: str = "",
    title: str = "",
) -> HttpResponse:
    back = reverse("realisations:plan_detail", args=[plan.pk]) if plan else reverse("indicators:plan_list")
    context = {
        "form": form,
        "heading": heading,
        "plan_title": title or (str(plan) if plan else ""),
        "cancel_url": back,
        "remove_url": remove_url,
    }
    return render(request, "indicators/plan_edit.html", context)
