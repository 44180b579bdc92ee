"""What the own positions promised with their reports, by the day it is to be done."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from indicators.domain.periods import countdown_words
from indicators.models import Indicator
from organisation.pages.access import require, visible_or_404
from organisation.pages.refusals import succeeds
from organisation.structure.past import Past
from realisations.follow_ups.actions import finish_follow_up, schedule_follow_up
from realisations.follow_ups.forms import FollowUpDayForm
from realisations.models import QuarterReport, Realisation
from realisations.querysets import RealisationQuerySet
from realisations.reports.facts import own_positions

PER_PAGE = 30
DONE = "selesai"


@require_safe
def follow_up_list(request: HttpRequest) -> HttpResponse:
    """Open promises by their day, those without a day last; `?tampil=selesai` shows what was done."""
    shows_done = request.GET.get("tampil") == DONE
    own = _promised().of_positions(own_positions(request.user))
    rows = own.done_follow_ups() if shows_done else own.open_follow_ups()
    order = F("follow_up_done_at").desc() if shows_done else F("follow_up_due").asc(nulls_last=True)
    page = Paginator(rows.order_by(order, "pk"), PER_PAGE).get_page(request.GET.get("halaman"))
    today = timezone.localdate()
    past = Past.since_any(row.report.period.as_quarter.last_day for row in page)
    for row in page:
        row.called = past.position(row.report.position, row.report.period.as_quarter.last_day).title
        row.countdown = countdown_words(row.follow_up_due, today) if row.follow_up_due else ""
        row.is_late = bool(row.follow_up_due and row.follow_up_due < today)
    return render(request, "realisations/follow_up_list.html", {"page_obj": page, "shows_done": shows_done})


@require_http_methods(["GET", "HEAD", "POST"])
def follow_up_schedule(request: HttpRequest, pk: int, indicator_pk: int) -> HttpResponse:
    """Give what was promised of one indicator its day, or another one; also while the report is being written."""
    report = visible_or_404(request, QuarterReport.objects.select_related("position__unit", "period"), pk)
    require(request, "realisations.fill_report", report)
    indicator = visible_or_404(request, Indicator.objects.of_positions([report.position_id]), indicator_pk)
    row = _promised().exclude(follow_up="").filter(report=report, indicator=indicator).first()
    form = FollowUpDayForm(request.POST or None, initial={"due": row and row.follow_up_due})
    if row and request.method == "POST" and form.is_valid():
        due, today = form.cleaned_data["due"], timezone.localdate()
        if succeeds(form, schedule_follow_up, row, due=due, by=request.user, today=today):
            messages.success(request, "Batas waktu tindak lanjut disimpan.")
            return redirect(_back(report, indicator))
    context = {"form": form, "row": row, "report": report, "indicator": indicator, "back": _back(report, indicator)}
    return render(request, "realisations/follow_up_schedule.html", context)


@require_POST
def follow_up_done(request: HttpRequest, pk: int) -> HttpResponse:
    """Call a promise done."""
    row = visible_or_404(request, _promised().with_follow_up(), pk)
    require(request, "realisations.fill_report", row.report)
    try:
        finish_follow_up(row, by=request.user)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, "Tindak lanjut ditandai selesai.")
    return redirect("realisations:follow_up_list")


def _back(report: QuarterReport, indicator: Indicator) -> str:
    """The row of the report while it is written; afterwards the list of what was promised."""
    if report.is_editable:
        return f"{reverse('realisations:report_edit', args=[report.pk])}#indikator-{indicator.pk}"
    return reverse("realisations:follow_up_list")


def _promised() -> RealisationQuerySet:
    return Realisation.objects.select_related(
        "report__position__unit", "report__period", "indicator", "follow_up_done_by__employee"
    )
