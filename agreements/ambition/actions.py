"""Saying why a target asks for less than the medium-term plan, or than was reached the year before."""

from collections.abc import Mapping
from dataclasses import replace

from django.core.exceptions import ValidationError
from django.db import transaction

from agreements.ambition.facts import ambitions_of, unexplained
from agreements.content.actions import lock_draft, write_content
from agreements.content.facts import content_of
from agreements.content.plan_facts import plan_changes
from agreements.domain.ambition import TargetAmbition
from agreements.models import Agreement
from audit.facts import to_data
from audit.trail import record
from organisation.models import User

LONGEST_REASON = 2000


def reason_box(indicator_id: int) -> str:
    """The name of the box, and of the error, of this indicator's reason."""
    return f"reason_{indicator_id}"


@transaction.atomic
def explain_weaker(agreement: Agreement, reasons: Mapping[int, str], *, by: User) -> Agreement:
    """Write the reasons (by indicator) into the draft and give it as it is then; empty ones change nothing.

    A reason that is given again counts for the target and the plan of now.

    Raises ValidationError when the draft can no longer be edited, and for a reason that is too long.
    """
    agreement = lock_draft(agreement)
    wanted = {key: text.strip() for key, text in reasons.items() if text.strip()}
    too_long = [key for key, text in wanted.items() if len(text) > LONGEST_REASON]
    if too_long:
        raise ValidationError({reason_box(key): f"Tulis paling banyak {LONGEST_REASON} karakter." for key in too_long})
    before = content_of(agreement)
    held = ambitions_of(agreement) if wanted else {}
    lines = (
        replace(line, weaker_reason=wanted[key], weaker_about=held[key].subject) if key in wanted else line
        for line in before.lines
        for key in [line.indicator_id]
    )
    after = replace(before, lines=tuple(lines))
    facts = to_data(plan_changes(agreement, before, after))
    if not facts:
        return agreement
    write_content(agreement, after)
    data = {"edition": agreement.edition, "changes": facts}
    record(agreement, "agreement.weaker_explained", by=by, data=data)
    return Agreement.objects.with_content().get(pk=agreement.pk)


def refuse_unexplained_weaker(agreement: Agreement) -> None:
    """ValidationError at the box of every target that is weaker and that nothing explains."""
    found = unexplained(agreement)
    if found:
        raise ValidationError(
            {
                reason_box(key): ValidationError(
                    f"{' '.join(held.sentences())} {_wanted(held)} atasan membacanya.", code="unexplained"
                )
                for key, held in found.items()
            }
        )


def _wanted(held: TargetAmbition) -> str:
    if held.is_outdated:
        return f"Alasan “{held.reason}” ditulis sebelum target atau rencananya berubah. Tegaskan lagi atau ganti;"
    return "Tulis alasannya;"
