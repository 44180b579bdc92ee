"""The performance of a position, and of a unit, in one year."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from evaluations.years.facts import SHOWS, require_possible, unit_year_of, year_of, years_with_figures
from organisation.models import Position, WorkUnit
from organisation.pages.access import require, visible_or_404


@require_safe
def position_year(request: HttpRequest, pk: int, year: int) -> HttpResponse:
    """Every indicator of a position with its quarters, the year, the year before, an estimate, and the money."""
    require_possible(year)
    position = visible_or_404(request, Position.objects.select_related("unit"), pk)
    sheet = year_of(position, year, today=timezone.localdate())
    show = request.GET.get("tampil", "")
    context = {
        "sheet": sheet,
        "position": position,
        "year": year,
        "heading": f"Kinerja {year} – {position.title}",
        "rows": sheet.shown(show),
        "years": years_with_figures([pk], year),
        "shows": SHOWS.items(),
        "show": show,
    }
    return render(request, "evaluations/position_year.html", context)


@require_safe
def unit_year(request: HttpRequest, pk: int, year: int) -> HttpResponse:
    """Every position of a unit and of the units below it, as far as the reader sees them, summed up for the year."""
    require_possible(year)
    unit = visible_or_404(request, WorkUnit.objects, pk)
    require(request, "evaluations.view_dashboard")
    visible = Position.objects.visible_to(request.user)
    sheet = unit_year_of(unit, year, visible=visible, today=timezone.localdate())
    context = {
        "sheet": sheet,
        "unit": unit,
        "year": year,
        "heading": f"Kinerja {year} – {unit.name}",
        "years": years_with_figures([item.position.pk for item in sheet.rows], year),
    }
    return render(request, "evaluations/unit_year.html", context)
