"""More time for one unit: given with a reason, seen with who gave it, ended early with a reason."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from indicators.actions.periods import end_extension, extend_period
from indicators.extensions import rows_of
from indicators.forms.periods import EndingForm, ExtensionForm
from indicators.models import Period, PeriodExtension
from indicators.windows import long_date
from organisation.access import require
from organisation.forms.refusals import succeeds

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
