"""Opening a verified report once more: a page that says what follows, and asks why."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from indicators.actions.reopening import reopen_report
from indicators.forms.reviews import ReopeningForm
from indicators.views.pages import visible_report
from indicators.windows import window_of
from organisation.access import require
from organisation.forms.refusals import succeeds


@require_http_methods(["GET", "HEAD", "POST"])
def report_reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a verified report back to its holder, with a reason."""
    report = visible_report(request, pk)
    require(request, "indicators.reopen_report", report)
    today, detail = timezone.localdate(), reverse("indicators:report_detail", args=[report.pk])
    form = ReopeningForm(request.POST or None, initial={"version": report.version})
    if request.method == "POST" and form.is_valid():
        if succeeds(form, reopen_report, report, by=request.user, today=today, **form.cleaned_data):
            messages.success(request, f"{report} dibuka kembali. Pemegang jabatan dan operatornya sudah diberi tahu.")
            return redirect(detail)
    elif not report.is_verified:
        messages.info(request, "Hanya laporan yang sudah disetujui yang dapat dibuka kembali.")
        return redirect(detail)
    closed = today > window_of(report).closes
    context = {
        "form": form,
        "report": report,
        "cancel_url": detail,
        "extension_url": reverse("indicators:extension_create", args=[report.period_id]) if closed else "",
    }
    return render(request, "indicators/report_reopen.html", context)
