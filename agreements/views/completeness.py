"""The card that tells what the plans in an agreement lack, with the way to where each gap is closed."""

from django.urls import reverse

from agreements.completeness import LineCompleteness, completeness_of
from agreements.models import Agreement
from indicators.completeness import SHEET_FIELDS
from organisation.models import User

SHORT = 3
"""So many incomplete indicators are shown at once; more stay folded."""


def completeness_card(agreement: Agreement, user: User) -> dict:
    """Score, gaps per indicator with links, and the explanation; for `agreements/_completeness.html`."""
    found = completeness_of(agreement)
    incomplete = found.incomplete
    may_draft = agreement.is_editable and user.has_perm("agreements.edit_agreement", agreement)
    return {
        "score": found.score,
        "is_full": found.score.is_full,
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
        "read_url": reverse("indicators:indicator_detail", args=[item.indicator.pk]) if may_read else "",
        "sheet_url": f"{sheet}#id_{of_sheet[0]}" if may_complete else "",
        "draft_url": reverse("agreements:agreement_edit", args=[agreement.pk])
        if may_draft and missing - set(SHEET_FIELDS)
        else "",
    }
