"""Sending an incomplete plan: possible, but never without saying why."""

from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError

from agreements.models import Agreement
from agreements.reading.completeness import completeness_of

LONGEST_NOTE = 2000


@dataclass(frozen=True, slots=True)
class Explanation:
    """What the agreement keeps of an explanation (`fields` of the model), and what its event keeps (`facts`)."""

    fields: dict[str, str] = field(default_factory=dict)
    facts: dict[str, Any] = field(default_factory=dict)


NOTHING_TO_SAY = Explanation()


def explained(agreement: Agreement, plan_note: str) -> Explanation:
    """The explanation that goes with the agreement; its note is empty when nothing is missing.

    Reality is often late, so gaps do not stop an agreement; they are told, with the reason, to those who decide.
    Raises ValidationError at `plan_note` when something is missing and nothing explains it.
    """
    found = completeness_of(agreement)
    note = plan_note.strip()
    if found.score.is_full:
        return Explanation({"plan_note": ""})
    if not note:
        raise ValidationError(
            {
                "plan_note": ValidationError(
                    f"Rencana {len(found.incomplete)} indikator belum lengkap. Lengkapi, atau tulis penjelasan mengapa "
                    "PK ini tetap diteruskan.",
                    code="unexplained",
                )
            }
        )
    if len(note) > LONGEST_NOTE:
        raise ValidationError(
            {"plan_note": ValidationError(f"Tulis paling banyak {LONGEST_NOTE} karakter.", code="max_length")}
        )
    gaps = {
        str(item.line.indicator_id): [finding.field for finding in item.assessment.findings]
        for item in found.incomplete
    }
    facts = {"met": found.score.met, "checked": found.score.checked, "remark": note, "gaps": gaps}
    return Explanation({"plan_note": note}, facts)
