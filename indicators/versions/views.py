"""Beginning a new version of an indicator."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from indicators.models import Indicator
from indicators.versions.actions import begin_version, first_free_year
from indicators.versions.forms import NewVersionForm
from organisation.pages.access import require, visible_or_404
from organisation.pages.refusals import succeeds


@require_http_methods(["GET", "HEAD", "POST"])
def indicator_version(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask from which year and how it is measured, and begin the version; the old one keeps its history."""
    indicator = visible_or_404(request, Indicator.objects.select_related("objective__position"), pk)
    require(request, "indicators.keep_indicators")
    year = first_free_year(indicator) or timezone.localdate().year
    form = NewVersionForm(request.POST if request.method == "POST" else None, indicator=indicator, first_year=year)
    if form.is_valid():
        version = succeeds(form, begin_version, indicator, form.version, by=request.user)
        if version:
            messages.success(
                request,
                f"Versi baru {version.code} berlaku sejak {version.first_year}. Isi sekarang targetnya.",
            )
            return redirect("realisations:indicator_detail", version.pk)
    context = {
        "form": form,
        "indicator": indicator,
        "cancel_url": reverse("realisations:indicator_detail", args=[pk]),
        "measured": [
            ("Satuan", indicator.unit_of_measure),
            ("Arah", indicator.get_polarity_display()),
            ("Akumulasi triwulan", indicator.get_aggregation_display()),
            ("Skala predikat", " < ".join(indicator.predicate_scale)),
        ],
    }
    return render(request, "indicators/indicator_version.html", context)
