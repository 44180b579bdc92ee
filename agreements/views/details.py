"""One agreement: what it says, where it stands, what can be done."""

from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from agreements.budgets import budget_entries
from agreements.domain.annex import budget_title, objective_title, totals_by_source
from agreements.domain.signing import recording_delay
from agreements.models import Agreement, Party
from agreements.plans import changes_since_drafted, content_of
from agreements.progress import next_step, possible_steps, tone_of
from agreements.views.access import agreement_for
from agreements.views.attachments import attachments_context
from agreements.views.budget import budget_context
from agreements.views.comparing import comparison_context, rounds_context
from agreements.views.completeness import completeness_card
from agreements.views.transfers import transfer_context
from audit.trail import history
from organisation.models import User

HISTORY_SHOWN = 30


@require_safe
def agreement_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Parties, annex, next step, document, history and versions of one agreement."""
    agreement = agreement_for(request, pk, "agreements.view_agreement")
    possible = possible_steps(agreement, request.user)
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
        **_document_context(agreement, request.user),
        **attachments_context(agreement, request.user),
    }
    return render(request, "agreements/agreement_detail.html", context)


def agreement_context(agreement: Agreement) -> dict:
    """What every page about one agreement shows: heading, parties and annex."""
    lines = list(agreement.lines.all())
    content = content_of(agreement)
    kind = agreement.position.kind
    return {
        "agreement": agreement,
        "tone": tone_of(agreement.status),
        "next_step": next_step(agreement),
        "parties": [_party(party) for party in agreement.parties.all()],
        "objectives": [list(group) for _, group in groupby(lines, key=lambda line: line.objective_code)],
        "objective_title": objective_title(kind),
        "budget_title": budget_title(kind),
        "budget_entries": budget_entries(agreement),
        "budget_total": content.budget_total,
        "budget_sources": totals_by_source((line.funding_source, line.amount) for line in content.budget),
        "remarked": [line for line in lines if line.return_remark],
    }


def _document_context(agreement: Agreement, user: User) -> dict:
    """The issued document, if there is one, and what the user may do with it; `reports` keeps the documents."""
    document = getattr(agreement, "document", None)
    may_issue = document is None and agreement.is_frozen and user.has_perm("reports.issue_agreement", agreement)
    takes_scan = agreement.is_open_for_signing or agreement.is_revisable
    may_scan = document is not None and takes_scan and user.has_perm("reports.keep_scan", agreement)
    return {"document": document, "may_issue": may_issue, "may_scan": may_scan}


def _party(party: Party) -> dict:
    signature = getattr(party, "signature", None)
    recorded = timezone.localdate(signature.recorded_at) if signature else None
    return {
        "party": party,
        "signature": signature,
        "delay": recording_delay(signature.signed_on, recorded) if signature else 0,
    }


def _other_versions(agreement: Agreement, user: User) -> list[tuple[Agreement, str]]:
    """The other versions of the same position and year with the tone of their state, newest first.

    Only those that open for the reader: a counterpart chosen by hand sees the one version that names it.
    """
    visible = Agreement.objects.visible_to(user)
    others = visible.filter(position=agreement.position_id, year=agreement.year).exclude(pk=agreement.pk)
    return [(other, tone_of(other.status)) for other in others.order_by("-version", "-pk")]
