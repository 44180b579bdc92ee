"""Pages of the performance report (LKjIP)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from documents.issuing.years import chosen_year
from documents.preparing.papers import Paper, prepared
from indicators.domain.money_units import RUPIAH, UNITS, chosen_unit
from indicators.models import Target
from organisation.models import Government, Position
from organisation.pages.access import require, visible_or_404
from organisation.structure.past import as_they_were, end_of
from reports.lkjip.facts import performance_report, render_report
from reports.owners.facts import owner_name, owners_of, reporting_positions


@require_safe
def lkjip_list(request: HttpRequest) -> HttpResponse:
    """The government and the OPD in scope that have something to account for in the year."""
    targets = Target.objects.visible_to(request.user)
    years = list(targets.order_by("-year").values_list("year", flat=True).distinct())
    year = chosen_year(request, years)
    positions = reporting_positions(Position.objects.visible_to(request.user), year) if year else []
    owners = owners_of(as_they_were(list(positions), end_of(year))) if year else []
    unit = chosen_unit(request.GET.get("rupiah", "")) or RUPIAH
    context = {
        "owners": owners,
        "years": years,
        "year": year,
        "unit": unit,
        "units": [choice.code for choice in UNITS],
        "asked": "" if unit is RUPIAH else f"?rupiah={unit.code}",
    }
    return render(request, "reports/lkjip_list.html", context)


@prepared
def lkjip_pdf(request: HttpRequest, year: int, pk: int) -> Paper:
    """The report of the OPD that this position heads, as the data stand when it is drawn."""
    position = visible_or_404(request, reporting_positions(Position.objects, year), pk)
    require(request, "reports.print_performance_report", position)
    unit = chosen_unit(request.GET.get("rupiah", "")) or RUPIAH
    return Paper(
        f"LKjIP {year} {owner_name(position, Government.objects.current())}",
        lambda: render_report(performance_report(position, year, on=timezone.localdate(), unit=unit)),
    )
