"""The days off of a year: everybody may know them, those who keep the calendar say what is particular here."""

import datetime

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from audit.models import Event
from indicators.days_off.actions import set_day, take_back
from indicators.days_off.facts import calendar_of, years_without_joint_leave
from indicators.days_off.forms import EARLIEST, LATEST, DayOffForm
from indicators.enums import WorkingWeek
from indicators.models import DayOff, Policy
from organisation.pages.access import require
from organisation.pages.fields import parse_indonesian_date
from organisation.pages.refusals import succeeds

EVENTS_SHOWN = 20


@require_safe
def day_off_list(request: HttpRequest, year: int) -> HttpResponse:
    """The calendar of one year."""
    if not EARLIEST.year <= year <= LATEST.year:
        raise Http404
    today = timezone.localdate()
    week = Policy.objects.filter(year=year).values_list("working_week", flat=True).first() or WorkingWeek.FIVE
    context = {
        "year": year,
        "years": sorted({year, *range(today.year - 1, today.year + 2)}),
        "days": calendar_of(year),
        "week": WorkingWeek(week).label,
        "missing": years_without_joint_leave(today),
        "may_manage": request.user.has_perm("indicators.manage_periods"),
        "events": Event.objects.filter(target_type=DayOff._meta.label_lower)[:EVENTS_SHOWN],
    }
    return render(request, "indicators/day_off_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def day_off_set(request: HttpRequest) -> HttpResponse:
    """Say what a day is; `?hari=2027-03-09` begins with what is known of that day."""
    require(request, "indicators.manage_periods")
    day = parse_indonesian_date(request.GET.get("hari", ""))
    form = DayOffForm(request.POST or None, initial=_known(day) if day else None)
    if request.method == "POST" and form.is_valid():
        said = succeeds(form, set_day, by=request.user, **form.cleaned_data)
        if said:
            messages.success(
                request, f"{date_format(said.day, 'j F Y')} tercatat sebagai {said.get_kind_display().lower()}."
            )
            return redirect("indicators:day_off_list", said.day.year)
    year = day.year if day else timezone.localdate().year
    context = {"form": form, "cancel_url": reverse("indicators:day_off_list", args=[year]), "year": year}
    return render(request, "indicators/day_off_form.html", context)


@require_POST
def day_off_take_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Let the national calendar say again what a day is."""
    require(request, "indicators.manage_periods")
    day_off = get_object_or_404(DayOff, pk=pk)
    take_back(day_off, by=request.user)
    messages.success(request, f"{date_format(day_off.day, 'j F Y')} kembali mengikuti kalender nasional.")
    return redirect("indicators:day_off_list", day_off.day.year)


def _known(day: datetime.date) -> dict[str, object]:
    """What stands in the calendar of that day, as a beginning."""
    listed = next((one for one in calendar_of(day.year) if one.day == day), None)
    if listed is None:
        return {"day": day}
    return {"day": day, "name": listed.name, "kind": listed.kind, "basis": listed.own.basis if listed.own else ""}
