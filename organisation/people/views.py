"""Employees: list, particulars, and offering names while one types."""

from copy import copy

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from audit import trail
from audit.sentences import worded
from organisation.domain.nip import group_nip, is_contract_number, nip_warnings, number_name
from organisation.domain.ranks import rank_name
from organisation.models import Assignment, Employee, Position, WorkUnit
from organisation.pages.access import require, visible_or_404
from organisation.pages.filtering import number_in, words_in
from organisation.pages.refusals import succeeds
from organisation.people import actions
from organisation.people.forms import AssignmentForm, EmployeeForm, EndForm, employee_option
from organisation.people.rows import PRIVATE

PER_PAGE = 50
MOST_OFFERED = 20
LEAST_TYPED = 2
SHOWN_EVENTS = 50
HIDDEN = "Hanya dapat dibaca oleh OPD yang bersangkutan"


@require_safe
def employee_list(request: HttpRequest) -> HttpResponse:
    """Employees in scope; `?q=` searches name or NIP, `?unit=` keeps those in office in a unit or below it."""
    today = timezone.localdate()
    query = words_in(request.GET.get("q", ""))
    units = WorkUnit.objects.visible_to(request.user)
    chosen = number_in(request.GET.get("unit", ""))
    unit = units.filter(pk=chosen).first() if chosen else None
    employees = Employee.objects.visible_to(request.user).with_open_number(request.user).search(query)
    if unit:
        employees = employees.in_office_within(unit, today)
    in_office = Assignment.objects.in_office(today).select_related("position")
    employees = employees.prefetch_related(Prefetch("assignments", queryset=in_office, to_attr="posts"))
    page = Paginator(employees, PER_PAGE).get_page(request.GET.get("halaman"))
    for employee in page:
        employee.printed_number = _printed_number(employee)
    context = {
        "page_obj": page,
        "query": query,
        "unit": unit,
        "units": units,
        "may_manage": request.user.has_perm("organisation.manage_organisation"),
    }
    return render(request, "organisation/employee_list.html", context)


@require_safe
def employee_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One employee: particulars, positions, account, history."""
    today = timezone.localdate()
    employee = visible_or_404(request, Employee.objects.with_open_number(request.user).select_related("user"), pk)
    assignments = list(employee.assignments.select_related("employee", "position__unit"))
    for assignment in assignments:
        assignment.is_current = assignment.contains(today)
        assignment.position_in_scope = request.user.authority.sees_position(assignment.position_id)
    may_manage = request.user.has_perm("organisation.manage_organisation")
    events = trail.history(employee, *assignments)[:SHOWN_EVENTS]
    context = {
        "employee": employee,
        "facts": _facts(employee),
        "warnings": _warnings(employee) if may_manage else [],
        "assignments": assignments,
        "account": getattr(employee, "user", None),
        "events": worded(events, opened=PRIVATE if employee.number_is_open else ()),
        "may_manage": may_manage,
    }
    return render(request, "organisation/employee_detail.html", context)


def _facts(employee: Employee) -> list[tuple[str, str]]:
    number = employee.employee_number
    facts = [(number_name(number), _printed_number(employee))]
    if not is_contract_number(number):
        rank = " – ".join(filter(None, (employee.rank_code, rank_name(employee.rank_code))))
        facts.append(("Golongan dan pangkat", rank))
    if employee.number_is_open:
        facts += [("Surel", employee.email), ("Telepon", employee.phone)]
    return facts


def _printed_number(employee: Employee) -> str:
    if employee.employee_number and not employee.number_is_open:
        return HIDDEN
    return group_nip(employee.employee_number)


def _warnings(employee: Employee) -> list[str]:
    return nip_warnings(employee.employee_number, on=timezone.localdate()) if employee.employee_number else []


@require_safe
@permission_required("organisation.manage_organisation", raise_exception=True)
def employee_options(request: HttpRequest) -> HttpResponse:
    """Names for the employee field, as options of a datalist; `?employee=` is what was typed so far."""
    typed = words_in(request.GET.get("employee", ""))
    found = Employee.objects.none()
    if len(typed) >= LEAST_TYPED:
        found = Employee.objects.visible_to(request.user).with_open_number(request.user).search(typed)
    context = {"options": [employee_option(employee) for employee in found[:MOST_OFFERED]]}
    return render(request, "organisation/_employee_options.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required("organisation.manage_organisation", raise_exception=True)
def employee_create(request: HttpRequest) -> HttpResponse:
    """Add an employee."""
    form = EmployeeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        employee = succeeds(form, actions.create_employee, by=request.user, **form.cleaned_data)
        if employee:
            messages.success(request, f"{employee} ditambahkan.")
            return _saved(request, employee)
    return render(request, "organisation/employee_form.html", {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def employee_update(request: HttpRequest, pk: int) -> HttpResponse:
    """Change an employee's particulars."""
    employee = visible_or_404(request, Employee.objects, pk)
    require(request, "organisation.manage_organisation")
    form = EmployeeForm(request.POST or None, instance=copy(employee))
    if request.method == "POST" and form.is_valid():
        saved = succeeds(form, actions.update_employee, employee, by=request.user, **form.cleaned_data)
        if saved:
            messages.success(request, "Perubahan disimpan.")
            return _saved(request, saved)
    return render(request, "organisation/employee_form.html", {"form": form, "employee": employee})


