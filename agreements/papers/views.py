"""The action plan of an agreement as a workbook; `documents` prints and issues the papers themselves."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from agreements.models import Agreement
from agreements.papers.book import write_action_plan
from agreements.papers.facts import agreement_document
from documents.drawing.responses import workbook_response
from indicators.enums import Attachment
from organisation.pages.access import require, visible_or_404


@require_safe
def action_plan_workbook(request: HttpRequest, pk: int) -> HttpResponse:
    """The action plan as a workbook, as the agreement stands."""
    agreement = visible_or_404(request, Agreement.objects.with_content(), pk)
    require(request, "agreements.print_agreement", agreement)
    document = agreement_document(agreement)
    content = write_action_plan(agreement, government=document.government_name, paper=document.paper)
    return workbook_response(content, f"{Attachment.ACTION_PLAN.label} {agreement.year} {agreement.position}")
