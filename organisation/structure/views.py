"""The tree of units and positions, one unit, one position, and changing them."""

from copy import copy
from dataclasses import dataclass, field

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.views.decorators.http import require_http_methods, require_safe

from audit import trail
from organisation.clock import database_today
from organisation.delegations.views import delegation_rows
from organisation.enums import NATIONAL_OFFICE_KINDS, PositionKind
from organisation.models import Position, WorkUnit
from organisation.pages.access import require, visible_or_404
from organisation.pages.refusals import succeeds
from organisation.structure import actions
from organisation.structure.forms import PositionForm, WorkUnitForm

SHOWN_EVENTS = 50
STAFF_KINDS = frozenset({PositionKind.FUNCTIONAL, PositionKind.EXECUTING_STAFF})


@dataclass
class UnitNode:
    """One unit of the tree with its structural positions; functional posts and staff are only counted."""

    unit: WorkUnit
    positions: list[Position] = field(default_factory=list)
    staff_count: int = 0
    children: list["UnitNode"] = field(default_factory=list)

    @property
    def head(self) -> Position | None:
        """The position that leads the unit: its first one, but never the elected heads of the whole government."""
        return next((position for position in self.positions if position.kind not in NATIONAL_OFFICE_KINDS), None)


@require_safe
def unit_list(request: HttpRequest) -> HttpResponse:
    """The units in scope as a tree, with structural positions and who holds them today."""
    today = timezone.localdate()
    positions = Position.objects.visible_to(request.user).existing_on(today).with_holders(today)
    units = list(WorkUnit.objects.visible_to(request.user))
    context = {
        "nodes": _tree([unit for unit in units if unit.exists_on(today)], list(positions)),
        "past_units": [unit for unit in units if unit.valid_until and unit.valid_until < today],
        "may_manage": request.user.has_perm("organisation.manage_organisation"),
    }
    return render(request, "organisation/unit_list.html", context)


def _tree(units: list[WorkUnit], positions: list[Position]) -> list[UnitNode]:
    """The units nested under their parents; a unit whose parent is out of scope stands at the top."""
    nodes = {unit.pk: UnitNode(unit) for unit in units}
    for position in positions:
        node = nodes.get(position.unit_id)
        if node and position.kind in STAFF_KINDS:
            node.staff_count += 1
        elif node:
            node.positions.append(position)
    top = []
    for node in nodes.values():
        parent = nodes.get(node.unit.parent_id)
        (parent.children if parent else top).append(node)
    return top


@require_safe
def unit_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One unit: facts, positions with holders, units below, history."""
    unit = visible_or_404(request, WorkUnit.objects.select_related("parent"), pk)
    positions = Position.objects.visible_to(request.user).filter(unit=unit).select_related("reports_to")
    context = {
        "unit": unit,
        "facts": [
            ("Kode", unit.code),
            ("Jenis", unit.get_kind_display()),
            ("Unit induk", unit.parent),
            ("Urutan protokol", unit.protocol_order),
            ("Kop surat", unit.letterhead),
            *validity(unit),
        ],
        "former": unit.former.all(),
        "positions": positions.with_holders(timezone.localdate()),
        "children": WorkUnit.objects.visible_to(request.user).filter(parent=unit),
        "may_reorganise": unit.valid_until is None and request.user.has_perm("organisation.manage_organisation"),
        "events": trail.history(unit)[:SHOWN_EVENTS],
        "may_manage": request.user.has_perm("organisation.manage_organisation"),
    }
    return render(request, "organisation/unit_detail.html", context)


def validity(one: WorkUnit | Position) -> list[tuple[str, str]]:
    """Since when and until when it exists, and what it follows; nothing for what was always there."""
    facts = [
        ("Berlaku sejak", date_format(one.valid_from, "j F Y") if one.valid_from else ""),
        ("Berlaku sampai", date_format(one.valid_until, "j F Y") if one.valid_until else ""),
        ("Menggantikan", ", ".join(map(str, one.replaces.all()))),
        ("Digantikan oleh", ", ".join(map(str, one.replaced_by.all())) if one.valid_until else ""),
    ]
    return [(label, value) for label, value in facts if value]


@require_safe
def position_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One position: holders today and before, superior, subordinates, history."""
    today = timezone.localdate()
    position = visible_or_404(request, Position.objects.select_related("unit", "reports_to"), pk)
    assignments = list(position.assignments.select_related("employee", "position"))
    for assignment in assignments:
        assignment.is_current = assignment.contains(today)
        assignment.can_end = assignment.end is None or assignment.end >= today
    delegations = delegation_rows(position, database_today())
    subordinates = Position.objects.visible_to(request.user).filter(reports_to=position)
    context = {
        "position": position,
        "validity": validity(position),
        "former": position.former.select_related("unit"),
        "sees_superior": request.user.authority.sees_position(position.reports_to_id),
        "assignments": assignments,
        "has_holder": any(assignment.is_current for assignment in assignments),
        "subordinates": subordinates.with_holders(today),
        "delegations": delegations,
        "may_delegate": request.user.has_perm("organisation.give_delegation", position),
        "events": trail.history(position, *assignments, *(row["delegation"] for row in delegations))[:SHOWN_EVENTS],
        "may_manage": request.user.has_perm("organisation.manage_organisation"),
    }
    return render(request, "organisation/position_detail.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required("organisation.manage_organisation", raise_exception=True)
def unit_create(request: HttpRequest) -> HttpResponse:
    """Add a unit; `?induk=` names the parent beforehand."""
    form = WorkUnitForm(request.POST or None, initial={"parent": request.GET.get("induk")})
    if request.method == "POST" and form.is_valid():
        unit = succeeds(form, actions.create_unit, by=request.user, **form.cleaned_data)
        if unit:
            messages.success(request, f"{unit} ditambahkan. Tambahkan sekarang jabatan-jabatannya.")
            return redirect("organisation:unit_detail", unit.pk)
    return render(request, "organisation/unit_form.html", {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def unit_update(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a unit."""
    unit = visible_or_404(request, WorkUnit.objects, pk)
    require(request, "organisation.manage_organisation")
    form = WorkUnitForm(request.POST or None, instance=copy(unit))
    valid = request.method == "POST" and form.is_valid()
    if valid and succeeds(form, actions.update_unit, unit, by=request.user, **form.cleaned_data):
        messages.success(request, "Perubahan disimpan.")
        return redirect("organisation:unit_detail", pk)
    return render(request, "organisation/unit_form.html", {"form": form, "unit": unit})


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required("organisation.manage_organisation", raise_exception=True)
def position_create(request: HttpRequest) -> HttpResponse:
    """Add a position; `?unit=` and `?atasan=` name unit and superior beforehand."""
    initial = {"unit": request.GET.get("unit"), "reports_to": request.GET.get("atasan")}
    form = PositionForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        position = succeeds(form, actions.create_position, by=request.user, **form.cleaned_data)
        if position:
            messages.success(request, f"{position} ditambahkan. Tugaskan sekarang pejabatnya.")
            return redirect("organisation:position_detail", position.pk)
    return render(request, "organisation/position_form.html", {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def position_update(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a position."""
    position = visible_or_404(request, Position.objects, pk)
    require(request, "organisation.manage_organisation")
    form = PositionForm(request.POST or None, instance=copy(position))
    valid = request.method == "POST" and form.is_valid()
    if valid and succeeds(form, actions.update_position, position, by=request.user, **form.cleaned_data):
        messages.success(request, "Perubahan disimpan.")
        return redirect("organisation:position_detail", pk)
    return render(request, "organisation/position_form.html", {"form": form, "position": position})