def _saved(request: HttpRequest, employee: Employee) -> HttpResponse:
    for warning in _warnings(employee):
        messages.warning(request, f"Periksa NIP: {warning}")
    return redirect("organisation:employee_detail", employee.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def assignment_create(request: HttpRequest, pk: int) -> HttpResponse:
    """Put an employee into the position `pk`."""
    position = visible_or_404(request, Position.objects.select_related("unit"), pk)
    require(request, "organisation.manage_organisation")
    form = AssignmentForm(request.POST or None, initial={"start": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        begun = succeeds(form, actions.assign, position=position, by=request.user, **form.cleaned_data)
        if begun:
            messages.success(request, f"{begun.employee} dicatat sebagai {begun.held_title}.")
            return redirect("organisation:position_detail", pk)
    return render(request, "organisation/assignment_form.html", {"form": form, "position": position})


@require_http_methods(["GET", "HEAD", "POST"])
def assignment_replace(request: HttpRequest, pk: int) -> HttpResponse:
    """End the assignment `pk` on the eve of its successor's first day."""
    old = visible_or_404(request, Assignment.objects.select_related("employee", "position__unit"), pk)
    require(request, "organisation.manage_organisation")
    form = AssignmentForm(request.POST or None, initial={"start": timezone.localdate(), "kind": old.kind})
    if request.method == "POST" and form.is_valid():
        begun = succeeds(form, actions.replace_holder, old, by=request.user, **form.cleaned_data)
        if begun:
            messages.success(request, f"{begun.employee} menggantikan {old.employee} sebagai {begun.held_title}.")
            return redirect("organisation:position_detail", old.position_id)
    return render(request, "organisation/assignment_form.html", {"form": form, "position": old.position, "old": old})


@require_http_methods(["GET", "HEAD", "POST"])
def assignment_end(request: HttpRequest, pk: int) -> HttpResponse:
    """End the assignment `pk` without a successor."""
    assignment = visible_or_404(request, Assignment.objects.select_related("employee", "position__unit"), pk)
    require(request, "organisation.manage_organisation")
    form = EndForm(request.POST or None, initial={"end": timezone.localdate()})
    valid = request.method == "POST" and form.is_valid()
    if valid and succeeds(form, actions.end_assignment, assignment, by=request.user, **form.cleaned_data):
        messages.success(request, f"Penugasan {assignment.employee} sebagai {assignment.held_title} diakhiri.")
        return redirect("organisation:position_detail", assignment.position_id)
    context = {"form": form, "assignment": assignment, "position": assignment.position}
    return render(request, "organisation/assignment_end.html", context)
