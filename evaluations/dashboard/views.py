"""The Sekda's dashboard, and the same view of a smaller part for those who lead one."""

from decimal import Decimal

from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone

from evaluations.dashboard.facts import Dashboard, DashboardRow, build_dashboard, build_rows, subordinates_of
from evaluations.dashboard.filters import QUARTERS, SHOWS, DashboardFilter
from indicators.domain.numbers import format_percent, round_half_up
from indicators.domain.periods import roman
from indicators.models import Period
from organisation.models import Position
from realisations.measurement.lines import MeasuredIndicator
from realisations.measurement.progress import PlanProgress, progress_of
from realisations.measurement.summaries import YearSummary

FULL_BAR = Decimal(150)
"""Achievement in percent that fills a bar of the chart; the text beside it is never cut."""

FULL_BAR_TARGET = round_half_up(100 / FULL_BAR * 100, 2)
"""Where the line of 100 percent stands, in percent of the bar."""

QUARTER_LABELS = [(number, f"Triwulan {roman(number)}") for number in QUARTERS.values()]

may_view = permission_required("evaluations.view_dashboard", raise_exception=True)


@may_view
def dashboard_show(request: HttpRequest) -> HttpResponse:
    """Who has not reported, what was achieved, how much of it is verified: for a year or a quarter."""
    today = timezone.localdate()
    chosen = DashboardFilter.of(request.GET, today)
    board = build_dashboard(request.user, year=chosen.year, quarter=chosen.quarter, today=today)
    context = {
        "board": board,
        "rows": _shown_rows(board, chosen.show),
        "bars": [_bar(row, chosen) for row in board.rows if row.overall.shown_average is not None],
        "target_mark": FULL_BAR_TARGET,
        "period": _period(board.overall, chosen),
        "government_period": _period(board.government.overall, chosen) if board.government else "",
        "heading": f"Dasbor kinerja – {chosen.label}",
        "lead": "Rata-rata hanya dari laporan terverifikasi; yang belum diketahui tidak dihitung nol.",
        **_filter_context(chosen),
    }
    return render(request, "evaluations/dashboard_show.html", context)


@may_view
def position_show(request: HttpRequest, pk: int) -> HttpResponse:
    """One position: each indicator with its figure, and the positions below it."""
    position = get_object_or_404(Position.objects.visible_to(request.user).select_related("unit"), pk=pk)
    today = timezone.localdate()
    chosen = DashboardFilter.of(request.GET, today)
    own = build_rows(Position.objects.filter(pk=pk), year=chosen.year, quarter=chosen.quarter, today=today)
    visible = Position.objects.visible_to(request.user)
    below = subordinates_of(position, visible, year=chosen.year, quarter=chosen.quarter)
    board = build_rows(below, year=chosen.year, quarter=chosen.quarter, today=today)
    row = own.government or next(iter(own.rows), None)
    context = {
        "position": position,
        "row": row,
        "measured": _measured(row),
        "rows": board.rows,
        "period": _period(row.overall, chosen) if row else "",
        "may_remind": request.user.has_perm("duties.remind_by_hand"),
        **_filter_context(chosen),
    }
    return render(request, "evaluations/position_show.html", context)


def _period(overall: YearSummary, chosen: DashboardFilter) -> str:
    """What part of the year is summed up; of a running year how far it goes."""
    return chosen.label if chosen.quarter else overall.heading


def _measured(row: DashboardRow | None) -> list[tuple[MeasuredIndicator, PlanProgress | None]]:
    """The lines of the position, each with its way to the end of the medium-term plan if that plan tells it."""
    progress = progress_of(row.lines) if row else {}
    return [(line, progress.get(line.indicator.pk)) for line in (row.lines if row else ())]


def _filter_context(chosen: DashboardFilter) -> dict:
    years = sorted(set(Period.objects.values_list("year", flat=True)) | {chosen.year}, reverse=True)
    return {"chosen": chosen, "years": years, "quarters": QUARTER_LABELS, "shows": SHOWS}


def _shown_rows(board: Dashboard, show: str) -> list[DashboardRow]:
    match show:
        case "belum":
            return board.owing
        case "terlambat":
            return [row for row in board.owing if row.days_late]
        case "lengkap":
            return [row for row in board.rows if row.is_complete]
    return list(board.rows)


def _bar(row: DashboardRow, chosen: DashboardFilter) -> dict:
    average = row.overall.shown_average
    return {
        "label": row.overall.whose if chosen.quarter else f"{row.overall.whose}, {row.overall.stretch}",
        "text": format_percent(average),
        "percent": round_half_up(min(average, FULL_BAR) / FULL_BAR * 100, 2),
        "tone": row.overall.tone,
        "url": f"{reverse('evaluations:position_show', args=[row.position.pk])}?{chosen.query}",
    }
