"""Where a figure comes from: how it was computed, and what happened to it. Pages, and parts loaded on demand."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from indicators.domain.periods import Quarter
from indicators.figure_history import history_of
from indicators.measurement import EVERY_STATUS, HANDED_IN, indicator_lines
from indicators.models import Indicator, QuarterReport
from organisation.access import visible_or_404
from organisation.models import User

QUARTERS = {str(number): number for number in (1, 2, 3, 4)}


@require_safe
@vary_on_headers("HX-Request")
def figure_working(request: HttpRequest, pk: int, year: int) -> HttpResponse:
    """How the achievement of a year, or of a quarter to date, was computed; `draf` asks an author's own drafts in."""
    indicator = _indicator(request, pk)
    quarter = QUARTERS.get(request.GET.get("triwulan", ""))
    with_drafts = "draf" in request.GET and is_author(request.user, indicator)
    chosen = Indicator.objects.filter(pk=pk)
    statuses = EVERY_STATUS if with_drafts else HANDED_IN
    line = next(iter(indicator_lines(chosen, year=year, quarter=quarter, statuses=statuses)), None)
    if line is None:
        raise Http404("Indikator ini tidak mempunyai target atau realisasi pada tahun itu.")
    context = {
        **_context(indicator, _period_label(year, quarter)),
        "line": line,
        "heading": "Cara menghitung capaian",
        "with_drafts": with_drafts,
    }
    return _page_or_part(request, "figure_working", context)


@require_safe
@vary_on_headers("HX-Request")
def figure_history(request: HttpRequest, pk: int) -> HttpResponse:
    """Who changed the figures of an indicator, when, from what to what, and why; of all years, one, or a quarter."""
    indicator = _indicator(request, pk)
    text = request.GET.get("tahun", "")
    year = int(text) if text.isascii() and text.isdecimal() and 2000 <= int(text) <= 2100 else None
    quarter = QUARTERS.get(request.GET.get("triwulan", "")) if year else None
    context = {
        **_context(indicator, _period_label(year, quarter) if year else "semua tahun"),
        "facts": history_of(indicator, is_author=is_author(request.user, indicator), year=year, quarter=quarter),
        "heading": "Riwayat angka",
        "year": year,
        "quarter": quarter,
    }
    return _page_or_part(request, "figure_history", context)


def is_author(user: User, indicator: Indicator) -> bool:
    """Whether the user fills in the reports that the indicator stands in, and so sees their drafts."""
    return user.has_perm("indicators.fill_report", QuarterReport(position=indicator.objective.position))


def _indicator(request: HttpRequest, pk: int) -> Indicator:
    return visible_or_404(request, Indicator.objects.select_related("objective__position__unit"), pk)


def _period_label(year: int, quarter: int | None) -> str:
    return f"s.d. {Quarter(year, quarter).label}" if quarter else f"Tahun {year}"


def _context(indicator: Indicator, period_label: str) -> dict[str, Any]:
    return {"indicator": indicator, "period_label": period_label, "lead": f"{indicator.statement} – {period_label}"}


def _page_or_part(request: HttpRequest, name: str, context: dict[str, Any]) -> HttpResponse:
    return render(request, f"indicators/{'_' if request.htmx else ''}{name}.html", context)
