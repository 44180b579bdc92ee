"""Putting people into positions: beginning, ending, replacing."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from organisation import actions
from organisation.access import require, visible_or_404
from organisation.forms.people import AssignmentForm, EndForm
from organisation.forms.refusals import succeeds
from organisation.models import Assignment, Position


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
