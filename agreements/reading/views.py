"""One agreement: what it says, where it stands, what can be done."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from agreements.content.document import document_of
from agreements.content.facts import changes_since_drafted
from agreements.content.standing import position_then
from agreements.reading.access import agreement_for
from agreements.reading.attachments import attachments_context
from agreements.reading.facts import possible_steps
from agreements.reading.page import (
    _document_context,
    _other_versions,
    agreement_context,
    budget_context,
    comparison_context,
    completeness_card,
    rounds_context,
    transfer_context,
)
from audit.trail import history

HISTORY_SHOWN = 30


@require_safe
def agreement_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Parties, annex, next step, document, history and versions of one agreement."""
    agreement = agreement_for(request, pk, "agreements.view_agreement")
    possible, document = possible_steps(agreement, request.user), document_of(agreement)
    follows_plan = possible.edit or possible.agree_alone
    context = {
        **agreement_context(agreement),
        "completeness": completeness_card(agreement, request.user),
        "possible": possible,
        "changes": changes_since_drafted(agreement, on=timezone.localdate()) if follows_plan else [],
        "events": history(agreement)[:HISTORY_SHOWN],
        "versions": _other_versions(agreement, request.user),
        **budget_context(agreement, request.user),
        **transfer_context(agreement, request.user),
        **comparison_context(agreement),
        **rounds_context(agreement),
        **_document_context(agreement, document, request.user),
        **attachments_context(agreement, document, request.user),
    }
    agreement.position = position_then(agreement)
    return render(request, "agreements/agreement_detail.html", context)
