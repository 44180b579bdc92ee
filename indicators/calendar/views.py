"""The reporting calendar: periods of every year and their days."""

import datetime
from itertools import groupby

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from audit.trail import history
from indicators.calendar.actions import change_periods, end_extension, ensure_year, extend_period
from indicators.calendar.facts import long_date, policy_to_copy, rows_of
from indicators.calendar.forms import CalendarForm, EndingForm, ExtensionForm, YearForm
from indicators.days_off.facts import years_without_joint_leave
from indicators.models import Period, PeriodExtension, Policy
from organisation.pages.access import require
from organisation.pages.refusals import succeeds

EVENTS_SHOWN = 20


@require_safe
def period_list(request: HttpRequest) -> HttpResponse:
    """When each quarter opens, is due and closes; everybody may know that."""
    periods = Period.objects.prefetch_related("extensions__unit").order_by("-year", "quarter")
    today = timezone.localdate()
    years = [(year, [_row(period, today) for period in rows]) for year, rows in groupby(periods, lambda p: p.year)]
    may_manage = request.user.has_perm("indicators.manage_periods")
    newest = max((year for year, _ in years), default=today.year - 1)
    context = {
        "years": years,
        "this_year": today.year,
        "missing": years_without_joint_leave(today),
        "may_manage": may_manage,
        "form": YearForm(initial={"year": newest + 1}) if may_manage else None,
    }
    return render(request, "indicators/period_list.html", context)


@require_POST
def period_prepare(request: HttpRequest) -> HttpResponse:
    """Prepare a year: its policy and its four periods."""
    require(request, "indicators.manage_periods")
    form = YearForm(request.POST)
    if not form.is_valid():
        messages.error(request, " ".join(form.errors["year"]))
        return redirect("indicators:period_list")
    year = form.cleaned_data["year"]
    is_new, earlier = not Policy.objects.filter(year=year).exists(), policy_to_copy(year)
    ensure_year(year, by=request.user)
    copied = f" Kebijakan pengukurannya disalin dari tahun {earlier.year}." if is_new and earlier else ""
    messages.success(request, f"Tahun {year} siap.{copied} Periksa tanggalnya sebelum triwulan pertama dibuka.")
    return redirect("indicators:period_edit", year)


@require_http_methods(["GET", "HEAD", "POST"])
def period_edit(request: HttpRequest, year: int) -> HttpResponse:
    """The days of a year's four quarters."""
    require(request, "indicators.manage_periods")
    periods = list(Period.objects.of_year(year).order_by("quarter"))
    if not periods:
        raise Http404
    form = CalendarForm(periods, request.POST or None)
    if request.method == "POST" and form.is_valid():
        change_periods(year, form.dates(), by=request.user)
        messages.success(request, f"Jadwal pelaporan tahun {year} tersimpan.")
        return redirect("indicators:period_list")
    context = {
        "form": form,
        "rows": form.rows(),
        "year": year,
        "heading": f"Jadwal pelaporan {year}",
        "events": history(*periods)[:EVENTS_SHOWN],
    }
    return render(request, "indicators/period_edit.html", context)


def _row(period: Period, today: datetime.date) -> dict[str, object]:
    label, tone = ("Belum dibuka", "neutral") if today < period.opens else ("Dibuka", "info")
    if today > period.closes:
        label, tone = "Ditutup", "plain"
    running = [extension for extension in period.extensions.all() if extension.is_running(today)]
    return {"period": period, "label": label, "tone": tone, "extensions": running}


PER_PAGE = 25


@require_safe
def extension_list(request: HttpRequest) -> HttpResponse:
    """Every exception of every period, also those that are over; everybody may know them."""
    extensions = PeriodExtension.objects.select_related("period", "unit")
    extensions = extensions.order_by("-period__year", "-period__quarter", "unit__name")
    page = Paginator(extensions, PER_PAGE).get_page(request.GET.get("halaman"))
    context = {
        "page_obj": page,
        "rows": rows_of(list(page), today=timezone.localdate()),
        "may_manage": request.user.has_perm("indicators.manage_periods"),
    }
    return render(request, "indicators/extension_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def extension_create(request: HttpRequest, pk: int) -> HttpResponse:
    """Give one unit more time for the period `pk`."""
    require(request, "indicators.manage_periods")
    period = get_object_or_404(Period, pk=pk)
    form = ExtensionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        extension = succeeds(form, extend_period, period, by=request.user, **form.cleaned_data)
        if extension:
            messages.success(request, f"{extension.unit} dapat melaporkan {period} lebih lama.")
            return redirect("indicators:period_list")
    context = {
        "form": form,
        "period": period,
        "heading": f"Perpanjang {period}",
        "lead": f"Tanpa perpanjangan, pelaporan ditutup {long_date(period.closes)}.",
        "cancel_url": reverse("indicators:period_list"),
    }
    return render(request, "indicators/extension_create.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def extension_end(request: HttpRequest, pk: int) -> HttpResponse:
    """End the extension `pk` before its day."""
    require(request, "indicators.manage_periods")
    extension = get_object_or_404(PeriodExtension.objects.select_related("period", "unit"), pk=pk)
    form = EndingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = {"by": request.user, "today": timezone.localdate(), **form.cleaned_data}
        if succeeds(form, end_extension, extension, **given):
            messages.success(request, f"Perpanjangan waktu {extension.unit} untuk {extension.period} diakhiri.")
            return redirect("indicators:extension_list")
    context = {
        "form": form,
        "extension": extension,
        "heading": f"Akhiri perpanjangan {extension.unit}",
        "lead": f"{extension.period}, semula sampai {long_date(extension.until)}: {extension.reason}",
        "cancel_url": reverse("indicators:extension_list"),
    }
    return render(request, "indicators/extension_end.html", context)
