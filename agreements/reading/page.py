"""What the page of one agreement shows: content, money, rounds, completeness, documents, transfers."""

from collections.abc import Mapping
from itertools import groupby
from typing import Any

from django.urls import reverse
from django.utils import timezone

from agreements.content.facts import content_of
from agreements.domain.ambition import TargetAmbition
from agreements.domain.annex import budget_title, objective_title
from agreements.domain.signing import recording_delay
from agreements.models import Agreement, Party
from agreements.reading.budget import budget_entries, card_of
from agreements.reading.comparison import against_earlier
from agreements.reading.completeness import LineCompleteness, completeness_of
from agreements.reading.facts import next_step, tone_of
from agreements.reading.rounds import rounds_of
from agreements.reading.transfers import transfers
from documents.models import IssuedDocument
from indicators.domain.money import sums
from indicators.sheets.facts import SHEET_FIELDS
from organisation.models import User


def budget_context(agreement: Agreement, user: User) -> dict[str, Any]:
    """What the pages of an agreement show of its money beside the lines."""
    may_edit = agreement.is_editable and user.has_perm("agreements.edit_agreement", agreement)
    return {
        "card": card_of(agreement),
        "tells_ceiling": not agreement.is_frozen and not agreement.has_one_signer,
        "may_edit_budget": may_edit and not agreement.has_one_signer,
        "may_follow_plan": may_edit and agreement.budget_is_own,
    }


def _why_not(agreement: Agreement) -> str:
    """Why the budget cannot be edited here; empty when it can."""
    if agreement.has_one_signer:
        return (
            "Anggaran PK kepala daerah adalah jumlah anggaran semua perangkat daerah, jadi tidak diubah di sini. Ubah "
            "anggaran pada PK perangkat daerah yang bersangkutan."
        )
    if not agreement.is_editable:
        return f"PK ini berstatus “{agreement.get_status_display()}”, jadi anggarannya tidak dapat diubah."
    return ""


def comparison_context(agreement: Agreement) -> dict:
    """The earlier PK with the difference, and a mark on each line; None without one, and once the content is fixed."""
    against = None if agreement.is_frozen else against_earlier(agreement)
    if against:
        for line in agreement.lines.all():
            line.mark = against.comparison.marks[line.indicator_id]
    return {"against": against}


def rounds_context(agreement: Agreement) -> dict:
    """All rounds, the latest, and the answered round before it, if there is one."""
    rounds = rounds_of(agreement)
    latest, *earlier = rounds or [None]
    return {"rounds": rounds, "latest": latest, "answered": earlier[0] if earlier else None}


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
        "budget_sources": list(sums((line.funding_source, line.amount) for line in content.budget).items()),
        "remarked": [line for line in lines if line.return_remark],
    }


def _document_context(agreement: Agreement, document: IssuedDocument | None, user: User) -> dict:
    """The issued document, if there is one, and what the user may do with it; `documents` keeps it."""
    takes_scan = agreement.is_open_for_signing or agreement.is_revisable
    may_scan = document is not None and takes_scan and user.has_perm("documents.keep_scan", agreement)
    return {"document": document, "may_scan": may_scan}


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


def transfer_context(agreement: Agreement, user: User) -> dict:
    """For the page of one agreement: its transfer, if its Pihak Pertama has left and nobody has begun a revision."""
    if not agreement.is_revisable:
        return {"transfer": None}
    found = transfers(user, agreement.year, timezone.localdate(), among=[agreement.position_id])
    return {"transfer": found[0] if found else None}


SHORT = 3
"""So many incomplete indicators are shown at once; more stay folded."""


def hold_lines(agreement: Agreement, found: Mapping[int, TargetAmbition], user: User) -> None:
    """Give each line what its target is held against; figures that were reached only in the reader's scope."""
    sees_reached = user.authority.sees_position(agreement.position_id)
    for line in agreement.lines.all():
        line.ambition = found[line.indicator_id]
        line.weaker_than = line.ambition.sentences(with_reached=sees_reached)


def completeness_card(agreement: Agreement, user: User) -> dict:
    """Score, gaps per indicator with links, weaker targets, and the explanation; for `agreements/_completeness.html`.

    Lets the lines of the agreement tell what their targets are held against.
    """
    found = completeness_of(agreement)
    incomplete = found.incomplete
    hold_lines(agreement, {item.line.indicator_id: item.ambition for item in found.lines}, user)
    may_draft = agreement.is_editable and user.has_perm("agreements.edit_agreement", agreement)
    return {
        "score": found.score,
        "is_full": found.score.is_full,
        "is_settled": found.score.is_full and not found.unexplained,
        "weaker": [item.line for item in found.weaker],
        "rows": [_row(item, agreement, user, may_draft) for item in incomplete],
        "is_short": len(incomplete) <= SHORT,
        "summary": f"{len(incomplete)} dari {len(found.lines)} indikator belum lengkap",
        "note": agreement.plan_note,
    }


def _row(item: LineCompleteness, agreement: Agreement, user: User, may_draft: bool) -> dict:
    """One indicator; whoever may not complete its sheet can still read it, in the own scope.

    A counterpart chosen by hand sees the agreement, but not the pages behind it.
    """
    missing = {finding.field for finding in item.assessment.findings}
    of_sheet = [name for name in SHEET_FIELDS if name in missing]
    may_complete = bool(of_sheet) and user.has_perm("indicators.edit_sheet", item.indicator)
    may_read = user.authority.sees_position(item.indicator.objective.position_id)
    sheet = reverse("indicators:indicator_sheet", args=[item.indicator.pk])
    return {
        "statement": item.line.indicator_statement,
        "words": item.assessment.score.words,
        "sentences": item.assessment.brief,
        "read_url": reverse("realisations:indicator_detail", args=[item.indicator.pk]) if may_read else "",
        "sheet_url": f"{sheet}#id_{of_sheet[0]}" if may_complete else "",
        "draft_url": reverse("agreements:agreement_edit", args=[agreement.pk])
        if may_draft and missing - set(SHEET_FIELDS)
        else "",
    }
