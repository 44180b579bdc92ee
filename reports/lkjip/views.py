"""Pages of the performance report (LKjIP)."""

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from documents.drawing import pdf
from documents.drawing.responses import document_failed, pdf_response
from documents.issuing.years import chosen_year
from indicators.models import Target
from organisation.models import Position
from organisation.pages.access import require, visible_or_404
from reports.lkjip.facts import performance_report, render_report
from reports.owners.facts import owners_of, reporting_positions


@require_safe
def lkjip_list(request: HttpRequest) -> HttpResponse:
    """The government and the OPD in scope that have something to account for in the year."""
    targets = Target.objects.visible_to(request.user)
    years = list(targets.order_by("-year").values_list("year", flat=True).distinct())
    year = chosen_year(request, years)
    owners = owners_of(reporting_positions(Position.objects.visible_to(request.user), year)) if year else []
    return render(request, "reports/lkjip_list.html", {"owners": owners, "years": years, "year": year})


@require_safe
def lkjip_pdf(request: HttpRequest, year: int, pk: int) -> HttpResponse:
    """The report of the OPD that this position heads, as the data stand today; it is not stored."""
    position = visible_or_404(request, reporting_positions(Position.objects, year), pk)
    require(request, "reports.print_performance_report", position)
    try:
        report = performance_report(position, year, on=timezone.localdate())
        content = render_report(report)
    except ValidationError as refusal:
        raise Http404(" ".join(refusal.messages)) from refusal
    except pdf.RenderError as error:
        return document_failed(request, str(error), status=503)
    return pdf_response(content, f"LKjIP {year} {report.owner_name}", download="unduh" in request.GET)
